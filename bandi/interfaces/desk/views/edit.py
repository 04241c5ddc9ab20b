"""Making, changing and removing records: whole forms, cells in place, two versions side by side."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records import editing
from bandi.foundation.records.models import Record
from bandi.interfaces.desk import cells, detail, saving
from bandi.interfaces.desk.addresses import next_or
from bandi.interfaces.desk.forms import RecordForm, form_for, may_change
from bandi.interfaces.desk.linking import visible_record
from bandi.interfaces.desk.once import once
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.reading import Reader, as_id
from bandi.interfaces.desk.screens import duplicates
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.unsealing import is_sealed_record, unseal
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
@once
def record_new(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """Make a record. What it belongs to may stand in the address (?activity=ID)."""
    reader = Reader(account_of(request))
    data = request.POST if request.method == "POST" else None
    form = form_for(kind, kind.field_names, reader, data=data, initial=_given(kind, request, reader))
    if data is not None and form.is_valid():
        try:
            make = kind.make or partial(editing.create, kind.model)
            row = make(by=reader.account, **{**form.changes(), **kind.preset})
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved: %(name)s") % {"name": reader.name(row).text})
            _say_who_is_alike(request, kind, row, reader)
            return redirect(_page_or_list(kind, row, reader))
    return _form_page(request, kind, form, title=str(kind.new), cancel=reverse("desk:record_list", args=[kind.key]))


def _say_who_is_alike(request: HttpRequest, kind: ListOf, row: Any, reader: Reader) -> None:
    """Say to whoever entered a person which others may be the same. A message may stand in a cookie: protected people are told by their codes."""
    if kind.key not in duplicates.ASKED_OF or not (others := duplicates.alike(row, reader)):
        return
    said = _("Perhaps the same person as %(names)s: the names may be one.") % {"names": ", ".join(others)}
    messages.warning(request, format_html('{} <a href="{}">{}</a>', said, reverse("desk:duplicates", args=[kind.key]), _("Compare them under Duplicates")))


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def record_edit(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Change a record with the whole form."""
    reader = Reader(account_of(request))
    row = get_object_or_404(kind.rows(reader), pk=pk)
    unseal([row])
    url = reverse("desk:record", args=[kind.key, pk])
    data = request.POST if request.method == "POST" else None
    form = form_for(kind, kind.field_names, reader, data=data, row=row)
    if data is not None and form.is_valid():
        resolve = reverse("desk:record_resolve", args=[kind.key, pk])
        saved = saving.save(form, row, reader=reader, version=_version(request), save_url=resolve, cancel_url=url)
        if answer := _answer(request, kind, saved, reader):
            return answer
    version = _version(request) if data is not None else row.version
    return _form_page(request, kind, form, title=reader.name(row).text, cancel=url, row=row, version=version)


