"""Parts of a record, and what it is tied to: places, activities, links to any record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records import editing, relations
from bandi.foundation.records.models import Link
from bandi.interfaces.desk import saving
from bandi.interfaces.desk.cells import form_row
from bandi.interfaces.desk.forms import RecordForm, form_for_part
from bandi.interfaces.desk.linking import record_at, visible_record
from bandi.interfaces.desk.once import once
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.reading import Reader, is_pair, languages_of
from bandi.interfaces.desk.tables import kind_of
from bandi.interfaces.desk.tables.description import ListOf, PartOf
from bandi.interfaces.desk.typed import Resolver
from bandi.interfaces.desk.unsealing import unseal
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
@once
def part_new(request: HttpRequest, kind: ListOf, pk: UUID, part: str) -> HttpResponse:
    """Add a part to a record."""
    reader, row, described = _found(request, kind, pk, part)
    data = request.POST if request.method == "POST" else None
    form = form_for_part(described, reader, data=data, initial=_defaults(described))
    if data is not None and form.is_valid():
        owner = described.model.OWNER  # type: ignore[attr-defined]
        made = described.model(**{f"{owner}_id": row.pk}, **_whole(form))
        try:
            with transaction.atomic():
                editing.add(made, by=reader.account)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Added."), extra_tags=saving.undo_url(made))
            return redirect(_place(kind, pk, part))
    return _page(request, kind, row, described, form, reader, _("Add %(thing)s") % {"thing": described.one})


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def part_edit(request: HttpRequest, kind: ListOf, pk: UUID, part: str, part_pk: UUID) -> HttpResponse:
    """Change a part of a record."""
    reader, row, described = _found(request, kind, pk, part)
    one = _part_row(described, row, part_pk)
    data = request.POST if request.method == "POST" else None
    form = form_for_part(described, reader, data=data, row=one)
    version = (saving.version_in(data.get("version", "")) if data is not None else None) or row.version
    if data is not None and form.is_valid():
        url = _place(kind, pk, part)
        saved = saving.save(form, one, reader=reader, version=version, save_url=request.path, cancel_url=url)
        if saved.conflict:
            names = [field["name"] for field in saved.conflict["fields"]]
            for name in names:
                form.add_error(name, _("Somebody else changed this meanwhile to: %(value)s") % {"value": _theirs(saved.conflict, name)})
            version = saved.conflict["version"]
        elif saved.row is not None:
            messages.success(request, _("Saved."), extra_tags=saved.undo_url)
            return redirect(url)
    return _page(request, kind, row, described, form, reader, str(described.one), version=version)


@needs(Permission.RECORDS_EDIT)
@require_POST
def part_remove(request: HttpRequest, kind: ListOf, pk: UUID, part: str, part_pk: UUID) -> HttpResponse:
    """Take a part away; the message offers to bring it back."""
    reader, row, described = _found(request, kind, pk, part)
    try:
        with transaction.atomic():
            revision = editing.remove(_part_row(described, row, part_pk), by=reader.account)
    except (ValidationError, ProtectedError) as refused:
        messages.error(request, " ".join(refused.messages) if isinstance(refused, ValidationError) else _("Something else stands on this. Remove that first."))
        return redirect(_place(kind, pk, part))
    messages.success(request, _("Removed."), extra_tags=reverse("desk:undo", args=[revision.pk]))
    return redirect(_place(kind, pk, part))


@needs(Permission.RECORDS_EDIT)
@require_POST
def tie(request: HttpRequest, kind: ListOf, pk: UUID, name: str) -> HttpResponse:
    """Tie a record to this one: a place to an activity."""
    reader, row, model = _tied(request, kind, pk, name)
    try:
        other = Resolver(reader).record(model, request.POST.get("to", "")[:700])
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        revision = relations.tie(row, name, other, by=reader.account)
        undo = reverse("desk:undo", args=[revision.pk]) if revision else ""
        messages.success(request, _("Tied to: %(what)s") % {"what": reader.name(other).text}, extra_tags=undo)
    return redirect(_place(kind, pk, f"tied-{name}"))


@needs(Permission.RECORDS_EDIT)
@require_POST
def untie(request: HttpRequest, kind: ListOf, pk: UUID, name: str, other_pk: UUID) -> HttpResponse:
    """Untie a record from this one."""
    reader, row, model = _tied(request, kind, pk, name)
    other = get_object_or_404(model.objects.visible_to(reader.account), pk=other_pk)
    revision = relations.untie(row, name, other, by=reader.account)
    if revision:
        messages.success(request, _("Untied."), extra_tags=reverse("desk:undo", args=[revision.pk]))
    return redirect(_place(kind, pk, f"tied-{name}"))


@needs(Permission.RECORDS_EDIT)
@require_POST
def link_add(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Link this record with any other one, named by the address of its page."""
    reader = Reader(account_of(request))
    row = get_object_or_404(kind.rows(reader), pk=pk)
    other = record_at(request.POST.get("to", ""), reader)
    link = Link(from_record_id=row.pk, to_record_id=other.pk if other else None, note=request.POST.get("note", "").strip()[:400])
    try:
        if other is None:
            raise ValidationError(_("That is not the address of a record. Open the other record and copy the address of its page."))
        with transaction.atomic():
            editing.add(link, by=reader.account)
    except (ValidationError, IntegrityError) as error:
        known = error.messages[0] if other is None and isinstance(error, ValidationError) else _("These two are linked already, or it is the same record.")
        messages.error(request, known)
    else:
        messages.success(request, _("Tied."), extra_tags=saving.undo_url(link))
    return redirect(_place(kind, pk, "links"))


