"""Loading a year: the files of a folder, read row by row, into records. Repeatable: only what changed is changed.

Each package registers an `Intake` for every file it understands; `load` runs them in their order. A row that cannot
be read is refused with its reason, and the right rows are kept. A row that somebody edited on the desk since it was
loaded is left alone and reported, unless the file's row changed too: then it is refused as a conflict.

May import: audit, reference, access and the other modules of this package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import Error as DatabaseError
from django.db import models, transaction
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import indexing
from bandi.foundation.records.alone import alone
from bandi.foundation.records.models import ImportedRow, Record, RecordBase
from bandi.foundation.records.rows import FileProblem, Row, RowProblem, columns_of, encoding_of, read_rows
from bandi.foundation.records.storing import Store
from bandi.foundation.records.year import organisation_in
from bandi.foundation.reference.dates import DateError

_DOUBTFUL = b"?"
_NEVER_LOADED = frozenset({"id", "source_line", "source_lines", "activity_ids"})
_MALFORMED = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, ObjectDoesNotExist)


@dataclass(frozen=True)
class Remark:
    """Something about a row (or, with number 0, a file), in plain words: why it was refused, or what is doubtful in it."""

    file: str
    number: int
    ref: str
    reason: str


@dataclass
class Outcome:
    """What became of one file.

    created, changed, unchanged, kept: rows by what was done; kept ones were edited on the desk and left alone.
    refused:  rows that were not loaded. doubts: rows that were loaded although something in them could not be.
    held:     rows of which only the place and the numbers are kept, for the protection of people.
    gone:     rows loaded earlier that the folder does not hold any more; their records stay.
    notes:    about the file as a whole: its encoding, columns that were not loaded.
    """

    file: str
    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    held: int = 0
    refused: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: bool = False


@dataclass
class Folder(Store):
    """The folder being loaded, shared by its intakes; what `Store` keeps, and where it comes from.

    memo:  what an intake has read from the folder and wants to remember for its later rows, by its own key.
    found: what it has read from the database; forgotten when a row that wrote something is taken back.
    """

    path: Path = field(default_factory=Path)
    memo: dict[str, Any] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    _doubts: list[str] = field(default_factory=list)
    _held: bool = False
    _later: list[Callable[[], None]] = field(default_factory=list)

    @property
    def organisation(self) -> dict[str, Any]:
        """What organisation.json says; empty when it is missing or cannot be read."""
        if "organisation" not in self.memo:
            self.memo["organisation"] = organisation_in(self.path)
        return self.memo["organisation"]  # type: ignore[no-any-return]

    def doubt(self, reason: str) -> None:
        """Note something about the row being loaded that could not be taken over. It is tried again at the next load."""
        self._doubts.append(reason)

    def hold(self) -> None:
        """Note that of the row being loaded only the place and the numbers are kept."""
        self._held = True

    def later(self, act: Callable[[], None]) -> None:
        """Do `act` for the row being loaded when all rows of the file are in: what it refers to may stand further down."""
        self._later.append(act)

    def need(self, model: type[models.Model], ref: str, what: str) -> Any:
        """Return the row loaded under `ref`. Raises: RowProblem naming what is missing."""
        row = self.find(model, ref)
        if row is None:
            raise RowProblem(_("%(what)s “%(ref)s” is not in the folder") % {"what": what, "ref": ref})
        return row

    def ask(self, model: type[models.Model], ref: str, what: str) -> Any | None:
        """Return the row loaded under `ref`; where there is none, note the doubt and return None."""
        if not ref:
            return None
        row = self.find(model, ref)
        if row is None:
            self.doubt(_("%(what)s “%(ref)s” is not in the folder") % {"what": what, "ref": ref})
        return row


Apply = Callable[[Folder, Row], "models.Model | None"]


@dataclass(frozen=True)
class Intake:
    """How one file, or one part of a file, is loaded.

    apply:    makes or changes the record of one row and returns it (None when the row makes no record of its own).
              It runs in a savepoint: what it raises is reported and nothing of the row remains.
    required: columns without which the file cannot be read. key: column that names a row ("id").
    prepare:  given all rows, returns them as they are to be loaded: split, renamed, with what only a look at all tells.
    part:     name of the part where several intakes read one file ("organisation.json", "awards").
    aside:    columns of the format that have no place in a record; any other column that nobody reads is reported.
    always:   run `apply` although the row did not change, because it depends on what other files hold.
    optional: run `prepare` with no rows when the file is missing.
    """

    file: str
    order: int
    apply: Apply
    required: tuple[str, ...] = ()
    key: str = "id"
    prepare: Callable[[Folder, list[Row]], list[Row]] | None = None
    part: str = ""
    aside: tuple[str, ...] = ()
    always: bool = False
    optional: bool = False

    @property
    def name(self) -> str:
        return f"{self.file}#{self.part}" if self.part else self.file


Discover = Callable[[Path, Sequence[str]], "Intake | None"]

_intakes: dict[str, Intake] = {}
_discoverers: dict[str, Discover] = {}


def register(intake: Intake) -> None:
    """Offer `intake`; called once from the package's `AppConfig.ready`. Raises: ValueError if the file is taken."""
    if intake.name in _intakes:
        raise ValueError(f"two intakes read {intake.name}")
    _intakes[intake.name] = intake


