"""Answers of a question set: results, entering sheets, counting by hand, pasting, taking the results along."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.records import editing, releasing
from bandi.foundation.records.errors import Conflict
from bandi.interfaces.desk import exporting, leaving
from bandi.interfaces.desk.addresses import with_state
from bandi.interfaces.desk.gate import at_the_gate
from bandi.interfaces.desk.once import once
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.saving import newest_entry, undo_since, undo_url, version_in
from bandi.interfaces.desk.screens import answers
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.taking_along import choice_of
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.interfaces.desk.views.export import TYPES
from bandi.interfaces.desk.views.taking import asked
from bandi.work.programmes.actions import answering
from bandi.work.programmes.models import Round, Sheet

LONGEST_PASTE = 1_000_000


@needs(Permission.RECORDS_READ)
@require_GET
def round_results(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was answered: counts and shares, right answers, visitors by type, the sheets."""
    reader = Reader(account_of(request))
    row = _round(reader, pk)
    page = answers.results_page(row, reader)
    return render(request, "desk/programmes/results.html", {"page": page, "visibility": visibility_of(row.handling), "crumbs": _crumbs(page.name, page.url, _("Results so far"))})


@needs(Permission.RECORDS_EXPORT, fresh=True)
@require_GET
@at_the_gate
def round_results_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The results as a table to take along: one line for each answer, never a sheet."""
    reader = Reader(account_of(request))
    row = _round(reader, pk)
    if choice_of(request.GET) is None:
        return redirect(with_state(reverse("desk:round_results_take", args=[pk]), {**request.GET.dict(), "file": form}))
    made = {"url": request.get_full_path(), "pk": str(pk), "form": form, "query": request.GET.urlencode()}
    receipt = releasing.leave(leaving.outgoing_results(row, form, request.GET, reader), by=reader.account, made=made)
    lines = [receipt.masks.of(line) for line in answers.lines_of(row, reader)]
    body = {"xlsx": exporting.lines_as_workbook, "csv": exporting.lines_as_csv, "json": exporting.lines_as_json}[form](lines)
    releasing.close(receipt, releasing.digest_of(body))
    with transaction.atomic():
        journal.append("programmes:round:export", by=reader.account.id, record=row.pk, change={"form": form})
    answer = HttpResponse(body, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="results-{timezone.localdate():%Y-%m-%d}.{form}"'
    return answer


@needs(Permission.RECORDS_EXPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def round_results_take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say for what the results are taken along; then fetch them."""
    reader = Reader(account_of(request))
    name = reader.name(_round(reader, pk)).text
    url = reverse("desk:round_results", args=[pk])
    return asked(request, name, "desk:round_results_file", [str(pk)], url, _crumbs(name, url, _("Take along")))


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
@once
def round_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enter a single sheet, and the next one after it."""
    reader = Reader(account_of(request))
    row = _round(reader, pk)
    form = answers.SheetForm(row, reader, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = answering.enter_sheets(row, sheets=[(form.cleaned_data["visitor"], form.answers())], by=reader.account)[0]
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("Sheet %(number)s saved.") % {"number": sheet.number}, extra_tags=undo_url(sheet))
            return redirect("desk:round_sheet" if request.POST.get("and") == "next" else "desk:round_results", pk)
    return _sheet_page(request, row, reader, form, _("Sheet %(number)s") % {"number": answering.next_number(row)})


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def round_sheet_edit(request: HttpRequest, pk: UUID, sheet_pk: UUID) -> HttpResponse:
    """Correct a sheet."""
    reader = Reader(account_of(request))
    row = _round(reader, pk)
    sheet = get_object_or_404(Sheet, pk=sheet_pk, round=row)
    form = answers.SheetForm(row, reader, request.POST if request.method == "POST" else None, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            saved = answering.correct_sheet(sheet, visitor=form.cleaned_data["visitor"], answers=form.answers(), by=reader.account, version=version_in(version) or row.version)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        except Conflict:
            form.add_error(None, _("Somebody else corrected this sheet meanwhile. What she or he saved stands beside what you chose; save again if yours is right."))
            answers.say_theirs(form, row, Sheet.objects.get(pk=sheet_pk), reader)
        else:
            messages.success(request, _("Saved."), extra_tags=undo_url(saved))
            return redirect("desk:round_results", pk)
    remove = reverse("desk:round_sheet_remove", args=[pk, sheet_pk])
    return _sheet_page(request, row, reader, form, _("Sheet %(number)s") % {"number": sheet.number}, remove=remove)


@needs(Permission.RECORDS_EDIT)
@require_POST
def round_sheet_remove(request: HttpRequest, pk: UUID, sheet_pk: UUID) -> HttpResponse:
    """Take a sheet away; the message offers to bring it back."""
    reader = Reader(account_of(request))
    sheet = get_object_or_404(Sheet, pk=sheet_pk, round=_round(reader, pk))
    revision = editing.remove(sheet, by=reader.account)
    messages.success(request, _("Removed."), extra_tags=reverse("desk:undo", args=[revision.pk]))
    return redirect("desk:round_results", pk)


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def round_tally(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count answers by hand: one number for each answer of each question."""
    reader = Reader(account_of(request))
    row = _round(reader, pk)
    groups, counts = answers.boxes_of(row, reader, request.POST if request.method == "POST" else None)
    is_wrong = any(box.error for group in groups for box in group.boxes)
    is_overtaken = any(box.theirs for group in groups for box in group.boxes)
    if request.method == "POST" and not is_wrong and not is_overtaken:
        with transaction.atomic():
            before = newest_entry()
            changed = answering.count_answers(row, counts=counts, by=reader.account)
            undo = undo_since(before)
        words = ngettext("%(count)s number changed.", "%(count)s numbers changed.", changed) % {"count": changed}
        messages.success(request, words if changed else _("Nothing was changed."), extra_tags=undo)
        return redirect("desk:round_results", pk)
    context = {"groups": groups, "is_wrong": is_wrong, "is_overtaken": is_overtaken, "url": reverse("desk:round_results", args=[pk]), "crumbs": _crumbs(reader.name(row).text, reverse("desk:record", args=["rounds", pk]), _("Count by hand"))}
    return render(request, "desk/programmes/tally.html", context, status=409 if is_overtaken else 400 if is_wrong else 200)


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
@once
def round_paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Paste rows from a spreadsheet: first looked at, then taken in."""
    reader = Reader(account_of(request))
    row = _round(reader, pk)
    text = request.POST.get("rows", "")[:LONGEST_PASTE]
    found = answering.read_pasted(row, text) if request.method == "POST" else None
    if found is not None and found.sheets and request.POST.get("action") == "take":
        with transaction.atomic():
            before = newest_entry()
            made = answering.enter_sheets(row, sheets=found.sheets, by=reader.account)
            undo = undo_since(before)
        messages.success(request, ngettext("%(count)s sheet was taken in.", "%(count)s sheets were taken in.", len(made)) % {"count": len(made)}, extra_tags=undo)
        return redirect("desk:round_results", pk)
    context = {
        "found": found, "text": text, "url": reverse("desk:round_results", args=[pk]), "questions": [(one.order, reader.phrase(one.text).text) for one in row.question_set.questions.all()],
        "ready": ngettext("%(count)s sheet can be taken in.", "%(count)s sheets can be taken in.", len(found.sheets)) % {"count": len(found.sheets)} if found else "",
        "crumbs": _crumbs(reader.name(row).text, reverse("desk:record", args=["rounds", pk]), _("Paste rows")),
    }  # fmt: skip
    return render(request, "desk/programmes/paste.html", context)


def _sheet_page(request: HttpRequest, row: Round, reader: Reader, form: answers.SheetForm, title: str, *, remove: str = "") -> HttpResponse:
    context = {
        "form": form, "title": title, "remove_url": remove, "version": row.version, "url": reverse("desk:round_results", args=[row.pk]),
        "crumbs": _crumbs(reader.name(row).text, reverse("desk:record", args=["rounds", row.pk]), title),
    }  # fmt: skip
    return render(request, "desk/programmes/sheet.html", context)


def _crumbs(name: str, url: str, last: str) -> list[dict[str, str]]:
    return crumbs_to(KINDS["rounds"], (name, url), (last, ""))


def _round(reader: Reader, pk: UUID) -> Round:
    kind = KINDS["rounds"]
    found: Round = get_object_or_404(kind.joined(kind.rows(reader)), pk=pk)
    if not reader.sees(found.question_set):
        raise Http404
    return found


answers_patterns = [
    path("rounds/<uuid:pk>/results/", round_results, name="round_results"),
    path("rounds/<uuid:pk>/results/take/", round_results_take, name="round_results_take"),
    path("rounds/<uuid:pk>/results.<export_format:form>", round_results_file, name="round_results_file"),
    path("rounds/<uuid:pk>/sheet/", round_sheet, name="round_sheet"),
    path("rounds/<uuid:pk>/sheet/<uuid:sheet_pk>/", round_sheet_edit, name="round_sheet_edit"),
    path("rounds/<uuid:pk>/sheet/<uuid:sheet_pk>/remove/", round_sheet_remove, name="round_sheet_remove"),
    path("rounds/<uuid:pk>/tally/", round_tally, name="round_tally"),
    path("rounds/<uuid:pk>/paste/", round_paste, name="round_paste"),
]
