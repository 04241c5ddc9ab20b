"""What happened to a record, in words: who, when, what changed, field by field.

Names of other records are looked up for the whole page at once, and only those that the reader may see.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Revision
from bandi.foundation.records.models import PartBase, Record, RecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.statements import UUID_VALUE, Given, Statement
from bandi.foundation.reference.texts import Text
from bandi.foundation.vault.fields import SealedText
from bandi.interfaces.desk.addresses import page_url
from bandi.interfaces.desk.linking import sees_ends
from bandi.interfaces.desk.lists import label_of_field
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import kind_of
from bandi.interfaces.desk.tables.description import ListOf

PAGE = 30
HIDDEN = {"precision", "starts_on", "ends_on", "sent_on", "order", "in_period", "is_removed"}

Piece = dict[str, Any]


def entries_of(record: Any, reader: Reader, *, start: int = 0, count: int = PAGE) -> tuple[list[Piece], bool]:
    """Return entries of a record's history, newest first, and whether there are older ones."""
    revisions = _latest(count).all(record=record) if start == 0 else list(_found(record)[start : start + count + 1])
    return told(revisions[:count], reader), len(revisions) > count


def _found(record: Any) -> QuerySet[Revision]:
    return Revision.objects.filter(record=record).select_related("entry", "undone_by").order_by("-entry_id")


@lru_cache(maxsize=8)
def _latest(count: int) -> Statement[Revision]:
    return Statement(lambda: _found(Given("record", UUID_VALUE))[: count + 1])


def told(revisions: Sequence[Revision], reader: Reader) -> list[Piece]:
    """Return revisions as `parts/history.html` shows them; of links only those with both ends in sight."""
    revisions = [one for one in revisions if sees_ends(one, reader)]
    people = Account.objects.in_bulk({one.entry.actor for one in revisions if one.entry.actor})
    names = _Names(revisions, reader)
    return [_entry(one, people, names, reader) for one in revisions]


def _entry(revision: Revision, people: dict[Any, Account], names: _Names, reader: Reader) -> Piece:
    who = people.get(revision.entry.actor) if revision.entry.actor else None
    is_undone = getattr(revision, "undone_by", None) is not None
    model = apps.get_model(revision.model)
    changes = [] if _is_whole(revision) else list(_changes(model, revision, names))
    return {
        "summary": _summary(model, revision, names),
        "by": who.display_name if who else _("Bandi itself"),
        "at": revision.entry.at,
        "changes": changes,
        "undo_url": page_url("desk:undo", revision.pk) if reader.edits and _can_be_undone(revision, model) else "",
        "is_undone": is_undone,
    }


def _summary(model: type[models.Model], revision: Revision, names: _Names) -> str:
    verb = revision.entry.kind.rsplit(":", 1)[-1]
    what = _thing(model)
    values = revision.after or revision.before or {}
    if model._meta.auto_created:
        said = ", ".join(text for name, text in _ties(model, revision, names) if text)
        forms = {"add": _("Tied to: %(what)s"), "remove": _("No longer tied to: %(what)s"), "undo": _("Taken back: %(what)s")}
        return forms.get(verb, "%(what)s") % {"what": said or what}
    if issubclass(model, PartBase):
        said = ", ".join(text for name, text in _said(model, values, names) if text)[:160]
        forms = {
            "add": _("Added %(thing)s: %(what)s"), "edit": _("Changed %(thing)s"), "remove": _("Removed %(thing)s: %(what)s"),
            "restore": _("Brought back %(thing)s: %(what)s"), "undo": _("Took back a change of %(thing)s"),
        }  # fmt: skip
        return forms.get(verb, _("Changed %(thing)s")) % {"thing": what, "what": said}
    forms = {
        "create": _("Made"), "edit": _("Changed"), "remove": _("Removed"), "restore": _("Brought back"),
        "undo": _("Took a change back"), "load": _("Loaded"),
    }  # fmt: skip
    return forms.get(verb, _("Changed"))


