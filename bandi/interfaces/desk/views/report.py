"""The report: editions, sections with their texts, preview, files, publishing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Revision
from bandi.foundation.records.errors import Conflict
from bandi.foundation.reference.texts import language_of
from bandi.interfaces.desk.addresses import with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.saving import version_in
from bandi.interfaces.desk.screens.printing import Page, notes_html, section_html
from bandi.interfaces.desk.screens.remembering import remembered
from bandi.interfaces.desk.screens.report import conflict_of, edition_page, preview_of, report_page, section_page
from bandi.interfaces.desk.screens.report_check import check_page
from bandi.publishing import actions
from bandi.publishing.assembling import edition_document
from bandi.publishing.errors import EditionPublished, NothingToPublish
from bandi.publishing.models import Edition, EditionSection

_READ = needs(Permission.RECORDS_READ)
_WRITE = needs(Permission.EDITION_WRITE)
_PUBLISH = needs(Permission.EDITION_PUBLISH)


@_READ
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """The editions of a year side by side."""
    page = report_page(Reader(account_of(request)), request.GET.get("year", ""))
    return render(request, "desk/report/report.html", {"page": page, "crumbs": [{"label": _("Report")}]})


@_READ
@require_GET
def report_edition(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The tree of an edition."""
    edition = _edition(request, pk)
    page = edition_page(edition, Reader(account_of(request)))
    return render(request, "desk/report/edition.html", {"page": page, "crumbs": _crumbs(edition)})


@_READ
@require_GET
def report_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole edition on one page, its numbers coloured after their state."""
    edition = _edition(request, pk)
    language = language_of(edition.language)

    def draw() -> tuple[str, list[tuple[str, str]]]:
        document, page = edition_document(edition, None), Page.of(edition.year, language, shows_all=True)
        sections = [section_html(section, page, written=0) for section in document.sections]
        return "".join(sections) + notes_html(page), [(section.key, section.title) for section in document.sections]

    html, contents = remembered(f"edition:{pk}:read:{request.LANGUAGE_CODE}", draw)
    context = {"edition": edition, "html": html, "contents": contents, "crumbs": _crumbs(edition, _("Read"))}
    return render(request, "desk/report/read.html", context)


@_READ
@require_GET
def report_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What to look at before publishing."""
    edition = _edition(request, pk)
    return _check(request, edition)


@_PUBLISH
@require_POST
def report_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Publish an edition; with open contradictions only with a note."""
    edition, note = _edition(request, pk), request.POST.get("note", "").strip()
    page = check_page(edition, Reader(account_of(request)))
    if page.open_count and not note:
        return _check(request, edition, error=_("Contradictions are open. Say why the edition goes out all the same."))
    try:
        with transaction.atomic():
            actions.publish_edition(edition=edition, by=account_of(request), note=note)
            change = {"edition": str(pk), "open": page.open_count, "note": note}
            journal.append("publishing:edition:publish", by=account_of(request).id, record=pk, change=change)
    except NothingToPublish:
        return _check(request, edition, error=_("No section of this edition is printed."))
    messages.success(request, _("The edition is published."), extra_tags=reverse("desk:report_reopen", args=[pk]))
    return redirect("desk:report_check", pk)


@_PUBLISH
@require_POST
def report_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a published edition for changes."""
    actions.reopen_edition(edition=_edition(request, pk), by=account_of(request))
    messages.success(request, _("The edition is open for changes again."))
    return redirect("desk:report_edition", pk)


@_WRITE
@require_http_methods(["GET", "POST"])
def report_section(request: HttpRequest, pk: UUID, section_pk: UUID) -> HttpResponse:
    """A section: its title and text beside its picture."""
    section = _section(request, pk, section_pk)
    if request.method == "GET":
        return _shown(request, section)
    given = _given(request, section)
    try:
        _save(section, given, _version(request), account_of(request))
    except Conflict as problem:
        context = {"conflict": conflict_of(section, problem, given), "section": section, "crumbs": _crumbs(section.edition, section.title)}
        return render(request, "desk/report/conflict.html", context)
    except (ValidationError, EditionPublished) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else _("This edition is published. Reopen it before you change it.")
        return _shown(request, section, error=said, **given)
    revision = Revision.objects.filter(record=pk, row=str(section_pk)).first()
    messages.success(request, _("Saved."), extra_tags=reverse("desk:undo", args=[revision.pk]) if revision else "")
    return redirect("desk:report_section", pk, section_pk)


