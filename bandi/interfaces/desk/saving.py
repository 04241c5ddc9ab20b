"""Saving what a form says: only what the person touched, and both versions side by side where two touched the same.

A form carries every field as it was when it was opened. What somebody else changed meanwhile and this person did not touch
must not be taken back by saving, so it is left out before the write.

May import: the foundation, Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict
from bandi.foundation.records.models import RecordBase
from bandi.foundation.records.values import as_json, differences
from bandi.interfaces.desk.forms import RecordForm
from bandi.interfaces.desk.reading import Reader, as_text

Piece = dict[str, Any]


@dataclass(frozen=True)
class Saved:
    """What became of a form: the row as it now stands, or the conflict to be shown; neither when the form was refused."""

    row: Any = None
    undo_url: str = ""
    conflict: Piece | None = None


def save(form: RecordForm, row: Any, *, reader: Reader, version: int | None, save_url: str, cancel_url: str) -> Saved:
    """Save a valid form about a record or a part. Problems are shown on the form."""
    changes = touched(row, form.changes(), version)
    try:
        saved = editing.edit(row, changes, by=reader.account, version=version)
    except ValidationError as error:
        form.refuse(error)
        return Saved()
    except Conflict as conflict:
        piece = conflict_of(form, row, conflict, version or 0, reader)
        return Saved(conflict={**piece, "action_url": save_url, "cancel_url": cancel_url})
    return Saved(row=saved, undo_url=undo_url(saved) if changes else "")


def touched(row: Any, changes: dict[str, Any], version: int | None) -> dict[str, Any]:
    """Return `changes` without the fields that somebody else changed since `version` and this form did not."""
    if version is None or (isinstance(row, RecordBase) and row.version <= version):
        return changes
    before: dict[str, Any] = {}
    for revision in _since(row, version):
        for name, value in (revision.before or {}).items():
            before.setdefault(name, value)
    return {name: value for name, value in changes.items() if name not in before or as_json(value) != before[name]}


def conflict_of(form: RecordForm, row: Any, conflict: Conflict, version: int, reader: Reader) -> Piece:
    """Return the context of `parts/conflict.html` without its addresses."""
    newer = _since(row, version)
    base: dict[str, Any] = {}
    for revision in newer:
        for name, value in (revision.before or {}).items():
            base.setdefault(name, value)
    last = newer[-1] if newer else None
    fields, kept = [], []
    current = type(row)._default_manager.get(pk=row.pk)
    mine = differences(current, touched(row, form.changes(), version))
    for name in form.fields:
        attributes = form.attributes(name)
        if attributes[0] in conflict.theirs or (name in form.dates and set(attributes) & conflict.theirs.keys()):
            fields.append(
                {
                    "name": name, "label": form.fields[name].label, "yours": raw_of(form, name), "choice": "theirs",
                    "yours_text": shown(form, name, form.cleaned_data.get(name), reader),
                    "theirs": shown(form, name, getattr(current, attributes[0]), reader),
                    "base": shown(form, name, base.get(attributes[0]), reader),
                }
            )  # fmt: skip
        elif set(mine) & set(attributes):
            kept.append({"name": name, "value": raw_of(form, name)})
    return {
        "version": conflict.version, "fields": fields, "kept": kept,
        "their_name": name_of(last.entry.actor) if last else "", "their_time": last.entry.at if last else timezone.now(),
    }  # fmt: skip


def resolved(posted: Any, names: tuple[str, ...]) -> dict[str, str]:
    """Return what the conflict form chose: the values of the fields to write, by name."""
    chosen = {name: posted[name] for name in names if name in posted}
    for name in names:
        if posted.get(f"choice-{name}") == "yours":
            chosen[name] = posted.get(f"yours-{name}", "")
    return chosen


def raw_of(form: RecordForm, name: str) -> str:
    """Return what was typed into a field, in a form that can be posted again."""
    value = form.cleaned_data.get(name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return form.data.get(form.add_prefix(name), "")


def shown(form: RecordForm, name: str, value: Any, reader: Reader) -> str:
    """Return a value of a field in words, nothing of a record that the reader may not see."""
    if value is None or value == "":
        return ""
    if name in form.dates:
        return as_text(getattr(value, "written", value), reader.language)
    field: Any = form.model._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        related = field.related_model
        row = value if isinstance(value, models.Model) else related._default_manager.filter(pk=value).first()
        if row is None:
            return ""
        if related._meta.label_lower == "reference.term":
            return reader.term_of(row)
        return reader.name(row).text if reader.sees(row) else ""
    return reader.raw(field, value).text


def version_in(text: str) -> int | None:
    """Return the version that a form says it was opened at; None for what no form of ours says."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def undo_url(row: Any) -> str:
    """Return the address that takes back the newest edit of a row."""
    label = type(row)._meta.label_lower
    revision = getattr(row, "newest_revision", None) or Revision.objects.filter(record=row.parent_record, model=label, row=str(row.pk)).first()
    return reverse("desk:undo", args=[revision.pk]) if revision else ""


def newest_entry() -> int:
    """Return the number of the newest entry of the journal; 0 of an empty one. Asked before several rows are written in one step."""
    return Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def undo_since(before: int) -> str:
    """Return the address that takes back everything written after an entry, in the same transaction; empty where nothing was."""
    after = newest_entry()
    return reverse("desk:undo_range", args=[before + 1, after]) if after > before else ""


def name_of(actor: UUID | None) -> str:
    """Return the name of an account, empty for the house itself."""
    account = Account.objects.filter(pk=actor).first() if actor else None
    return account.display_name if account else ""


def _since(row: Any, version: int) -> list[Revision]:
    label = type(row)._meta.label_lower
    found = Revision.objects.filter(record=row.parent_record, model=label, row=str(row.pk), version__gt=version)
    return list(found.select_related("entry").order_by("version", "entry_id"))
