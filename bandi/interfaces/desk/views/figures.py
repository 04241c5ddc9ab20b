"""The figures and their history."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.figures import figure_page, figures_page

_READ = needs(Permission.RECORDS_READ)


@_READ
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """All figures that may be published."""
    page = figures_page(Reader(account_of(request)))
    return render(request, "desk/figures/figures.html", {"page": page, "crumbs": [{"label": _("Figures")}]})


@_READ
@require_GET
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure, the numbers it answers, and what it said over time."""
    page = figure_page(key, Reader(account_of(request)))
    crumbs = [{"label": _("Figures"), "url": reverse("desk:figures")}, {"label": page.figure.label}]
    return render(request, "desk/figures/figure.html", {"page": page, "crumbs": crumbs})


figures_patterns = [
    path("figures/", figures, name="figures"),
    path("figures/<str:key>/", figure, name="figure"),
]
