"""Notes and files of a record: adding, looking at, taking along, removing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records import attaching, editing, releasing
from bandi.foundation.records.models import Attachment, Note
from bandi.foundation.records.previews import looked_into, page_picture, preview
from bandi.foundation.vault import blobs
from bandi.foundation.vault.errors import Held, HolderAway, QuotaReached, VaultError
from bandi.foundation.vault.reading import current_reader
from bandi.foundation.vault.uploads import SealedUpload
from bandi.interfaces.desk.gate import at_the_gate, sent
from bandi.interfaces.desk.leaving import outgoing_file
from bandi.interfaces.desk.leaving_files import choice_for_file, outgoing_original
from bandi.interfaces.desk.once import made_nothing, once
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.pictures import drawn
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.preview import no_preview, preview_page
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.locks.errors import LockError
from bandi.parsing import ParsingError


@needs(Permission.RECORDS_EDIT)
@require_POST
@once
def note_add(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Write a note on a record."""
    row, reader = _row(request, kind, pk)
    answer = redirect(f"{reverse('desk:record', args=[kind.key, pk])}#notes")
    try:
        note = attaching.add_note(to=row, text=request.POST.get("text", ""), by=reader.account)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return made_nothing(answer)
    messages.success(request, _("The note is kept."), extra_tags=_undo(note))
    return answer


@needs(Permission.RECORDS_EDIT)
@require_POST
def note_remove(request: HttpRequest, kind: ListOf, pk: UUID, note: UUID) -> HttpResponse:
    """Remove a note; the message offers to bring it back."""
    _row_there, reader = _row(request, kind, pk)
    revision = editing.remove(get_object_or_404(Note, pk=note, record=pk), by=reader.account)
    messages.success(request, _("The note is removed."), extra_tags=reverse("desk:undo", args=[revision.pk]))
    return redirect(f"{reverse('desk:record', args=[kind.key, pk])}#notes")


@needs(Permission.RECORDS_EDIT)
@require_POST
def file_add(request: HttpRequest, kind: ListOf, pk: UUID) -> HttpResponse:
    """Keep an uploaded file with a record; it was sealed as it arrived."""
    row, reader = _row(request, kind, pk)
    uploads = [one for one in request.FILES.getlist("file") if isinstance(one, SealedUpload)]
    try:
        for upload in uploads:
            attaching.attach(to=row, upload=upload, by=reader.account)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(f"{reverse('desk:record', args=[kind.key, pk])}#files")
    if uploads:
        messages.success(request, _("Kept and sealed: %(names)s") % {"names": ", ".join(str(one.name) for one in uploads)})
    else:
        messages.warning(request, _("Choose a file first."))
    return redirect(f"{reverse('desk:record', args=[kind.key, pk])}#files")


@needs(Permission.RECORDS_READ)
@require_GET
def file_preview(request: HttpRequest, kind: ListOf, pk: UUID, file: UUID) -> HttpResponse:
    """What a file says and shows, read in the jail for who may open it; the original is not opened and not given."""
    row, reader = _row(request, kind, pk)
    attachment = _attachment(pk, file)
    try:
        name = blobs.facts_of(attachment.blob, by=current_reader(), why="preview").name
    except (QuotaReached, HolderAway) as problem:
        name, found = "", no_preview(_("File"), problem)
    except VaultError:
        raise Http404 from None
    base, asked = _file_url(kind, pk, file), request.GET.get("page", "")
    if name:
        try:
            shown = preview(attachment.blob, by=current_reader())
            number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
            found = preview_page(shown, number, url=f"{base}preview/", picture_url=lambda number: f"{base}pages/{number}/")
        except (ParsingError, VaultError, LockError, OSError) as problem:
            found = no_preview(name, problem)
    crumbs = crumbs_to(kind, (reader.name(row).text, reverse("desk:record", args=[kind.key, pk])), (found.name, ""))
    context = {"page": found, "crumbs": crumbs, "record_url": f"{reverse('desk:record', args=[kind.key, pk])}#files", "open_url": base, "visibility": visibility_of(row.handling, getattr(row, "compartment", None))}
    return render(request, "desk/vault/preview.html", context)


