"""The journal in words: what people changed lately, and the chain that shows whether anything was taken out.

Entries hold ids and kinds only; the words come from the records as they stand now, under the reader's clearance.
May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.audit.models import Entry
from bandi.foundation.records.models import Record
from bandi.foundation.reference.statements import NUMBER_VALUE, Given, Statement
from bandi.foundation.reference.texts import language_of
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk.addresses import url_of_kind
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.checkpoints import verified
from bandi.interfaces.desk.tables import kind_of

WINDOW = 300
PAGE = 100
GLANCE = 40
_LAST: Statement[int] = Statement(lambda: Entry.objects.order_by("-sequence").values_list("sequence", flat=True)[:1])
_BEFORE: Statement[Entry] = Statement(lambda: Entry.objects.filter(sequence__lt=Given("start", NUMBER_VALUE)).order_by("-sequence")[:PAGE])

VERBS = {
    "create": _lazy("made"), "make": _lazy("made"), "add": _lazy("added"), "edit": _lazy("changed"), "remove": _lazy("removed"),
    "undo": _lazy("taken back"), "restore": _lazy("restored"), "load": _lazy("loaded"), "open": _lazy("opened"),
    "close": _lazy("closed"), "change": _lazy("changed"), "renew": _lazy("given a new passphrase"),
    "choose": _lazy("given a passphrase of one’s own"), "accept": _lazy("accepted with a note"), "reopen": _lazy("opened again"),
    "measure": _lazy("measured"), "build": _lazy("built"), "publish": _lazy("published"), "withdraw": _lazy("withdrawn"),
    "export": _lazy("taken along"), "fetch": _lazy("fetched"), "stop": _lazy("stopped"), "see": _lazy("seen"), "settle": _lazy("settled"), "confirm": _lazy("confirmed"), "lock": _lazy("locked"),
    "end": _lazy("ended everywhere"), "copied": _lazy("ended: it had been copied"), "forget": _lazy("forgotten"), "print": _lazy("printed"),
    "use": _lazy("used"), "issue": _lazy("issued"), "ask": _lazy("asked for"), "approve": _lazy("given"), "refuse": _lazy("refused"),
    "retire": _lazy("retired"), "passkey": _lazy("given or denied entry by passkey alone"),
}  # fmt: skip
THINGS = {
    "access:account": _lazy("account"), "audit:checkpoint": _lazy("checkpoint"), "vault:readings": _lazy("read log"), "audit:chain": _lazy("journal"), "access:session": _lazy("signed-in browser"), "access:key": _lazy("security key"),
    "access:generator": _lazy("code app"), "access:code": _lazy("recovery code"), "access:factor": _lazy("second factor"),
    "access:approval": _lazy("approval"), "access:self": _lazy("identity"), "records:year": _lazy("file of a year"),
    "records:record": _lazy("list"), "claims:claim": _lazy("claim"), "claims:figure": _lazy("figure"),
    "reference:term": _lazy("word"), "publishing:edition": _lazy("edition"), "publishing:editionsection": _lazy("section of an edition"),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing somebody did: in words, to which record, by whom, when."""

    summary: str
    label: str
    url: str
    by: str
    at: datetime
    kind: str = ""
    sequence: int = 0
    record: UUID | None = None
    lang: str = ""


@dataclass(frozen=True)
class JournalPage:
    """What `desk/report/audit.html` shows. verified: words about the last verification, empty before there was one."""

    changes: tuple[Change, ...]
    count: str
    older_url: str
    newer_url: str
    verified: str = ""
    is_sound: bool = True
    verified_at: datetime | None = None


@lru_cache(maxsize=8)
def _by_people(count: int) -> Statement[Entry]:
    """Return the question for so many entries about records by people, newest first, between two numbers."""
    return Statement(
        lambda: Entry.objects.filter(sequence__gt=Given("since", NUMBER_VALUE), sequence__lt=Given("start", NUMBER_VALUE), actor__isnull=False, record__isnull=False)
        .exclude(kind__startswith="access:")
        .defer("digest", "previous", "link")
        .order_by("-sequence")[:count]
    )


