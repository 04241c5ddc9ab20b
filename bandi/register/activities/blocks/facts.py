"""The labelled lines of an entry: who, with whom, how many, how often, how much.

May import: the foundation, people, this package.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bandi.foundation.records.blocks import Fact, Inline, Request, Run, plain
from bandi.foundation.records.inline import joined, listed, literal, lowered, said, text_of
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_money, write_number, write_quantity
from bandi.register.activities.blocks.reading import World, printable_places
from bandi.register.activities.blocks.words import word
from bandi.register.activities.models import (
    Activity,
    Amount,
    Headcount,
    InKind,
    Participation,
    Qualifier,
    Side,
)
from bandi.register.people.models import Place

_SELF_EVIDENT_ROLES = {"host", "author", "participant"}
_NO_RHYTHM = {"irregular", "continuous"}
_ANYBODY = {"", "people", "persons"}


def facts_of(activity: Activity, world: World, request: Request, *, within: bool) -> Iterator[Fact]:
    """Yield the labelled lines of an activity. within: it stands beneath the activity it is part of."""
    language = request.language
    takes_part = [row for row in activity.participations.all() if _is_open(row)]
    role = activity.our_role
    ours = [row for row in takes_part if row.side == Side.OURS]
    tells_role = role is not None and role.key not in _SELF_EVIDENT_ROLES and not any(_names_part(row) for row in ours)
    for label, value in (
        ("our_people", listed([_with_role(row, language) for row in ours], language)),
        ("our_role", said(role.label, language) if role and tells_role else ()),
        ("partners", listed([_name(row, language) for row in takes_part if row.side == Side.PARTNER], language)),
        ("counterparts", _counterparts(takes_part, language)),
        ("how_many", _numbers(activity, world, language)),
        ("rhythm", _rhythm(activity, world, language)),
        ("gifts", listed([_gift(row, world, language) for row in activity.gifts_in_kind.all()], language)),
        ("money", _money(activity, world, language)),
        ("part_of", () if within else _whole(activity, world, language)),
        ("pictures", _captions(activity, language)),
        ("next_year", plain(word("to_be_continued", language)) if activity.follow_up else ()),
    ):
        if value:
            yield Fact(word(label, language), value)


def _captions(activity: Activity, language: Language) -> Inline:
    """Return the captions of the pictures that may be printed; none of an activity that was not read for print.

    Guards against: the caption of a picture that shows somebody who needs protection. `reading` leaves those out.
    """
    return joined([said(row.caption, language) for row in getattr(activity, "printable_pictures", ())], "; ")


def where_of(activity: Activity, world: World, language: Language) -> str:
    """Return the place in the language of the edition. A withheld place takes the place as printed with it."""
    places, some_withheld = printable_places(activity)
    cities = {place.city_en for place in places if place.name_en != place.city_en}
    kept = [place for place in places if place.name_en not in cities] or places
    names = [_place(place, world, language) for place in kept]
    text = "; ".join(dict.fromkeys(names))
    if not text and not some_withheld and not places and activity.place_text:
        text = activity.place_text
    if not activity.is_online:
        return text
    online = word("online", language)
    if language == "en":
        return f"{text} ({online})" if text else online.capitalize()
    return f"{text}({online})" if text else online


def _place(place: Place, world: World, language: Language) -> str:
    """Return "Korea Press Center, Seoul": the city unless the name says it, the country unless we sit there."""
    parts = [str(place.name.in_language(language))]
    city, country = str(place.city.in_language(language)), str(place.country.in_language(language))
    if city and city not in parts[0]:
        parts.append(city)
    if country and place.country_en != world.home_country and country not in ", ".join(parts):
        parts.append(country)
    if language == "ko":
        return " ".join([*reversed(parts[1:]), parts[0]]) if len(parts) > 1 else parts[0]
    return ", ".join(parts)


def quantity(row: Headcount, world: World, language: Language) -> str:
    """Return a headcount in words, with its unit from the vocabulary."""
    unit = "" if row.unit in _ANYBODY else str(world.terms.label("audience_unit", row.unit, language))
    if row.group and row.unit in _ANYBODY | {row.group}:
        unit = _group(row, world, language)
    elif row.group and row.part_of_id is None:
        unit = f"{unit} ({_group(row, world, language)})" if language == "en" else f"{_group(row, world, language)} {unit}"
    return write_quantity(row.count, language, measure=row.measure, qualifier=row.qualifier, unit=unit)


def _is_open(row: Participation) -> bool:
    records = (row.person, row.organisation)
    return all(record is None or (record.handling == Handling.OPEN and not record.is_removed) for record in records)


def _names_part(row: Participation) -> bool:
    """Return whether a role says both the office and the part taken ("Director; witness")."""
    return ";" in row.role or ";" in row.role_ko


def _counterparts(rows: list[Participation], language: Language) -> Inline:
    return joined([_with_role(row, language) for row in rows if row.side == Side.COUNTERPART], "; ")


def _with_role(row: Participation, language: Language) -> Inline:
    """Return "Ada Kim (Director)" or "김아다 국장"; an office without a name stands before what it did: "Council (host)"."""
    name, role, office = _name(row, language), _role(row, language), _office(row, language)
    if office and (text_of(office) in text_of(name) or text_of(role).startswith(text_of(office))):
        office = ()
    if office and name and text_of(name) in text_of(office):
        office, name = (), office
    elif office and row.person_id and _says(office, role, language):
        role = ()
    if not name:
        return joined([office, role], ", ")
    if language == "ko":
        return _with_role_ko(row, office, name, role)
    detail = joined([role, office], ", ")
    return (*name, Run(" ("), *detail, Run(")")) if detail else name


def _says(office: Inline, role: Inline, language: Language) -> bool:
    """Return whether an office is named by its holder's title: "UN Special Rapporteur on …", "북한인권특별보고관".

    One English word alone ("Director") may mean less than the same word in a longer office, and stays.
    """
    title, whole = text_of(role).strip().casefold(), text_of(office).casefold()
    return bool(title) and whole.endswith(title) if language == "ko" else " " in title and f" {title} " in f" {whole} "


def _with_role_ko(row: Participation, office: Inline, name: Inline, role: Inline) -> Inline:
    """Return "외교부 김아다 국장" for a title, "외교부 김아다(주최)" for a part taken, which the files write in small letters.

    An own person may have both, apart by a semicolon: "김아다 국장(발표)".
    """
    written = row.role_ko or row.role
    title, _, part = written.partition(";") if ";" in written or ";" not in row.role else written.rpartition(",")
    if not row.person_id or (row.role[:1].islower() and not part):
        return (*joined([office, name], " "), *((Run("("), *role, Run(")")) if role else ()))
    if part:
        return (*joined([office, name, literal(title, "ko")], " "), Run("("), *literal(part, "ko"), Run(")"))
    return joined([office, name, role], " ")


def _name(row: Participation, language: Language) -> Inline:
    if row.person:
        return literal(row.person.name_in(language), language)
    if row.name:
        return literal(row.name, language)
    return said(row.organisation.name, language) if row.organisation else ()


def _office(row: Participation, language: Language) -> Inline:
    """Return the organisation for which somebody spoke; nothing for our own people."""
    if row.side == Side.OURS or not row.organisation or not (row.person or row.name):
        return ()
    return said(row.organisation.name, language)


def _role(row: Participation, language: Language) -> Inline:
    own = row.role_ko if language == "ko" else row.role
    if own:
        return plain(own.replace("; ", ", "))
    if row.role or row.role_ko:
        return literal(row.role or row.role_ko, language)
    return said(row.person.role, language) if row.person and row.side == Side.OURS else ()


def _numbers(activity: Activity, world: World, language: Language) -> Inline:
    """Return each number with what it counts; a whole with its groups in brackets. Nothing is added up."""
    rows = [row for row in activity.headcounts.all() if row.count and row.qualifier != Qualifier.NOT_STATED]
    texts: list[Inline] = []
    for row in rows:
        if row.part_of_id is not None:
            continue
        text = quantity(row, world, language)
        groups = [part for part in rows if part.part_of_id == row.id]
        if groups:
            parts = (f"{_group(part, world, language)} {write_number(part.count)}" for part in groups)
            counted = ", ".join(parts)
            text = f"{text} ({counted})" if language == "en" else f"{text}({counted})"
        texts.append(literal(text, language))
    return joined(texts, "; ")


def _group(row: Headcount, world: World, language: Language) -> str:
    return str(world.terms.label("audience_group", row.group, language))


def _rhythm(activity: Activity, world: World, language: Language) -> Inline:
    key = "" if activity.rhythm in _NO_RHYTHM else activity.rhythm
    rhythm = world.terms.label("rhythm", key, language)
    count = activity.occurrences or 0
    if activity.id in world.parts and len(world.parts[activity.id]) >= count:
        count = 0
    times = word("times" if rhythm else "number_times", language, count=write_number(count)) if count > 1 else ""
    if times and language == "en":
        return joined([plain(times), lowered(said(rhythm, language))], ", ")
    return joined([said(rhythm, language), plain(times)], ", ")


def _gift(row: InKind, world: World, language: Language) -> Inline:
    """Return "15 boxes of rice, 10 kg each (giver)"."""
    unit = world.terms.label("figure_unit", row.unit, language)
    number, item = write_number(row.quantity), said(row.item, language)
    if language == "en":
        of = f"{number} {unit} of " if unit and str(unit) != "×" else f"{number} "
        amount: Inline = (Run(of), *lowered(item))
    else:
        amount = (*item, Run(f" {number}"), *(said(unit, language) if str(unit) != "×" else (Run("개"),)))
    if row.kilograms_each:
        weight = write_number(row.kilograms_each)
        amount = (*amount, Run(f", {weight} kg each" if language == "en" else f"(개당 {weight}kg)"))
    return amount


def _money(activity: Activity, world: World, language: Language) -> Inline:
    rows = [row for row in activity.amounts.all() if row.amount and not row.is_external and not row.is_removed]
    return joined([_amount(row, world, language) for row in rows if row.handling == Handling.OPEN], "; ")


def _amount(row: Amount, world: World, language: Language) -> Inline:
    """Return "KRW 27 million (about USD 20,000), spent": the second amount is a conversion and therefore about."""
    assert row.amount is not None
    text = write_money(row.amount, row.currency, language)
    if row.other_amount and row.other_currency:
        about = {"en": "about ", "ko": "약 "}[language]
        other = write_money(Decimal(row.other_amount), row.other_currency, language)
        text += f" ({about}{other})" if language == "en" else f"({about}{other})"
    direction = lowered(said(world.terms.label("spending_direction", row.direction, language), language))
    return joined([plain(text), direction], ", " if language == "en" else " ")


def _whole(activity: Activity, world: World, language: Language) -> Inline:
    whole = world.activities.get(activity.part_of_id) if activity.part_of_id else None
    return said(whole.title, language) if whole else ()
