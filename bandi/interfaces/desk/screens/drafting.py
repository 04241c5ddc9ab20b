"""The writing table of a letter or a submission: its stage, what is open, the text of each language, and what is printed with it.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_day, write_number
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.filing import filing_title
from bandi.interfaces.desk.screens.pieces import Choice, Item
from bandi.interfaces.desk.tables.description import ListOf
from bandi.work.advocacy.actions.keeping import is_kept
from bandi.work.advocacy.actions.stages import ORDER, uptakes_of
from bandi.work.advocacy.counting import WordCount, counted, note_text
from bandi.work.advocacy.models import OUT, Filing, Signatory, Stage, TextVersion
from bandi.work.advocacy.problems import Draft, Problem, problems
from bandi.work.advocacy.text_forms import heading_in, headings_missing

LANGUAGES: tuple[tuple[Language, Any], ...] = (("en", _lazy("English")), ("ko", _lazy("Korean")))
SHOWN_VERSIONS = 12


@dataclass(frozen=True)
class Step:
    """One stage on the way: passed, the present one, or still to come."""

    label: str
    is_current: bool = False
    is_passed: bool = False


@dataclass(frozen=True)
class Written:
    """The text of one language on the table. number: of the version shown, 0 where there is none."""

    language: Language
    body: str
    number: int
    count: str
    limit: str
    is_over: bool
    rule: str


@dataclass(frozen=True)
class FormShown:
    """The form the mechanism wants: what it asks for, its headings, and whether an empty text may begin with it."""

    title: str
    url: str
    guidance: str
    headings: tuple[Item, ...]
    may_begin: bool
    is_confirmed: bool


@dataclass(frozen=True)
class DraftPage:
    """What `desk/drafting/draft.html` shows. acts: what may be done next, by name; `stage` decides which form is drawn."""

    name: str
    url: str
    stage: str
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    grave: int
    text: Written
    tabs: tuple[Choice, ...]
    notes: tuple[Item, ...]
    signatories: tuple[Item, ...]
    annexes: tuple[Item, ...]
    versions: tuple[Item, ...]
    filings: tuple[Item, ...]
    form: FormShown | None
    files: tuple[Choice, ...]
    add_urls: dict[str, str]
    may_write: bool
    may_clear: bool
    may_file: bool
    is_letter: bool
    has_uptakes: bool
    is_kept: bool
    may_keep: bool
    today: str


def draft_page(kind: ListOf, row: Any, reader: Reader, language: Language, *, body: str | None = None) -> DraftPage:
    """Return the table for the text of one language; `body` is what was typed and not yet kept."""
    draft = Draft.read(row)
    found = problems(draft) if row.status not in OUT else []
    is_out, stands = row.status in OUT, is_kept(row.pk)
    return DraftPage(
        name=reader.name(row).text, url=url_of(row), stage=row.status, steps=_steps(row.status), problems=tuple(found),
        grave=sum(problem.is_grave for problem in found), text=_written(draft, language, body), tabs=_tabs(kind, row, draft, language),
        notes=tuple(_notes(kind, row, draft, reader)), signatories=tuple(_signatories(kind, row, draft, reader)), annexes=tuple(_annexes(kind, row, draft, reader)),
        versions=tuple(_versions(kind, row, reader)), filings=tuple(_filings(kind, row, reader)),
        form=_form(draft, language, reader), files=_files(kind, row, draft) if reader.exports else (),
        add_urls={part: reverse("desk:part_new", args=[kind.key, row.pk, part]) for part in ("footnotes", "signatories", "annexes")} if reader.edits and not stands else {},
        may_write=reader.edits and not stands, may_clear=reader.account.may(Permission.TEXT_CLEAR), may_file=reader.account.may(Permission.TEXT_FILE),
        is_letter=draft.is_letter, has_uptakes=row.status in (Stage.FILED, Stage.PUBLISHED) and uptakes_of(row).exists(),
        is_kept=stands, may_keep=is_out and not stands and bool(draft.texts) and reader.account.may(Permission.TEXT_CLEAR),
        today=timezone.localdate().isoformat(),
    )  # fmt: skip


def _steps(status: str) -> tuple[Step, ...]:
    place = ORDER.index(Stage(status))
    return tuple(Step(str(stage.label), index == place, index < place) for index, stage in enumerate(ORDER))


def _written(draft: Draft, language: Language, body: str | None) -> Written:
    text = draft.texts.get(language)
    count = draft.count(language)
    if body is not None:
        count = counted(body, draft.notes, draft.rule(language), language)
    rule = draft.rule(language)
    told = count or WordCount(0, 0, limit=rule.words if rule else None)
    note = (rule.note_ko or rule.note if get_language() == "ko" else rule.note or rule.note_ko) if rule else ""
    words = [note] if note else []
    if rule and rule.pages:
        words.append(_("at most %(pages)s pages") % {"pages": rule.pages})
    if rule and not rule.is_confirmed:
        words.append(_("not confirmed at the source"))
    return Written(
        language, body if body is not None else (text.body if text else ""), text.number if text else 0, write_number(told.counted),
        write_number(told.limit) if told.limit is not None else "", told.over > 0, " · ".join(words),
    )  # fmt: skip


def _tabs(kind: ListOf, row: RecordBase, draft: Draft, language: Language) -> tuple[Choice, ...]:
    url = reverse("desk:draft", args=[kind.key, row.pk])
    counts = {code: draft.count(code) for code, _label in LANGUAGES}
    return tuple(
        Choice(code, str(label), f"{url}?language={code}", code == language, write_number(count.words) if (count := counts[code]) else "")
        for code, label in LANGUAGES
    )


def _part_url(kind: ListOf, row: RecordBase, part: str, pk: Any, reader: Reader) -> str:
    return reverse("desk:part_edit", args=[kind.key, row.pk, part, pk]) if reader.edits else url_of(row)


def _notes(kind: ListOf, row: RecordBase, draft: Draft, reader: Reader) -> Any:
    for note in draft.notes:
        claimed = reader.phrase(note.statement).text
        state = note.claim.state if note.claim else ("" if note.is_supported else "no_evidence")
        yield Item(
            f"[^{note.mark}] {note_text(note, reader.language) or claimed or _('without a source')}", _part_url(kind, row, "footnotes", note.pk, reader),
            sub=claimed, state=state, icon="" if state else "check",
        )  # fmt: skip


def _signatories(kind: ListOf, row: RecordBase, draft: Draft, reader: Reader) -> Any:
    today = timezone.localdate()
    for one in draft.signatories:
        at, late = "", one.answer_by is not None and one.answer_by < today
        if one.signed_on:
            at = _("signed %(day)s") % {"day": write_day(one.signed_on, reader.language)}
        elif one.declined_on:
            at = _("declined %(day)s") % {"day": write_day(one.declined_on, reader.language)}
        elif one.answer_by:
            at = (_("late since %(day)s") if late else _("answer by %(day)s")) % {"day": write_day(one.answer_by, reader.language)}
        yield Item(
            one.printed(reader.language), _part_url(kind, row, "signatories", one.pk, reader), sub=str(one.get_role_display()),
            icon="check" if one.signed_on or one.role == Signatory.Role.INITIATOR else "due", at=at,
        )  # fmt: skip


def _annexes(kind: ListOf, row: RecordBase, draft: Draft, reader: Reader) -> Any:
    for one in draft.annexes:
        kept = _("kept at: %(place)s") % {"place": one.kept_at} if one.kept_at else ""
        yield Item(
            reader.phrase(one.title).text, _part_url(kind, row, "annexes", one.pk, reader),
            sub=" · ".join(part for part in (_("confidential: only its place is kept here") if one.is_confidential else "", kept) if part),
            icon="lock" if one.is_confidential else "publications",
        )  # fmt: skip


def _versions(kind: ListOf, row: RecordBase, reader: Reader) -> Any:
    rows = TextVersion.objects.filter(record=row.pk).select_related("written_by").order_by("-written_at", "-number")
    for version in rows[:SHOWN_VERSIONS]:
        label = _("%(language)s, version %(number)s") % {"language": dict(LANGUAGES)[version.language], "number": version.number}  # type: ignore[index]
        who = version.written_by.display_name if version.written_by else ""
        yield Item(
            label, reverse("desk:draft_version", args=[kind.key, row.pk, version.pk]), sub=" · ".join(part for part in (who, version.note) if part),
            icon="history", at=timezone.localtime(version.written_at).strftime("%Y-%m-%d %H:%M"),
        )  # fmt: skip


def _filings(kind: ListOf, row: RecordBase, reader: Reader) -> Any:
    for copy in Filing.objects.filter(record=row.pk):
        told = [str(copy.get_ended_display())] if copy.ended else []
        told += [_("receipt: %(words)s") % {"words": copy.receipt}] if copy.receipt else []
        yield Item(
            filing_title(copy), reverse("desk:draft_filing", args=[kind.key, row.pk, copy.pk]), sub=" · ".join(told), icon="history" if copy.ended else "lock",
            at=write_day(copy.filed_on, reader.language) if copy.filed_on else "",
        )  # fmt: skip


def _form(draft: Draft, language: Language, reader: Reader) -> FormShown | None:
    form = draft.form
    if form is None:
        return None
    text = draft.texts.get(language)
    missing = set(headings_missing(form, text.body, language)) if text else set()
    headings = []
    for section in form.sections.all():
        heading = heading_in(section, reader.language)
        icon = "lock" if section.is_confidential else ("info" if text is None or heading_in(section, language) in missing else "check")
        sub = _("confidential: an annex, never the text") if section.is_confidential else reader.phrase(section.guidance).text
        headings.append(Item(heading, "", sub=sub, icon=icon, at="" if section.is_required else _("optional")))
    is_empty = text is None or not text.body.strip()
    return FormShown(
        reader.name(form).text, url_of(form), reader.phrase(form.guidance).text, tuple(headings), reader.edits and is_empty and not is_kept(draft.row.pk), form.is_confirmed
    )


def _files(kind: ListOf, row: RecordBase, draft: Draft) -> tuple[Choice, ...]:
    return tuple(
        Choice(form, f"{label} · {name}", reverse("desk:draft_paper", args=[kind.key, row.pk, code, form]))
        for code, label in LANGUAGES
        if code in draft.texts
        for form, name in (("docx", "Word"), ("pdf", "PDF"))
    )
