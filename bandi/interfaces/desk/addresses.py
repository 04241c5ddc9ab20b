"""Where things stand on the desk: the address of a record, of a list, of what was asked for by its id.

A page of another room may not exist yet; then there is no link.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from bandi.foundation.records.models import RecordBase

ELSEWHERE = {"claims.claim": "desk:claim", "publishing.edition": "desk:report_edition"}


def address(name: str, *args: Any) -> str:
    """Return the address of a page, empty when there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def url_of(row: RecordBase) -> str:
    """Return the address of a record's page."""
    return url_of_kind(type(row)._meta.label_lower, row.pk)


def url_of_kind(label: str, pk: UUID | str) -> str:
    """Return the address of a record by the label of its model ("activities.activity") and its id."""
    from bandi.interfaces.desk.tables import key_of

    key = key_of(label)
    if key:
        return reverse("desk:record", args=[key, pk])
    return address(ELSEWHERE[label], pk) if label in ELSEWHERE else ""


def with_state(url: str, state: dict[str, str]) -> str:
    """Return an address with the filled entries of `state` as its query."""
    query = urlencode({name: value for name, value in state.items() if value})
    return f"{url}?{query}" if query else url


def next_or(request: HttpRequest, fallback: str) -> str:
    """Return where a form says to go on, if that is a page of ours; otherwise `fallback`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else fallback


def label_of(model: type[models.Model]) -> str:
    """Return the label under which the journal knows a model."""
    return model._meta.label_lower
