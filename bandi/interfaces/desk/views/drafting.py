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
from bandi.foundation.records.paper_keeping import paper_from
from bandi.foundation.records.papers import Paper
from bandi.foundation.reference.texts import Language
from bandi.interfaces.desk.gate import at_the_gate
from bandi.interfaces.desk.leaving import outgoing_paper
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.drafting import draft_page
from bandi.interfaces.desk.screens.filing import filing_page
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.publishing.press.paper_pdf import write_paper_pdf
from bandi.work.advocacy.actions import stages
from bandi.work.advocacy.actions.drafting import begin_with_form, write_text
from bandi.work.advocacy.actions.keeping import is_kept, keep_as_it_went_out
from bandi.work.advocacy.models import Filing, TextVersion
from bandi.work.advocacy.papers import paper_of
from bandi.work.advocacy.problems import Draft

WRITTEN = ("letters", "submissions")


def write_paper_docx(paper: Paper) -> bytes:
    """Write a paper as Word; the library for it is loaded by the first who asks."""
    from bandi.publishing.press.paper_docx import write_paper_docx as write

    return write(paper)


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


@needs(Permission.RECORDS_EDIT)
@require_POST
def draft_begin(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Begin an empty text with the headings its mechanism wants."""
    reader = Reader(account_of(request))
    row = _row(kind, pk, reader)
    language = _language(request.POST.get("language", ""))
    try:
        begin_with_form(row=row, language=language, by=reader.account)
    except (Refused, ValidationError) as problem:
        return _shown(request, kind, row, reader, error=_words(problem))
    messages.success(request, _("The headings of the form stand in the text. Beneath each, write instead of the line that begins with “??”."))
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
def draft_correct(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Take a text that went out in hand again; the copy of what went out stays."""
    words = _("The text can be changed again. File it once more when it is right; the first copy stays.")
    return _moved(request, kind, pk, lambda row, by: stages.begin_correction(row=row, because=request.POST.get("because", ""), by=by), words)


@needs(Permission.TEXT_CLEAR)
@require_POST
def draft_keep(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Keep a text that was written down after it had gone out."""
    return _moved(request, kind, pk, lambda row, by: keep_as_it_went_out(row=row, by=by), _("Kept as it went out."))


@needs(Permission.TEXT_CLEAR)
@require_POST
def draft_back(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Take the text back to the stage before."""
    return _moved(request, kind, pk, lambda row, by: stages.step_back(row=row, by=by), _("Taken back to the stage before."))


@needs(Permission.RECORDS_EXPORT)
@require_GET
@at_the_gate
def draft_paper(request: HttpRequest, kind: ListOf, pk: UUID, language: str, format: str) -> HttpResponse:
    """The text as a Word or PDF file, with its footnotes and signatures; of what went out, the copy that was kept."""
    reader = Reader(account_of(request))
    row = _row(kind, pk, reader)
    found = Draft.read(row)
    if format not in PAPERS or language not in found.texts:
        raise Http404
    standing = Filing.objects.filter(record=row.pk, language=language).newest().first() if is_kept(row.pk) else None
    paper = paper_from(standing.paper) if standing and standing.paper else paper_of(found, _language(language))
    number = found.texts[language].number
    name, change = f"{kind.key[:-1]}-{language}-v{number}", {"language": language, "version": number}
    return _file(request, kind, paper, format, name, row, reader, change, copy=standing if standing and standing.paper else None)


@needs(Permission.RECORDS_READ)
@require_GET
def draft_filing(request: HttpRequest, kind: ListOf, pk: UUID, filing: UUID) -> HttpResponse:
    """What went out, as it went out: the words, the notes, who signed, the receipt, and the digest of it all."""
    reader = Reader(account_of(request))
    row = _row(kind, pk, reader)
    page = filing_page(kind, row, get_object_or_404(_filings(), pk=filing, record=row.pk), reader)
    crumbs = crumbs_to(kind, (reader.name(row).text, reverse("desk:record", args=[kind.key, pk])), (_("Text"), page.draft_url), (page.title, ""))
    return render(request, "desk/drafting/filing.html", {"page": page, "kind": kind, "row": row, "crumbs": crumbs, "visibility": visibility_of(row.handling)})


@needs(Permission.RECORDS_EXPORT)
@require_GET
@at_the_gate
def draft_filing_paper(request: HttpRequest, kind: ListOf, pk: UUID, filing: UUID, format: str) -> HttpResponse:
    """A copy of what went out as a Word or PDF file, also of one that was corrected since."""
    reader = Reader(account_of(request))
    row = _row(kind, pk, reader)
    copy = get_object_or_404(_filings(), pk=filing, record=row.pk)
    if format not in PAPERS or not copy.paper:
        raise Http404
    name, change = f"{kind.key[:-1]}-{copy.language}-filed-{copy.number}", {"language": copy.language, "filing": copy.number}
    return _file(request, kind, paper_from(copy.paper), format, name, row, reader, change, copy=copy)


def _filings() -> Any:
    return Filing.objects.select_related("filed_by", "version")


def _file(
    request: HttpRequest, kind: ListOf, paper: Paper, format: str, name: str, row: Any, reader: Reader, change: dict[str, Any], *, copy: Filing | None
) -> HttpResponse:
    """A paper as a file, once the gate lets it leave. copy: the filing it is the copy of, so that the gate's page describes the same."""
    content_type, write = PAPERS[format]
    made = {"url": request.get_full_path(), "kind": kind.key, "pk": str(row.pk), "language": paper.language, "form": format, "filing": str(copy.pk) if copy else ""}
    receipt = releasing.leave(outgoing_paper(paper, row, format), by=reader.account, made=made)
    content = write(receipt.masks.of(paper))
    releasing.close(receipt, releasing.digest_of(content))
    answer = HttpResponse(content, content_type=content_type)
    with transaction.atomic():
        journal.append("advocacy:text:build", by=reader.account.id, record=row.pk, change={"format": format, **change})
    answer["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
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
    path("<record_kind:kind>/<uuid:pk>/text/begin/", draft_begin, name="draft_begin"),
    path("<record_kind:kind>/<uuid:pk>/text/clear/", draft_clear, name="draft_clear"),
    path("<record_kind:kind>/<uuid:pk>/text/file/", draft_file, name="draft_file"),
    path("<record_kind:kind>/<uuid:pk>/text/publish/", draft_publish, name="draft_publish"),
    path("<record_kind:kind>/<uuid:pk>/text/taken-up/", draft_taken_up, name="draft_taken_up"),
    path("<record_kind:kind>/<uuid:pk>/text/back/", draft_back, name="draft_back"),
    path("<record_kind:kind>/<uuid:pk>/text/correct/", draft_correct, name="draft_correct"),
    path("<record_kind:kind>/<uuid:pk>/text/keep/", draft_keep, name="draft_keep"),
    path("<record_kind:kind>/<uuid:pk>/text/filed/<uuid:filing>/", draft_filing, name="draft_filing"),
    path("<record_kind:kind>/<uuid:pk>/text/filed/<uuid:filing>/paper.<str:format>", draft_filing_paper, name="draft_filing_paper"),
    path("<record_kind:kind>/<uuid:pk>/text/<uuid:version>/", draft_version, name="draft_version"),
    path("<record_kind:kind>/<uuid:pk>/text/<str:language>.<str:format>", draft_paper, name="draft_paper"),
]
