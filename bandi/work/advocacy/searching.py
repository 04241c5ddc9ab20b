"""What mechanisms, letters, submissions, citations, publications and media items offer to search."""

from __future__ import annotations

from bandi.foundation.records.indexing import searchable
from bandi.foundation.records.search import SearchDocument
from bandi.work.advocacy.models import (
    Deadline,
    Letter,
    LibraryDocument,
    Mechanism,
    MechanismSession,
    MediaItem,
    Publication,
    Recommendation,
    Submission,
    TextForm,
    Uptake,
)

MOST_WORDS = 100_000  # characters of a document that search may find


def offer() -> None:
    """Offer all of them; called once when the packages are ready."""
    searchable(Deadline, deadline)
    searchable(Letter, letter)
    searchable(LibraryDocument, document)
    searchable(Mechanism, mechanism)
    searchable(MechanismSession, session)
    searchable(MediaItem, media_item)
    searchable(Publication, publication)
    searchable(Recommendation, recommendation)
    searchable(Submission, submission)
    searchable(TextForm, text_form)
    searchable(Uptake, uptake)


def letter(row: Letter) -> SearchDocument:
    """A letter by its recipients, message, occasion and outcome."""
    texts = (row.message_en, row.message_ko, row.occasion_en, row.occasion_ko, row.outcome_en, row.outcome_ko)
    return SearchDocument(row.id, row._meta.label_lower, row.recipients_en, row.recipients_ko, body="\n".join(texts), on=row.sent_on)


def media_item(row: MediaItem) -> SearchDocument:
    """A media item by its headline and the outlet as printed."""
    return SearchDocument(
        row.id, row._meta.label_lower, row.headline_en, row.headline_ko, subtitle=row.outlet_text, on=row.published_on
    )


def publication(row: Publication) -> SearchDocument:
    """A publication by its titles and author."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, subtitle=row.author, body=row.note)


def submission(row: Submission) -> SearchDocument:
    """A submission by its titles and the mechanism."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, subtitle=row.mechanism)


def uptake(row: Uptake) -> SearchDocument:
    """A citation by our text, the later document and its symbol."""
    texts = (row.own_text_en, row.own_text_ko, row.said_en, row.said_ko, row.taken_up_en, row.taken_up_ko)
    return SearchDocument(row.id, row._meta.label_lower, row.document_en, row.document_ko, subtitle=row.symbol, body="\n".join(texts))


def mechanism(row: Mechanism) -> SearchDocument:
    """A mechanism by its names, what it does and how to address it."""
    texts = (row.mandate_en, row.mandate_ko, row.how_en, row.how_ko)
    return SearchDocument(row.id, row._meta.label_lower, row.name_en, row.name_ko, subtitle=row.abbreviation, body="\n".join(texts))


def session(row: MechanismSession) -> SearchDocument:
    """A session by its number and whom it is about."""
    return SearchDocument(row.id, row._meta.label_lower, *row.labels(), on=row.starts_on)


def deadline(row: Deadline) -> SearchDocument:
    """A deadline by its titles."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, body=row.note, on=row.due_on)


def document(row: LibraryDocument) -> SearchDocument:
    """A document of somebody else by its titles, symbol and words."""
    title, title_ko = row.title_en or row.symbol, row.title_ko
    return SearchDocument(row.id, row._meta.label_lower, title, title_ko, subtitle=row.symbol, body=row.text[:MOST_WORDS], on=row.issued_on)


def recommendation(row: Recommendation) -> SearchDocument:
    """A recommendation by its words, who made it and to whom."""
    english, korean = row.labels()
    return SearchDocument(row.id, row._meta.label_lower, english, korean, subtitle=row.made_by, body=f"{row.addressee_en}\n{row.addressee_ko}\n{row.note}")


def text_form(row: TextForm) -> SearchDocument:
    """A form of a text by its titles and what it asks for."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, body=f"{row.guidance_en}\n{row.guidance_ko}")
