"""Writing letters and submissions: the text, its stages, the paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.records import releasing
from bandi.foundation.records.errors import Conflict, Refused
from bandi.foundation.reference.texts import Language
from bandi.interfaces.desk.gate import at_the_gate
from bandi.interfaces.desk.leaving import outgoing_paper
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.drafting import draft_page
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.publishing.press.paper_docx import write_paper_docx
from bandi.publishing.press.paper_pdf import write_paper_pdf
from bandi.work.advocacy.actions import stages
from bandi.work.advocacy.actions.drafting import write_text
from bandi.work.advocacy.models import TextVersion
from bandi.work.advocacy.papers import paper_of
from bandi.work.advocacy.problems import Draft

WRITTEN = ("letters", "submissions")
PAPERS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_paper_docx), "pdf": ("application/pdf", write_paper_pdf),
}  # fmt: skip


@needs(Permission.RECORDS_READ)
@require_GET
def draft(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """The writing table of a letter or a submission."""
    reader = Reader(account_of(request))
    return _shown(request, kind, _row(kind, pk, reader), reader)


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def draft_write(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Keep the text as a new version; when a newer one came between, show both and keep nothing."""
    reader = Reader(account_of(request))
    row = _row(kind, pk, reader)
    if request.method == "GET":
        return redirect("desk:draft", kind, pk)
    language, body = _language(request.POST.get("language", "")), request.POST.get("body", "")
    number = request.POST.get("number", "")
    based_on = int(number) if number.isdecimal() and len(number) < 6 else 0
    try:
        version = write_text(row=row, language=language, body=body, based_on=based_on, by=reader.account, note=request.POST.get("note", ""))
    except Conflict as conflict:
        error = _("Somebody wrote version %(number)s meanwhile. Your text stands here and is not kept yet: compare it, then save again.") % {"number": conflict.version}
        return _shown(request, kind, row, reader, body=body, error=error, theirs=conflict.theirs["body"], status=409)
    except (Refused, ValidationError) as problem:
        return _shown(request, kind, row, reader, body=body, error=_words(problem))
    words = _("Saved as version %(number)s.") % {"number": version.number} if version else _("Nothing was changed.")
    messages.success(request, words)
    return redirect(f"{reverse('desk:draft', args=[kind.key, pk])}?language={language}")


@needs(Permission.RECORDS_READ)
@require_GET
def draft_version(request: HttpRequest, kind: ListOf, pk: UUID, version: UUID) -> HttpResponse:
    """An earlier version as it was."""
    reader = Reader(account_of(request))
    row = _row(kind, pk, reader)
    found = get_object_or_404(TextVersion.objects.select_related("written_by"), pk=version, record=row.pk)
    url = reverse("desk:draft", args=[kind.key, pk])
    context = {"version": found, "kind": kind, "row": row, "draft_url": url, "visibility": visibility_of(row.handling)}
    context["crumbs"] = crumbs_to(kind, (reader.name(row).text, reverse("desk:record", args=[kind.key, pk])), (_("Text"), url), (str(found.number), ""))
    return render(request, "desk/drafting/version.html", context)