@_WRITE
@require_POST
def report_preview(request: HttpRequest, pk: UUID, section_pk: UUID) -> HttpResponse:
    """The picture of a section with the text that is being written; nothing is saved."""
    section = _section(request, pk, section_pk)
    given = _given(request, section)
    page = preview_of(section, given["title"], given["body"], Reader(account_of(request)))
    return render(request, "desk/report/_preview.html", {"page": page})


@_WRITE
@require_POST
def report_move(request: HttpRequest, pk: UUID, section_pk: UUID, direction: str) -> HttpResponse:
    """Move a section up or down among those beneath the same section."""
    section = _section(request, pk, section_pk)
    keys = list(section.edition.sections.filter(parent=section.parent).order_by("order").values_list("key", flat=True))
    place = keys.index(section.key)
    other = {"up": place - 1, "down": place + 1}.get(direction, -1)
    if 0 <= other < len(keys):
        keys[place], keys[other] = keys[other], keys[place]
        _changed(request, lambda by: actions.reorder_sections(edition=section.edition, keys=keys, by=by))
    return redirect(f"{reverse('desk:report_edition', args=[pk])}#section-{section_pk}")


@_WRITE
@require_POST
def report_print(request: HttpRequest, pk: UUID, section_pk: UUID) -> HttpResponse:
    """Print a section, or leave it out."""
    section = _section(request, pk, section_pk)
    wanted = request.POST.get("print") == "yes"
    _changed(request, lambda by: actions.print_section(section=section, is_printed=wanted, by=by))
    return redirect(f"{reverse('desk:report_edition', args=[pk])}#section-{section_pk}")


def _changed(request: HttpRequest, act: Any) -> None:
    try:
        act(account_of(request))
    except EditionPublished:
        messages.warning(request, _("This edition is published. Reopen it before you change it."))


def _save(section: EditionSection, given: dict[str, str], version: int | None, by: Account) -> None:
    actions.rewrite_section(section=section, title=given["title"], body=given["body"], by=by, version=version)


def _given(request: HttpRequest, section: EditionSection) -> dict[str, str]:
    """Return title and text as the form gives them, or as they were chosen after a conflict."""
    given = {}
    for name in ("title", "body"):
        standing = getattr(section, name)
        if choice := request.POST.get(f"choice-{name}"):
            given[name] = request.POST.get(f"yours-{name}", standing) if choice == "yours" else standing
        else:
            given[name] = request.POST.get(name, standing)
    return given


def _shown(request: HttpRequest, section: EditionSection, *, error: str = "", **given: str) -> HttpResponse:
    page = section_page(section, Reader(account_of(request)), **given)
    context = {"page": page, "error": error, "crumbs": _crumbs(section.edition, page.title)}
    return render(request, "desk/report/section.html", context)


def _check(request: HttpRequest, edition: Edition, *, error: str = "") -> HttpResponse:
    page = check_page(edition, Reader(account_of(request)))
    return render(request, "desk/report/check.html", {"page": page, "error": error, "crumbs": _crumbs(edition, _("Check"))})


def _edition(request: HttpRequest, pk: UUID) -> Edition:
    return get_object_or_404(Edition.objects.visible_to(account_of(request)), pk=pk)


def _section(request: HttpRequest, pk: UUID, section_pk: UUID) -> EditionSection:
    return get_object_or_404(EditionSection.objects.select_related("edition", "parent"), pk=section_pk, edition=_edition(request, pk))


def _version(request: HttpRequest) -> int | None:
    return version_in(request.POST.get("version", ""))


def _crumbs(edition: Edition, *further: str) -> list[dict[str, str]]:
    way = [
        {"label": _("Report"), "url": with_state(reverse("desk:report"), {"year": str(edition.year)})},
        {"label": f"{edition.year} · {edition.get_language_display()}", "url": reverse("desk:report_edition", args=[edition.pk])},
    ]
    return [*way, *({"label": label} for label in further)]


report_patterns = [
    path("report/", report, name="report"),
    path("report/<uuid:pk>/", report_edition, name="report_edition"),
    path("report/<uuid:pk>/read/", report_read, name="report_read"),
    path("report/<uuid:pk>/check/", report_check, name="report_check"),
    path("report/<uuid:pk>/publish/", report_publish, name="report_publish"),
    path("report/<uuid:pk>/reopen/", report_reopen, name="report_reopen"),
    path("report/<uuid:pk>/<uuid:section_pk>/", report_section, name="report_section"),
    path("report/<uuid:pk>/<uuid:section_pk>/preview/", report_preview, name="report_preview"),
    path("report/<uuid:pk>/<uuid:section_pk>/move/<str:direction>/", report_move, name="report_move"),
    path("report/<uuid:pk>/<uuid:section_pk>/print/", report_print, name="report_print"),
]