@needs(Permission.RECORDS_READ)
@require_GET
def file_page(request: HttpRequest, kind: ListOf, pk: UUID, file: UUID, number: int) -> HttpResponse:
    """One page of a file as a picture made from pixels."""
    _row(request, kind, pk)
    attachment = _attachment(pk, file)
    try:
        return drawn(page_picture(attachment.blob, number, by=current_reader()))
    except (ParsingError, VaultError, LockError, OSError) as problem:
        return drawn(None, problem)


@needs(Permission.RECORDS_READ)
@require_GET
@at_the_gate
def file_open(request: HttpRequest, kind: ListOf, pk: UUID, file: UUID) -> HttpResponseBase:
    """Give out a file, never to be shown by the browser itself: a stranger's document is not opened on our page.

    For work within the office as it is; for others (`file_take`) the gate reads it in the jail first.
    """
    _row(request, kind, pk)
    attachment = _attachment(pk, file)
    try:
        facts, pieces = blobs.opened(attachment.blob, by=current_reader(), why="desk")
    except VaultError:
        raise Http404 from None
    choice = choice_for_file(request.GET.dict())  # type: ignore[arg-type]
    what = outgoing_original(attachment, looked_into(attachment.blob, by=current_reader()), choice) if choice else outgoing_file(facts.name, pk)
    made = {"url": request.get_full_path(), "kind": kind.key, "pk": str(pk), "file": str(file), **(choice.as_query() if choice else {})}
    receipt = releasing.leave(what, by=account_of(request), made=made)
    answer = StreamingHttpResponse(sent(pieces, receipt), content_type="application/octet-stream")
    answer["Content-Length"] = str(facts.length)
    answer["Content-Disposition"] = content_disposition_header(True, facts.name) or "attachment"
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@needs(Permission.RECORDS_EDIT)
@require_POST
def file_remove(request: HttpRequest, kind: ListOf, pk: UUID, file: UUID) -> HttpResponse:
    """Destroy a file. It is asked for twice, for it cannot be brought back."""
    row, reader = _row(request, kind, pk)
    attachment = get_object_or_404(Attachment.objects.select_related("blob"), pk=file, record=pk)
    if request.POST.get("sure") != "yes":
        messages.warning(request, _("Tick the box first: a destroyed file cannot be brought back."))
    else:
        try:
            attaching.detach(attachment=attachment, of=row, by=reader.account)
        except Held:
            messages.error(request, _("A legal hold stands on this person: nothing of hers may be destroyed. The file stays."))
        else:
            messages.success(request, _("The file and its key are destroyed."))
    return redirect(f"{reverse('desk:record', args=[kind.key, pk])}#files")


def _row(request: HttpRequest, kind: ListOf, pk: UUID) -> tuple[Any, Reader]:
    reader = Reader(account_of(request))
    return get_object_or_404(kind.rows(reader), pk=pk), reader


def _attachment(pk: UUID, file: UUID) -> Attachment:
    return get_object_or_404(Attachment.objects.select_related("blob__subject__compartment"), pk=file, record=pk)


def _file_url(kind: ListOf, pk: UUID, file: UUID) -> str:
    return reverse("desk:file_open", args=[kind.key, pk, file])


def _undo(note: Note) -> str:
    from bandi.interfaces.desk.saving import undo_url

    return undo_url(note)


_BASE = "<record_kind:kind>/<uuid:pk>/"
attached_patterns = [
    path(f"{_BASE}notes/", note_add, name="note_add"),
    path(f"{_BASE}notes/<uuid:note>/remove/", note_remove, name="note_remove"),
    path(f"{_BASE}files/", file_add, name="file_add"),
    path(f"{_BASE}files/<uuid:file>/", file_open, name="file_open"),
    path(f"{_BASE}files/<uuid:file>/preview/", file_preview, name="file_preview"),
    path(f"{_BASE}files/<uuid:file>/pages/<int:number>/", file_page, name="file_page"),
    path(f"{_BASE}files/<uuid:file>/remove/", file_remove, name="file_remove"),
]
