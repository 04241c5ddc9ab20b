"""What the loading of a folder is made of: the folder, the intakes that packages offer, and what became of each file.

Each package registers an `Intake` for every file it understands; `loading.load` runs them in their order.

May import: access and the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from bandi.foundation.records.later import Later
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.records.storing import Store
from bandi.foundation.records.year import organisation_in


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
    merges:   `apply` itself keeps what people edited, field by field; the record is not left alone as a whole.
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
    merges: bool = False
    optional: bool = False

    @property
    def name(self) -> str:
        return f"{self.file}#{self.part}" if self.part else self.file


Discover = Callable[[Path, Sequence[str]], "Intake | None"]

_intakes: dict[str, Intake] = {}
_discoverers: dict[str, Discover] = {}


def register(intake: Intake) -> None:
    """Offer `intake`. Raises: ValueError if the file is taken."""
    if intake.name in _intakes:
        raise ValueError(f"two intakes read {intake.name}")
    _intakes[intake.name] = intake


def discover(name: str, discoverer: Discover) -> None:
    """Offer to read CSV files that no intake names, told by their columns. Raises: ValueError for a second of that name."""
    if name in _discoverers:
        raise ValueError(f"two discoverers are called {name}")
    _discoverers[name] = discoverer


def _register_all(module: ModuleType) -> None:
    for each in module.INTAKES:
        register(each)
    for name, discoverer in getattr(module, "DISCOVERERS", {}).items():
        discover(name, discoverer)


_held = Later(_register_all)
held_in = _held.hold
"""Remember the module that holds a package's `INTAKES` and `DISCOVERERS`, loaded when a folder or a table is; called once from its `AppConfig.ready`."""


def registered() -> Iterator[Intake]:
    """Yield all intakes in the order in which they run."""
    _held.fetch()
    yield from sorted(_intakes.values(), key=lambda intake: (intake.order, intake.name))


def discovered(file: Path, columns: Sequence[str]) -> Intake | None:
    """Return the intake that somebody offers for a table with these columns, or None."""
    _held.fetch()
    return next(filter(None, (discoverer(file, columns) for discoverer in _discoverers.values())), None)
