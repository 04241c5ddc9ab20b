"""Files given to the library: uploading several, following their reading, looking them over, taking them in."""

from __future__ import annotations

import logging
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records.previews import page_picture
from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.uploads import SealedUpload
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.pictures import drawn
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.incoming import file_page, page_page, progress_of, tray_page
from bandi.interfaces.desk.screens.reading_room import reading_page, saying
from bandi.interfaces.desk.tables import KINDS
from bandi.locks.errors import LockError
from bandi.parsing import ParsingError
from bandi.work.advocacy import jobs
from bandi.work.advocacy.actions import incoming as acting
from bandi.work.advocacy.models import IncomingFile, LibraryDocument
from bandi.work.advocacy.passages import source_of

log = logging.getLogger(__name__)
_EDIT = needs(Permission.RECORDS_EDIT)


@_EDIT
@require_http_methods(["GET", "POST"])
def library_files(request: HttpRequest) -> HttpResponse:
    """The files that are not in the library yet; a POST brings further ones, each sealed as it arrives."""
    if request.method == "POST":
        return _upload(request)
    _see_to_it()
    kind = KINDS["documents"]
    return render(request, "desk/library/tray.html", {"page": tray_page(Reader(account_of(request))), "crumbs": crumbs_to(kind, (_("Files to look over"), "")), "kind": kind})


def _upload(request: HttpRequest) -> HttpResponse:
    """Keep what was uploaded; a script that sends file by file is told of each in JSON."""
    kept, said = 0, []
    uploads = [one for one in request.FILES.getlist("files") if isinstance(one, SealedUpload)]
    for upload in uploads:
        try:
            received = acting.receive(incoming=upload.incoming, name=str(upload.name), by=account_of(request))
        except ValidationError as problem:
            said.append(("error", " ".join(problem.messages)))
            continue
        kept += received.is_new
        if not received.is_new:
            said.append(("same", _same(received.file)))
    _see_to_it()
    if request.headers.get("X-Bandi-Upload"):
        state, words = said[0] if said else ("kept", _("kept; it will be read"))
        return JsonResponse({"state": state if uploads else "error", "words": words if uploads else _("Choose a file first.")})
    if kept:
        messages.success(request, ngettext("%(count)s file is kept and will be read.", "%(count)s files are kept and will be read.", kept) % {"count": kept})
    for state, words in said:
        (messages.error if state == "error" else messages.warning)(request, words)
    if not uploads:
        messages.warning(request, _("Choose a file first."))
    return redirect("desk:library_files")


def _same(file: IncomingFile) -> str:
    if file.document_id:
        return _("%(name)s is in the library already.") % {"name": file.name}
    return _("%(name)s was given before and waits to be looked over.") % {"name": file.name}


def _see_to_it() -> None:
    """Have what waits read; where no process can be started the files wait, and `bandi advocacy read` reads them."""
    try:
        jobs.ensure_reading()
    except OSError:
        log.exception("no process could be started to read files")


@_EDIT
@require_GET
def library_files_progress(request: HttpRequest) -> HttpResponse:
    """How far the reading is; at its end the page comes anew."""
    _see_to_it()
    return _progress(request, progress_of(), redirect("desk:library_files").url)


def _progress(request: HttpRequest, progress: dict[str, object], after: str) -> HttpResponse:
    if progress:
        return render(request, "desk/parts/progress.html", {"progress": progress})
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = after
    return answer


@_EDIT
@require_POST
def library_files_take(request: HttpRequest) -> HttpResponse:
    """Take the chosen files in as they are proposed; what cannot be taken stays, with the reason."""
    account, made = account_of(request), 0
    ids = [value for value in request.POST.getlist("take") if _is_id(value)][:200]
    for file in IncomingFile.objects.filter(pk__in=ids, state=IncomingFile.State.READ):
        try:
            acting.take_file(file=file, values=file.proposal, by=account)
        except ValidationError as problem:
            messages.error(request, f"{file.name}: {' '.join(problem.messages)}")
        else:
            made += 1
    if made:
        messages.success(request, ngettext("%(count)s document was taken in and waits to be held against our texts.", "%(count)s documents were taken in and wait to be held against our texts.", made) % {"count": made})
    elif not ids:
        messages.warning(request, _("Choose at least one file."))
    return redirect("desk:library_files")


