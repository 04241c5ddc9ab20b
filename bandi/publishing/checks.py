"""Checks of editions: when they are dated, and which numbers in their texts are bound to nothing.

May import: the foundation, claims, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from bandi.foundation.records.findings import Finding, Scope
from bandi.foundation.records.outline import headings_of
from bandi.foundation.reference.writing import write_day
from bandi.publishing.models import Edition, EditionSection
from bandi.register.claims.measuring import claims_of
from bandi.register.claims.numbers import Found, numbers_in

_SHOWN = 8


def check_dated(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for an edition that is dated before the end of its period."""
    early = [e for e in Edition.objects.in_use().filter(year=scope.year) if e.dated_on and e.dated_on <= e.ends_on]
    for day in sorted({edition.dated_on for edition in early if edition.dated_on}):
        ends_on = early[0].ends_on
        yield Finding(
            key=f"dates:edition:{day}", kind="dates", severity="contradiction",
            message_en=f"The foreword is dated {write_day(day, 'en')}, before the period it looks back on ends ({write_day(ends_on, 'en')}).",
            message_ko=f"머리말의 날짜({write_day(day, 'ko')})가 돌아보는 기간이 끝나는 날({write_day(ends_on, 'ko')})보다 앞섭니다.",
            records=tuple(edition.pk for edition in early if edition.dated_on == day),
        )  # fmt: skip


def check_unbound(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for each text of an edition with numbers that are bound to no claim, or to one that does not exist."""
    known = {claim.mark for claim in claims_of(scope.year)}
    sections = EditionSection.objects.filter(edition__year=scope.year, edition__is_removed=False).exclude(body="")
    for section in sections.select_related("edition").order_by("edition__language", "order"):
        found = numbers_in(section.body)
        loose = [number for number in found if number.is_unbound]
        free = [number.text.strip() for number in loose]
        missing = [number.claim for number in found if number.claim and number.claim not in known]
        if not free and not missing:
            continue
        english, korean = _sentence(section, free, missing)
        yield Finding(
            key=f"unbound:{section.edition.language}:{section.key}", kind="unbound", severity=_severity(missing=bool(missing), loose=loose),
            message_en=english, message_ko=korean, records=(section.edition_id,), claims=tuple(missing),
        )  # fmt: skip


def _sentence(section: EditionSection, free: list[str], missing: list[str]) -> tuple[str, str]:
    """Return what is wrong with the numbers of a text, in English and in Korean."""
    english, korean = [], []
    where = f"“{section.title}” ({section.edition.language})"
    shown = ", ".join(f"“{text}”" for text in free[:_SHOWN]) + (" …" if len(free) > _SHOWN else "")
    if free:
        count = "1 number" if len(free) == 1 else f"{len(free)} numbers"
        verb = "is" if len(free) == 1 else "are"
        english.append(f"{count} in {where} {verb} bound to nothing: {shown}.")
        korean.append(f"{where}의 숫자 {len(free)}개가 근거와 연결되어 있지 않습니다: {shown}.")
    if missing:
        lost = ", ".join(missing)
        english.append(f"{where} names numbers that do not exist: {lost}.")
        korean.append(f"{where}에 없는 수를 가리키는 표시가 있습니다: {lost}.")
    return " ".join(english), " ".join(korean)


def _severity(*, missing: bool, loose: list[Found]) -> Literal["contradiction", "doubt", "hint"]:
    """A mark without a claim is wrong, a loose number doubtful; "one" and "first" are words more often than numbers."""
    if missing:
        return "contradiction"
    return "doubt" if any(number.value != 1 for number in loose) else "hint"


def check_titles(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for introductions that stand in one language only."""
    for language, korean, english in (("ko", "한국어", "Korean"), ("en", "영어", "English")):
        missing = [entry for entry in headings_of(scope.year) if (entry.intro.en or entry.intro.ko) and not getattr(entry.intro, language)]
        if missing:
            yield Finding(
                key=f"translation:intro:{language}", kind="translation", severity="hint",
                message_en=f"{len(missing)} introductions have no {english} text.", message_ko=f"{korean} 글이 없는 머리글이 {len(missing)}개 있습니다.",
            )  # fmt: skip


CHECKS = {"publishing.dated": check_dated, "publishing.unbound": check_unbound, "publishing.titles": check_titles}
