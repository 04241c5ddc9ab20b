"""What the page of assignments shows.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records import assigning
from bandi.foundation.records.models import Assignment
from bandi.foundation.vault.models import Compartment, Membership
from bandi.interfaces.desk.screens.vault import crumbs
from bandi.interfaces.desk.tables import KINDS

PAGE = 50


@dataclass(frozen=True)
class Line:
    """A record by its code, who works on it now, and who did."""

    pk: UUID
    code: str
    kind: str
    now: tuple[Assignment, ...]
    before: tuple[Assignment, ...]


def row_of(compartment: Compartment, pk: UUID) -> Any:
    """Return a record of the compartment, None for anything else."""
    return next((row for row in assigning.rows_of(compartment) if row.pk == pk), None)


def _kind_of(row: Any) -> str:
    return next((str(kind.one) for kind in KINDS.values() if kind.model is type(row)), str(row._meta.verbose_name))


def code_of(row: Any) -> str:
    """Return what a sealed record is called in the open: its code."""
    return str(row.record.label_en)


def assignments_page(compartment: Compartment, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the context: lines that match the code asked for, fifty to a page, those without anybody first."""
    words, number = asked.get("q", "").strip()[:80], asked.get("page", "")
    by_record: dict[UUID, list[Assignment]] = defaultdict(list)
    rows = [row for row in assigning.rows_of(compartment) if words.casefold() in code_of(row).casefold()]
    for one in Assignment.objects.filter(record__in=[row.pk for row in rows]).select_related("account").order_by("-since"):
        by_record[one.record_id].append(one)
    open_ones = set(Assignment.objects.now().filter(record__in=list(by_record)).values_list("pk", flat=True))
    lines = [
        Line(
            row.pk, code_of(row), _kind_of(row), tuple(one for one in by_record[row.pk] if one.pk in open_ones),
            tuple(one for one in by_record[row.pk] if one.pk not in open_ones),
        )
        for row in rows
    ]  # fmt: skip
    lines.sort(key=lambda line: bool(line.now))
    page = min(int(number), 10_000) if number.isdecimal() and len(number) < 7 and int(number) > 0 else 1
    address = reverse("desk:assignments", args=[compartment.key])
    members = Membership.objects.now().filter(compartment=compartment).values("member")
    people = [one for one in Account.objects.filter(member__in=members, is_active=True).order_by("username") if one.may(Permission.RECORDS_READ)]

    def at(other: int) -> str:
        return f"{address}?{urlencode({'q': words, 'page': other})}"

    return {
        "compartment": compartment, "lines": lines[(page - 1) * PAGE : page * PAGE], "count": len(lines), "alone": sum(not line.now for line in lines), "people": people, "words": words,
        "older_url": at(page + 1) if len(lines) > page * PAGE else "", "newer_url": at(page - 1) if page > 1 else "",
        "crumbs": [*crumbs()[:1], {"label": str(compartment), "url": reverse("desk:compartment", args=[compartment.key])}, {"label": _("Assignments")}],
    }  # fmt: skip
