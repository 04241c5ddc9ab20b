"""The release gate: one question for everything that leaves the house. May this go to these people, for this purpose, in this form?

Guards against: a name, a number, a place or a story that reaches people for whom it was not given, by a way that nobody thought of.
Guarantees:     what a checker objects to is in the verdict; one that blocks cannot be answered away; one that asks waits for a
                person's reason. A checker that fails blocks: silence is no consent.
How to use:     describe what leaves as `Outgoing`, and let it leave through `releasing.leave`, which asks `review` and writes the receipt.

Content travels up: the packages that know something (consent, protected persons) register a checker from their `AppConfig.ready`.

May import: access, Django.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar, cast, runtime_checkable
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Account

T = TypeVar("T")
log = logging.getLogger(__name__)


class Purpose(models.TextChoices):
    """What something is used for. Consent is given for each but the office's own work, which never leaves the house."""

    UN_SUBMISSION = "un_submission", _("submission to the UN")
    COURT = "court", _("court or prosecutor")
    ADVOCACY = "advocacy", _("advocacy")
    PRESS = "press", _("press")
    WEB = "web", _("website")
    ANNUAL_REPORT = "annual_report", _("annual report")
    TRAINING = "training", _("training and education")
    RESEARCH = "research", _("research")
    OFFICE = "office", _("work within the office")


CONSENTED = tuple(purpose for purpose in Purpose if purpose is not Purpose.OFFICE)


class Audience(models.TextChoices):
    """Who gets it, the widest first."""

    PUBLIC = "public", _("the public")
    GOVERNMENT = "government", _("a government")
    UN_BODY = "un_body", _("a UN body")
    COURT = "court", _("a court or prosecutor")
    PARTNERS = "partners", _("partner organisations")
    NAMED_RECIPIENTS = "named_recipients", _("recipients named one by one")
    INTERNAL = "internal", _("the office itself")


class IdentityForm(models.TextChoices):
    """In which form a person appears."""

    FULL = "full", _("full name")
    FIRST_NAME = "first_name", _("given name only")
    SURNAME = "surname", _("surname only")
    MASKED = "masked", _("masked name")
    PSEUDONYM = "pseudonym", _("pseudonym")
    CODE = "code", _("code")
    VOICE_ALTERED = "voice_altered", _("voice altered")
    NO_PICTURE = "no_picture", _("no picture")
    ABSENT = "absent", _("not at all")


class Severity(models.TextChoices):
    """What an objection does: it blocks until the text is changed, or asks until somebody answers with a reason."""

    BLOCKS = "blocks", _("blocks")
    ASK = "ask", _("asks")


BETWEEN = " · "
"""What stands between fields that are looked through as one text."""


class Passage(NamedTuple):
    """A stretch of text that leaves. where: its place, without anybody's words in it ("row 12, note"). record: what it was written from.

    parts: of a text put together from fields, where each begins and what it is called, so that the gate's page shows the field and not its neighbours.
    """

    where: str
    text: str
    record: UUID | None = None
    parts: tuple[tuple[int, str], ...] = ()

    def part_at(self, place: int) -> tuple[int, int, str]:
        """Return the field in which a letter stands: its begin, its end and its name; the whole text, unnamed, where it is one."""
        begin, end, name = 0, len(self.text), ""
        for start, label in self.parts:
            if start > place:
                return begin, start - len(BETWEEN), name
            begin, name = start, label
        return begin, end, name


def of_fields(where: str, fields: Iterable[tuple[str, Any]], record: UUID | None = None) -> Passage:
    """Return the texts of a row as one passage; what is no text is left out. fields: name in the reader's language, and value."""
    told = [(name, value) for name, value in fields if isinstance(value, str) and value]
    parts, at = [], 0
    for name, value in told:
        parts.append((at, name))
        at += len(value) + len(BETWEEN)
    return Passage(where, BETWEEN.join(value for _name, value in told), record, tuple(parts))


@runtime_checkable
class Listed(Protocol):
    """Passages that know the records they are written from without being read: those of a long list."""

    def written_from(self) -> Iterable[UUID]: ...


@dataclass(frozen=True)
class Cells:
    """A table of counts: `counts` holds a row for each of `rows`, each as long as `columns`; None is a cell that was left out."""

    where: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    title: str = ""


class Piece(NamedTuple):
    """Something that a file carries unseen. kind: as `bandi.parsing.hidden` names it ("comment"). where: place of the passage in which its words are looked through."""

    kind: str
    where: str
    text: str


@dataclass(frozen=True)
class File:
    """A file that leaves: its name, what stands in it unseen ("author", "place"; problems as `bandi.parsing` names them), and its captions.

    hidden: comments, changes, hidden letters and the like. is_unread: nobody could look into it, or not into all of it. has_pictures: it shows pictures, or pages
    that are pictures, which only a person can look at.
    """

    name: str
    metadata: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    hidden: tuple[Piece, ...] = ()
    is_unread: bool = False
    has_pictures: bool = False


