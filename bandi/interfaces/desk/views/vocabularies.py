"""The words of the house: to read, add, rename, retire, and to take each of these back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import vocabularies as actions
from bandi.foundation.records.errors import Conflict, NotUndoable
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk.pages import area_tabs, words_tab
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.vocabularies import title_of, vocabularies_page, vocabulary_page
from bandi.interfaces.desk.tables import KINDS

_READ, _EDIT = needs(Permission.RECORDS_READ), needs(Permission.RECORDS_EDIT)


@_READ
@require_GET
def vocabularies(request: HttpRequest) -> HttpResponse:
    """All vocabularies."""
    return render(request, "desk/vocabularies/vocabularies.html", {"choices": vocabularies_page(), "tabs": _tabs(), "crumbs": [{"label": _("Vocabularies")}]})


def _tabs() -> list[dict[str, object]]:
    return [*area_tabs(KINDS["headings"])[:-1], words_tab(is_current=True)]


@_READ
@require_GET
def vocabulary(request: HttpRequest, name: str) -> HttpResponse:
    """The words of one vocabulary."""
    page = vocabulary_page(name, Reader(account_of(request)))
    crumbs = [{"label": _("Vocabularies"), "url": reverse("desk:vocabularies")}, {"label": title_of(name)}]
    return render(request, "desk/vocabularies/vocabulary.html", {"page": page, "crumbs": crumbs})


@_EDIT
@require_POST
def vocabulary_add(request: HttpRequest, name: str) -> HttpResponse:
    """Add a word."""
    vocabulary_page(name, Reader(account_of(request)))
    given = {"label_en": request.POST.get("label_en", ""), "label_ko": request.POST.get("label_ko", "")}
    return _done(request, name, lambda: actions.add_term(vocabulary=name, by=account_of(request), **given)[1])


@_EDIT
@require_POST
def term_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a term; where somebody else changed the same meanwhile, both are shown and nothing is written."""
    term = get_object_or_404(Term, pk=pk)
    was = [request.POST.get(f"was_{name}") for name in ("en", "ko")]
    seen = (was[0], was[1]) if was[0] is not None and was[1] is not None else None
    given = {"label_en": request.POST.get("label_en", term.label_en), "label_ko": request.POST.get("label_ko", term.label_ko)}
    return _done(request, term.vocabulary, lambda: actions.rename_term(term, by=account_of(request), seen=seen, **given)[1])


@_EDIT
@require_POST
def term_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Retire a word, or bring a retired one back (retired=no): what is wanted is said, so that pressing twice does not turn it round."""
    term = get_object_or_404(Term, pk=pk)
    act = actions.bring_back_term if request.POST.get("retired") == "no" else actions.retire_term
    return _done(request, term.vocabulary, lambda: act(term, by=account_of(request))[1])


@_EDIT
@require_POST
def term_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one change of a word back."""
    revision = get_object_or_404(Revision, pk=pk, model=actions.KIND)
    term = get_object_or_404(Term, pk=revision.row)
    return _done(request, term.vocabulary, lambda: actions.undo_term(revision, by=account_of(request)), said=_("Taken back."))


def _done(request: HttpRequest, name: str, act: Callable[[], Revision | None], *, said: str = "") -> HttpResponse:
    """Act and lead back to the vocabulary, with a way to take it back or with the reason why nothing was done."""
    try:
        revision = act()
        if revision is not None:
            messages.success(request, said or _("Saved."), extra_tags=reverse("desk:term_undo", args=[revision.pk]))
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    except Conflict as conflict:
        said = {"theirs": " · ".join(conflict.theirs.values()), "yours": " · ".join(conflict.yours.values())}
        messages.warning(request, _("Somebody else renamed this meanwhile to “%(theirs)s”. Your “%(yours)s” was not saved: write it again if it is the better word.") % said)
    except NotUndoable:
        messages.warning(request, _("This cannot be taken back any more: the same was changed again later. Take the later change back first."))
    return redirect("desk:vocabulary", name)


vocabularies_patterns = [
    path("vocabularies/", vocabularies, name="vocabularies"),
    path("vocabularies/<str:name>/", vocabulary, name="vocabulary"),
    path("vocabularies/<str:name>/add/", vocabulary_add, name="vocabulary_add"),
    path("terms/<int:pk>/", term_rename, name="term_rename"),
    path("terms/<int:pk>/retire/", term_retire, name="term_retire"),
    path("terms/undo/<uuid:pk>/", term_undo, name="term_undo"),
]
