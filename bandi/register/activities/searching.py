"""What activities, programmes, headings, amounts and pictures offer to search."""

from __future__ import annotations

from bandi.foundation.records.indexing import searchable
from bandi.foundation.records.search import SearchDocument
from bandi.register.activities.models import Activity, Amount, Heading, Picture, Programme


def offer() -> None:
    """Offer all of them; called once when the packages are ready."""
    searchable(Activity, activity)
    searchable(Programme, programme)
    searchable(Heading, heading)
    searchable(Amount, amount)
    searchable(Picture, picture)


def activity(row: Activity) -> SearchDocument:
    """An activity by its titles, place and summaries, under the day on which it began."""
    body = f"{row.summary_en}\n{row.summary_ko}"
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, subtitle=row.place_text, body=body, on=row.starts_on)


def programme(row: Programme) -> SearchDocument:
    """A programme by its names and notes."""
    return SearchDocument(row.id, row._meta.label_lower, row.name_en, row.name_ko, body=f"{row.note_en}\n{row.note_ko}")


def heading(row: Heading) -> SearchDocument:
    """A heading of the report by its titles."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko)


def amount(row: Amount) -> SearchDocument:
    """An amount of money by its purpose and funders."""
    return SearchDocument(row.id, row._meta.label_lower, row.purpose_en, row.purpose_ko, subtitle=row.period, body=row.funders)


def picture(row: Picture) -> SearchDocument:
    """A picture by its caption."""
    return SearchDocument(row.id, row._meta.label_lower, row.caption_en, row.caption_ko, body=row.credit)
