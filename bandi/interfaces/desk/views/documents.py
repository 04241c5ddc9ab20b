"""The library of documents of others: taking words in, reading them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records.errors import Refused
from bandi.foundation.records.models import Job
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.findings_in_text import findings_page, queue_page
from bandi.interfaces.desk.screens.incoming import tray_page
from bandi.interfaces.desk.screens.jobs import progress_of
from bandi.interfaces.desk.screens.reading_room import reading_page
from bandi.interfaces.desk.tables import KINDS
from bandi.work.advocacy.actions.checking import check_document, decide, is_long
from bandi.work.advocacy.actions.holdings import take_in
from bandi.work.advocacy.jobs import latest_check, start_check
from bandi.work.advocacy.models import IncomingFile, LibraryDocument, TextFinding

FIELDS = ("symbol", "title", "issued", "body", "address", "source")


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def library_add(request: HttpRequest) -> HttpResponse:
    """Take a document in: its words pasted here, or files given to the library."""
    given = {name: (request.POST.get(name) or request.GET.get(name, "")).strip()[:600] for name in FIELDS}
    text, errors = request.POST.get("text", ""), {}
    if request.method == "POST":
        try:
            row = take_in(text=text, by=account_of(request), **given)
        except ValidationError as problem:
            errors = problem.message_dict if hasattr(problem, "error_dict") else {"text": problem.messages}
        else:
            messages.success(request, _("Taken in: %(name)s") % {"name": Reader(account_of(request)).name(row).text})
            return redirect(url_of(row))
    kind = KINDS["documents"]
    page = tray_page(Reader(account_of(request)))
    context = {"page": page, "given": given, "text": text, "errors": errors, "crumbs": crumbs_to(kind, (_("Take in a document"), "")), "kind": kind}
    return render(request, "desk/library/add.html", context)


@needs(Permission.RECORDS_READ)
@require_GET
def library_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The words of a document, symbols linked."""
    reader, kind = Reader(account_of(request)), KINDS["documents"]
    document = get_object_or_404(LibraryDocument.objects.visible_to(reader.account), pk=pk)
    asked = request.GET.get("part", "")
    page = reading_page(document, reader, int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
    crumbs = crumbs_to(kind, (page.name, reverse("desk:record", args=[kind.key, pk])), (_("Text"), ""))
    return render(request, "desk/library/read.html", {"page": page, "crumbs": crumbs, "visibility": visibility_of(document.handling)})


@needs(Permission.RECORDS_READ)
@require_GET
def library_queue(request: HttpRequest) -> HttpResponse:
    """Documents to hold against our texts, and those with something to decide."""
    reader = Reader(account_of(request))
    files = IncomingFile.objects.exclude(state=IncomingFile.State.TAKEN).count() if reader.edits else 0
    context = {"page": queue_page(reader), "edits": reader.edits, "files": files, "crumbs": crumbs_to(KINDS["documents"], (_("To check"), ""))}
    return render(request, "desk/library/queue.html", context)


@needs(Permission.RECORDS_READ)
@require_GET
def library_findings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was found in a document, our words and theirs side by side."""
    return _findings(request, _document(request, pk))


@needs(Permission.RECORDS_EDIT)
@require_POST
def library_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hold a document against our texts, now or once more; what was decided stays."""
    document = _document(request, pk)
    if document.text.strip() and is_long(document):
        start_check(document=document, by=account_of(request))
        return redirect("desk:library_findings", pk)
    try:
        count = check_document(document=document, by=account_of(request))
    except Refused as problem:
        return _findings(request, document, error=str(problem))
    messages.success(request, ngettext("%(count)s finding waits for a decision.", "%(count)s findings wait for a decision.", count) % {"count": count})
    return redirect("desk:library_findings", pk)


@needs(Permission.RECORDS_EDIT)
@require_POST
def library_decide(request: HttpRequest, pk: UUID, finding: UUID) -> HttpResponse:
    """Confirm or reject one finding, or open it again."""
    found = get_object_or_404(TextFinding.objects.select_related("document"), pk=finding, document=_document(request, pk).pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in TextFinding.Verdict.values:
        return _findings(request, found.document, error=_("Choose confirm or reject."))
    if found.verdict not in (request.POST.get("was", found.verdict), verdict):
        said = _("Somebody else decided this meanwhile: %(verdict)s. It stands so now; decide again if you see it otherwise.") % {"verdict": found.get_verdict_display()}
        return _findings(request, found.document, error=said)
    decide(finding=found, verdict=verdict, by=account_of(request))
    return redirect(f"{reverse('desk:library_findings', args=[pk])}#finding-{finding}")


def _findings(request: HttpRequest, document: LibraryDocument, *, error: str = "") -> HttpResponse:
    reader, kind = Reader(account_of(request)), KINDS["documents"]
    page = findings_page(document, reader)
    crumbs = crumbs_to(kind, (page.name, page.url), (_("Against our texts"), ""))
    begun = latest_check(document, reader.account) if reader.edits else None
    is_open = begun is not None and begun.state is not Job.State.DONE and (document.checked_at is None or document.checked_at < begun.started_at)
    progress = progress_of(begun, reader.account) if begun and is_open else None
    context = {"page": page, "document": document, "edits": reader.edits, "progress": progress, "error": error, "crumbs": crumbs, "visibility": visibility_of(document.handling)}
    return render(request, "desk/library/findings.html", context)


def _document(request: HttpRequest, pk: UUID) -> LibraryDocument:
    return get_object_or_404(LibraryDocument.objects.visible_to(account_of(request)), pk=pk)


documents_patterns = [
    path("library/queue/", library_queue, name="library_queue"),
    path("library/<uuid:pk>/findings/", library_findings, name="library_findings"),
    path("library/<uuid:pk>/check/", library_check, name="library_check"),
    path("library/<uuid:pk>/findings/<uuid:finding>/", library_decide, name="library_decide"),
    path("library/add/", library_add, name="library_add"),
    path("library/<uuid:pk>/read/", library_read, name="library_read"),
]