@_EDIT
@require_http_methods(["GET", "POST"])
def library_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one file proposes, its first page and words beside it; a POST takes it in as corrected."""
    file = _file(account_of(request), pk)
    if file.state == IncomingFile.State.TAKEN and file.document:
        return redirect(url_of(file.document))
    reader, values, errors = Reader(account_of(request)), None, {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "").strip()[:600] for name in acting.FIELDS}
        try:
            row = acting.take_file(file=file, values=values, by=reader.account, is_wordless=request.POST.get("wordless") == "yes")
        except ValidationError as problem:
            errors = problem.message_dict if hasattr(problem, "error_dict") else {"file": problem.messages}
        else:
            messages.success(request, _("Taken in: %(name)s") % {"name": reader.name(row).text})
            return redirect(url_of(row))
    if file.state == IncomingFile.State.WAITING:
        _see_to_it()
    page = file_page(file, reader, values=values, errors=errors)
    crumbs = crumbs_to(KINDS["documents"], (_("Files to look over"), redirect("desk:library_files").url), (file.name, ""))
    return render(request, "desk/library/file.html", {"page": page, "crumbs": crumbs})


@_EDIT
@require_GET
def library_file_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the reading of one file is."""
    _see_to_it()
    page = file_page(_file(account_of(request), pk), Reader(account_of(request)))
    return _progress(request, page.progress, redirect("desk:library_file", pk).url)


@_EDIT
@require_GET
def library_read_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the file of a document is; at its end its words come anew."""
    document = get_object_or_404(LibraryDocument.objects.visible_to(account_of(request)), pk=pk)
    _see_to_it()
    page = reading_page(document, Reader(account_of(request)), 1)
    return _progress(request, page.progress, redirect("desk:library_read", pk).url)


@_EDIT
@require_POST
def library_file_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a file once more, or recognise letters on its pictures."""
    file = _file(account_of(request), pk)
    try:
        acting.read_again(file=file, by=account_of(request), letters=request.POST.get("letters") == "yes")
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        _see_to_it()
        if file.document_id:
            messages.success(request, _("The file is being read. Its words stand here when it is done."))
            return redirect("desk:library_read", file.document_id)
    return redirect("desk:library_file", pk)


@_EDIT
@require_POST
def library_file_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy a file that was not taken in. It is asked for twice, for it cannot be brought back."""
    file = _file(account_of(request), pk)
    if request.POST.get("sure") != "yes":
        messages.warning(request, _("Tick the box first: a destroyed file cannot be brought back."))
        return redirect("desk:library_file", pk)
    try:
        acting.give_up(file=file, by=account_of(request))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("desk:library_file", pk)
    messages.success(request, _("The file and its key are destroyed."))
    return redirect("desk:library_files")


@needs(Permission.RECORDS_READ)
@require_GET
def library_file_page(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One page of a file as a picture made from pixels."""
    account = account_of(request)
    file = _file(account, pk)
    if file.document_id is None and not account.may(Permission.RECORDS_EDIT):
        raise Http404
    if file.blob is None:
        raise Http404
    try:
        return drawn(page_picture(file.blob, number))
    except (ParsingError, VaultError, LockError, OSError) as problem:
        return drawn(None, problem)


@needs(Permission.RECORDS_READ)
@require_GET
def library_pages(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A document page by page: the picture and the words beside it."""
    reader, kind = Reader(account_of(request)), KINDS["documents"]
    document = get_object_or_404(LibraryDocument.objects.visible_to(reader.account), pk=pk)
    file = source_of(document)
    if file is None:
        return redirect("desk:library_read", pk)
    asked = request.GET.get("page", "")
    page = page_page(document, file, int(asked) if asked.isdecimal() and len(asked) < 6 else 1, reader, saying(document, reader))
    crumbs = crumbs_to(kind, (page.name, page.url), (_("Page by page"), ""))
    return render(request, "desk/library/pages.html", {"page": page, "crumbs": crumbs, "visibility": visibility_of(document.handling)})


def _file(account: Account, pk: UUID) -> IncomingFile:
    """Return a file: one that waits for who edits, the file of a document for who may see the document."""
    visible = LibraryDocument.objects.visible_to(account).values("pk")
    rows = IncomingFile.objects.select_related("document", "added_by", "blob__subject__compartment")
    return get_object_or_404(rows.filter(Q(document__isnull=True) | Q(document__in=visible)), pk=pk)


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


incoming_patterns = [
    path("library/files/", library_files, name="library_files"),
    path("library/files/progress/", library_files_progress, name="library_files_progress"),
    path("library/files/take/", library_files_take, name="library_files_take"),
    path("library/files/<uuid:pk>/", library_file, name="library_file"),
    path("library/files/<uuid:pk>/progress/", library_file_progress, name="library_file_progress"),
    path("library/files/<uuid:pk>/again/", library_file_again, name="library_file_again"),
    path("library/files/<uuid:pk>/drop/", library_file_drop, name="library_file_drop"),
    path("library/files/<uuid:pk>/pages/<int:number>/", library_file_page, name="library_file_page"),
    path("library/<uuid:pk>/pages/", library_pages, name="library_pages"),
    path("library/<uuid:pk>/read/progress/", library_read_progress, name="library_read_progress"),
]
