"""The cover of an edition: a picture chosen, described, shown, taken off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records.reader_words import why_not
from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.uploads import SealedUpload
from bandi.interfaces.desk.addresses import with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.cover import cover_page
from bandi.parsing import ParsingError
from bandi.publishing import covers
from bandi.publishing.errors import EditionPublished
from bandi.publishing.models import Edition

_FIELDS = ("alt", "credit", "people")


@needs(Permission.EDITION_WRITE)
@require_http_methods(["GET", "POST"])
def report_cover(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The picture on the cover; without one the year's lights are drawn."""
    edition = _edition(request, pk)
    if request.method == "GET":
        return _shown(request, edition)
    try:
        if request.POST.get("act") == "remove":
            covers.remove_cover(edition=edition, by=account_of(request))
            messages.success(request, _("The picture is off the cover and destroyed."))
        else:
            _choose(request, edition)
            messages.success(request, _("The cover is kept."))
    except EditionPublished:
        messages.warning(request, _("This edition is published. Reopen it before you change it."))
    except ParsingError as problem:
        return _shown(request, edition, {"file": str(why_not(problem))})
    except ValidationError as problem:
        told = problem.message_dict if hasattr(problem, "error_dict") else {"file": problem.messages}
        return _shown(request, edition, {name: " ".join(texts) for name, texts in told.items()})
    return redirect("desk:report_cover", pk)


@needs(Permission.RECORDS_READ)
@require_GET
def report_cover_picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The picture as it is kept: made by the house from pixels, so it may be shown."""
    edition = _edition(request, pk)
    try:
        picture = covers.picture_of(edition, account_of(request))
    except VaultError:
        raise Http404 from None
    if picture is None:
        raise Http404
    answer = HttpResponse(picture.image, content_type="image/jpeg")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _choose(request: HttpRequest, edition: Edition) -> None:
    upload = request.FILES.get("file")
    picture = None
    if isinstance(upload, SealedUpload):
        if (upload.size or 0) > covers.LARGEST:
            raise ValidationError({"file": _("This file is larger than %(size)s MB. Choose a smaller one.") % {"size": covers.LARGEST // 1024 // 1024}})
        picture = covers.remade(upload.read(), name=upload.name or "")
    people = {"yes": True, "no": False}.get(request.POST.get("people", ""))
    covers.choose_cover(
        edition=edition, picture=picture, alt=request.POST.get("alt", ""), credit=request.POST.get("credit", ""), shows_people=people, by=account_of(request)
    )


def _shown(request: HttpRequest, edition: Edition, errors: dict[str, str] | None = None) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in _FIELDS} if errors else None
    page = cover_page(edition, Reader(account_of(request)), given, errors)
    crumbs = [
        {"label": _("Report"), "url": with_state(reverse("desk:report"), {"year": str(edition.year)})},
        {"label": f"{edition.year} · {edition.get_language_display()}", "url": page.edition_url},
        {"label": _("Cover")},
    ]
    return render(request, "desk/report/cover.html", {"page": page, "crumbs": crumbs})


def _edition(request: HttpRequest, pk: UUID) -> Edition:
    return get_object_or_404(Edition.objects.visible_to(account_of(request)).select_related("cover__blob"), pk=pk)


cover_patterns = [
    path("report/<uuid:pk>/cover/", report_cover, name="report_cover"),
    path("report/<uuid:pk>/cover/picture/", report_cover_picture, name="report_cover_picture"),
]
