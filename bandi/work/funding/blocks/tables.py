"""Grants of the period and material handed out, as tables; and what was handed out as a line of an activity's entry.

Only open records are printed. Amounts stand in their own currency and are never added up over two; units neither.
May import: the foundation, activities' blocks, this package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from bandi.foundation.records.blocks import Block, Column, Fact, Inline, Language, Paragraph, Request, Table, plain
from bandi.foundation.records.inline import capital, joined, listed, lowered, said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.terms import Terms
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import write_money, write_number, write_span
from bandi.register.activities.blocks.annotations import Annotation
from bandi.work.funding.figures.grants import runs_in
from bandi.work.funding.figures.stock import handed_out_in
from bandi.work.funding.models import Grant, GrantState, HandOut

_STATES = {
    GrantState.AWARDED: Text("awarded", "선정"), GrantState.RUNNING: Text("running", "진행 중"), GrantState.REPORTED: Text("reported", "보고 완료"),
    GrantState.CLOSED: Text("closed", "종결"),
}  # fmt: skip


def grants_table(request: Request) -> Iterator[Block]:
    """Yield the grants that ran in the period: what for, from whom, how much, for which time, how they stand."""
    language = request.language
    every = Grant.objects.in_use().held().filter(handling=Handling.OPEN).select_related("funder").order_by("starts_on", "title_en")  # type: ignore[attr-defined]
    rows = [row for row in every if runs_in(row, request)]
    if not rows:
        return
    labels = {"en": ("Grant", "Funder", "Amount", "Period", "State"), "ko": ("지원금", "지원 기관", "금액", "기간", "상태")}[language]
    weights, aligned = (3, 2.4, 1.5, 1.8, 1.1), ("start", "start", "end", "start", "start")
    yield Table(
        caption={"en": "Grants", "ko": "지원금"}[language],
        columns=tuple(Column(label, weight, "end" if align == "end" else "start") for label, weight, align in zip(labels, weights, aligned, strict=True)),
        rows=tuple(
            (
                said(row.title, language), said(row.funder.name, language) if row.funder.handling == Handling.OPEN else (),
                plain(write_money(row.amount, row.currency, language)) if row.amount is not None else (), plain(write_span(row.span, language)),
                said(_STATES[GrantState(row.state)], language),
            )
            for row in rows
        ),
        records=tuple(str(row.id) for row in rows),
    )  # fmt: skip


def material_table(request: Request) -> Iterator[Block]:
    """Yield what was handed out in the period, one line for each item and activity; what nobody counted says so."""
    language = request.language
    rows = _open_handouts(request)
    if not rows:
        return
    terms = request.once("reference.terms", Terms.read)
    labels = {"en": ("Material", "Quantity", "Occasion", "To whom"), "ko": ("물품", "수량", "활동", "받은 집단")}[language]
    yield Table(
        caption={"en": "Material handed out", "ko": "배부한 물품"}[language],
        columns=tuple(Column(label, weight, "end" if number == 1 else "start") for number, (label, weight) in enumerate(zip(labels, (2.4, 1.3, 3, 2), strict=True))),
        rows=tuple(
            (
                said(row.item.name, language), _quantity(row.quantity, row.item.unit, terms, language),
                joined([said(row.activity.title, language) if row.activity and row.activity.handling == Handling.OPEN else (), plain(write_span(row.day_span, language) if row.day_span else "")], ", "),
                said(row.to_whom, language),
            )
            for row in rows
        ),
        records=tuple(str(row.id) for row in rows),
    )  # fmt: skip
    if uncounted := sum(row.quantity is None for row in rows):
        english = "One hand-out was not counted." if uncounted == 1 else f"{write_number(uncounted)} hand-outs were not counted."
        yield Paragraph(plain({"en": english, "ko": f"배부 {write_number(uncounted)}건은 수량을 세지 않았습니다."}[language]), "small")


def handed_out_added(request: Request) -> Iterator[Annotation]:
    """Yield to each activity what was handed out there: "Material: 200 copies of a booklet; bookmarks"."""
    language, terms = request.language, request.once("reference.terms", Terms.read)
    label = {"en": "Handed out", "ko": "배부 물품"}[language]
    found: dict[UUID, list[HandOut]] = defaultdict(list)
    for row in _open_handouts(request):
        if row.activity_id:
            found[row.activity_id].append(row)
    for activity, rows in found.items():
        told = [_told(row, terms, language) for row in rows]
        yield Annotation(activity, (Fact(label, capital(listed(told, language))),))


def _open_handouts(request: Request) -> list[HandOut]:
    """Return the hand-outs of the period that may be printed: of open items, at no activity that may not be printed."""
    rows: list[HandOut] = request.once("funding.handouts", lambda: handed_out_in(request.starts_on, request.ends_on))
    return [row for row in rows if row.handling == Handling.OPEN == row.item.handling and (row.activity is None or row.activity.handling == Handling.OPEN)]


def _told(row: HandOut, terms: Terms, language: Language) -> Inline:
    name = said(row.item.name, language)
    if row.quantity is None:
        return lowered(name)
    amount = _quantity(row.quantity, row.item.unit, terms, language)
    return joined([name, amount], " ") if language == "ko" else joined([amount, lowered(name)], " × " if not row.item.unit else " of ")


def _quantity(quantity: Decimal | None, unit: str, terms: Terms, language: Language) -> Inline:
    if quantity is None:
        return plain({"en": "not counted", "ko": "세지 않음"}[language])
    word = said(terms.label("stock_unit", unit, language), language) if unit else ()
    return joined([plain(write_number(quantity)), word], "" if language == "ko" and word and len(word[0].text) == 1 else " ")
