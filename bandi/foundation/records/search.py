"""Search over open records (placeholder until the index lands): nothing is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class SearchDocument:
    """What a record offers to search."""

    record_id: UUID
    kind: str
    title: str
    title_other: str = ""
    subtitle: str = ""
    body: str = ""
    on: date | None = None


def index(documents: Iterable[SearchDocument]) -> None:
    """Index `documents`."""


def forget(record_ids: Iterable[UUID]) -> None:
    """Forget records."""
