"""The pages of anything long: which one is shown, and the way to the others.

May import: Django and the foundation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.reference.writing import write_number

PAGE = 50


def number_of(asked: str) -> int:
    """Return the page that an address asks for, the first where it asks for none."""
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def within(page: int, count: int, size: int = PAGE) -> int:
    """Return the page asked for, or the last there is."""
    return max(1, min(page, -(-count // size)))


def pages_of(page: int, count: int, address: Callable[[int], str], *, size: int = PAGE, is_cut: bool = False) -> dict[str, Any] | None:
    """Return the context of `parts/pagination.html`, None where everything stands on one page.

    address: the address of a page by its number. is_cut: there may be more than `count`.
    """
    last = -(-count // size)
    if last <= 1:
        return None
    near = sorted({1, 2, page - 1, page, page + 1, last} & set(range(1, last + 1)))
    links: list[dict[str, Any]] = []
    for number, before in zip(near, [0, *near[:-1]], strict=True):
        if number - before > 1:
            links.append({"is_gap": True})
        links.append({"number": number, "url": address(number), "is_current": number == page})
    shown = {"first": write_number((page - 1) * size + 1), "last": write_number(min(page * size, count)), "count": write_number(count)}
    label = _("%(first)s–%(last)s of more than %(count)s") if is_cut else _("%(first)s–%(last)s of %(count)s")
    return {
        "label": label % shown, "links": links,
        "previous_url": address(page - 1) if page > 1 else "", "next_url": address(page + 1) if page < last else "",
    }  # fmt: skip