@dataclass(frozen=True)
class Outgoing:
    """What is to leave.

    kind:      which path ("report", "list", "paper", "sealed-list", "calendar", "document"). title: as its receiver reads it.
    about:     the record or edition that it is, where it is one. key: names the same thing when it is made once more ("paper:…:en"), without
               words of it; what was answered for a key is not asked twice.
    passages:  all text in it; may be read several times. records: ids of the records used, beside those that passages name.
    shown_as:  the form in which a person's record appears, where the maker knows. identity_form: that in which everybody else appears, as who takes it along said.
               is_fixed: a file as it was given to us; nothing in it can be masked. receivers: who gets it, for named recipients.
    """

    kind: str
    title: str
    purpose: Purpose
    audience: Audience
    language: str
    passages: Iterable[Passage] = ()
    records: Iterable[UUID] = ()
    cells: tuple[Cells, ...] = ()
    files: tuple[File, ...] = ()
    receivers: tuple[str, ...] = ()
    shown_as: Mapping[UUID, IdentityForm] = field(default_factory=dict)
    identity_form: IdentityForm | None = None
    is_fixed: bool = False
    about: UUID | None = None
    key: str = ""

    @property
    def leaves_the_house(self) -> bool:
        return self.audience != Audience.INTERNAL

    def used(self) -> set[UUID]:
        """Return the ids of all records used."""
        named: Iterable[UUID]
        if isinstance(self.passages, Listed):
            named = self.passages.written_from()
        else:
            named = (passage.record for passage in self.passages if passage.record)
        return {*self.records, *self.shown_as, *named}


@dataclass(frozen=True)
class Objection:
    """Why something may not leave as it is.

    code:   "area:what" ("consent:purpose", "disclosure:phone"), stable.
    where:  place of the passage, table or file; start, end: of the excerpt in the passage's text (0, 0: the whole).
    reason: in words, lazily translated, without what it found. record: the record concerned.
    needs_second: an answer alone is not enough, another person has to sign.
    """

    code: str
    severity: Severity
    where: str
    reason: str | Promise
    start: int = 0
    end: int = 0
    record: UUID | None = None
    needs_second: bool = False

    def mark(self, excerpt: str = "") -> bytes:
        """Return a digest by which an answer finds its objection again: same code, place, record and excerpt. Never stored without the server's key."""
        parts = (self.code, self.where, str(self.record or ""), excerpt or f"{self.start}-{self.end}")
        return hashlib.sha256("\x1f".join(parts).encode()).digest()


@dataclass(frozen=True)
class Verdict:
    """May leave, or may not, because."""

    objections: tuple[Objection, ...] = ()

    @property
    def blocks(self) -> tuple[Objection, ...]:
        return tuple(one for one in self.objections if one.severity == Severity.BLOCKS)

    @property
    def asks(self) -> tuple[Objection, ...]:
        return tuple(one for one in self.objections if one.severity == Severity.ASK)

    @property
    def may_leave(self) -> bool:
        """Whether it may leave as it is, with nothing to answer and nobody to sign."""
        return not self.objections

    @property
    def needs_second(self) -> bool:
        return any(one.needs_second for one in self.objections)


USES = "release.uses"
"""Under which `Asked.shared` keeps the records that checkers found to be used."""


@dataclass(frozen=True)
class Asked:
    """Who asks, and on which day. shared: what checkers read once for one review; see `once`."""

    reader: Account | None
    on: date
    shared: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: str, read: Callable[[], T]) -> T:
        """Return what `read` gives, read once for all checkers of a review."""
        if key not in self.shared:
            self.shared[key] = read()
        return cast(T, self.shared[key])

    def note_use(self, record: UUID) -> None:
        """Say that the thing uses a record of which its maker does not know (words copied from it): its receipt will tell of it."""
        self.once(USES, set[UUID]).add(record)


Checker = Callable[[Outgoing, Asked], Iterable[Objection]]

_checkers: dict[str, Checker] = {}


def checker(name: str) -> Callable[[Checker], Checker]:
    """Register a checker under a name. Raises: ValueError when another bears it."""

    def register(check: Checker) -> Checker:
        if _checkers.get(name, check) is not check:
            raise ValueError(f"two checkers are called {name}")
        _checkers[name] = check
        return check

    return register


def checkers() -> tuple[str, ...]:
    """Return the names of all checkers, sorted."""
    return tuple(sorted(_checkers))


def review(outgoing: Outgoing, *, reader: Account | None, on: date, shared: dict[str, Any] | None = None) -> Verdict:
    """Ask every checker and return the verdict, what blocks first. A checker that breaks blocks: its question was not answered.

    shared: what checkers read once, where the same thing is reviewed a second time at once (masked): protected names are opened once.
    """
    asked = Asked(reader, on, {} if shared is None else shared)
    found: list[Objection] = []
    for name in checkers():
        try:
            found += _checkers[name](outgoing, asked)
        except Exception:
            log.exception("the checker %s failed", name)
            found.append(Objection(f"gate:{name}", Severity.BLOCKS, "", _("A check of the gate failed; nothing leaves until it works. Tell who keeps the server.")))
    return Verdict(tuple(sorted(found, key=lambda one: (one.severity != Severity.BLOCKS, one.code))))