def discover(name: str, discoverer: Discover) -> None:
    """Offer to read CSV files that no intake names, told by their columns. Raises: ValueError for a second of that name."""
    if name in _discoverers:
        raise ValueError(f"two discoverers are called {name}")
    _discoverers[name] = discoverer


def registered() -> Iterator[Intake]:
    """Yield all intakes in the order in which they run."""
    yield from sorted(_intakes.values(), key=lambda intake: (intake.order, intake.name))


Progress = Callable[[Outcome], None]


def load(
    path: Path,
    *,
    source: str,
    year: int,
    by: Account | None = None,
    dry_run: bool = False,
    progress: Progress = lambda outcome: None,
) -> list[Outcome]:
    """Load a folder and return what became of each file, in the order of loading.

    Each file is one transaction: a power cut leaves whole files, and loading again completes the rest.
    dry_run:  do everything and take it back.
    progress: called with the outcome of each file when it is done.
    Raises:   NotPermitted; NotADirectoryError.
    """
    require(by, Permission.YEAR_LOAD)
    if not path.is_dir():
        raise NotADirectoryError(path)
    if dry_run:
        with transaction.atomic():
            outcomes = load(path, source=source, year=year, by=by, progress=progress)
            transaction.set_rollback(True)
        return outcomes
    folder = Folder(path=path, source=source, year=year, by=by)
    intakes, unread = _intakes_for(path)
    outcomes = []
    with alone():
        for intake in intakes:
            outcomes.append(_load_file(folder, intake))
            progress(outcomes[-1])
    return outcomes + unread


def _intakes_for(path: Path) -> tuple[list[Intake], list[Outcome]]:
    """Return the intakes of a folder in their order, and an outcome for each table that nothing reads."""
    intakes, unread = list(registered()), []
    named = {intake.file for intake in intakes}
    for file in sorted(path.glob("*.csv")):
        if file.name in named:
            continue
        try:
            columns = columns_of(file)
        except FileProblem as problem:
            unread.append(Outcome(file.name, refused=[Remark(file.name, 0, "", str(problem))]))
            continue
        found = next(filter(None, (discoverer(file, columns) for discoverer in _discoverers.values())), None)
        if found:
            intakes.append(found)
        else:
            reason = _("nothing reads this table; its columns are none of those described for a year folder")
            unread.append(Outcome(file.name, doubts=[Remark(file.name, 0, "", reason)]))
    return sorted(intakes, key=lambda intake: (intake.order, intake.name)), unread


