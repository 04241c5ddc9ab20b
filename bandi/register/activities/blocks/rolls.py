"""Rolls of masked names, as they were published: by list, of which levels they are and how many names there are.

May import: the foundation, this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from bandi.foundation.records.blocks import Block, Column, Inline, Paragraph, Request, Table, plain
from bandi.foundation.records.inline import joined, literal, said
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_number
from bandi.register.activities.blocks.reading import World, world
from bandi.register.activities.blocks.words import word
from bandi.register.activities.models import Activity, RollEntry

_CODE = re.compile(r"([^\W\d_]{3,})[ -]?(\d{1,4})")


def scholarships_table(request: Request) -> Iterator[Block]:
    """Yield one row for each list: what it is for, of which levels, how many names stand on it, the names, who gave the money."""
    here, language = world(request), request.language
    lists = [(row, _kept(row, request)) for row in here.activities.values()]
    rows = [(row, names) for row, names in lists if names]
    own = [(row, names) for row, names in rows if request.heading and row.heading_id == UUID(request.heading)]
    rows = own or rows
    if not rows:
        return
    body: list[tuple[Inline, ...]] = []
    funded = any(entry.funders.en or entry.funders.ko for _, names in rows for entry in names)
    for row, names in rows:
        body.append(
            (
                said(row.title, language),
                literal(_levels(row, here, language), language),
                plain(write_number(len(names))),
                plain(_listed(names, language)),
                *((_funders(names, language),) if funded else ()),
            )
        )
    labels = [word(key, language) for key in ("roll", "roll_level", "roll_count", "roll_names", "roll_funders")]
    yield Table(
        caption=word("roll_caption", language),
        columns=tuple(
            Column(label, weight, "end" if place == 2 else "start")
            for place, (label, weight) in enumerate(zip(labels[: 5 if funded else 4], (1.7, 1.5, 0.8, 3.2, 1.6), strict=False))
        ),
        rows=tuple(body),
        total=_total(rows, request, columns=5 if funded else 4),
        records=tuple(str(row.id) for row, _ in rows),
    )
    yield Paragraph(plain(word("roll_note", language)), "small")


def _levels(row: Activity, here: World, language: Language) -> str:
    """Return the groups a list is made of, or what all of them are."""
    counts = list(row.headcounts.all())
    groups = [count for count in counts if count.group]
    label = here.terms.label
    if groups:
        parts = (f"{label('audience_group', each.group, language)} {write_number(each.count)}" for each in groups)
        text = ", ".join(parts)
        return text[:1].upper() + text[1:]
    text = ", ".join(str(label("audience_unit", each.unit, language)) for each in counts if each.unit)
    return text[:1].upper() + text[1:]


def _listed(names: list[RollEntry], language: Language) -> str:
    """Return the names as published. A roll of numbered codes says once, in the language of the edition, what they number.

    A code is a word and a number ("Recipient 07"). Only where the whole roll bears the same word does the number alone tell one
    person from another; otherwise every name stands as it is.
    """
    codes = [_CODE.fullmatch(entry.masked_name.strip()) for entry in names]
    if len(names) < 2 or not all(codes) or len({code[1].casefold() for code in codes if code}) > 1:
        return ", ".join(entry.masked_name for entry in names)
    return word("roll_codes", language, codes=", ".join(code[2] for code in codes if code))


def _kept(row: Activity, request: Request) -> list[RollEntry]:
    """Return the lines of a roll, by the filter of the heading (`channel=own`).

    A value that no line carries keeps nothing: a wrong filter shows as a missing table, never as a table of others.
    """
    entries = list(row.roll.all())
    if request.keep is None:
        return entries
    column, value = request.keep
    return [entry for entry in entries if str(getattr(entry, column, "")) == value]


def _funders(names: list[RollEntry], language: Language) -> Inline:
    """Return who gave the money for the names of a list, each once."""
    told = {entry.funders: said(entry.funders, language) for entry in names if entry.funders.en or entry.funders.ko}
    return joined(list(told.values()), "; ")


def _total(rows: list[tuple[Activity, list[RollEntry]]], request: Request, *, columns: int) -> tuple[Inline, ...]:
    if len(rows) < 2:
        return ()
    total = sum(len(names) for _, names in rows)
    return plain(word("total", request.language)), (), plain(write_number(total)), *[() for _ in range(columns - 3)]