def latest_changes(reader: Reader, count: int) -> tuple[Change, ...]:
    """Return what people did to records lately; looks no further back than the last `WINDOW` entries.

    What was done to a record that the reader may not know of is left out: that somebody works on it is told to nobody else.
    """
    newest = _LAST.first() or 0
    kept: list[Entry] = []
    start: int | None = newest + 1
    while start is not None and len(kept) < count:
        part = _by_people(GLANCE).all(since=newest - WINDOW, start=start)
        start = part[-1].sequence if len(part) == GLANCE else None
        records = Record.objects.defer("ref", "created_at", "created_by").in_bulk({entry.record for entry in part})
        kept = _without_repeats([*kept, *(entry for entry in part if (record := records.get(entry.record)) is None or reader.sees_spine(record))])
    return tuple(_in_words(kept[:count], reader))


def journal_page(reader: Reader, before: str, verification: dict[str, object] | None) -> JournalPage:
    """Return the entries before a number, newest first, with what the last verification found."""
    newest = _LAST.first() or 0
    start = int(before) if before.isdecimal() and len(before) < 16 else newest + 1
    entries = _BEFORE.all(start=start)
    url = reverse("desk:audit")
    oldest = entries[-1].sequence if entries else 1
    found = verification or {}
    return JournalPage(
        changes=tuple(_in_words(entries, reader)),
        count=write_number(newest),
        older_url=f"{url}?before={oldest}" if oldest > 1 else "",
        newer_url=f"{url}?before={start + PAGE}" if start <= newest else "",
        verified=verified(found) if found else "",
        is_sound=found.get("broken_at") is None and bool(found.get("holds", True)),
        verified_at=datetime.fromisoformat(str(found["at"])) if found else None,
    )


def _without_repeats(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries without those that repeat what the same person did to the same record just after."""
    kept: list[Entry] = []
    for entry in entries:
        if not kept or (kept[-1].actor, kept[-1].record, kept[-1].kind) != (entry.actor, entry.record, entry.kind):
            kept.append(entry)
    return kept


def _in_words(entries: list[Entry], reader: Reader) -> Iterable[Change]:
    records = Record.objects.defer("ref", "created_at", "created_by").in_bulk({entry.record for entry in entries if entry.record})
    actors = Account.objects.in_bulk({entry.actor for entry in entries if entry.actor})
    for entry in entries:
        record = records.get(entry.record) if entry.record else None
        label, url, lang = _named(record, entry.record, actors, reader)
        if record is not None and not reader.account.may(Permission.RECORDS_READ):
            label, url, lang = str(record.pk)[:8], "", ""
        elif record is not None and not reader.sees_spine(record):
            label, url, lang = _("a protected record"), "", ""
        yield Change(
            summary=reader.once(("words", entry.kind), lambda entry=entry: words_for(entry.kind)), label=label, url=url, by=_person(entry.actor, actors, reader),
            at=entry.at, kind=entry.kind, sequence=entry.sequence, record=entry.record, lang=lang,
        )  # fmt: skip


def _named(record: Record | None, key: UUID | None, actors: dict[UUID, Account], reader: Reader) -> tuple[str, str, str]:
    if record is not None:
        shown = reader.phrase(record.label)
        return shown.text or _("(without a name)"), url_of_kind(record.kind, record.pk), shown.lang
    return (actors[key].display_name, "", "") if key in actors else ("", "", "")


def _person(actor: UUID | None, actors: dict[UUID, Account], reader: Reader) -> str:
    if actor is None:
        return _("the house")
    account = actors.get(actor)
    if account is None:
        return _("an account that is gone")
    name = {"en": account.name_en, "ko": account.name_ko}[language_of(reader.language)]
    return name or account.display_name


def words_for(kind: str) -> str:
    """Return an entry's kind in words: "Headcount added", "활동 변경". Unknown words stand as they are."""
    thing, _colon, verb = kind.rpartition(":")
    noun = str(THINGS.get(thing) or _noun(thing))
    done = str(VERBS.get(verb, verb))
    return _("%(thing)s %(done)s") % {"thing": noun[:1].upper() + noun[1:], "done": done}


def _noun(thing: str) -> str:
    label = thing.replace(":", ".")
    described = kind_of(label)
    if described is not None:
        return str(described.one)
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return thing.rpartition(":")[2]