@needs(Permission.TEXT_CLEAR)
@require_POST
def draft_clear(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Clear the text for filing."""
    return _moved(request, kind, pk, lambda row, by: stages.clear_text(row=row, by=by, note=request.POST.get("note", "")), _("Cleared for filing."))


@needs(Permission.TEXT_FILE)
@require_POST
def draft_file(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Note that the text was filed or sent."""

    def act(row: Any, by: Any) -> Any:
        outside = bool(request.POST.get("outside"))
        return stages.file_text(row=row, filed_on=_day(request, "filed_on"), receipt=request.POST.get("receipt", ""), by=by, outside=outside)

    return _moved(request, kind, pk, act, _("Filed. The text is kept as it went out."))


@needs(Permission.TEXT_FILE)
@require_POST
def draft_publish(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Note that the text was made public."""

    def act(row: Any, by: Any) -> Any:
        day = _day(request, "published_on") if request.POST.get("published_on") else None
        return stages.publish_text(row=row, published_on=day, symbol=request.POST.get("symbol", ""), by=by)

    return _moved(request, kind, pk, act, _("Noted as published."))


@needs(Permission.TEXT_FILE)
@require_POST
def draft_taken_up(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Note that a later document took the text up."""
    return _moved(request, kind, pk, lambda row, by: stages.mark_taken_up(row=row, by=by), _("Noted as taken up."))


@needs(Permission.TEXT_CLEAR)
@require_POST
def draft_back(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Take the text back to the stage before."""
    return _moved(request, kind, pk, lambda row, by: stages.step_back(row=row, by=by), _("Taken back to the stage before."))


@needs(Permission.RECORDS_EXPORT)
@require_GET
@at_the_gate
def draft_paper(request: HttpRequest, kind: ListOf, pk: UUID, language: str, format: str) -> HttpResponse:
    """The text as a Word or PDF file, with its footnotes and signatures."""
    reader = Reader(account_of(request))
    row = _row(kind, pk, reader)
    found = Draft.read(row)
    if format not in PAPERS or language not in found.texts:
        raise Http404
    content_type, write = PAPERS[format]
    paper = paper_of(found, _language(language))
    made = {"url": request.get_full_path(), "kind": kind.key, "pk": str(pk), "language": language, "form": format}
    receipt = releasing.leave(outgoing_paper(paper, row, format), by=reader.account, made=made)
    content = write(paper)
    releasing.close(receipt, releasing.digest_of(content))
    answer = HttpResponse(content, content_type=content_type)
    with transaction.atomic():
        change = {"format": format, "language": language, "version": found.texts[language].number}
        journal.append("advocacy:text:build", by=reader.account.id, record=row.pk, change=change)
    answer["Content-Disposition"] = f'attachment; filename="{kind.key[:-1]}-{language}-v{found.texts[language].number}.{format}"'
    return answer


def _moved(request: HttpRequest, kind: ListOf, pk: UUID, act: Callable[[Any, Any], Any], words: str) -> HttpResponse:
    reader = Reader(account_of(request))
    row = _row(kind, pk, reader)
    try:
        act(row, reader.account)
    except ValidationError as problem:
        return _shown(request, kind, row, reader, error=_words(problem))
    messages.success(request, words)
    return redirect("desk:draft", kind, pk)


def _shown(request: HttpRequest, kind: ListOf, row: Any, reader: Reader, *, body: str | None = None, error: str = "", theirs: str = "", status: int = 200) -> HttpResponse:
    asked = request.POST.get("language") or request.GET.get("language") or reader.language
    page = draft_page(kind, row, reader, _language(asked), body=body)
    crumbs = crumbs_to(kind, (page.name, page.url), (_("Text"), ""))
    context = {"page": page, "kind": kind, "row": row, "error": error, "theirs": theirs, "crumbs": crumbs, "visibility": visibility_of(row.handling)}
    return render(request, "desk/drafting/draft.html", context, status=status)


def _row(kind: ListOf, pk: UUID, reader: Reader) -> Any:
    if kind.key not in WRITTEN:
        raise Http404
    return get_object_or_404(kind.rows(reader).select_related(*kind.needs), pk=pk)


def _language(text: str) -> Language:
    return "en" if text == "en" else "ko"


def _day(request: HttpRequest, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise ValidationError(_("Give the day, such as 2024-05-16.")) from None


def _words(problem: Exception) -> str:
    return " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)


drafting_patterns = [
    path("<record_kind:kind>/<uuid:pk>/text/", draft, name="draft"),
    path("<record_kind:kind>/<uuid:pk>/text/write/", draft_write, name="draft_write"),
    path("<record_kind:kind>/<uuid:pk>/text/clear/", draft_clear, name="draft_clear"),
    path("<record_kind:kind>/<uuid:pk>/text/file/", draft_file, name="draft_file"),
    path("<record_kind:kind>/<uuid:pk>/text/publish/", draft_publish, name="draft_publish"),
    path("<record_kind:kind>/<uuid:pk>/text/taken-up/", draft_taken_up, name="draft_taken_up"),
    path("<record_kind:kind>/<uuid:pk>/text/back/", draft_back, name="draft_back"),
    path("<record_kind:kind>/<uuid:pk>/text/<uuid:version>/", draft_version, name="draft_version"),
    path("<record_kind:kind>/<uuid:pk>/text/<str:language>.<str:format>", draft_paper, name="draft_paper"),
]
