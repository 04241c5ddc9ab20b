"""Checks of the register and the profile: names, abbreviations, websites, translations.

May import: this package's models, records.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from rapidfuzz import fuzz

from bandi.foundation.records.findings import Finding, Scope
from bandi.foundation.records.spellings import Piece
from bandi.register.people.models import Alias, Award, DonationChannel, Membership, Organisation, Person, Place, Profile

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = frozenset(["of", "the", "for", "and", "on", "in", "to", "a", "an", "at", "against"])


def texts(scope: Scope) -> Iterator[Piece]:
    """Yield the names of the register, their other spellings, and the notes on places."""
    for person in Person.objects.in_use():
        yield Piece(person.pk, person.full_name, is_name=True)
    for organisation in Organisation.objects.in_use():
        yield Piece(organisation.pk, organisation.name_en, is_name=True)
    for place in Place.objects.in_use().filter(is_withheld=False):
        yield Piece(place.pk, place.name_en, is_name=True)
        yield Piece(place.pk, place.note)
    for alias in Alias.objects.all():
        yield Piece(alias.record_id, alias.name, is_name=True)


def check_aliases(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for each name that is printed in another spelling, and a hint for names written shorter or otherwise."""
    others: dict[UUID, list[str]] = defaultdict(list)
    for alias in Alias.objects.select_related("record"):
        others[alias.record_id].append(alias.name)
    names = {row.pk: row.full_name for row in Person.objects.in_use().filter(pk__in=others)}
    names |= {row.pk: row.name_en or row.name_ko for row in Organisation.objects.in_use().filter(pk__in=others)}
    names |= {row.pk: row.name_en or row.name_ko for row in Place.objects.in_use().filter(pk__in=others)}
    for record, name in sorted(names.items(), key=lambda item: item[1]):
        forms = [form for other in others[record] if (form := _without_remark(name, other))]
        if not forms:
            continue
        listed = "; ".join(f"“{form}”" for form in forms)
        is_spelling = any(differs_in_spelling(name, form) for form in forms)
        yield Finding(
            key=f"names:alias:{name.casefold()}", kind="names", severity="doubt" if is_spelling else "hint",
            message_en=f"“{name}” is also written {listed}.", message_ko=f"“{name}”: 다른 곳에는 {listed}, 이렇게도 적혀 있습니다.", records=(record,),
        )  # fmt: skip


def _without_remark(name: str, other: str) -> str:
    """Return another form without words such as "usually written" before it; nothing when it is a remark altogether."""
    words = other.split()
    if len(words) < 5 or not words[0][:1].islower() or name[:1].islower():
        return other
    while words and words[0][:1].islower():
        words.pop(0)
    form = " ".join(words)
    return form if fuzz.ratio(form.casefold(), name.casefold()) >= 60 else ""


def differs_in_spelling(name: str, other: str) -> bool:
    """Return whether another form spells or chooses a word of the name otherwise, rather than leaving words out."""
    own, theirs = ([word.casefold() for word in _WORD.findall(text)] for text in (name, other))
    new = [word for word in theirs if word not in own and len(word) > 2]
    gone = [word for word in own if word not in theirs and len(word) > 2]
    if 0 < len(new) <= 2 and 0 < len(gone) <= 3 and len(set(own) & set(theirs)) >= 2:
        return True
    return any((fuzz.ratio(word, lost) >= 55 and word[:1] == lost[:1]) or fuzz.ratio(word, lost) >= 75 for word in new for lost in gone)


def check_name_order(scope: Scope) -> Iterator[Finding]:
    """Yield one doubt when the same surname stands first in some names and last in others."""
    first: dict[str, list[Person]] = defaultdict(list)
    last: dict[str, list[Person]] = defaultdict(list)
    aliases: dict[UUID, list[str]] = defaultdict(list)
    for record, name in Alias.objects.values_list("record_id", "name"):
        aliases[record].append(name)
    for person in Person.objects.in_use().order_by("full_name"):
        for form in [person.full_name, *aliases[person.pk]]:
            words = form.split()
            if len(words) == 2:
                first[words[0].casefold()].append(person)
                last[words[1].casefold()].append(person)
    both = sorted(word for word in set(first) & set(last) if "-" not in word and len(word) > 1)
    people = list(dict.fromkeys(person.pk for word in both for person in [*first[word], *last[word]]))
    if both:
        surnames = ", ".join(word.title() for word in both[:12])
        yield Finding(
            key="names:order", kind="names", severity="doubt",
            message_en=f"Names stand in two orders: {surnames} come first in some names and last in others ({len(people)} people).",
            message_ko=f"이름의 순서가 두 가지입니다. 성이 앞에 오기도 하고 뒤에 오기도 합니다: {surnames}({len(people)}명).", records=tuple(people),
        )  # fmt: skip