def _changes(model: type[models.Model], revision: Revision, names: _Names) -> Iterable[Piece]:
    before, after = revision.before or {}, revision.after or {}
    for name in dict.fromkeys([*before, *after]):
        field = _field(model, name)
        if field is None or (name in HIDDEN and len(after) > 1):
            continue
        old, new = names.said(model, field, before.get(name)), names.said(model, field, after.get(name))
        if old or new:
            yield {"label": label_of_field(model, field.name), "before": old, "after": new}


def _said(model: type[models.Model], values: dict[str, Any], names: _Names) -> Iterable[tuple[str, str]]:
    owner = f"{getattr(model, 'OWNER', '')}_id"
    for name, value in values.items():
        field = _field(model, name)
        if field is not None and name not in HIDDEN and name != owner:
            yield name, names.said(model, field, value)


def _ties(model: type[models.Model], revision: Revision, names: _Names) -> Iterable[tuple[str, str]]:
    for name, value in (revision.after or revision.before or {}).items():
        if str(value) != str(revision.record):
            yield name, names.said(model, _field(model, name), value)


def _thing(model: type[models.Model]) -> str:
    for kind in _kinds():
        part = next((one for one in kind.parts if one.model is model), None)
        if part:
            return str(part.one)
    own = kind_of(model._meta.label_lower)
    return str(own.one) if own else str(model._meta.verbose_name)


def _kinds() -> Iterable[ListOf]:
    from bandi.interfaces.desk.tables import KINDS

    return KINDS.values()


def _field(model: type[models.Model], attribute: str) -> Any:
    return next((one for one in model._meta.concrete_fields if one.attname == attribute), None)


def _is_whole(revision: Revision) -> bool:
    return revision.before is None or revision.after is None


def _can_be_undone(revision: Revision, model: type[models.Model]) -> bool:
    """A record that was just made is removed by its own button; everything else has an undo."""
    return not (revision.before is None and issubclass(model, RecordBase))


class _Names:
    """Names of records and terms that stand in revisions as ids."""

    def __init__(self, revisions: Sequence[Revision], reader: Reader) -> None:
        self.reader = reader
        ids: dict[type[models.Model], set[str]] = defaultdict(set)
        for revision in revisions:
            model = apps.get_model(revision.model)
            for values in (revision.before or {}, revision.after or {}):
                for name, value in values.items():
                    field = _field(model, name)
                    if isinstance(field, models.ForeignKey) and value:
                        ids[field.related_model].add(str(value))
        self._names = {related: self._looked_up(related, keys) for related, keys in ids.items()}

    def _looked_up(self, model: type[models.Model], keys: set[str]) -> dict[str, str]:
        if model is Term:
            return {str(term.pk): self.reader.term_of(term) for term in Term.objects.filter(pk__in=keys)}
        if model is Record:
            rows = Record.objects.filter(pk__in=keys)
            shown = [row for row in rows if self.reader.sees_spine(row)]
            return {str(row.pk): self.reader.phrase(Text(row.label_en, row.label_ko)).text for row in shown}
        if issubclass(model, RecordBase):
            visible = model.objects.filter(pk__in=keys).select_related("record")
            return {str(row.pk): self.reader.name(row).text for row in visible if self.reader.sees(row)}
        if hasattr(model, "labels"):
            return {str(row.pk): self.reader.phrase(Text(*row.labels())).text for row in model._default_manager.filter(pk__in=keys)}
        return {}

    def said(self, model: type[models.Model], field: Any, value: Any) -> str:
        """Return a value of a revision in words."""
        if value is None or value == "" or field is None:
            return ""
        if isinstance(field, SealedText):
            return _("sealed") if value.get("sealed") else ""
        if isinstance(field, models.ForeignKey):
            return self._names.get(field.related_model, {}).get(str(value), "…")
        kind = kind_of(model._meta.label_lower)
        words = kind.words.get(field.name, "") if kind else ""
        is_date = kind is not None and any(date.name == field.name for date in kind.dates)
        return self.reader.raw(field, field.to_python(value), words=words, is_date=is_date).text
