"""Writing what a folder holds: a record or the parts of a record, and only where they differ from what is there.

One journal entry stands for a whole file, so nothing here writes revisions, and the version of a record counts only what
people edited: that is how loading tells what somebody changed on the desk.

May import: audit, reference, access and the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Handling, ImportedRow, Link, PartBase, Record, RecordBase
from bandi.foundation.records.rows import RowProblem
from bandi.foundation.records.values import as_json
from bandi.foundation.reference.models import Term

RecordRow = TypeVar("RecordRow", bound=RecordBase)
PartRow = TypeVar("PartRow", bound=PartBase)


@dataclass
class Store:
    """The records of a folder, as they are found and as they are written.

    source: name under which its rows are remembered (own organisation and year).
    writes:  how many rows the current row of the folder made, changed or removed.
    written: the fields it changed on its record, and the kinds of parts it replaced.
    records: the records it made or changed, by their ids: they are to be found anew.
    """

    source: str = ""
    year: int = 0
    by: Account | None = None
    writes: int = 0
    written: set[str] = field(default_factory=set)
    records: dict[UUID, RecordBase] = field(default_factory=dict)
    _current: UUID | None = None
    _records: dict[tuple[str, str], Any] = field(default_factory=dict)
    _terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    _refs: dict[str, set[str]] = field(default_factory=dict)
    _terms_made: bool = False
    _last: list[tuple[str, str]] = field(default_factory=list)
    _kinds: dict[str, dict[str, UUID]] = field(default_factory=dict)
    _fresh: set[UUID] = field(default_factory=set)

    def begin(self, record: UUID | None) -> None:
        """Begin a row of the folder; `record` is the one it was loaded into before."""
        self.writes, self.written, self._current, self._last = 0, set(), record, []
        self._terms_made, self.records = False, {}
        self._fresh.clear()

    def forget_all(self) -> None:
        """Forget what was found and written: the transaction was taken back."""
        for known in (self._records, self._kinds, self._terms, self._refs):
            known.clear()

    @property
    def was_known(self) -> bool:
        """Whether the row just begun had been loaded before."""
        return self._current is not None

    def refs_of(self, file: str) -> set[str]:
        """Return the ids of the rows of a file that were loaded from this folder, now or earlier."""
        if file not in self._refs:
            rows = ImportedRow.objects.filter(source=self.source, file=file)
            self._refs[file] = set(rows.values_list("ref", flat=True))
        return self._refs[file]

    def forget_last(self) -> None:
        """Forget what the row just begun had written: it was taken back."""
        if not (self.writes or self._terms_made):
            return
        for key in self._last:
            self._records.pop(key, None)
        self._kinds.clear()
        self._terms.clear()

    def find(self, model: type[RecordRow], ref: str) -> RecordRow | None:
        """Return the row of `model` that this folder, or any folder before it, loaded under `ref`, or None."""
        ref = (ref or "").strip()
        if not ref:
            return None
        kind = model._meta.label_lower
        row = self._records.get((kind, ref))
        if row is None:
            known = self._known(kind)
            key = known.get(self._scoped(ref)) or known.get(ref)
            row = model._default_manager.filter(pk=key, is_removed=False).first() if key else None
            if row is not None:
                self._records[kind, ref] = row
        return row

    def _known(self, kind: str) -> dict[str, UUID]:
        """Return the records of a kind by their refs, read once."""
        if kind not in self._kinds:
            self._kinds[kind] = dict(Record.objects.filter(kind=kind).exclude(ref="").values_list("ref", "pk"))
        return self._kinds[kind]

    def put(
        self, model: type[RecordRow], ref: str, values: dict[str, Any], *, handling: str = Handling.OPEN, of_year: bool = False
    ) -> RecordRow:
        """Make the record called `ref`, or bring it to `values`, and return it.

        of_year: the record belongs to the year of the folder; if another year's folder uses the same id, both are kept.
        Raises:  ValidationError when a value does not fit its field.
        """
        kind = model._meta.label_lower
        row = self._existing(model, ref, of_year=of_year)
        if row is None:
            row = self._make(model, self._free(kind, ref) if of_year else ref, values, handling)
        else:
            self.bring(row, {**values, "handling": handling})
        self._records[kind, ref] = row
        self._last.append((kind, ref))
        return row

    def _existing(self, model: type[RecordRow], ref: str, *, of_year: bool) -> RecordRow | None:
        rows, kind = model._default_manager, model._meta.label_lower
        if self._current and (row := rows.filter(pk=self._current, record__kind=kind).first()):
            return row
        known = self._known(kind)
        found = known.get(ref)
        if found and of_year and self._belongs_elsewhere(found):
            found = known.get(self._scoped(ref))
        return rows.get(pk=found) if found else None

    def _belongs_elsewhere(self, record: UUID) -> bool:
        sources = set(ImportedRow.objects.filter(record=record).values_list("source", flat=True))
        return bool(sources) and self.source not in sources

    def _free(self, kind: str, ref: str) -> str:
        return self._scoped(ref) if ref in self._known(kind) else ref

    def _scoped(self, ref: str) -> str:
        return f"{self.year}/{ref}"[:160]

    def _make(self, model: type[RecordRow], ref: str, values: dict[str, Any], handling: str) -> RecordRow:
        row = model(handling=handling, **values)
        spine = Record(kind=model._meta.label_lower, ref=ref, handling=handling, created_by=self.by)
        row.record = spine  # type: ignore[attr-defined]
        clean(row)
        spine.label_en, spine.label_ko = _labels(row)
        spine.save(force_insert=True)
        row.save(force_insert=True)
        self._known(spine.kind)[ref] = row.pk
        self._fresh.add(row.pk)
        self.records[row.pk] = row
        self.writes += 1
        return row

    def bring(self, row: RecordBase, values: dict[str, Any]) -> None:
        """Bring fields of a record to `values`, unless it holds them already. Raises: ValidationError."""
        new = changed(row, values)
        if not new:
            return
        for name, value in new.items():
            setattr(row, name, value)
        clean(row)
        row.save(update_fields=[*new, "updated_at"])
        english, korean = _labels(row)
        Record.objects.filter(pk=row.pk).update(label_en=english, label_ko=korean, handling=row.handling)
        self.records[row.pk] = row
        self.writes += 1
        if row.pk == self._current:
            self.written.update(row._meta.get_field(name).attname for name in new)  # type: ignore[union-attr]

    def part(self, model: type[PartRow], place: dict[str, Any], values: dict[str, Any]) -> PartRow:
        """Make the one part of a record at `place` (the fields that tell it from others), or bring it to `values`."""
        part = model._default_manager.filter(**place).first()
        if part is None:
            part = model(**place, **values)
            clean(part)
            part.save(force_insert=True)
            self.writes += 1
            return part
        if new := changed(part, values):
            for name, value in new.items():
                setattr(part, name, value)
            clean(part)
            part.save(update_fields=list(new))
            self.writes += 1
            self.written.add(model._meta.label_lower)
        return part

    def parts(
        self,
        model: type[PartBase],
        place: dict[str, Any],
        wanted: Sequence[PartBase],
        *,
        order: Sequence[str] = ("order",),
        ignore: Iterable[str] = (),
        also: Callable[[Any], object] = lambda part: None,
    ) -> None:
        """Replace the parts of a record by `wanted`, unless they say the same already.

        place:  the fields that say whose parts they are. order: fields that put them in the order of `wanted`.
        ignore: fields that are not compared.
        also:    something else of a part that is compared.
        """
        skipped = {"id", *ignore}
        new = any(getattr(owner, "pk", owner) in self._fresh for owner in place.values())
        have = [] if new else list(model._default_manager.filter(**place).order_by(*order))
        if [(_plain(part, skipped), also(part)) for part in have] == [(_plain(part, skipped), also(part)) for part in wanted]:
            return
        if have:
            model._default_manager.filter(pk__in=[part.pk for part in have]).delete()
        for part in wanted:
            clean(part)
        self.bulk(wanted)
        self.writes += 1
        self.written.add(model._meta.label_lower)

    @staticmethod
    def bulk(parts: Sequence[models.Model]) -> None:
        """Insert new rows of one model."""
        if parts:
            type(parts[0])._default_manager.bulk_create(parts, batch_size=200)

    def relate(self, manager: Any, wanted: Iterable[Any]) -> None:
        """Bring a many-to-many relation to `wanted`, unless it holds the same already."""
        keys = {row.pk for row in wanted}
        if manager.instance.pk in self._fresh:
            source, target = f"{manager.source_field_name}_id", f"{manager.target_field_name}_id"
            self.bulk([manager.through(**{source: manager.instance.pk, target: key}) for key in sorted(keys)])
        elif keys != set(manager.values_list("pk", flat=True)):
            manager.set(keys)
            self.writes += 1

    def links(self, row: RecordBase, kind: str, others: Iterable[RecordBase], *, new: bool = False) -> None:
        """Bring the links of one kind that go out from `row` to those to `others`; a new record has none yet."""
        wanted = {other.pk for other in others} - {row.pk}
        if new and not wanted:
            return
        links = Link.objects.filter(from_record=row.pk, kind=kind)
        have = set() if new else set(links.values_list("to_record", flat=True))
        if gone := have - wanted:
            links.filter(to_record__in=gone).delete()
        Link.objects.bulk_create([Link(from_record_id=row.pk, to_record_id=key, kind=kind) for key in sorted(wanted - have)])
        self.writes += bool(gone or wanted - have)

    def term(self, vocabulary: str, key: str, label_en: str = "", label_ko: str = "") -> Term | None:
        """Return the term `key`, made from the key itself where no list of terms holds it; None for an empty key."""
        key = key.strip()
        if not key:
            return None
        if len(key) > 120:
            raise RowProblem(_("“%(key)s…” is too long for a word of a list") % {"key": key[:40]})
        term = self._terms.get((vocabulary, key))
        if term is None:
            labels = {"label_en": (label_en or key.replace("_", " "))[:200], "label_ko": label_ko[:200]}
            term, made = Term.objects.get_or_create(vocabulary=vocabulary, key=key, defaults=labels)
            self._terms[vocabulary, key] = term
            self._terms_made |= made
        return term


def changed(row: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    """Return those of `values` that `row` does not hold already. Raises: ValidationError."""
    new = {}
    for name, value in values.items():
        model_field = row._meta.get_field(name)
        attribute = model_field.attname  # type: ignore[union-attr]
        wanted = value.pk if isinstance(value, models.Model) else model_field.to_python(value)  # type: ignore[union-attr]
        if as_json(wanted) != as_json(getattr(row, attribute)):
            new[name] = value
    return new


def clean(row: models.Model) -> None:
    """Check every field of `row` but its relations, which the database checks. Raises: ValidationError."""
    relations = [model_field.name for model_field in row._meta.fields if model_field.is_relation]
    row.clean_fields(exclude=[*relations, "id"])
    for model_field in row._meta.fields:
        if model_field.is_relation and not model_field.null and getattr(row, model_field.attname) is None:
            if model_field.primary_key or getattr(row, model_field.name, None) is not None:
                continue
            raise ValidationError({model_field.name: [_("is missing")]})


def _plain(part: models.Model, skipped: set[str]) -> dict[str, Any]:
    return {
        model_field.attname: as_json(model_field.to_python(getattr(part, model_field.attname)))
        for model_field in part._meta.concrete_fields
        if model_field.name not in skipped
    }


def _labels(row: RecordBase) -> tuple[str, str]:
    english, korean = row.labels()
    return english[:400], korean[:400]