@needs(Permission.RECORDS_EDIT)
@require_POST
def link_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a link away, if both its ends may be seen."""
    reader = Reader(account_of(request))
    link = get_object_or_404(Link, pk=pk)
    ends = [visible_record(key, reader) for key in (link.from_record_id, link.to_record_id)]
    if None in ends:
        raise Http404
    revision = editing.remove(link, by=reader.account)
    messages.success(request, _("Untied."), extra_tags=reverse("desk:undo", args=[revision.pk]))
    kind = kind_of(type(ends[0])._meta.label_lower)
    return redirect(_place(kind, link.from_record_id, "links") if kind else reverse("desk:home"))


def _found(request: HttpRequest, kind: ListOf, pk: UUID, part: str) -> tuple[Reader, Any, PartOf]:
    reader = Reader(account_of(request))
    described = kind.part(part)
    if described is None:
        raise Http404
    return reader, get_object_or_404(kind.rows(reader), pk=pk), described


def _part_row(part: PartOf, owner: Any, pk: UUID) -> Any:
    row = get_object_or_404(part.model, pk=pk, **{f"{part.model.OWNER}_id": owner.pk})  # type: ignore[attr-defined]
    return unseal([row])[0]


def _tied(request: HttpRequest, kind: ListOf, pk: UUID, name: str) -> tuple[Reader, Any, Any]:
    reader = Reader(account_of(request))
    if name not in {one.name for one in kind.several}:
        raise Http404
    row = get_object_or_404(kind.rows(reader), pk=pk)
    return reader, row, row._meta.get_field(name).related_model


def _defaults(part: PartOf) -> dict[str, Any]:
    fields = [field for field in part.model._meta.concrete_fields if field.has_default() and not callable(field.default)]
    return {field.name: field.default for field in fields}


def _whole(form: RecordForm) -> dict[str, Any]:
    """Return the values of a new part; an empty number that has a default keeps it."""
    fields = {field.attname: field for field in form.model._meta.concrete_fields}
    return {name: value for name, value in form.changes().items() if value is not None or fields[name].null}


def _theirs(conflict: dict[str, Any], name: str) -> str:
    return next(field["theirs"] for field in conflict["fields"] if field["name"] == name) or "—"


def _place(kind: ListOf, pk: UUID, anchor: str) -> str:
    return f"{reverse('desk:record', args=[kind.key, pk])}#{anchor}"


def _page(
    request: HttpRequest, kind: ListOf, row: Any, part: PartOf, form: RecordForm, reader: Reader, title: str, *, version: int | None = None
) -> HttpResponse:
    name, url = reader.name(row).text, reverse("desk:record", args=[kind.key, row.pk])
    asked = [field for field in part.fields if set(languages_of(part.model, field)) <= form.fields.keys()]
    rows = [form_row(form, languages_of(part.model, field), is_pair=is_pair(part.model, field)) for field in asked]
    context = {
        "kind": kind, "form": form, "title": title[:1].upper() + title[1:], "cancel_url": url, "version": version,
        "form_id": "" if row.handling == "protected" else f"{part.key}-{row.pk}",
        "groups": [{"title": part.title, "rows": rows}], "crumbs": crumbs_to(kind, (name, url), (str(part.title), "")),
    }  # fmt: skip
    return render(request, "desk/record_form.html", context)


parts_patterns = [
    path("links/<uuid:pk>/remove/", link_remove, name="link_remove"),
    path("<record_kind:kind>/<uuid:pk>/link/", link_add, name="link_add"),
    path("<record_kind:kind>/<uuid:pk>/tie/<slug:name>/", tie, name="tie"),
    path("<record_kind:kind>/<uuid:pk>/tie/<slug:name>/<uuid:other_pk>/remove/", untie, name="untie"),
    path("<record_kind:kind>/<uuid:pk>/<slug:part>/new/", part_new, name="part_new"),
    path("<record_kind:kind>/<uuid:pk>/<slug:part>/<uuid:part_pk>/", part_edit, name="part_edit"),
    path("<record_kind:kind>/<uuid:pk>/<slug:part>/<uuid:part_pk>/remove/", part_remove, name="part_remove"),
]
