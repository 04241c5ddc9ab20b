"""What pages of records share: tabs of an area, crumbs, who can see a record.

May import: the foundation, Django.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.models import Handling
from bandi.interfaces.desk.addresses import address, list_url
from bandi.interfaces.desk.tables import of_area
from bandi.interfaces.desk.tables.description import ListOf

Piece = dict[str, Any]


def area_tabs(kind: ListOf) -> list[Piece]:
    """Return the lists of the kind's area as tabs; none where there is only one."""
    kinds = of_area(kind.area)
    if len(kinds) < 2:
        return []
    tabs = [{"label": other.title, "url": list_url(other.key), "is_current": other.key == kind.key} for other in kinds]
    if kind.area == "protected":
        return [*tabs, {"label": _("Search in what is sealed"), "url": address("desk:sealed_search"), "is_current": False}]
    return [*tabs, words_tab()] if kind.area == "report" else tabs


def words_tab(*, is_current: bool = False) -> Piece:
    """Return the tab that leads to the vocabularies, beside the lists of headings and pictures."""
    return {"label": _("Vocabularies"), "url": address("desk:vocabularies"), "is_current": is_current}


def crumbs_to(kind: ListOf, *further: tuple[str, str]) -> list[Piece]:
    """Return the way to a page: the list of its kind, then the given pairs of words and address."""
    way = [(str(kind.title), list_url(kind.key)), *further]
    return [{"label": label, "url": url} for label, url in way]


def visibility_of(handling: str, compartment: Any = None) -> Piece:
    """Return who can see a record, for the badge of its page. compartment: of a sealed record."""
    if compartment is not None:
        detail = _("Only members of this compartment, with their keys unlocked. Every reading is written down.")
        return {"level": "restricted", "label": str(compartment), "detail": detail}
    level, detail = {
        Handling.PROTECTED: ("restricted", _("Only people with the right to read protected records; never printed, never searched.")),
        Handling.INTERNAL: ("team", _("Everybody who reads records; not for print.")),
    }.get(Handling(handling), ("public", _("Everybody who reads records; may be printed.")))
    label = str(Handling(handling).label)
    return {"level": level, "label": label[:1].upper() + label[1:], "detail": detail}