def _load_file(folder: Folder, intake: Intake) -> Outcome:
    outcome = Outcome(intake.name)
    file = folder.path / intake.file
    outcome.missing = not file.is_file()
    if outcome.missing and not intake.optional:
        outcome.gone = list(ImportedRow.objects.filter(source=folder.source, file=intake.name).values_list("ref", flat=True))
        return outcome
    try:
        found = [] if outcome.missing else list(read_rows(file, required=intake.required, key=intake.key))
    except FileProblem as problem:
        outcome.refused.append(Remark(intake.name, 0, "", str(problem)))
        return outcome
    problems = [row for row in found if isinstance(row, RowProblem)]
    outcome.refused += [Remark(intake.name, problem.number, "", str(problem)) for problem in problems]
    rows = [row for row in found if isinstance(row, Row)]
    with transaction.atomic():
        _FileLoad(folder, intake, outcome).run(rows)
    outcome.read += len(problems)
    outcome.refused.sort(key=lambda remark: remark.number)
    if not outcome.missing and not intake.part:
        outcome.notes += _notes_on(file, rows, intake, applied=outcome.created + outcome.changed > 0)
    return outcome


def _notes_on(file: Path, rows: list[Row], intake: Intake, *, applied: bool) -> list[str]:
    """Return what is to be said of a file as a whole: its encoding, and columns of it that nobody read."""
    notes = []
    if encoding := encoding_of(file):
        notes.append(_("read as %(encoding)s") % {"encoding": encoding})
    asked = getattr(rows[0].values, "asked", None) if rows and applied else None
    if asked is not None:
        columns = {name for row in rows for name in row.values if name} - asked - _NEVER_LOADED - {*intake.aside}
        if columns:
            notes.append(_("columns that are not loaded: %(columns)s") % {"columns": ", ".join(sorted(columns))})
    return notes


class _FileLoad:
    """One file on its way in: what is known of its rows, what was done with them, what is to be remembered."""

    def __init__(self, folder: Folder, intake: Intake, outcome: Outcome) -> None:
        self.folder, self.intake, self.outcome = folder, intake, outcome
        self.known = {
            row.ref: row for row in ImportedRow.objects.filter(source=folder.source, file=intake.name).select_related("record")
        }
        self.versions = _versions(row.record for row in self.known.values() if row.record)
        self.did: dict[str, str] = {}
        self.touched: list[RecordBase] = []
        self.remembered: list[tuple[Row, ImportedRow]] = []
        self.waiting: list[tuple[Row, ImportedRow, Callable[[], None]]] = []

    def run(self, rows: list[Row]) -> None:
        try:
            prepared = self.intake.prepare(self.folder, rows) if self.intake.prepare else rows
        except RowProblem as problem:
            self.outcome.refused.append(Remark(self.intake.name, problem.number, "", str(problem)))
            return
        seen: dict[str, int] = {}
        for row in prepared:
            self.outcome.read += 1
            if len(row.ref) > 160:
                self._refuse(row, _("its id is longer than 160 characters"))
            elif row.ref in seen:
                self._refuse(row, _("“%(ref)s” stands in row %(row)s already") % {"ref": row.ref, "row": seen[row.ref]})
            else:
                seen[row.ref] = row.number
                self._load(row)
        for row, entry, act in self.waiting:
            self._finish(row, entry, act)
        self._remember()
        for did in self.did.values():
            setattr(self.outcome, did, getattr(self.outcome, did) + 1)
        self.outcome.gone = sorted(self.known.keys() - seen.keys())
        if self.outcome.created or self.outcome.changed:
            journal.append(
                "records:year:load",
                by=self.folder.by.id if self.folder.by else None,
                change={"file": self.intake.name, "created": self.outcome.created, "changed": self.outcome.changed},
            )
        indexing.refresh(self.touched)

    def _load(self, row: Row) -> None:
        known, digest = self.known.get(row.ref), digest_of(row)
        stored = bytes(known.digest) if known else b""
        same, doubtful = stored[:32] == digest, len(stored) > 32
        edited = bool(known and known.record_id and self.versions.get(known.record_id, 0) > known.version)
        if same and edited:
            self.did[row.ref] = "kept"
            return
        if same and not doubtful and not self.intake.always:
            self.did[row.ref] = "unchanged"
            return
        folder = self.folder
        folder.begin(known.record_id if known else None)
        folder._doubts, folder._held, folder._later = [], False, []
        try:
            with transaction.atomic():
                loaded = self.intake.apply(folder, row)
                if edited and known and folder.written & _edited_since(known):
                    raise RowProblem(
                        _("the row changed in the folder and its record was edited on the desk; make one match the other")
                    )
        except (RowProblem, DateError, ValidationError, DatabaseError, *_MALFORMED) as error:
            self._refuse(row, reason_of(error))
            folder.forget_last()
            if folder.writes:
                folder.found.clear()
            return
        self._count(row, known, loaded, digest)

    def _count(self, row: Row, known: ImportedRow | None, loaded: models.Model | None, digest: bytes) -> None:
        folder = self.folder
        self.outcome.held += folder._held
        self.did[row.ref] = "created" if known is None else "changed" if folder.writes else "unchanged"
        record = getattr(loaded, "parent_record", None) if loaded is not None else None
        entry = known or ImportedRow(source=folder.source, file=self.intake.name, ref=row.ref)
        entry.record_id, entry.digest = record, digest
        entry.version = 0
        self.remembered.append((row, entry))
        self._note(row, entry)
        if isinstance(loaded, RecordBase) and folder.writes:
            self.touched.append(loaded)
        self.waiting += [(row, entry, act) for act in folder._later]

    def _finish(self, row: Row, entry: ImportedRow, act: Callable[[], None]) -> None:
        folder = self.folder
        folder.begin(entry.record_id)
        folder._doubts = []
        try:
            with transaction.atomic():
                act()
        except (RowProblem, ValidationError, DatabaseError, *_MALFORMED) as error:
            folder.doubt(reason_of(error))
        if folder.writes and self.did[row.ref] == "unchanged":
            self.did[row.ref] = "changed"
        self._note(row, entry)

    def _note(self, row: Row, entry: ImportedRow) -> None:
        for reason in self.folder._doubts:
            self.outcome.doubts.append(Remark(self.intake.name, row.number, row.ref, reason))
            entry.digest = bytes(entry.digest)[:32] + _DOUBTFUL

    def _remember(self) -> None:
        entries = [entry for _row, entry in self.remembered]
        owners = Record.objects.in_bulk([entry.record_id for entry in entries if entry.record_id])
        versions = _versions(owners.values())
        for entry in entries:
            entry.version = versions.get(entry.record_id, 1)
        old = [entry for entry in entries if entry.pk is not None]
        ImportedRow.objects.bulk_create([entry for entry in entries if entry.pk is None], batch_size=500)
        ImportedRow.objects.bulk_update(old, ["digest", "record", "version"], batch_size=100)

    def _refuse(self, row: Row, reason: str) -> None:
        self.outcome.refused.append(Remark(self.intake.name, row.number, row.ref, reason))


