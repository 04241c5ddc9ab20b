"""A letter or a submission as a paper: what the press draws as Word and PDF.

A submission takes the form UN bodies ask: title, who submits (a joint one names all its members at the start), numbered
paragraphs, footnotes. A letter has letterhead, day, address, subject, text, signatures.

May import: the foundation, people, this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from bandi.foundation.records.blocks import Bullets, Fact, Inline, Language, Run, plain
from bandi.foundation.records.papers import Head, Paper, PaperBlock, Passage, Signature
from bandi.foundation.reference.writing import write_day, write_list
from bandi.register.people.models import Organisation, Profile
from bandi.work.advocacy.counting import HINT, MARK, note_text
from bandi.work.advocacy.models import Letter, Signatory, Stage, Submission
from bandi.work.advocacy.problems import Draft

_ITEM = re.compile(r"^\s*(?:[-•]|\d+[.)])\s+")
_STRONG = re.compile(r"\*\*(.+?)\*\*|\*(\S(?:.*?\S)?)\*")


@dataclass(frozen=True)
class Sender:
    """Our own organisation as it stands at the head of a letter."""

    name: str
    lines: tuple[str, ...] = ()


def sender(language: Language) -> Sender:
    """Return our own organisation with its address, as the profile has them."""
    profile = Profile.objects.in_use().filter(organisation__is_own=True).select_related("organisation").first()
    if profile is None:
        own = Organisation.objects.in_use().filter(is_own=True).first()
        return Sender(str(own.name.in_language(language)) if own else "")
    parts = [str(profile.address.in_language(language)), " · ".join([*profile.phones[:1], *profile.emails[:1]]), " · ".join(map(str, profile.websites[:1]))]
    return Sender(str(profile.organisation.name.in_language(language)), tuple(part for part in parts if part))


def paper_of(draft: Draft, language: Language) -> Paper:
    """Return the newest text of a letter or submission in `language` as a paper; one without a text has an empty body."""
    with override(language):
        return _letter(draft, language) if isinstance(draft.row, Letter) else _submission(draft, language)


def _letter(draft: Draft, language: Language) -> Paper:
    row = draft.row
    assert isinstance(row, Letter)
    own = sender(language)
    subject = str(row.subject.in_language(language)) or str(row.occasion.in_language(language))
    recipients = re.split(r"\s*;\s*", str(row.recipients.in_language(language)))
    return Paper(
        kind="letter", language=language, title=subject, sender=own.name, letterhead=own.lines, day=write_day(row.sent_on or draft.day, language),
        to=tuple(part for part in recipients if part), body=tuple(blocks_of(draft, language)), signatures=tuple(_signatures(draft, language)),
        annexes=tuple(_annexes(draft, language)), annexes_title=_("Enclosures"), mark=_mark(row.status), dated_on=row.sent_on, records=(str(row.pk),),
    )  # fmt: skip


def _submission(draft: Draft, language: Language) -> Paper:
    row = draft.row
    assert isinstance(row, Submission)
    own = sender(language)
    mechanism = str(row.addressed_to.name.in_language(language)) if row.addressed_to else row.mechanism
    meeting = _meeting(row, language)
    members = [one.printed(language) for one in draft.signatories if one.declined_on is None]
    by = write_list([own.name, *[name for name in members if name != own.name]] if members else [own.name], language)
    facts = [
        Fact(_("Submitted to"), plain(mechanism)), Fact(_("Session"), plain(meeting)), Fact(_("Submitted by"), plain(by)),
        Fact(_("Day"), plain(write_day(row.filed_on, language) if row.filed_on else "")),
    ]  # fmt: skip
    return Paper(
        kind="submission", language=language, title=str(row.title.in_language(language)), sender=own.name, letterhead=own.lines,
        facts=tuple(fact for fact in facts if fact.value), body=tuple(blocks_of(draft, language)), is_numbered=True,
        signatures=tuple(_signatures(draft, language)) if row.is_joint else (), annexes=tuple(_annexes(draft, language)), annexes_title=_("Annexes"),
        mark=_mark(row.status), dated_on=row.filed_on, records=(str(row.pk),),
    )  # fmt: skip


def _meeting(row: Submission, language: Language) -> str:
    if row.meeting is None:
        return ""
    number = row.meeting.number
    named = {"en": f"Session {number}", "ko": f"제{number}차 회기"}[language] if number else ""
    return ", ".join(part for part in (named, str(row.meeting.subject.in_language(language))) if part)


def blocks_of(draft: Draft, language: Language) -> Iterator[PaperBlock]:
    """Yield the newest text as blocks, each footnote at its mark; a mark without a footnote is printed as it stands."""
    text = draft.texts.get(language)
    if text is None:
        return
    notes = {note.mark: note_text(note, language) for note in draft.notes}
    for part in re.split(r"\n\s*\n", HINT.sub("", text.body).strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        while lines and (head := re.match(r"^(#{1,3})\s+(.+)$", lines[0])):
            yield Head(MARK.sub("", head[2]).strip(), len(head[1]))
            lines = lines[1:]
        if not lines:
            continue
        if all(_ITEM.match(line) for line in lines):
            yield Bullets(tuple(runs_of(_ITEM.sub("", line), notes) for line in lines), numbered=lines[0][0].isdigit())
        elif all(line.startswith(">") for line in lines):
            yield Passage(runs_of(" ".join(line.lstrip("> ") for line in lines), notes), is_quote=True)
        else:
            yield Passage(runs_of(" ".join(lines), notes))


def runs_of(text: str, notes: dict[str, str]) -> Inline:
    """Return a line as runs: **strong**, *emphasised*, footnotes at their marks."""
    runs: list[Run] = []
    place = 0
    for mark in MARK.finditer(text):
        runs += _styled(text[place : mark.start()])
        note = notes.get(mark[1], "")
        if not note:
            runs.append(Run(mark[0]))
        elif runs and not runs[-1].note:
            last = runs.pop()
            runs.append(Run(last.text.rstrip() or last.text, last.bold, last.italic, note))
        else:
            runs.append(Run("", note=note))
        place = mark.end()
    return (*runs, *_styled(text[place:]))


def _styled(text: str) -> Iterable[Run]:
    place = 0
    for found in _STRONG.finditer(text):
        if found.start() > place:
            yield Run(text[place : found.start()])
        yield Run(found[1] or found[2], bold=bool(found[1]), italic=bool(found[2]))
        place = found.end()
    if place < len(text):
        yield Run(text[place:])


def _signatures(draft: Draft, language: Language) -> Iterator[tuple[str, tuple[Signature, ...]]]:
    titles = {Signatory.Role.INITIATOR: _("Initiated by"), Signatory.Role.SIGNATORY: _("Signed by"), Signatory.Role.SUPPORTER: _("Supported by")}
    for role, title in titles.items():
        rows = [row for row in draft.signatories if row.role == role and row.declined_on is None]
        if rows:
            yield title, tuple(_signature(row, language) for row in rows)


def _signature(row: Signatory, language: Language) -> Signature:
    beneath = [str(row.title.in_language(language))]
    if row.person and row.organisation:
        beneath.append(str(row.organisation.name.in_language(language)))
    signed = row.signed_on is not None or row.role == Signatory.Role.INITIATOR
    return Signature(row.printed(language), ", ".join(part for part in beneath if part), is_signed=signed)


def _annexes(draft: Draft, language: Language) -> Iterator[str]:
    for annex in draft.annexes:
        words = [_("confidential")] if annex.is_confidential else []
        words += [_("%(pages)s pages") % {"pages": annex.pages}] if annex.pages else []
        title = str(annex.title.in_language(language))
        yield f"{title} ({', '.join(words)})" if words else title


def _mark(status: str) -> str:
    return _("DRAFT") if status in (Stage.PLANNED, Stage.DRAFTED) else ""
