"""Markup in every text an office holds stays a text on every page, asked in one language or the other.

Against whom: whoever can write into a record, a vocabulary, a name of a role, a text of the report, and wants a colleague's browser to act. What is drawn in
Python escapes for itself, so each page is read here as a browser reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import CharField, TextField, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from bandi.foundation.access.models import Account
from bandi.interfaces.desk.tables import KINDS
from bandi.publishing.models import Edition
from bandi.register.claims.models import Claim

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOSTILE = """'"><evil a="1" onevil=x>&amp;<script>evil()</script>{{ 7 }}"""
ROOMS = ("records", "reference", "people", "activities", "claims", "advocacy", "programmes", "funding", "publishing", "access")
CODED = {"ref", "key", "vocabulary", "kind", "model", "username", "password", "language", "roles", "state", "digest", "currency", "section", "session_hash", "module", "purpose", "audience"}
"""Texts that the code reads and nobody writes freely, beside those with choices and those that are the key of a term or a date."""


def hostile_fields(model: type[models.Model]) -> list[str]:
    kinds = [kind for kind in KINDS.values() if kind.model is model]
    read = CODED | {name for kind in kinds for name in (*kind.words, *(one for date in kind.dates for one in (date.name, date.precision)))}
    return [
        one.name for one in model._meta.concrete_fields
        if type(one) in (CharField, TextField) and not (one.choices or one.unique or one.name in read) and (one.max_length or 999) >= 100
    ]  # fmt: skip


def make_hostile() -> set[str]:
    """Append markup to every free text of the house, and return the fields that hold it now."""
    held = set()
    for model in apps.get_models():
        names = hostile_fields(model) if model._meta.app_label in ROOMS else []
        for name in names:
            if model._base_manager.exclude(**{name: ""}).update(**{name: Concat(name, Value(HOSTILE))}):
                held.add(f"{model._meta.label_lower}.{name}")
    return held


class Browser(HTMLParser):
    """Reads a page and remembers what stands in it that no template of ours wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.texts = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found += [f"<{tag}>"] if tag == "evil" else []
        self.found += [f"{tag} {name}" for name, _value in attrs if "evil" in name]
        self._script = tag == "script" and not dict(attrs).get("src")
        self.texts += sum("<evil" in (value or "") for _name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.found += ["script"] if getattr(self, "_script", False) and data.startswith("evil()") else []
        self.texts += "<evil" in data


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{prefix}{pattern.name}"


def addresses() -> Iterator[str]:
    for name in dict.fromkeys(names()):
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue
    for key, kind in KINDS.items():
        yield from (reverse(f"desk:{name}", args=[key]) for name in ("record_list", "record_new", "record_filters", "record_take"))
        yield f"{reverse('desk:record_list', args=[key])}?q=evil"
        for pk in kind.model._base_manager.values_list("pk", flat=True)[:2]:
            yield from (reverse(f"desk:{name}", args=[key, pk]) for name in ("record", "record_edit", "record_history"))
            if key in ("organisations", "people", "outlets"):
                yield reverse("desk:relationship", args=[key, pk])
    yield from (reverse("desk:calendar_year", args=[2024]), *(reverse("desk:calendar_month", args=[2024, month]) for month in (3, 5, 8)), reverse("desk:calendar_day", args=[2024, 5, 9]))
    yield from (f"{reverse('desk:home')}?year=2024", f"{reverse('desk:claims')}?year=2024", f"{reverse('desk:claims_findings')}?year=2024", f"{reverse('desk:palette')}?q=evil", f"{reverse('desk:search')}?q=evil")
    yield from (reverse("desk:claim", args=[pk]) for pk in Claim.objects.values_list("pk", flat=True)[:3])
    for edition in Edition.objects.all()[:2]:
        yield from (reverse(f"desk:{name}", args=[edition.pk]) for name in ("report_edition", "report_read", "report_check", "report_cover"))
        yield from (reverse("desk:report_section", args=[edition.pk, one.pk]) for one in edition.sections.exclude(body="")[:2])


def test_markup_in_every_text_stays_a_text_on_every_page(sample_year: None, ada: Account) -> None:
    held = make_hostile()
    clients = [Client(headers={"accept-language": language}) for language in ("en", "ko")]
    for client in clients:
        client.force_login(ada)
    wrong, shown, asked = [], 0, 0

    for number, address in enumerate(addresses()):
        answer = clients[number % 2].get(address)
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            continue
        page = Browser()
        page.feed(answer.content.decode())
        asked, shown = asked + 1, shown + bool(page.texts)
        wrong += [f"{address}: {one}" for one in page.found[:2]]

    assert wrong == []
    assert asked > 150 and shown > 80 and len(held) > 60, (asked, shown, sorted(held))