@needs(Permission.RECORDS_EDIT)
@require_POST
def record_resolve(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Write what was chosen of two versions; if a third person came between, show both again."""
    reader = Reader(account_of(request))
    row = get_object_or_404(kind.rows(reader), pk=pk)
    url = reverse("desk:record", args=[kind.key, pk])
    unseal([row])
    chosen = saving.resolved(request.POST, cells.names_of(kind))
    form = form_for(kind, chosen, reader, data=chosen, is_cell=True)
    if not form.is_valid():
        return _form_page(request, kind, form, title=reader.name(row).text, cancel=url, row=row, version=row.version)
    saved = saving.save(form, row, reader=reader, version=_version(request), save_url=request.path, cancel_url=url)
    answer = _answer(request, kind, saved, reader)
    return answer or _form_page(request, kind, form, title=reader.name(row).text, cancel=url, row=row, version=row.version)


@needs(Permission.RECORDS_EDIT)
@require_POST
def record_remove(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Remove a record; the message offers to bring it back."""
    reader = Reader(account_of(request))
    row = get_object_or_404(kind.rows(reader), pk=pk)
    name = reader.name(row).text
    try:
        revision = editing.remove(row, by=reader.account)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("desk:record", kind.key, pk)
    undo = reverse("desk:undo", args=[revision.pk])
    messages.success(request, _("Removed: %(name)s. It stays in the history.") % {"name": name}, extra_tags=undo)
    return redirect(next_or(request, reverse("desk:record_list", args=[kind.key])))


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def record_cell(request: HttpRequest, kind: ListOf, pk: UUID, name: str) -> HttpResponse:
    """One value, edited where it stands: a cell of a table (td) or of a record's page (dd)."""
    reader = Reader(account_of(request))
    if name not in cells.names_of(kind):
        raise Http404
    row = detail.row_of(kind, pk, reader)
    if row is None:
        raise Http404
    unseal([row])
    if not may_change(row, name):
        raise Http404
    if request.method == "GET" and request.GET.get("as") == "text":
        return render(request, "desk/parts/cell_display.html", cells.shown(kind, row, name, reader, request.GET))
    data = request.POST if request.method == "POST" else None
    form = form_for(kind, [name], reader, data=data, row=row, is_cell=True)
    if data is not None and form.is_valid():
        resolve, url = (reverse(f"desk:{page}", args=[kind.key, pk]) for page in ("record_resolve", "record"))
        saved = saving.save(form, row, reader=reader, version=_version(request), save_url=resolve, cancel_url=url)
        if saved.row is not None or saved.conflict:
            return cells.saved(request, kind, saved, name, reader)
    return cells.asked(request, kind, row, form, name, reader)


@needs(Permission.RECORDS_EDIT)
@require_GET
def record_choices(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """Suggestions for a field that names a record: options of a datalist."""
    reader = Reader(account_of(request))
    text = request.GET.get(request.GET.get("field", "q"), "").strip()[:100]
    return render(request, "desk/records/_options.html", {"options": cells.suggestions(kind, text, reader)})


def _answer(request: HttpRequest, kind: ListOf, saved: saving.Saved, reader: Reader) -> HttpResponse | None:
    if saved.conflict:
        context = {"kind": kind, "conflict": saved.conflict, "crumbs": crumbs_to(kind, (_("Two versions"), ""))}
        return render(request, "desk/conflict.html", context, status=409)
    if saved.row is None:
        return None
    if saved.undo_url:
        messages.success(request, _("Saved."), extra_tags=saved.undo_url)
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect(_page_or_list(kind, saved.row, reader))


def _page_or_list(kind: ListOf, row: Any, reader: Reader) -> str:
    """Whoever has just protected a record she may not see goes on at the list."""
    if kind.rows(reader).filter(pk=row.pk).exists():
        return reverse("desk:record", args=[kind.key, row.pk])
    return reverse("desk:record_list", args=[kind.key])


def _form_page(
    request: HttpRequest, kind: ListOf, form: RecordForm, *, title: str, cancel: str, row: Any = None, version: int | None = None
) -> HttpResponse:
    is_secret = is_sealed_record(kind.model) or (row is not None and row.handling == "protected")
    form_id = "" if is_secret else f"{kind.key}-{row.pk if row is not None else 'new'}"
    context = {
        "kind": kind, "form": form, "title": title, "cancel_url": cancel, "version": version, "groups": cells.grouped(kind, form),
        "form_id": form_id, "crumbs": crumbs_to(kind, (title, cancel if row is not None else ""), *([(_("Edit"), "")] if row is not None else [])),
    }  # fmt: skip
    return render(request, "desk/record_form.html", context, status=200)


def _given(kind: ListOf, request: HttpRequest, reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {"handling": "open", **kind.preset}
    for field in kind.model._meta.concrete_fields:
        if not field.primary_key and field.default not in (None, "") and field.has_default() and not callable(field.default):
            found.setdefault(field.name, field.default)
        if field.primary_key:
            continue
        if (value := as_id(request.GET.get(field.name, ""))) and field.is_relation:
            visible = _named(field.related_model, value, reader)
            found[field.name] = visible.pk if visible else None
        elif value and isinstance(field, models.UUIDField):
            found[field.name] = value
    return {**found, **kind.start(request.GET, reader)} if kind.start else found


def _named(model: Any, key: UUID, reader: Reader) -> Any:
    """Return what an address names, if it exists for the reader: a row of a kind, or for the spine whatever record it is."""
    return visible_record(key, reader) if model is Record else model.objects.visible_to(reader.account).filter(pk=key).first()


def _version(request: HttpRequest) -> int | None:
    return saving.version_in(request.POST.get("version", ""))


edit_patterns = [
    path("choices/<record_kind:kind>/", record_choices, name="record_choices"),
    path("<record_kind:kind>/new/", record_new, name="record_new"),
    path("<record_kind:kind>/<uuid:pk>/edit/", record_edit, name="record_edit"),
    path("<record_kind:kind>/<uuid:pk>/resolve/", record_resolve, name="record_resolve"),
    path("<record_kind:kind>/<uuid:pk>/remove/", record_remove, name="record_remove"),
    path("<record_kind:kind>/<uuid:pk>/cell/<slug:name>/", record_cell, name="record_cell"),
]
