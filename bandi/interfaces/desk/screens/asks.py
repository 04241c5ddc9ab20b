"""Requests and promises by counterpart: what we asked of whom, what is open, what was answered and how soon.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, Q, When
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.records.sight import BySight, sight_of
from bandi.foundation.reference.statements import GivenIds
from bandi.interfaces.desk.addresses import url_of, with_state
from bandi.interfaces.desk.paging import PAGE, number_of, pages_of, within
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Choice, Item
from bandi.interfaces.desk.screens.relationship import ask_item
from bandi.interfaces.desk.screens.remembering import remembered
from bandi.interfaces.desk.screens.year import asks_seen
from bandi.register.activities.models import Ask
from bandi.register.people.models import Organisation

MOST = 2_000


@dataclass(frozen=True)
class Counterpart:
    """One counterpart with what stands between us. open, count: of all of it; items: those of the page. is_continued: it began on the page before."""

    name: str
    url: str
    open: int
    count: int
    items: tuple[Item, ...]
    is_continued: bool


@dataclass(frozen=True)
class AsksPage:
    """What `desk/due/asks.html` shows."""

    counterparts: tuple[Counterpart, ...]
    chips: tuple[Choice, ...]
    count: int
    is_cut: bool
    pages: dict[str, Any] | None


class Gathered(NamedTuple):
    """A counterpart with the ids of what stands between us, in their order."""

    name: str
    url: str
    open: int
    ids: tuple[str, ...]


def asks_page(reader: Reader, data: QueryDict) -> AsksPage:
    """Return fifty lines; `state` narrows to open, late or answered ones, or to promises."""
    state = data.get("state", "") if data.get("state", "") in STATES else ""
    key = f"asks:{state}:{reader.language}:{sight_of(reader.account)}:{timezone.localdate()}"
    gathered, is_cut = remembered(key, lambda: _gathered(state, reader))
    count = sum(len(one.ids) for one in gathered)
    page = within(number_of(data.get("page", "")), count)
    url = reverse("desk:asks")
    chips = [Choice("", _("all"), url, not state)] + [Choice(one, str(words), with_state(url, {"state": one}), one == state) for one, words in STATES.items()]
    pages = pages_of(page, count, lambda number: with_state(url, {"state": state, "page": str(number) if number > 1 else ""}), is_cut=is_cut)
    return AsksPage(tuple(_shown(gathered, page, reader)), tuple(chips), count, is_cut, pages)


def _gathered(state: str, reader: Reader) -> tuple[list[Gathered], bool]:
    """Return the counterparts, those with the most open first, and whether there are more requests than were looked at."""
    visible = asks_seen(reader.account)
    rows = (visible.filter(_narrowed(state)) if state else visible).annotate(waits=Case(When(_waiting(), then=True), default=False, output_field=BooleanField()))
    found = list(rows.order_by("-activity__starts_on", "order").values_list("pk", "organisation", "counterpart", "waits")[: MOST + 1])
    named = {one.pk: one for one in Organisation.objects.visible_to(reader.account).filter(pk__in={row[1] for row in found[:MOST]})}
    groups: dict[Any, list[tuple[str, bool]]] = {}
    for pk, organisation, counterpart, waits in found[:MOST]:
        groups.setdefault(named.get(organisation) or counterpart, []).append((pk.hex, waits))
    gathered = [
        Gathered(
            one if isinstance(one, str) else reader.name(one).text, "" if isinstance(one, str) else url_of(one), sum(waits for _pk, waits in asked), tuple(pk for pk, _waits in asked)
        )
        for one, asked in groups.items()
    ]  # fmt: skip
    return sorted(gathered, key=lambda one: (-one.open, one.name)), len(found) > MOST


def _shown(gathered: list[Gathered], page: int, reader: Reader) -> Iterator[Counterpart]:
    """Yield the counterparts of a page with its lines. What somebody may see of them is asked again here."""
    first, last, place = (page - 1) * PAGE, page * PAGE, 0
    parts = []
    for one in gathered:
        start, end = max(first - place, 0), min(last - place, len(one.ids))
        if start < end:
            parts.append((one, one.ids[start:end], start > 0))
        place += len(one.ids)
    asks = {ask.pk.hex: ask for ask in _ASKS.all(reader.account, ids=[UUID(key) for _one, keys, _is in parts for key in keys])}
    for one, keys, is_continued in parts:
        items = tuple(ask_item(asks[key], reader) for key in keys if key in asks)
        yield Counterpart(one.name, one.url, one.open, len(one.ids), items, is_continued)


STATES = {"open": _lazy("still open"), "late": _lazy("late"), "answered": _lazy("answered"), "asked": _lazy("requests of ours"), "promised": _lazy("promises to us")}


def _waiting() -> Q:
    return Q(answered_on__isnull=True, answer="", answer_ko="")


def _narrowed(state: str) -> Q:
    if state in ("asked", "promised"):
        return Q(direction=Ask.Direction.ASKED if state == "asked" else Ask.Direction.PROMISED)
    if state == "late":
        return _waiting() & Q(due_on__lt=timezone.localdate())
    return _waiting() if state == "open" else ~_waiting()


_ASKS: BySight[Ask] = BySight(lambda sight: asks_seen(sight).filter(pk__in=GivenIds("ids")).select_related("activity").order_by())  # type: ignore[arg-type]
