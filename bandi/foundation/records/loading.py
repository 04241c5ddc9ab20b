"""Loading a year: the files of a folder, read row by row, into records. Repeatable: only what changed is changed.

A row that cannot be read is refused with its reason, and the right rows are kept. A row that somebody edited on the desk
since it was loaded is left alone and reported, unless the file's row changed too: then it is refused as a conflict.

May import: audit, reference, access and the other modules of this package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db import Error as DatabaseError
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import indexing
from bandi.foundation.records.alone import alone
from bandi.foundation.records.intake import Folder, Intake, Outcome, Remark, discovered, registered
from bandi.foundation.records.models import ImportedRow, Record, RecordBase
from bandi.foundation.records.rows import FileProblem, Row, RowProblem, columns_of, encoding_of, read_rows
from bandi.foundation.reference.dates import DateError

_DOUBTFUL = b"?"
_NEVER_LOADED = frozenset({"id", "source_line", "source_lines", "activity_ids"})
_MALFORMED = (
    RowProblem, ValidationError, IntegrityError, DataError, ObjectDoesNotExist,
    ValueError, TypeError, AttributeError, LookupError, ArithmeticError,
)  # fmt: skip


Progress = Callable[[Outcome], None]


def load(
    path: Path,
    *,
    source: str,
    year: int,
    by: Account | None = None,
    dry_run: bool = False,
    present_only: bool = False,
    progress: Progress = lambda outcome: None,
) -> list[Outcome]:
    """Load a folder and return what became of each file, in the order of loading.

    Each file is one transaction: a power cut leaves whole files, and loading again completes the rest.
    dry_run:  do everything and take it back.
    present_only: the folder is a part of a year, or none; what makes up for a missing file stays away.
    progress: called with the outcome of each file when it is done.
    Raises:   NotPermitted; NotADirectoryError; OperationalError or ProgrammingError for a database that was not set up.
    """
    require(by, Permission.YEAR_LOAD)
    if not path.is_dir():
        raise NotADirectoryError(path)
    if dry_run:
        with transaction.atomic():
            outcomes = load(path, source=source, year=year, by=by, present_only=present_only, progress=progress)
            transaction.set_rollback(True)
        return outcomes
    ImportedRow.objects.exists()  # a database that was not set up says so before any file is opened
    folder = Folder(path=path, source=source, year=year, by=by)
    intakes, unread = _intakes_for(path)
    if present_only:
        intakes = [intake for intake in intakes if (path / intake.file).is_file()]
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
        found = discovered(file, columns)
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
    try:
        with transaction.atomic():
            _FileLoad(folder, intake, outcome).run(rows)
    except DatabaseError as error:
        folder.forget_all()
        folder.found.clear()
        why = _("nothing of the file was kept: %(why)s") % {"why": reason_of(error)}
        return Outcome(intake.name, read=len(found), refused=[Remark(intake.name, 0, "", why)])
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
        self.touched: dict[UUID, RecordBase] = {}
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
        touched = list(self.touched.values())
        for start in range(0, len(touched), 500):
            indexing.refresh(touched[start : start + 500])

    def _load(self, row: Row) -> None:
        known, digest = self.known.get(row.ref), digest_of(row)
        stored = bytes(known.digest) if known else b""
        same, doubtful = stored[:32] == digest, len(stored) > 32
        edited = bool(known and known.record_id and self.versions.get(known.record_id, 0) > known.version)
        edited = edited and not self.intake.merges
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
        except (DateError, *_MALFORMED) as error:
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
        self.touched |= folder.records
        if isinstance(loaded, RecordBase) and folder.writes:
            self.touched[loaded.pk] = loaded
        self.waiting += [(row, entry, act) for act in folder._later]

    def _finish(self, row: Row, entry: ImportedRow, act: Callable[[], None]) -> None:
        folder = self.folder
        folder.begin(entry.record_id)
        folder._doubts = []
        try:
            with transaction.atomic():
                act()
        except _MALFORMED as error:
            folder.doubt(reason_of(error))
        if folder.writes and self.did[row.ref] == "unchanged":
            self.did[row.ref] = "changed"
        self.touched |= folder.records
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
