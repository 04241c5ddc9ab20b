"""Holding a document of somebody else against our texts: what the finder finds, and what a person decides of it.

The finder is the pure library `bandi.citations`; here stand our side as it wants it, and where its findings are kept. A
finding is known by what it is about: a decision survives every new run, and goes back into the finder to learn from.

May import: the foundation, activities, people, this package, `bandi.citations` (only where it is used: the desk starts without it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Refused
from bandi.foundation.records.models import Handling, Record
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.writing import has_hangul
from bandi.register.activities.models import Ask
from bandi.register.people.models import Alias, Organisation
from bandi.work.advocacy.models import (
    Filing,
    Letter,
    LibraryDocument,
    Publication,
    Recommendation,
    Submission,
    TextFinding,
    TextVersion,
    Uptake,
)
from bandi.work.advocacy.passages import reading_of, source_of

if TYPE_CHECKING:
    from bandi.citations import Document

ECHO = "echo"
MOST_REMARKS = 20
LETTERS_AT_ONCE, LETTERS_A_TEXT = 60_000, 60
"""Twenty pages of a document, or a thousand texts of ours, take about a second (`docs/citations.md`)."""


def is_long(document: LibraryDocument) -> bool:
    """Return whether holding a document against our texts takes longer than somebody should wait for an answer."""
    texts = Letter.objects.in_use().count() + Submission.objects.in_use().count() + Publication.objects.in_use().count()
    return len(document.text) + LETTERS_A_TEXT * texts > LETTERS_AT_ONCE


def check_document(*, document: LibraryDocument, by: Account | None, tell: Callable[[str], None] = lambda step: None) -> int:
    """Hold a document against our texts, keep what was found, and return how many findings wait for a decision.

    What was decided stays as decided; what is open and not found any more is dropped. Finding takes seconds and locks nobody out: only what comes of it
    is written in a transaction. tell: hears of each step ("find", "keep").
    Raises: NotPermitted; Refused when the document has no words, holds nothing that can be read, or got other words meanwhile.
    """
    from bandi.citations import CitationError

    require(by, Permission.RECORDS_EDIT)
    if not document.text.strip():
        raise Refused(_("The document has no words yet. Take them in first."))
    tell("find")
    try:
        read = understood(document)
        found = list(_find(document, read))
    except CitationError as problem:
        raise Refused(_("The finder cannot read this document. Take its words in again as plain text.")) from problem
    tell("keep")
    return _keep(document, found, [list(one) for one in read.problems[:MOST_REMARKS]], by)


@transaction.atomic
def _keep(document: LibraryDocument, found: list[dict[str, Any]], remarks: list[list[str]], by: Account | None) -> int:
    if LibraryDocument.objects.filter(pk=document.pk).values_list("text", flat=True).get() != document.text:
        raise Refused(_("The words of the document were changed meanwhile. Hold it against our texts once more."))
    known = {row.key: row for row in TextFinding.objects.filter(document=document)}
    fresh = []
    for order, values in enumerate(found):
        row = known.pop(values["key"], None)
        if row is None:
            fresh.append(TextFinding(document=document, order=order, **values))
        else:
            TextFinding.objects.filter(pk=row.pk).update(order=order, **values)
    TextFinding.objects.filter(pk__in=[row.pk for row in known.values() if row.verdict == TextFinding.Verdict.OPEN]).delete()
    TextFinding.objects.bulk_create(fresh, batch_size=200)
    editing.edit(document, {"checked_at": timezone.now(), "remarks": remarks}, by=by)
    journal.append("advocacy:document:check", by=by.id if by else None, record=document.pk, change={"findings": len(found), "new": len(fresh)})
    return TextFinding.objects.filter(document=document, verdict=TextFinding.Verdict.OPEN).count()


@transaction.atomic
def decide(*, finding: TextFinding, verdict: str, by: Account) -> TextFinding:
    """Confirm or reject a finding, or open it again. A confirmed one that is tied to a text of ours becomes a citation.

    Raises: NotPermitted; ValueError for another word.
    """
    require(by, Permission.RECORDS_EDIT)
    value = TextFinding.Verdict(verdict)
    decided = value != TextFinding.Verdict.OPEN
    changed = editing.edit(finding, {"verdict": value, "decided_by_id": by.pk if decided else None, "decided_at": timezone.now() if decided else None}, by=by)
    if value == TextFinding.Verdict.CONFIRMED and finding.ours_id:
        _cite(finding, by)
    return changed  # type: ignore[return-value]


def _cite(finding: TextFinding, by: Account) -> None:
    """Make the citation of a confirmed finding, unless this text and this document have one."""
    document = finding.document
    kind = Record.objects.values_list("kind", flat=True).get(pk=finding.ours_id)
    name = {"advocacy.letter": "letter", "advocacy.submission": "submission", "advocacy.publication": "publication"}.get(kind)
    if name is None or Uptake.objects.in_use().filter(**{name: finding.ours_id}, found_document=document).exists():
        return
    model: Any = {"letter": Letter, "submission": Submission, "publication": Publication}[name]
    row = model.objects.get(pk=finding.ours_id)
    english, korean = row.labels()
    activity = row.activity if name == "submission" else row.activities.in_use().first()
    status = "confirmed" if finding.kind == "named" else ECHO
    Term.objects.get_or_create(vocabulary="citation_status", key=ECHO, defaults={"label_en": "echo, not named", "label_ko": "언급 없이 같은 말"})
    editing.create(
        Uptake, by=by, own_text_en=(english or korean)[:400], own_text_ko=korean[:400], own_activity=activity, document_en=(document.labels()[0] or document.labels()[1])[:400],
        document_ko=document.labels()[1][:400], body_en=document.body_en, body_ko=document.body_ko, symbol=document.symbol[:60], document_date=document.issued, status=status,
        found_document=document, **_in_its_language("said", finding.our_passage), **_in_its_language("taken_up", finding.their_passage), note=_("paragraph %(number)s") % {"number": finding.paragraph} if finding.paragraph else "",
        **{name: row},
    )  # fmt: skip


def _in_its_language(name: str, words: str) -> dict[str, str]:
    return {f"{name}_ko" if has_hangul(words) else f"{name}_en": words}


def _find(document: LibraryDocument, read: Document) -> Iterator[dict[str, Any]]:
    """Yield what the finder finds, as the fields of a `TextFinding`. read: the document taken apart. Raises: CitationError."""
    from bandi.citations import Decision, Finder, Verdict
    from bandi.citations.ours import organisations_from_json, texts_from_json

    decided = [
        Decision(row.key, Verdict(row.verdict), kind=row.kind, organisation=row.organisation, how=tuple(row.how), measures=tuple(row.measures))
        for row in TextFinding.objects.exclude(verdict=TextFinding.Verdict.OPEN)
    ]
    finder = Finder(organisations_from_json(own_organisations()), texts_from_json(list(our_texts())), decided)
    if document.issued_on:
        read = replace(read, dated=document.issued_on)
    for one in finder.find(read):
        yield {
            "key": one.key, "kind": one.kind, "ours_id": _record_of(one.text), "paragraph": str(one.paragraph)[:40], "note_number": one.note,
            "our_passage": one.ours.text, "our_marks": [list(pair) for pair in one.ours.marks], "their_passage": one.theirs.text,
            "their_marks": [list(pair) for pair in one.theirs.marks], "confidence": float(one.confidence), "reason_en": one.reason[0], "reason_ko": one.reason[1],
            "organisation": one.organisation[:80], "how": list(one.how), "measures": [float(value) for value in one.measures], "is_joint": one.is_joint,
        }  # fmt: skip


def understood(document: LibraryDocument) -> Document:
    """Return a document as the finder takes it apart: by its passages where its words came from a file, otherwise by its text.

    Raises: CitationError when there is nothing that can be read.
    """
    from bandi.citations.foreign import document_from_reading
    from bandi.citations.reading import document_from_text

    name = document.symbol or str(document.pk)
    file = source_of(document)
    return document_from_reading(reading_of(file), name=name) if file else document_from_text(document.text, name=name)


def _record_of(text: str) -> UUID | None:
    try:
        return UUID(text.partition("#")[0])
    except ValueError:
        return None


def own_organisations() -> list[dict[str, Any]]:
    """Return our own organisation with its names as the finder reads them; the others serve to tell it apart."""
    rows = []
    for row in Organisation.objects.in_use().filter(is_own=True):
        names = [name for name in (row.name_en, row.name_ko) if name]
        aliases = list(Alias.objects.filter(record=row.pk).values_list("name", flat=True))
        rows.append({"id": "own", "name": names[0], "variants": [*names[1:], *aliases], "abbr": [row.abbreviation] if row.abbreviation else [], "ours": True})
    return rows


def our_texts() -> Iterator[dict[str, Any]]:
    """Yield our open texts that went out, with what each asks for: its words, its demands, its recommendations.

    While a text is being corrected, its words are those that went out.
    """
    bodies: dict[UUID, list[TextVersion]] = {}
    corrected = {one.record_id: one.number for one in Filing.objects.filter(ended=Filing.Ended.CORRECTED).order_by("number")}
    standing = set(Filing.objects.newest().values_list("record", flat=True))
    went_out = set(Filing.objects.filter(ended=Filing.Ended.CORRECTED).values_list("record", "number", "version"))
    for version in TextVersion.objects.order_by("record", "language", "-number"):
        number = corrected.get(version.record_id)
        if number is not None and version.record_id not in standing and (version.record_id, number, version.pk) not in went_out:
            continue
        kept = bodies.setdefault(version.record_id, [])
        if all(one.language != version.language for one in kept):
            kept.append(version)
    advice: dict[UUID, list[str]] = {}
    for one in Recommendation.objects.in_use().filter(is_own=True, handling=Handling.OPEN):
        for key in (one.publication_id, one.submission_id):
            if key:
                advice.setdefault(key, []).extend(text for text in (one.text_en, one.text_ko) if text)
    asked: dict[UUID, list[str]] = {}
    for ask in Ask.objects.filter(direction=Ask.Direction.ASKED, activity__is_removed=False, activity__handling=Handling.OPEN):
        asked.setdefault(ask.activity_id, []).extend(text for text in (ask.text_en, ask.text_ko) if text)
    for letter in Letter.objects.in_use().out().filter(handling=Handling.OPEN).prefetch_related("activities"):  # type: ignore[attr-defined]
        own = [text for text in (letter.message_en, letter.message_ko) if text] + [text for one in letter.activities.all() for text in asked.get(one.pk, [])]
        yield from _rows(letter, letter.sent, own, bodies.get(letter.pk, []))
    for submission in Submission.objects.in_use().out().filter(handling=Handling.OPEN):  # type: ignore[attr-defined]
        own = advice.get(submission.pk, []) + (asked.get(submission.activity_id, []) if submission.activity_id else [])
        yield from _rows(submission, submission.filed, own, bodies.get(submission.pk, []))
    for publication in Publication.objects.in_use().filter(is_own=True, handling=Handling.OPEN).prefetch_related("activities"):
        own = advice.get(publication.pk, []) + [text for one in publication.activities.all() for text in asked.get(one.pk, [])]
        yield from _rows(publication, publication.issued, own, [])


def _rows(row: Any, written: str, asks: Iterable[str], versions: Iterable[TextVersion]) -> Iterator[dict[str, Any]]:
    title = row.labels()[0] or row.labels()[1]
    told = {"organisation": "own", "date": written[:10], "title": title}
    yield {"id": str(row.pk), "asks": list(dict.fromkeys(asks)), **told}
    for version in versions:
        yield {"id": f"{row.pk}#{version.language}", "text": version.body, **told}
