"""The journal, for those who answer for the house: reading and verifying it, signing it, and proofs to hand out."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import checkpoints, verifying
from bandi.foundation.audit.errors import AuditError
from bandi.foundation.audit.models import Checkpoint, Entry
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.checkpoints import kept, panel, refusal
from bandi.interfaces.desk.screens.journal import journal_page

VERIFIED = "desk:audit:verified"


@needs(Permission.AUDIT_READ)
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """The entries of the chain in words, newest first, and what was signed."""
    page = journal_page(Reader(account_of(request)), request.GET.get("before", ""), cache.get(VERIFIED))
    context = {"page": page, "signed": panel(), "crumbs": [{"label": _("Journal")}]}
    return render(request, "desk/report/audit.html", context)


@needs(Permission.AUDIT_READ)
@require_POST
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Hold the whole journal against its chain and its checkpoints, and keep what was found until the next time."""
    cache.set(VERIFIED, kept(verifying.verify(), timezone.now()), None)
    return redirect("desk:audit")


@needs(Permission.AUDIT_READ)
@require_POST
def audit_checkpoint(request: HttpRequest) -> HttpResponse:
    """Sign the journal as it stands."""
    try:
        made = checkpoints.make(by=account_of(request).id)
    except AuditError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, _("Checkpoint over %(count)s entries. Now hand it to your witnesses.") % {"count": made.size})
    return redirect("desk:audit")


@needs(Permission.AUDIT_READ)
@require_GET
def audit_checkpoint_file(request: HttpRequest) -> HttpResponse:
    """A checkpoint to hand out: the newest, that of a size, or the newest with proof of growth since a size."""
    size, since = (request.GET.get(name, "") for name in ("size", "since"))
    if any(text and not (text.isdecimal() and len(text) < 16) for text in (size, since)):
        raise Http404
    if not (size or Checkpoint.objects.exists()):
        messages.info(request, _("There is no checkpoint yet."))
        return redirect("desk:audit")
    chosen = get_object_or_404(Checkpoint, size=int(size)) if size else checkpoints.latest()
    assert chosen is not None
    try:
        text = checkpoints.request(chosen, old=int(since)) if since else chosen.note
    except AuditError as error:
        messages.error(request, refusal(error))
        return redirect("desk:audit")
    return _file(text.encode(), f"checkpoint-{chosen.size}{'-since-' + since if since else ''}.txt")


@needs(Permission.AUDIT_READ)
@require_GET
def audit_proof(request: HttpRequest, sequence: int) -> HttpResponse:
    """The proof of one entry, to be verified without Bandi."""
    get_object_or_404(Entry, sequence=sequence)
    try:
        proof = checkpoints.prove(sequence)
    except AuditError as error:
        messages.warning(request, refusal(error))
        return redirect("desk:audit")
    return _file(proof.text.encode(), proof.file_name)


@needs(Permission.AUDIT_READ)
@require_GET
def audit_record_proofs(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The proofs of every entry about one record, in one archive."""
    if not Entry.objects.filter(record=pk).exists():
        raise Http404
    try:
        proofs = checkpoints.prove_record(pk)
    except AuditError as error:
        messages.warning(request, refusal(error))
        return redirect("desk:audit")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for proof in proofs:
            archive.writestr(proof.file_name, proof.text)
    return _file(packed.getvalue(), f"proofs-{pk}.zip")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/zip" if name.endswith(".zip") else "text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


audit_patterns = [
    path("journal/", audit, name="audit"),
    path("journal/verify/", audit_verify, name="audit_verify"),
    path("journal/checkpoint/", audit_checkpoint, name="audit_checkpoint"),
    path("journal/checkpoint/file/", audit_checkpoint_file, name="audit_checkpoint_file"),
    path("journal/proof/<int:sequence>/", audit_proof, name="audit_proof"),
    path("journal/proofs/<uuid:pk>/", audit_record_proofs, name="audit_record_proofs"),
]
