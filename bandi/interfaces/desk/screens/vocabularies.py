"""The words of the house: every vocabulary with its terms in both languages, and what was changed in it lately.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.models import Account
from bandi.foundation.records import vocabularies
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk.addresses import address, page_url
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Choice

SHOWN_HISTORY = 10
NAMES = {
    "activity_kind": _lazy("Kinds of activities"), "our_role": _lazy("Our roles"), "audience_unit": _lazy("Units of an audience"),
    "audience_type": _lazy("Kinds of audience"), "audience_group": _lazy("Groups of an audience"), "session_type": _lazy("Kinds of sessions"),
    "speaker_type": _lazy("Kinds of speakers"), "rhythm": _lazy("Rhythms"), "measure": _lazy("What is counted"), "qualifier": _lazy("Qualifiers"),
    "organisation_type": _lazy("Kinds of organisations"), "person_relation": _lazy("Relations to us"), "place_kind": _lazy("Kinds of places"),
    "membership_kind": _lazy("Kinds of memberships"), "name_status": _lazy("Certainty of a Korean name"), "publication_type": _lazy("Kinds of publications"),
    "citation_status": _lazy("States of a citation"), "channel_kind": _lazy("Ways to give"), "spending_direction": _lazy("Directions of money"),
    "scholarship_channel": _lazy("Channels of scholarships"), "personal_text_kind": _lazy("Kinds of personal texts"), "language": _lazy("Languages"),
    "figure_unit": _lazy("Units of numbers"), "figure_origin": _lazy("Origins of numbers"), "date_precision": _lazy("Precision of dates"),
    "request_direction": _lazy("Directions of requests"), "budget_category": _lazy("Categories of a budget"), "stock_kind": _lazy("Kinds of material"),
    "stock_unit": _lazy("Units of material"),
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A term as a row of the page."""

    pk: int
    key: str
    english: str
    korean: str
    is_retired: bool
    url: str
    retire_url: str


@dataclass(frozen=True)
class Told:
    """A change of a word."""

    summary: str
    by: str
    at: datetime
    undo_url: str


@dataclass(frozen=True)
class VocabularyPage:
    """What `desk/vocabularies/vocabulary.html` shows. is_closed: its words can be renamed only."""

    name: str
    title: str
    words: tuple[Word, ...]
    retired: tuple[Word, ...]
    is_closed: bool
    may_edit: bool
    add_url: str
    changes: tuple[Told, ...]


def title_of(name: str) -> str:
    """Return what a vocabulary is called."""
    return str(NAMES.get(name) or name.replace("_", " ").capitalize())


def vocabularies_page() -> tuple[Choice, ...]:
    """Return all vocabularies with the number of their words, by title."""
    rows = Term.objects.order_by().values_list("vocabulary").annotate(Count("pk"))
    found = [Choice(name, title_of(name), address("desk:vocabulary", name), count=str(count)) for name, count in rows]
    return tuple(sorted(found, key=lambda one: one.label))


def vocabulary_page(name: str, reader: Reader) -> VocabularyPage:
    """Return one vocabulary. Raises: Http404 for one that has no word."""
    terms = list(Term.objects.filter(vocabulary=name).order_by("order", "key"))
    if not terms:
        raise Http404
    words = [_word(term) for term in terms]
    return VocabularyPage(
        name, title_of(name), tuple(word for word in words if not word.is_retired), tuple(word for word in words if word.is_retired),
        name in vocabularies.CLOSED, reader.edits, address("desk:vocabulary_add", name), _changes(name, reader),
    )  # fmt: skip


def _word(term: Term) -> Word:
    url, retire = address("desk:term_rename", term.pk), address("desk:term_retire", term.pk)
    return Word(term.pk, term.key, term.label_en, term.label_ko, term.is_retired, url, retire)


def _changes(name: str, reader: Reader) -> tuple[Told, ...]:
    found = vocabularies.history_of(name, SHOWN_HISTORY)
    people = Account.objects.in_bulk({one.entry.actor for one in found if one.entry.actor})
    named = {str(term.pk): reader.term_of(term) for term in Term.objects.filter(pk__in=[one.row for one in found])}
    said = {
        "add": _("Added: %(word)s"), "edit": _("Renamed: %(word)s"), "retire": _("Retired: %(word)s"),
        "restore": _("Brought back: %(word)s"), "undo": _("Taken back: %(word)s"),
    }  # fmt: skip
    told = []
    for one in found:
        verb, who = one.entry.kind.rpartition(":")[2], people.get(one.entry.actor) if one.entry.actor else None
        is_open = reader.edits and getattr(one, "undone_by", None) is None
        told.append(
            Told(
                said.get(verb, "%(word)s") % {"word": _renamed(one.before, named.get(one.row, ""))},
                who.display_name if who else _("Bandi itself"), one.entry.at, page_url("desk:term_undo", one.pk) if is_open else "",
            )
        )  # fmt: skip
    return tuple(told)


def _renamed(before: dict[str, str] | None, now: str) -> str:
    """Return "old → new" of a word that was renamed."""
    old = [word for name in ("label_en", "label_ko") if (word := (before or {}).get(name))]
    return f"{' · '.join(old)} → {now}" if old else now