def digest_of(row: Row) -> bytes:
    """Return SHA-256 over the values of a row, whatever order its columns stand in."""
    text = json.dumps(row.values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def reason_of(error: Exception) -> str:
    """Return in plain words why a row could not be stored."""
    if isinstance(error, ValidationError):
        if hasattr(error, "message_dict"):
            return "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        return "; ".join(error.messages)
    if isinstance(error, DatabaseError):
        return _("the database refuses it (%(why)s)") % {"why": str(error).splitlines()[0][:160]}
    if isinstance(error, RowProblem | DateError):
        return str(error)
    return _("it has a form that cannot be read (%(why)s)") % {"why": type(error).__name__}


def _edited_since(known: ImportedRow) -> set[str]:
    """Return the fields, and the kinds of parts, that people edited on the record since its row was loaded."""
    revisions = Revision.objects.filter(record=known.record_id, version__gt=known.version)
    kind = known.record.kind if known.record else ""
    edited: set[str] = set()
    for revision in revisions:
        if revision.model == kind:
            edited.update(revision.after or revision.before or {})
        else:
            edited.add(revision.model)
    return edited


def _versions(records: Iterable[Record]) -> dict[UUID, int]:
    """Return the versions of the rows behind `records`, with one query for every kind."""
    by_kind: dict[str, list[UUID]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record.pk)
    versions: dict[UUID, int] = {}
    for kind, ids in by_kind.items():
        manager = apps.get_model(kind)._default_manager
        for start in range(0, len(ids), 500):
            versions.update(manager.filter(pk__in=ids[start : start + 500]).values_list("pk", "version"))
    return versions
