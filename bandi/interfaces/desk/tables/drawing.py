"""How cells are drawn whose words stand in more than one attribute.

May import: the foundation, the register, Django.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from bandi.foundation.reference.dates import DateSpan, Precision
from bandi.foundation.reference.texts import OTHER, Language, Text
from bandi.foundation.reference.writing import write_edtf, write_money, write_number, write_quantity, write_span
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.reading import Reader, Shown

Draw = Callable[[Any, Reader], Shown]


class Spot(NamedTuple):
    """A place as a list names it: what `Reader` asks of a place, and nothing else of it."""

    pk: UUID
    name_en: str
    name_ko: str
    handling: str
    is_removed: bool

    def labels(self) -> tuple[str, str]:
        """What a link to the place would say."""
        return self.name_en, self.name_ko


class Count(NamedTuple):
    """A headcount as a list writes it."""

    count: int
    unit: str
    measure: str
    qualifier: str
    group: str
    part_of_id: UUID | None


def when(row: Any, reader: Reader) -> Shown:
    """When an activity was."""
    return Shown(_written(row.starts_on, row.ends_on, row.precision, row.when, reader.language))


@lru_cache(maxsize=2048)
def _written(starts_on: date | None, ends_on: date | None, precision: str, text: str, language: Language) -> str:
    return write_span(DateSpan(starts_on, ends_on, Precision(precision), text), language)


def _fetched(row: Any, place: str, relation: str) -> Any:
    """Return what a list has fetched with its rows under `place`, or ask for it for this row alone."""
    found = getattr(row, place, None)
    return found if found is not None else getattr(row, relation).all()


def place(row: Any, reader: Reader) -> Shown:
    """Where an activity was: the places it is linked to, or the place as printed."""
    seen = [spot for spot in _fetched(row, "spots", "places") if reader.sees(spot)]
    if seen:
        return Shown(", ".join(reader.name(spot).text for spot in seen), is_fixed=True)
    return Shown(row.place_text)


def audience(row: Any, reader: Reader) -> Shown:
    """How many came: the headcounts for everybody; attendances say so."""
    whole = [count for count in _fetched(row, "counts", "headcounts") if not count.group and not count.part_of_id]
    words = [
        write_quantity(
            count.count, reader.language, measure=count.measure, qualifier=count.qualifier,
            unit=reader.term("audience_unit", count.unit) if count.unit else "",
        )
        for count in whole[:2]
    ]  # fmt: skip
    return Shown(", ".join(words))


def occasion(path: str) -> Draw:
    """The activity that a row belongs to, as a link."""

    def draw(row: Any, reader: Reader) -> Shown:
        other = getattr(row, path)
        if not reader.sees(other):
            return Shown()
        name = reader.name(other)
        return Shown(name.text, url=url_of(other), lang=name.lang, mark=name.mark)

    return draw


def person(row: Any, reader: Reader) -> Shown:
    """A person's name in the order of the page's language, with the other script beneath."""
    own = row.name_in(reader.language)
    other = row.name_in(OTHER[reader.language])
    is_fallback = reader.language == "ko" and not row.name_ko
    return Shown(own, sub="" if other == own else other, lang="en" if is_fallback else "", mark="EN" if is_fallback else "")


def money(row: Any, reader: Reader) -> Shown:
    """An amount with its currency, the converted one beneath."""
    if row.amount is None:
        return Shown()
    other = ""
    if row.other_amount is not None:
        other = write_money(row.other_amount, row.other_currency, reader.language)
    return Shown(write_money(row.amount, row.currency, reader.language), sub=other)


def written(name: str) -> Draw:
    """A date kept as text."""
    return lambda row, reader: Shown(write_edtf(getattr(row, name), reader.language))


def word(name: str, vocabulary: str) -> Draw:
    """The word for a key of a vocabulary."""
    return lambda row, reader: Shown(reader.term(vocabulary, getattr(row, name)) if getattr(row, name) else "")


def of_session(name: str, vocabulary: str = "") -> Draw:
    """A value of the session that an activity is."""

    def draw(row: Any, reader: Reader) -> Shown:
        if vocabulary:
            value = getattr(row.session, name)
            return Shown(reader.term(vocabulary, value) if value else "")
        return reader.value(row.session, name)

    return draw


def roll_size(row: Any, reader: Reader) -> Shown:
    """How many lines the roll of an activity has."""
    return Shown(write_number(len(row.roll.all()), reader.language))


def roll_funders(row: Any, reader: Reader) -> Shown:
    """Who gave the money for the lines of a roll, each once."""
    told = dict.fromkeys(str(entry.funders.in_language(reader.language)) for entry in row.roll.all())
    return Shown("; ".join(text for text in told if text))


def location(row: Any, reader: Reader) -> Shown:
    """City and country, without saying the same twice."""
    name = str(row.name.in_language(reader.language))
    parts = [str(text.in_language(reader.language)) for text in (row.city, row.country)]
    return Shown(", ".join(part for part in dict.fromkeys(parts) if part and part != name))


def parent_line(row: Any, reader: Reader) -> Shown:
    """A heading with the one above it beneath."""
    title = reader.phrase(row.title)
    above = reader.phrase(row.parent.title).text if row.parent_id and reader.sees(row.parent) else ""
    return Shown(title.text, lang=title.lang, mark=title.mark, sub=above)


def starts(row: Any, reader: Reader) -> Shown:
    """When a programme began."""
    first = row.starts[0] if row.starts and isinstance(row.starts, list) and isinstance(row.starts[0], dict) else {}
    return Shown(write_edtf(str(first.get("on") or ""), reader.language))


def media_name(row: Any, reader: Reader) -> Shown:
    """A headline, and whether the item is listed elsewhere already."""
    shown = reader.phrase(Text(row.headline_en, row.headline_ko))
    sub = _("listed already: the same item") if row.duplicate_of_id else ""
    return Shown(shown.text, lang=shown.lang, mark=shown.mark, sub=sub)


def shows_people(row: Any, reader: Reader) -> Shown:
    """Whether a picture may show people who need protection."""
    return Shown({"no": _("no"), "likely": _("likely"), "yes": _("yes")}.get(row.shows_people, row.shows_people))
