"""Loading a year: the files of a folder, read row by row, into records. Repeatable: only what changed is changed.

Each package registers an `Intake` for every file it understands; `load` runs them in their order. A row that cannot
be read is refused with its reason, and the right rows are kept. A row that somebody edited on the desk since it was
loaded is left alone and reported, unless the file's row changed too: then it is refused as a conflict.

May import: audit, reference, access and the other modules of this package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import Error as DatabaseError
from django.db import models, transaction

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records import indexing
from bandi.foundation.records.models import ImportedRow, Record, RecordBase
from bandi.foundation.records.rows import FileProblem, Row, RowProblem, read_rows
from bandi.foundation.reference.dates import DateError


@dataclass(frozen=True)
class Refusal:
    """A row (or, with number 0, a file) that was not loaded, and why, in plain words."""

    file: str
    number: int
    ref: str
    reason: str


@dataclass
class Outcome:
    """What became of one file: numbers of rows by what was done, and the refusals."""

    file: str
    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: bool = False


@dataclass
class Folder:
    """The folder being loaded, shared by its intakes.

    source: name under which its rows are remembered (own organisation and year).
    records: record ids by (kind, ref), filled as they are loaded or looked up.
    """

    path: Path
    source: str
    year: int
    by: Account | None = None
    _records: dict[tuple[str, str], Any] = field(default_factory=dict)

    def find(self, model: type[models.Model], ref: str) -> Any | None:
        """Return the row of `model` whose record was loaded under `ref`, or None."""
        ref = (ref or "").strip()
        if not ref:
            return None
        kind = model._meta.label_lower
        if (kind, ref) not in self._records:
            row = model._default_manager.filter(record__kind=kind, record__ref=ref).first()
            if row is None:
                return None
            self._records[kind, ref] = row
        return self._records[kind, ref]

    def need(self, model: type[models.Model], ref: str, what: str) -> Any:
        """Return the row loaded under `ref`. Raises: RowProblem naming what is missing."""
        row = self.find(model, ref)
        if row is None:
            raise RowProblem(f"{what} “{ref}” is not in the folder")
        return row

    def remember(self, row: RecordBase, ref: str) -> None:
        """Keep `row` for later look-ups by `ref`."""
        self._records[row._meta.label_lower, ref] = row


Apply = Callable[[Folder, Row], "RecordBase | models.Model | None"]


@dataclass(frozen=True)
class Intake:
    """How one file is loaded.

    required: columns without which the file cannot be read. key: column that names a row ("id").
    apply:    makes or changes the record of one row and returns it (None when the row makes no record of its own).
              It runs in a savepoint: what it raises is reported and nothing of the row remains.
    after:    called once when all rows are in (links between rows).
    """

    file: str
    order: int
    apply: Apply
    required: tuple[str, ...] = ()
    key: str = "id"
    after: Callable[[Folder], list[str]] | None = None
    always: bool = False


_intakes: dict[str, Intake] = {}


def register(intake: Intake) -> None:
    """Offer `intake`; called once from the package's `AppConfig.ready`. Raises: ValueError if the file is taken."""
    if intake.file in _intakes:
        raise ValueError(f"two intakes read {intake.file}")
    _intakes[intake.file] = intake


def registered() -> Iterator[Intake]:
    """Yield all intakes in the order in which they run."""
    yield from sorted(_intakes.values(), key=lambda intake: (intake.order, intake.file))


def load(path: Path, *, source: str, year: int, by: Account | None = None) -> list[Outcome]:
    """Load a folder and return what became of each file, in the order of loading.

    Each file is one transaction: a power cut leaves whole files, and loading again completes the rest.
    Raises: NotPermitted; NotADirectoryError.
    """
    require(by, Permission.YEAR_LOAD)
    if not path.is_dir():
        raise NotADirectoryError(path)
    folder = Folder(path=path, source=source, year=year, by=by)
    outcomes = [_load_file(folder, intake) for intake in registered()]
    for intake in registered():
        if intake.after and (path / intake.file).exists():
            with transaction.atomic():
                notes = intake.after(folder)
            next(outcome for outcome in outcomes if outcome.file == intake.file).notes.extend(notes)
    return outcomes


def _load_file(folder: Folder, intake: Intake) -> Outcome:
    outcome = Outcome(intake.file)
    file = folder.path / intake.file
    if not file.exists():
        outcome.missing = True
        return outcome
    try:
        rows = read_rows(file, required=intake.required, key=intake.key)
    except FileProblem as problem:
        outcome.refused.append(Refusal(intake.file, 0, "", str(problem)))
        return outcome
    seen: dict[str, int] = {}
    touched: list[Any] = []
    with transaction.atomic():
        known = {row.ref: row for row in ImportedRow.objects.filter(source=folder.source, file=intake.file)}
        for row in rows:
            outcome.read += 1
            if isinstance(row, RowProblem):
                outcome.refused.append(Refusal(intake.file, row.number, "", str(row)))
                continue
            if row.ref in seen:
                reason = f"“{row.ref}” stands in row {seen[row.ref]} already"
                outcome.refused.append(Refusal(intake.file, row.number, row.ref, reason))
                continue
            seen[row.ref] = row.number
            _load_row(folder, intake, row, known.get(row.ref), outcome, touched)
        if outcome.created or outcome.changed:
            journal.append(
                "records:year:load",
                by=folder.by.id if folder.by else None,
                change={"file": intake.file, "created": outcome.created, "changed": outcome.changed},
            )
        indexing.refresh([row for row in touched if isinstance(row, RecordBase)])
    return outcome


def _load_row(
    folder: Folder, intake: Intake, row: Row, known: ImportedRow | None, outcome: Outcome, touched: list[Any]
) -> None:
    digest = digest_of(row)
    if known and bytes(known.digest) == digest and not intake.always:
        edited = known.record_id and _version(known.record_id) > known.version
        outcome.kept += bool(edited)
        outcome.unchanged += not edited
        return
    if known and known.record_id and _version(known.record_id) > known.version:
        reason = "the row changed in the folder and its record was edited on the desk; change one to match the other"
        outcome.refused.append(Refusal(intake.file, row.number, row.ref, reason))
        return
    try:
        with transaction.atomic():
            loaded = intake.apply(folder, row)
    except (RowProblem, DateError) as problem:
        outcome.refused.append(Refusal(intake.file, row.number, row.ref, str(problem)))
        return
    except ValidationError as error:
        outcome.refused.append(Refusal(intake.file, row.number, row.ref, "; ".join(error.messages)))
        return
    except DatabaseError as error:
        reason = f"the database refuses it: {type(error).__name__}"
        outcome.refused.append(Refusal(intake.file, row.number, row.ref, reason))
        return
    record = loaded.record_id if isinstance(loaded, RecordBase) else None
    version = _version(record) if record else 1
    ImportedRow.objects.update_or_create(
        source=folder.source, file=intake.file, ref=row.ref,
        defaults={"digest": digest, "record_id": record, "version": version},
    )  # fmt: skip
    if loaded is not None:
        touched.append(loaded)
    if known:
        outcome.changed += bytes(known.digest) != digest
        outcome.unchanged += bytes(known.digest) == digest
    else:
        outcome.created += 1


def digest_of(row: Row) -> bytes:
    """Return SHA-256 over the values of a row, whatever order its columns stand in."""
    text = json.dumps(row.values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).digest()


def _version(record: Any) -> int:
    kind = Record.objects.values_list("kind", flat=True).get(pk=record)
    return apps.get_model(kind)._default_manager.values_list("version", flat=True).get(pk=record)
