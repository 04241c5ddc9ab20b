"""Taking clippings in: whose outlet it is, whether it stands in the list already, whether another outlet printed it first.

May import: the foundation, people, this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.records import editing
from bandi.foundation.reference.writing import has_hangul
from bandi.register.people.intake.matching import folded
from bandi.register.people.models import Alias, Organisation
from bandi.work.advocacy.clippings import Clipping
from bandi.work.advocacy.intake.media import headline_key
from bandi.work.advocacy.models import MediaItem

_REPRINT_DAYS = 3
_LEAST_KEY = 15  # letters and digits of a headline below which two alike are no reprint


@dataclass(frozen=True)
class Judged:
    """A clipping beside what the house knows: its outlet, the same item listed already, the item it reprints, whether it names us."""

    clipping: Clipping
    outlet: Organisation | None = None
    same: MediaItem | None = None
    reprint_of: MediaItem | None = None
    names_us: bool = False


def judged(clippings: Sequence[Clipping]) -> list[Judged]:
    """Return clippings beside what the house knows of them, in a constant number of queries."""
    outlets = _outlets()
    days = [one.on for one in clippings if one.on]
    near: list[MediaItem] = []
    if days:
        span = (min(days) - timedelta(days=_REPRINT_DAYS), max(days) + timedelta(days=_REPRINT_DAYS))
        near = list(MediaItem.objects.in_use().filter(published_on__range=span).select_related("outlet").order_by("published_on", "order"))
    own = _own_names()
    by_key: dict[str, list[MediaItem]] = {}
    for item in near:
        by_key.setdefault(headline_key(item.headline_en or item.headline_ko), []).append(item)
    return [_judge(one, outlets, by_key, own) for one in clippings]


def _judge(one: Clipping, outlets: dict[str, Organisation], by_key: dict[str, list[MediaItem]], own: list[str]) -> Judged:
    outlet = outlets.get(folded(one.outlet)) if one.outlet else None
    key = headline_key(one.headline)
    alike = [item for item in by_key.get(key, []) if one.on and abs((item.published_on - one.on).days) <= _REPRINT_DAYS] if key else []
    same = next((item for item in alike if outlet and item.outlet_id == outlet.pk and item.published_on == one.on), None)
    first = next((item for item in alike if item is not same and not item.copy_of_id), None) if len(key) >= _LEAST_KEY and same is None else None
    words = f"{one.headline}\n{one.excerpt}".casefold()
    return Judged(one, outlet, same, first, any(name in words for name in own))


def _outlets() -> dict[str, Organisation]:
    """Return the outlets by all their spellings; a spelling that two share means neither."""
    rows = {row.pk: row for row in Organisation.objects.in_use().filter(is_outlet=True)}
    names = [(name, row) for row in rows.values() for name in (row.name_en, row.name_ko, row.abbreviation) if name]
    names += [(name, rows[pk]) for name, pk in Alias.objects.filter(record__in=rows).values_list("name", "record")]
    found: dict[str, Organisation] = {}
    shared: set[str] = set()
    for name, row in names:
        key = folded(name)
        if found.setdefault(key, row).pk != row.pk:
            shared.add(key)
    return {key: row for key, row in found.items() if key and key not in shared}


def _own_names() -> list[str]:
    rows = Organisation.objects.in_use().filter(is_own=True)
    names = {name for row in rows for name in (row.name_en, row.name_ko, row.abbreviation) if len(name) > 2}
    names |= {name for name in Alias.objects.filter(record__in=rows.values("pk")).values_list("name", flat=True) if len(name) > 2}
    return sorted(name.casefold() for name in names)


@transaction.atomic
def take_clippings(*, clippings: Iterable[Clipping], by: Account | None) -> list[MediaItem]:
    """Take clippings into the list and return them; one that stands there already is left out. A new outlet is made.

    Raises: NotPermitted; ValidationError for a clipping without a day, a headline or an outlet: then none is taken.
    """
    require(by, Permission.RECORDS_EDIT)
    made: list[MediaItem] = []
    for one in clippings:
        if not (one.headline.strip() and one.outlet.strip() and one.on):
            raise ValidationError(_("Each item needs a day, an outlet and a headline. Fill them in, or leave the item out."))
        found = judged([one])[0]
        if found.same is not None:
            continue
        made.append(_take(found, one.on, by))
    return made


def _take(found: Judged, on: date, by: Account | None) -> MediaItem:
    one = found.clipping
    korean = has_hangul(one.headline)
    outlet = found.outlet
    if outlet is None:
        name = "name_ko" if has_hangul(one.outlet) else "name_en"
        known = Organisation.objects.in_use().filter(Q(name_en__iexact=one.outlet) | Q(name_ko__iexact=one.outlet)).first()
        outlet = known or editing.create(Organisation, by=by, is_outlet=True, **{name: one.outlet})
    values: dict[str, Any] = {
        "published_on": on, "outlet": outlet, "outlet_text": one.outlet, "address": one.address, "excerpt": one.excerpt, "language": "ko" if korean else "en",
        "headline_ko" if korean else "headline_en": one.headline, "copy_of": found.reprint_of,
        "naming": MediaItem.Naming.NAMES_US if found.names_us else "",
    }  # fmt: skip
    return editing.create(MediaItem, by=by, **values)
