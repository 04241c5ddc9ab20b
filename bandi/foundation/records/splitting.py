"""Taking a JSON object apart: one row for each item of its lists, so that each is loaded, kept and refused by itself.

May import: the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from bandi.foundation.records.rows import Row

if TYPE_CHECKING:
    from bandi.foundation.records.intake import Folder

Named = Callable[[Row], str]


def slug(*words: str) -> str:
    """Return a short stable word made of `words` in any script ("seoul-2024"); "untitled" when nothing is left."""
    return slugify(" ".join(words), allow_unicode=True)[:120] or "untitled"


def items(key: str, named: Named) -> Callable[[Folder, list[Row]], list[Row]]:
    """Return a `prepare` that makes a row of each object in the list under `key`; `named` says what it is called.

    Items of the same name are told apart by their place: "award", "award-2".
    """

    def prepare(folder: Folder, rows: list[Row]) -> list[Row]:
        found: list[Row] = []
        used: dict[str, int] = {}
        for row in rows:
            for number, values in enumerate(row.objects(key), start=1):
                item = Row(row.file, number, "", {**values, "order": number})
                name = slug(named(item))
                used[name] = used.get(name, 0) + 1
                ref = name if used[name] == 1 else f"{name}-{used[name]}"
                found.append(Row(row.file, number, ref, item.values))
        return found

    return prepare


def picked(*keys: str) -> Callable[[Folder, list[Row]], list[Row]]:
    """Return a `prepare` that keeps only `keys` (and their twins) of an object, so that it changes only when they do."""

    def prepare(folder: Folder, rows: list[Row]) -> list[Row]:
        return [Row(row.file, row.number, row.ref, _only(row.values, keys)) for row in rows]

    return prepare


def _only(values: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name.removesuffix("_ko") in keys or name in keys}
