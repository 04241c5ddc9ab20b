"""Every figure has a page with its definition in both languages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.records.figures import all_figures

pytestmark = pytest.mark.django_db


def test_every_figure_is_listed_with_both_helps(ben: Account) -> None:
    client = Client()
    client.force_login(ben)

    page = client.get(reverse("desk:figures")).content.decode()

    for figure in all_figures():
        assert reverse("desk:figure", args=[figure.key]) in page
        assert figure.label_ko in page


def test_a_figure_tells_what_it_counts(ben: Account) -> None:
    client = Client()
    client.force_login(ben)
    figure = next(iter(all_figures()))

    page = client.get(reverse("desk:figure", args=[figure.key])).content.decode()

    assert figure.key in page and figure.label_en in page and figure.label_ko in page


def test_a_figure_that_does_not_exist_is_not_found(ben: Account) -> None:
    client = Client()
    client.force_login(ben)

    assert client.get(reverse("desk:figure", args=["lanterns.lit"])).status_code == 404
