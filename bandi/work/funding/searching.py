"""What grants, reports to funders, budget lines and the stock offer to search."""

from __future__ import annotations

from bandi.foundation.records.indexing import searchable
from bandi.foundation.records.search import SearchDocument
from bandi.work.funding.models import BudgetLine, Grant, HandOut, ReportingDuty, StockItem, StockReceipt


def offer() -> None:
    """Offer all of them; called once when the packages are ready."""
    searchable(Grant, grant)
    searchable(ReportingDuty, duty)
    searchable(BudgetLine, budget_line)
    searchable(StockItem, item)
    searchable(StockReceipt, movement)
    searchable(HandOut, handout)


def grant(row: Grant) -> SearchDocument:
    """A grant by its titles, the funder's reference and the note."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, subtitle=row.reference, body=row.note, on=row.starts_on)


def duty(row: ReportingDuty) -> SearchDocument:
    """A report to a funder by its titles."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, body=row.note, on=row.due_on)


def budget_line(row: BudgetLine) -> SearchDocument:
    """A budget line by what it is for."""
    return SearchDocument(row.id, row._meta.label_lower, *row.labels(), body=row.note, on=row.spent_on)


def item(row: StockItem) -> SearchDocument:
    """An item in stock by its titles."""
    return SearchDocument(row.id, row._meta.label_lower, row.name_en, row.name_ko, subtitle=row.kept_at, body=row.note)


def movement(row: StockReceipt) -> SearchDocument:
    """What came in, by its item and day."""
    return SearchDocument(row.id, row._meta.label_lower, *row.labels(), body=row.note, on=row.starts_on)


def handout(row: HandOut) -> SearchDocument:
    """What was handed out, by its item, day and group."""
    return SearchDocument(row.id, row._meta.label_lower, *row.labels(), body=f"{row.to_whom_en}\n{row.to_whom_ko}\n{row.note}", on=row.starts_on)
