"""What question sets, calls, groups, volunteers and members offer to search: titles and codes, never a name and never an answer."""

from __future__ import annotations

from bandi.foundation.records.indexing import searchable
from bandi.foundation.records.search import SearchDocument
from bandi.work.programmes.models import Meeting, Member, MemberGroup, QuestionSet, Shift, Volunteer, VolunteerCall


def offer() -> None:
    """Offer all of them; called once when the package is ready."""
    searchable(QuestionSet, question_set)
    searchable(VolunteerCall, call)
    searchable(Volunteer, coded)
    searchable(Member, coded)
    searchable(MemberGroup, group)
    searchable(Shift, shift)
    searchable(Meeting, meeting)


def question_set(row: QuestionSet) -> SearchDocument:
    """A question set by its titles and introduction."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, body=f"{row.intro_en}\n{row.intro_ko}")


def call(row: VolunteerCall) -> SearchDocument:
    """A call by its titles and words."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, body=f"{row.text_en}\n{row.text_ko}", on=row.opens_on)


def coded(row: Volunteer | Member) -> SearchDocument:
    """A volunteer or a member by the code alone."""
    return SearchDocument(row.id, row._meta.label_lower, row.code, row.code)


def group(row: MemberGroup) -> SearchDocument:
    """A group by its names and what is told about it."""
    return SearchDocument(row.id, row._meta.label_lower, row.name_en, row.name_ko, body=f"{row.about_en}\n{row.about_ko}")


def shift(row: Shift) -> SearchDocument:
    """A shift by its task."""
    return SearchDocument(row.id, row._meta.label_lower, row.title_en, row.title_ko, subtitle=row.place, on=row.held_on)


def meeting(row: Meeting) -> SearchDocument:
    """A meeting by its subject."""
    return SearchDocument(row.id, row._meta.label_lower, *row.labels(), on=row.held_on)
