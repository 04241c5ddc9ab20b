"""Where things stand on the desk: the address of a record, of a list, of what was asked for by its id.

A page of another room may not exist yet; then there is no link.
Patterns never change while the process lives, so an address is worked out once; of a record only its id is put in anew.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from bandi.foundation.records.models import RecordBase

ELSEWHERE = {"claims.claim": "desk:claim", "publishing.edition": "desk:report_edition"}


STAND_IN = UUID(int=0)


def address(name: str, *args: Any) -> str:
    """Return the address of a page, empty when there is no such page."""
    try:
        return _known(get_script_prefix(), name, *args)
    except NoReverseMatch:
        return ""


def list_url(key: str) -> str:
    """Return the address of the list of a kind, by the kind's key."""
    return _known(get_script_prefix(), "desk:record_list", key)


def record_url(key: str, pk: UUID | str) -> str:
    """Return the address of a record's page by the key of its kind and its id."""
    return page_url("desk:record", pk, key)


def page_url(name: str, pk: UUID | str, *before: Any) -> str:
    """Return the address of a page of one record, whose id comes after `before` among the arguments."""
    head, tail = _around(get_script_prefix(), name, before, ())
    return f"{head}{pk}{tail}"


def page_within(name: str, before: Any, pk: UUID | str, *after: Any) -> str:
    """Return the address of a page of one record, whose id stands between `before` and `after` among the arguments."""
    head, tail = _around(get_script_prefix(), name, (before,), after)
    return f"{head}{pk}{tail}"


def url_of(row: RecordBase) -> str:
    """Return the address of a record's page."""
    return url_of_kind(type(row)._meta.label_lower, row.pk)


def url_of_kind(label: str, pk: UUID | str) -> str:
    """Return the address of a record by the label of its model ("activities.activity") and its id."""
    from bandi.interfaces.desk.tables import key_of

    key = key_of(label)
    if key:
        return record_url(key, pk)
    return page_url(ELSEWHERE[label], pk) if label in ELSEWHERE else ""


@lru_cache(maxsize=1024)
def _known(prefix: str, name: str, *args: Any) -> str:
    """Return an address. prefix: where the desk is mounted, so that another mounting is worked out anew."""
    return reverse(name, args=args)


@lru_cache(maxsize=512)
def _around(prefix: str, name: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[str, str]:
    """Return what stands before and after the id in an address."""
    head, _id, tail = reverse(name, args=[*before, STAND_IN, *after]).partition(str(STAND_IN))
    return head, tail


def with_state(url: str, state: dict[str, str]) -> str:
    """Return an address with the filled entries of `state` as its query."""
    query = urlencode({name: value for name, value in state.items() if value})
    return f"{url}?{query}" if query else url


def next_or(request: HttpRequest, fallback: str) -> str:
    """Return where a form says to go on, if that is the path of a page of ours; otherwise `fallback`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and target.startswith("/") else fallback
