"""Requests and promises by counterpart: what we asked of whom, what is open, what was answered and how soon.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.interfaces.desk.addresses import url_of, with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Choice, Item
from bandi.interfaces.desk.screens.relationship import ask_item
from bandi.interfaces.desk.screens.year import asks_seen
from bandi.register.activities.models import Ask

MOST = 2_000


@dataclass(frozen=True)
class Counterpart:
    """One counterpart with what stands between us."""

    name: str
    url: str
    open: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class AsksPage:
    """What `desk/due/asks.html` shows."""

    counterparts: tuple[Counterpart, ...]
    chips: tuple[Choice, ...]
    count: int
    is_cut: bool


def asks_page(reader: Reader, data: QueryDict) -> AsksPage:
    """Return the page; `state` narrows to open, late or answered ones, or to promises."""
    waiting = Q(answered_on__isnull=True, answer="", answer_ko="")
    states = {
        "open": (_("still open"), waiting), "late": (_("late"), waiting & Q(due_on__lt=timezone.localdate())), "answered": (_("answered"), ~waiting),
        "asked": (_("requests of ours"), Q(direction=Ask.Direction.ASKED)), "promised": (_("promises to us"), Q(direction=Ask.Direction.PROMISED)),
    }  # fmt: skip
    state = data.get("state", "") if data.get("state", "") in states else ""
    visible = asks_seen(reader.account)
    rows = list((visible.filter(states[state][1]) if state else visible).select_related("activity", "organisation").order_by("-activity__starts_on", "order")[: MOST + 1])
    groups: dict[Any, list[Ask]] = {}
    for ask in rows[:MOST]:
        shown = ask.organisation if reader.sees(ask.organisation) else None
        groups.setdefault(shown or ask.counterpart, []).append(ask)
    url = reverse("desk:asks")
    chips = [Choice("", _("all"), url, not state)] + [Choice(key, words, with_state(url, {"state": key}), key == state) for key, (words, _q) in states.items()]
    found = [
        Counterpart(
            key if isinstance(key, str) else reader.name(key).text, "" if isinstance(key, str) else url_of(key), sum(ask.is_open for ask in asked),
            tuple(ask_item(ask, reader) for ask in asked),
        )
        for key, asked in groups.items()
    ]  # fmt: skip
    found.sort(key=lambda one: (-one.open, one.name))
    return AsksPage(tuple(found), tuple(chips), len(rows[:MOST]), len(rows) > MOST)
