"""Taking lists along, and acting on chosen rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing, releasing
from bandi.foundation.vault.reading import current_reader
from bandi.interfaces.desk import exporting, leaving, lists, long_lists
from bandi.interfaces.desk.addresses import with_state
from bandi.interfaces.desk.forms import form_for
from bandi.interfaces.desk.gate import at_the_gate
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.reading import Reader, as_id
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.taking_along import choice_of
from bandi.interfaces.desk.unsealing import is_sealed_record
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.interfaces.desk.views.jobs import TYPES

MOST_CHOSEN = 500


@needs(Permission.RECORDS_EXPORT, fresh=True)
@require_GET
@at_the_gate
def record_export(request: HttpRequest, kind: ListOf, form: str) -> HttpResponseBase:
    """The whole list as it is filtered and sorted, or only the chosen rows (?ids=)."""
    reader = Reader(account_of(request))
    if is_sealed_record(kind.model):
        raise Http404
    if choice_of(request.GET) is None:
        return redirect(with_state(reverse("desk:record_take", args=[kind.key]), {**request.GET.dict(), "file": form}))
    rows, chosen = leaving.rows_wanted(kind, request.GET, reader), _ids(request.GET.get("ids", "").split(","))
    if not 0 < len(chosen) <= long_lists.AT_ONCE and long_lists.is_long(rows):
        job = long_lists.begin(kind, form, request.GET, url=request.get_full_path(), by=reader.account, keys=current_reader())
        return redirect("desk:job", job.pk)
    made = {"url": request.get_full_path(), "kind": kind.key, "form": form, "query": request.GET.urlencode()}
    leaves = leaving.Rows(kind, rows, reader)
    receipt = releasing.leave(leaving.outgoing_list(kind, form, request.GET, reader, rows=leaves), by=reader.account, made=made)
    content = _content(kind, form, leaves.values(receipt.masks))
    state = lists.state_of(kind, request.GET)
    with transaction.atomic():
        change = {"kind": kind.key, "form": form, "query": state.query, "filters": state.asked, "chosen": len(chosen)}
        journal.append("records:list:export", by=reader.account.id, change=change)
        releasing.close(receipt, releasing.digest_of(content))
    answer = HttpResponse(content, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{kind.key}-{timezone.localdate():%Y-%m-%d}.{form}"'
    return answer


def _content(kind: ListOf, form: str, rows: Iterable[list[Any]]) -> bytes:
    """Return the file of a list that is short enough to be handed over at once."""
    if form == "xlsx":
        with exporting.book_of(kind, rows) as book:
            return book.read()
    return "".join(exporting.csv_of(kind, rows) if form == "csv" else exporting.json_of(kind, rows)).encode()


@needs(Permission.RECORDS_READ)
@require_POST
def record_chosen(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """Act on chosen rows: export, remove, change a field of all of them."""
    reader = Reader(account_of(request))
    ids = _ids(request.POST.getlist("selected"))[:MOST_CHOSEN]
    rows = list(kind.rows(reader).filter(pk__in=ids))
    action = request.POST.get("action", "")
    if not rows:
        messages.warning(request, _("Choose rows first: the box before each row, or x on the keyboard."))
        return redirect("desk:record_list", kind.key)
    if action == "export" and not is_sealed_record(kind.model):
        url = reverse("desk:record_take", args=[kind.key])
        return redirect(f"{url}?ids={','.join(str(row.pk) for row in rows)}")
    if not reader.edits:
        raise NotPermitted(Permission.RECORDS_EDIT.value)
    if action == "remove":
        try:
            _act(request, rows, lambda row: editing.remove(row, by=reader.account), _removed)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("desk:record_list", kind.key)
    return _change(request, kind, rows, reader)


def _change(request: HttpRequest, kind: ListOf, rows: list[Any], reader: Reader) -> HttpResponse:
    """Ask for a field and its new value; then change it in every chosen row, in one step."""
    names = [column.edit.format(lang=reader.language) for column in kind.columns if column.edit]
    names = list(dict.fromkeys([*names, *[name for name in kind.field_names if name in _EVERYWHERE]]))
    name = request.POST.get("field", "")
    is_saving = request.POST.get("action") == "save" and name in names
    form = form_for(kind, [name], reader, data=request.POST, is_cell=True) if is_saving else None
    if form is not None and form.is_valid():
        try:
            _act(request, rows, lambda row: editing.edit(row, form.changes(), by=reader.account), _changed)
            return redirect("desk:record_list", kind.key)
        except ValidationError as error:
            form.refuse(error)
    if not names:
        raise Http404
    choice = name if name in names else names[0]
    shown = form or form_for(kind, [choice], reader, is_cell=True)
    context = {
        "kind": kind, "rows": [{"id": row.pk, "name": reader.name(row).text} for row in rows], "form": shown, "field": choice,
        "fields": [{"value": one, "label": lists.label_of_field(kind.model, one)} for one in names],
        "crumbs": crumbs_to(kind, (_("Change a field"), "")),
    }  # fmt: skip
    return render(request, "desk/chosen.html", context)


_EVERYWHERE = {"programme", "heading", "our_role", "is_online", "handling", "kind", "type", "follow_up", "part_of", "activity"}


def _act(request: HttpRequest, rows: list[Any], act: Any, words: Any) -> None:
    """Act on all rows in one transaction and offer to take it back as a whole."""
    with transaction.atomic():
        before = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
        for row in rows:
            act(row)
        after = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    undo = reverse("desk:undo_range", args=[before + 1, after]) if after > before else ""
    messages.success(request, words(len(rows)), extra_tags=undo)


def _removed(count: int) -> str:
    return ngettext("%(count)s row removed.", "%(count)s rows removed.", count) % {"count": count}


def _changed(count: int) -> str:
    return ngettext("%(count)s row changed.", "%(count)s rows changed.", count) % {"count": count}


def _ids(values: list[str]) -> list[UUID]:
    return [key for value in values if (key := as_id(value))]


export_patterns = [
    path("<record_kind:kind>/export.<export_format:form>", record_export, name="record_export"),
    path("<record_kind:kind>/chosen/", record_chosen, name="record_chosen"),
]