def initials(name: str) -> str:
    """Return the initials of the words of a name that are written large: "Asian Federation Against" is AFA."""
    return "".join(part[0] for word in _WORD.findall(name) if word not in _SMALL for part in word.split("-") if part[:1].isupper())


def check_abbreviations(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for an abbreviation that stands for two bodies."""
    meant: dict[str, dict[UUID, str]] = defaultdict(dict)
    stated: dict[str, set[UUID]] = defaultdict(set)
    for row in Organisation.objects.in_use():
        if row.abbreviation:
            meant[row.abbreviation][row.pk] = row.name_en or row.name_ko
            stated[row.abbreviation].add(row.pk)
        if len(own := initials(row.name_en)) >= 3:
            meant[own][row.pk] = row.name_en
    for abbreviation, names in sorted(meant.items()):
        if len(set(names.values())) < 2 or not stated[abbreviation]:
            continue
        listed = " / ".join(f"“{name}”" for name in sorted(set(names.values())))
        yield Finding(
            key=f"names:abbreviation:{abbreviation}", kind="names", severity="doubt",
            message_en=f"{abbreviation} can stand for {listed}.", message_ko=f"약칭 {abbreviation}: {listed} 가운데 어느 것인지 분명하지 않습니다.",
            records=tuple(names),
        )  # fmt: skip


def check_websites(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt when the profile has several websites."""
    for profile in Profile.objects.in_use():
        if len(profile.websites) > 1:
            listed = ", ".join(profile.websites)
            yield Finding(
                key="lists:websites", kind="lists", severity="doubt", message_en=f"{len(profile.websites)} websites are given: {listed}.",
                message_ko=f"누리집 주소가 {len(profile.websites)}개입니다: {listed}.", records=(profile.pk,),
            )  # fmt: skip


def check_translations(scope: Scope) -> Iterator[Finding]:
    """Yield a hint for each kind of record of which some have no name in one of the languages."""
    people = [row.pk for row in Person.objects.in_use() if not row.name_ko]
    yield from untranslated("people.person", "people", "인물", {"ko": people})
    for model, english, korean in (
        (Organisation, "organisations", "단체"), (Place, "places", "장소"), (Membership, "memberships", "소속"),
        (Award, "awards", "수상"), (DonationChannel, "ways of giving", "후원 방법"),
    ):  # fmt: skip
        rows = list(model._default_manager.filter(is_removed=False).values_list("pk", "name_en", "name_ko"))
        missing = {"en": [pk for pk, en, ko in rows if not en], "ko": [pk for pk, en, ko in rows if not ko]}
        yield from untranslated(model._meta.label_lower, english, korean, missing)


def untranslated(key: str, english: str, korean: str, missing: dict[str, list[UUID]]) -> Iterator[Finding]:
    """Yield a hint for the records of a kind that have no text in a language."""
    names = {"en": ("English", "영어"), "ko": ("Korean", "한국어")}
    for language, records in missing.items():
        if records:
            one = len(records) == 1
            yield Finding(
                key=f"translation:{key}:{language}", kind="translation", severity="hint",
                message_en=f"{len(records)} of the {english} {'has' if one else 'have'} no {names[language][0]} name or title.",
                message_ko=f"{names[language][1]} 이름이나 제목이 없는 {korean} 기록이 {len(records)}건 있습니다.", records=tuple(records),
            )  # fmt: skip


CHECKS = {
    "people.aliases": check_aliases,
    "people.order": check_name_order,
    "people.abbreviations": check_abbreviations,
    "people.websites": check_websites,
    "people.translations": check_translations,
}
