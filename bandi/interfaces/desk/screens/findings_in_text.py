"""What a document may have taken up of ours: the queue of documents to check, and the passages side by side.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.records.models import Record
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import write_edtf, write_number
from bandi.interfaces.desk.addresses import url_of, url_of_kind
from bandi.interfaces.desk.panels import Panel, offer_panel
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Item
from bandi.work.advocacy.models import LibraryDocument, TextFinding

SHOWN = 100


@dataclass(frozen=True)
class Side:
    """Two passages side by side, and what was decided."""

    id: str
    kind: str
    place: str
    ours: SafeString
    theirs: SafeString
    text: str
    text_url: str
    sure: str
    reason: str
    verdict: str
    verdict_label: str
    is_joint: bool


@dataclass(frozen=True)
class FindingsPage:
    """What `desk/library/findings.html` shows."""

    name: str
    url: str
    read_url: str
    sides: tuple[Side, ...]
    open: int
    is_checked: bool
    is_cut: bool
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueuePage:
    """What `desk/library/queue.html` shows: documents nobody held against our texts, and those with something to decide."""

    waiting: tuple[Item, ...]
    deciding: tuple[Item, ...]


def queue_page(reader: Reader) -> QueuePage:
    """Return the queue, the newest document first."""
    rows = LibraryDocument.objects.visible_to(reader.account).exclude(text="").defer("text")
    waiting = rows.filter(checked_at__isnull=True).order_by("-issued_on", "-record_id")[:SHOWN]
    undecided = rows.annotate(open=Count("findings", filter=Q(findings__verdict=TextFinding.Verdict.OPEN))).filter(open__gt=0).order_by("-issued_on")[:SHOWN]
    return QueuePage(tuple(_line(row, reader) for row in waiting), tuple(_line(row, reader, row.open) for row in undecided))  # type: ignore[attr-defined]


def _line(row: LibraryDocument, reader: Reader, count: int = 0) -> Item:
    words = ngettext("%(count)s to decide", "%(count)s to decide", count) % {"count": write_number(count)} if count else ""
    return Item(
        reader.name(row).text, reverse("desk:library_findings", args=[row.pk]), icon="publications", at=words or write_edtf(row.issued, reader.language),
        sub=reader.phrase(row.body).text,
    )  # fmt: skip


def findings_page(document: LibraryDocument, reader: Reader) -> FindingsPage:
    """Return what was found in a document, what is to be decided first."""
    rows = list(TextFinding.objects.filter(document=document).order_by("order", "-confidence")[: SHOWN + 1])
    rows.sort(key=lambda row: row.verdict != TextFinding.Verdict.OPEN)
    names = {key: (kind, Text(english, korean)) for key, kind, english, korean in Record.objects.filter(pk__in={row.ours_id for row in rows if row.ours_id}).values_list("pk", "kind", "label_en", "label_ko")}
    seen = _seen({key: kind for key, (kind, _label) in names.items()}, reader)
    return FindingsPage(
        name=reader.name(document).text, url=url_of(document), read_url=reverse("desk:library_read", args=[document.pk]),
        sides=tuple(_side(row, names, reader) for row in rows[:SHOWN] if not row.ours_id or row.ours_id in seen),
        open=sum(row.verdict == TextFinding.Verdict.OPEN for row in rows), is_checked=document.checked_at is not None, is_cut=len(rows) > SHOWN,
        problems=tuple(reader.phrase(Text(*pair)).text for pair in document.remarks),
    )  # fmt: skip


def _seen(kinds: dict[Any, str], reader: Reader) -> set[Any]:
    """Return the records among these that the reader may see, with one query for each kind."""
    found: set[Any] = set()
    for kind in set(kinds.values()):
        model: Any = apps.get_model(kind)
        keys = [key for key, own in kinds.items() if own == kind]
        found |= set(model.objects.visible_to(reader.account).filter(pk__in=keys).values_list("pk", flat=True))
    return found


def _side(row: TextFinding, names: dict[Any, tuple[str, Text]], reader: Reader) -> Side:
    kind, label = names.get(row.ours_id, ("", Text()))
    place = _("paragraph %(number)s") % {"number": row.paragraph} if row.paragraph else ""
    if row.note_number is not None:
        place = f"{place}, " + _("note %(number)s") % {"number": row.note_number}
    return Side(
        str(row.pk), str(row.get_kind_display()), place, marked(row.our_passage, row.our_marks), marked(row.their_passage, row.their_marks),
        reader.phrase(label).text, url_of_kind(kind, row.ours_id) if kind and row.ours_id else "", f"{round(row.confidence * 100)} %",
        reader.phrase(row.reason).text, row.verdict, str(row.get_verdict_display()), row.is_joint,
    )  # fmt: skip


def marked(text: str, marks: Iterable[Any]) -> SafeString:
    """Return a passage with its shared parts marked; marks that do not fit it are left out."""
    pieces, place = [], 0
    for mark in marks:
        start, end = (int(mark[0]), int(mark[1])) if isinstance(mark, (list, tuple)) and len(mark) == 2 else (0, 0)
        if start < place or end <= start or end > len(text):
            continue
        pieces += [escape(text[place:start]), "<mark>", escape(text[start:end]), "</mark>"]
        place = end
    pieces.append(escape(text[place:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text was escaped above


@offer_panel("documents")
def what_was_found(row: Any, reader: Reader) -> Iterable[Panel]:
    """Show on a document's page what was found in it."""
    counts = dict(TextFinding.objects.filter(document=row.pk).order_by().values_list("verdict").annotate(Count("pk")))
    url = reverse("desk:library_findings", args=[row.pk])
    items = tuple(Item(str(TextFinding.Verdict(verdict).label), url, at=write_number(count)) for verdict, count in sorted(counts.items()))
    yield Panel("found", _("Held against our texts"), items, "search", url)
