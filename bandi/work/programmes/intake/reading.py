"""What the files of this package have in common: titles in two languages, times of day, rows gathered by their owner.

May import: records.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder
from bandi.foundation.records.rows import Row, RowProblem


def named(row: Row, name: str = "title") -> dict[str, str]:
    """Return a title in both languages; one of them must be there."""
    english, korean = row.text(name, limit=300), row.text(f"{name}_ko", limit=300)
    if not korean:
        row.needed(name)
    return {f"{name}_en": english, f"{name}_ko": korean}


def time_of(row: Row, name: str) -> time | None:
    """Return a time of day such as 09:30, or None. Raises: RowProblem."""
    text = row.text(name)
    try:
        return time.fromisoformat(text.zfill(5)) if text else None
    except ValueError:
        raise RowProblem(_("“%(name)s” should be a time such as 09:30, not “%(value)s”") % {"name": name, "value": text[:20]}) from None


def gathered_by(owner: str) -> Callable[[Folder, list[Row]], list[Row]]:
    """Return what gathers the rows of each owner into one, so that they are brought to what the file holds together."""

    def gather(folder: Folder, rows: list[Row]) -> list[Row]:
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row.text(owner), []).append(row)
        return [group[0].renamed(ref, rows=[one.values for one in group]) for ref, group in found.items()]

    return gather
