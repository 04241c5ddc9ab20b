"""Editable texts of an edition as blocks: paragraphs, lists, and numbers bound to their claims.

Which number is printed: what the records say, where a measurement of the claim has a value; otherwise what the text has
always said, with a note that no record stands behind it. A source outside is named in a note.
May import: the foundation, claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from bandi.foundation.records.blocks import Bullets, Inline, Paragraph, Run
from bandi.foundation.records.inline import needs_translation
from bandi.foundation.reference.statements import NUMBER_VALUE, Given, GivenIds, GivenTexts, Statement
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_edtf
from bandi.register.claims.models import Claim, ContextFact, Measurement, Origin
from bandi.register.claims.numbers import bind

_ITEM = re.compile(r"^\s*(?:[-•*]|\d+[.)])\s+")


@dataclass(frozen=True)
class BoundNumber:
    """The number of a claim as it is printed, and the note that stands with it."""

    value: Decimal | None
    unit: str
    note: str = ""


@dataclass
class BoundNumbers:
    """The numbers of a year's claims, read once in a constant number of queries.

    noted: notes that were given already in this section; the same words stand once in it.
    """

    year: int
    language: Language
    numbers: dict[str, BoundNumber] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, year: int, language: Language, marks: frozenset[str] | None = None) -> BoundNumbers:
        """Read the numbers of a year; of the marks that are asked for alone, where any are named."""
        if marks is not None and not marks:
            return cls(year, language)
        claims = with_current(marked(year, marks), _CURRENT)
        sources = {statement: (source, stated_on) for statement, source, stated_on in _SOURCES.all()}
        numbers = {claim.mark: _number(claim, sources, language) for claim in claims if claim.mark}
        return cls(year, language, numbers)

    def runs(self, text: str) -> Inline:
        """Return `text` with its marks replaced by their numbers, each with its claim and its note, the same note once."""
        runs = bind(text, self.language, self._found)
        foreign = needs_translation(text, self.language)
        return tuple(self._noted(replace(run, untranslated=foreign)) for run in runs)

    def _found(self, reference: str) -> tuple[Decimal | None, str] | None:
        number = self.numbers.get(reference)
        return (number.value, number.unit) if number else None

    def _noted(self, run: Run) -> Run:
        note = self.numbers[run.claim].note if run.claim else ""
        if not note or note in self.noted:
            return run
        self.noted.add(note)
        return replace(run, note=note)


def marked(year: int, marks: frozenset[str] | None) -> list[Claim]:
    """Return the claims of a year that texts bind by these marks, all of them without, each with its spine."""
    if marks is None:
        return _ALL.all(year=year)
    return _MARKED.all(year=year, refs=[*marks, *(f"{year}/{mark}" for mark in marks)])


def with_current(claims: list[Claim], measurements: Statement[Measurement]) -> list[Claim]:
    """Return claims that hold in `current` their newest measurements. measurements: asked with the ids of the claims."""
    by_claim: dict[UUID, list[Measurement]] = {claim.pk: [] for claim in claims}
    for row in measurements.all(claims=list(by_claim)) if claims else ():
        by_claim[row.claim_id].append(row)
    for claim in claims:
        claim.current = by_claim[claim.pk]  # type: ignore[attr-defined]
    return claims


_OF_YEAR = Given("year", NUMBER_VALUE)
_ALL: Statement[Claim] = Statement(lambda: Claim.objects.in_use().filter(year=_OF_YEAR).select_related("record"))
_MARKED: Statement[Claim] = Statement(lambda: Claim.objects.in_use().filter(year=_OF_YEAR, record__ref__in=GivenTexts("refs")).select_related("record").order_by())
_CURRENT: Statement[Measurement] = Statement(lambda: Measurement.objects.filter(is_current=True, claim__in=GivenIds("claims")))
_SOURCES: Statement[tuple[str, str, str]] = Statement(lambda: ContextFact.objects.in_use().values_list("statement_en", "source", "stated_on"))


def blocks_of(text: str, numbers: BoundNumbers, *, lead: bool = False) -> tuple[Paragraph | Bullets, ...]:
    """Return a text as blocks: paragraphs stand apart by an empty line, lines that begin with "- " make a list.

    lead: the first paragraph introduces what follows.
    """
    blocks: list[Paragraph | Bullets] = []
    numbers.noted.clear()
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines:
            continue
        if all(_ITEM.match(line) for line in lines):
            items = tuple(numbers.runs(_ITEM.sub("", line)) for line in lines)
            blocks.append(Bullets(items, numbered=lines[0][0].isdigit()))
        else:
            blocks.append(Paragraph(numbers.runs(" ".join(lines)), "lead" if lead and not blocks else "body"))
    return tuple(blocks)


def _number(claim: Claim, sources: dict[str, tuple[str, str]], language: Language) -> BoundNumber:
    """Return what is printed for a claim: the measured value first, then the stated one with what stands behind it."""
    measured = next((row.value for row in claim.current if row.value is not None), None)  # type: ignore[attr-defined]
    if measured is not None:
        return BoundNumber(measured, claim.unit)
    return BoundNumber(claim.value, claim.unit, _note(claim, sources, language))


def _note(claim: Claim, sources: dict[str, tuple[str, str]], language: Language) -> str:
    source, stated_on = sources.get(claim.statement_en, ("", ""))
    if source:
        day = write_edtf(stated_on, language)
        return f"{source}, {day}." if day else f"{source}."
    if claim.origin == Origin.EXTERNAL_CONTEXT:
        return {"en": "As stated; its source is not on record.", "ko": "진술된 수치로, 출처 기록이 없음."}[language]
    return {"en": "As stated; no record stands behind it.", "ko": "진술된 수치로, 뒷받침하는 기록이 없음."}[language]
