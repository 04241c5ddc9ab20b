"""Values edited where they stand, and the whole form arranged in its groups.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.reference.statements import UUID_VALUE, Given, Statement
from bandi.interfaces.desk import lists, searching
from bandi.interfaces.desk.addresses import with_state
from bandi.interfaces.desk.fields import handle_of
from bandi.interfaces.desk.forms import RecordForm
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.reading import Reader, is_pair, languages_of
from bandi.interfaces.desk.saving import Saved
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.typed import name_fields

SUGGESTED = 20

Piece = dict[str, Any]


def names_of(kind: ListOf) -> tuple[str, ...]:
    """Return all single fields of a kind that can be edited."""
    return tuple(one for name in kind.field_names for one in languages_of(kind.model, name))


def grouped(kind: ListOf, form: RecordForm) -> list[Piece]:
    """Return the form's fields in the groups of the kind: pairs of languages stand side by side."""
    groups = []
    for group in kind.groups:
        rows = []
        for name in group.names:
            names = [one for one in languages_of(kind.model, name) if one in form.fields]
            if names:
                rows.append(form_row(form, names, is_pair=is_pair(kind.model, name)))
        if rows:
            groups.append({"title": group.title, "rows": rows})
    return groups


def form_row(form: RecordForm, names: Iterable[str], *, is_pair: bool) -> Piece:
    """Return a row of a form: a pair of languages side by side, a long text over the whole width, the rest by its length."""
    fields = [form[name] for name in names]
    widget, one = fields[0].field.widget, fields[0].field
    is_long = isinstance(widget, forms.Textarea) or (getattr(one, "max_length", None) or 0) > 200
    is_short = isinstance(one, (forms.IntegerField, forms.DateField)) or 0 < (getattr(one, "max_length", None) or 0) <= 10
    return {"fields": fields, "is_pair": is_pair, "span": "" if is_pair or is_long else "span-2" if is_short else "span-3"}


def shown(kind: ListOf, row: Any, name: str, reader: Reader, asked: Mapping[str, str]) -> Piece:
    """Return the context of `parts/cell_display.html` for a value after editing, drawn as its column draws it."""
    column = kind.column(asked.get("column", ""))
    value = lists.read(kind, row, column.name if column else name, reader, column)
    cell: Piece = {
        "text": value.text, "label": lists.heading_of(kind, column) if column else lists.label_of_field(kind.model, name),
        "kind": column.kind if column else "", "sub": value.sub, "lang": value.lang, "mark": value.mark,
        "edit_url": _address(kind, row, name, asked),
    }  # fmt: skip
    return {"cell": cell, "element": "dd" if asked.get("in") == "dd" else "td"}


def asked(request: HttpRequest, kind: ListOf, row: Any, form: RecordForm, name: str, reader: Reader) -> HttpResponse:
    """Answer with the value as a form: the cell alone for htmx, a whole page without it."""
    state = request.GET
    url = _address(kind, row, name, state)
    errors = [str(error) for problems in form.errors.values() for error in problems] if form.is_bound else []
    field = form[name]
    field.field.widget.attrs |= {"aria-label": field.field.label, "autofocus": True}
    cell: Piece = {
        "label": field.field.label, "save_url": url, "version": row.version if not form.is_bound else request.POST.get("version", ""),
        "cancel_url": with_state(url.split("?")[0], {**_kept(state), "as": "text"}), "error": " ".join(errors),
    }  # fmt: skip
    context: Piece = {"cell": cell, "field": field, "element": "dd" if state.get("in") == "dd" else "td"}
    if request.headers.get("HX-Request"):
        return render(request, "desk/parts/cell_form.html", context)
    record_url, name_of_row = reverse("desk:record", args=[kind.key, row.pk]), reader.name(row).text
    cell["cancel_url"] = record_url
    context |= {"title": name_of_row, "crumbs": crumbs_to(kind, (name_of_row, record_url), (str(field.field.label), ""))}
    return render(request, "desk/cell.html", context)


@lru_cache(maxsize=128)
def _afresh(key: str) -> Statement[Any]:
    """Return the question for a row as it stands, with what its columns name, whoever saved it."""
    kind = KINDS[key]
    return Statement(lambda: kind.joined(kind.model.objects.all()).filter(pk=Given("pk", UUID_VALUE)).order_by())


def saved(request: HttpRequest, kind: ListOf, result: Saved, name: str, reader: Reader) -> HttpResponse:
    """Answer after saving a cell: the new value with an undo, or both versions."""
    is_htmx = bool(request.headers.get("HX-Request"))
    if result.conflict:
        context: Piece = {"kind": kind, "conflict": result.conflict, "crumbs": crumbs_to(kind, (_("Two versions"), ""))}
        answer = render(request, "desk/records/_conflict.html" if is_htmx else "desk/conflict.html", context, status=200 if is_htmx else 409)
        if is_htmx:
            answer["HX-Retarget"], answer["HX-Reswap"] = "#content", "innerHTML"
        return answer
    if result.undo_url:
        messages.success(request, _("Saved."), extra_tags=result.undo_url)
    if not is_htmx:
        return redirect(reverse("desk:record", args=[kind.key, result.row.pk]))
    fresh = _afresh(kind.key).all(pk=result.row.pk)[0]
    context = {**shown(kind, fresh, name, reader, request.GET), "saved": True}
    return render(request, "desk/records/_cell_saved.html", context)


def suggestions(kind: ListOf, text: str, reader: Reader) -> list[str]:
    """Return names of records that begin with or hold `text`, each with the beginning of its id."""
    rows = kind.rows(reader)
    names = name_fields(kind.model)
    if not text:
        found = list(lists.ordered(kind, rows, "", reader)[:SUGGESTED])
        return [handle_of(row, reader) for row in found]
    ids = searching.found_ids(kind, text)
    if ids is not None:
        by_id = kind.model.objects.in_bulk(ids[:SUGGESTED])
        found = [by_id[key] for key in ids[:SUGGESTED] if key in by_id and reader.sees(by_id[key])]
        return [handle_of(row, reader) for row in found]
    found = []
    for name in names:
        found += list(rows.filter(**{f"{name}__icontains": text}).order_by()[:SUGGESTED])
    return [handle_of(row, reader) for row in dict.fromkeys(found)][:SUGGESTED]


def _address(kind: ListOf, row: Any, name: str, state: Mapping[str, str]) -> str:
    return with_state(reverse("desk:record_cell", args=[kind.key, row.pk, name]), _kept(state))


def _kept(state: Mapping[str, str]) -> dict[str, str]:
    return {key: state.get(key, "") for key in ("column", "in")}
