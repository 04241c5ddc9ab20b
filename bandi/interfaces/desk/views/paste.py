"""Pasting rows: a preview that can be corrected, then one step that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing
from bandi.interfaces.desk import pasting
from bandi.interfaces.desk.lists import label_of_field
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.pasting import PastedRow, PasteRefused
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters

AT_ONCE = 500
"""Rows saved by one request: a second or two, so that none is cut off half-way. The page goes on by itself with the next ones."""


@dataclass(frozen=True)
class Going:
    """How far the saving of many rows is. first: number of the journal's entry before the first row."""

    saved: int
    whole: int
    first: int


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def record_paste(request: HttpRequest, kind: ListOf) -> HttpResponse:
    """Show what was pasted; with `save` keep the right rows and show what is left."""
    reader = Reader(account_of(request))
    if not kind.paste:
        raise Http404
    text = request.POST.get("rows", "")
    if request.method == "GET" or not text.strip():
        return _page(request, kind, {})
    try:
        names, rows = _read(kind, request.POST, reader)
    except PasteRefused as refused:
        return _page(request, kind, {"refusal": str(refused)}, status=400)
    done = pasting.checked(kind, rows, reader)
    if "save" in request.POST:
        return _saved(request, kind, names, done, reader)
    return _page(request, kind, _preview(kind, names, done))


def _saved(request: HttpRequest, kind: ListOf, names: list[str], rows: list[PastedRow], reader: Reader) -> HttpResponse:
    """Save the next right rows and show what is left: with a bar that goes on by itself, or with what is to be corrected."""
    wanted = {number for text in request.POST.getlist("also") if (number := _number(text))}
    right = [row for row in rows if row.is_right and (not row.twin or row.number in wanted)]
    now, first = right[:AT_ONCE], _number(request.POST.get("first", ""))
    refused, before, after = _save(kind, now, reader)
    going = Going((_number(request.POST.get("so_far", "")) or 0) + len(now) - len(refused), 0, first if first is not None else before)
    gone = {row.number for row in now} - set(refused)
    left = [row for row in rows if row.number not in gone]
    more = {row.number for row in right[AT_ONCE:]}
    fresh = [PastedRow(number, row.cells, row.problems, row.twin) for number, row in enumerate(left, start=1)] if gone else left
    preview = _preview(kind, names, fresh) if left else {}
    if more:
        still = [new.number for new, row in zip(fresh, left, strict=True) if row.twin and row.number in more]
        return _page(request, kind, preview | {"going": replace(going, whole=going.saved + len(more)), "also": still})
    if going.saved:
        undo = reverse("desk:undo_range", args=[going.first + 1, after])
        messages.success(request, _("Rows saved: %(count)s.") % {"count": going.saved}, extra_tags=undo)
    else:
        messages.warning(request, _("No row was saved. What is wrong stands beside each row."))
    if left:
        return _page(request, kind, preview)
    if not request.headers.get("HX-Request"):
        return redirect("desk:record_list", kind.key)
    return HttpResponse(headers={"HX-Redirect": reverse("desk:record_list", args=[kind.key])})


def _read(kind: ListOf, posted: QueryDict, reader: Reader) -> tuple[list[str], list[dict[str, str]]]:
    """Return the fields of the columns and the rows, with what was chosen and corrected in the preview."""
    cells = pasting.read_cells(posted.get("rows", ""))
    names, has_heading = pasting.matched(kind, cells[0], reader)
    possible = set(pasting.names_of(kind))
    for at in range(len(names)):
        chosen = posted.get(f"column-{at}")
        if chosen is not None:
            names[at] = chosen if chosen in possible else ""
    if not any(names):
        raise PasteRefused(_("No column could be matched. Copy the row with the headings too: %(names)s.") % {"names": ", ".join(label_of_field(kind.model, name) for name in pasting.names_of(kind)[:6])})
    body = cells[1:] if has_heading or posted.get("heading") else cells
    rows = []
    for number, line in enumerate(body[: pasting.MOST_ROWS], start=1):
        row = {name: line[at] if at < len(line) else "" for at, name in enumerate(names) if name}
        for name in row:
            row[name] = posted.get(f"fix-{number}-{name}", row[name]).strip()
        rows.append(row)
    return [name for name in names if name], rows


def _save(kind: ListOf, rows: list[PastedRow], reader: Reader) -> tuple[list[int], int, int]:
    """Save rows in one transaction; return the numbers of those the database refuses, and the journal's ends before and after."""
    refused = []
    with transaction.atomic():
        before = _newest_entry()
        for row in rows:
            try:
                with transaction.atomic():
                    editing.create(kind.model, by=reader.account, **row.values)
            except (ValidationError, IntegrityError) as error:
                row.problems[next(iter(row.cells))] = " ".join(getattr(error, "messages", [_("The database refuses this row.")]))
                refused.append(row.number)
        after = _newest_entry()
    return refused, before, after


def _newest_entry() -> int:
    return Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _preview(kind: ListOf, names: list[str], rows: list[PastedRow]) -> dict[str, Any]:
    possible = [{"value": name, "label": label_of_field(kind.model, name)} for name in pasting.names_of(kind)]
    wrong = [row for row in rows if not row.is_right]
    doubtful = [row for row in rows if row.is_right and row.twin]
    right = [row for row in rows if row.is_right and not row.twin]
    shown = [*wrong, *doubtful, *right][: pasting.SHOWN]
    return {
        "text": pasting.as_text([row.cells for row in rows], names), "possible": possible,
        "columns": [{"at": at, "name": name, "label": label_of_field(kind.model, name)} for at, name in enumerate(names)],
        "rows": [_row(row, names, kind) for row in sorted(shown, key=lambda row: row.number)],
        "counts": {"all": len(rows), "right": len(right), "wrong": len(wrong), "doubtful": len(doubtful), "hidden": len(rows) - len(shown)},
    }  # fmt: skip


def _row(row: PastedRow, names: list[str], kind: ListOf) -> dict[str, Any]:
    cells = [
        {"name": name, "text": row.cells.get(name, ""), "problem": row.problems.get(name, ""), "label": label_of_field(kind.model, name)}
        for name in names
    ]
    return {"number": row.number, "cells": cells, "is_right": row.is_right, "twin": row.twin, "problems": list(row.problems.values())}


def _page(request: HttpRequest, kind: ListOf, preview: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = {
        "kind": kind, "preview": preview, "crumbs": crumbs_to(kind, (_("Paste rows"), "")),
        "names": [label_of_field(kind.model, name) for name in pasting.names_of(kind)],
    }  # fmt: skip
    return render(request, "desk/paste.html", context, status=status)


paste_patterns = [path("<record_kind:kind>/paste/", record_paste, name="record_paste")]
