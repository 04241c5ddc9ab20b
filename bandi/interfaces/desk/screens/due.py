"""What is due, as a page: late, soon, next, later; narrowed by kind, mechanism and who sees to it. And the keys of the calendar feed.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from bandi.foundation.records.due import Due, Kind, Nearness, Window, due
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_day
from bandi.interfaces.desk.addresses import url_of_kind, with_state
from bandi.interfaces.desk.reading import Reader, as_id
from bandi.interfaces.desk.screens.pieces import Choice, Item
from bandi.work.advocacy.icalendar import Day
from bandi.work.advocacy.models import CalendarKey, Mechanism

FEED_PAST_DAYS = 30
KINDS = {
    Kind.DEADLINE: _lazy("deadline"), Kind.ASKED: _lazy("request of ours"), Kind.PROMISED: _lazy("promise to us"), Kind.SIGNATURE: _lazy("signature"),
    Kind.ANSWER: _lazy("answer we wait for"), Kind.TASK: _lazy("task"), Kind.SESSION: _lazy("session"), Kind.REPORTING: _lazy("report to a funder"),
    Kind.CONSENT: _lazy("consent to be renewed"), Kind.WITHDRAWN: _lazy("everything was withdrawn: see to this consent"),
    Kind.CALL: _lazy("call for volunteers closes"), Kind.SHIFT: _lazy("shift of volunteers"),
}  # fmt: skip
ICONS = {Kind.CONSENT: "check", Kind.WITHDRAWN: "warning", Kind.SESSION: "calendar", Kind.TASK: "check", Kind.SIGNATURE: "edit", Kind.REPORTING: "money",
         Kind.CALL: "people", Kind.SHIFT: "calendar"}  # fmt: skip
GROUPS = {
    Nearness.LATE: _lazy("Late"), Nearness.SOON: _lazy("Soon"), Nearness.NEXT: _lazy("Next"), Nearness.LATER: _lazy("Later"),
}  # fmt: skip


@dataclass(frozen=True)
class Key:
    """A key of the feed as its owner sees it."""

    name: str
    made: str
    read: str
    revoke_url: str


@dataclass(frozen=True)
class DuePage:
    """What `desk/due/due.html` shows. groups: nearness, its words, its lines; selects: as `parts/filter_bar.html` draws them."""

    groups: tuple[tuple[str, str, tuple[Item, ...]], ...]
    selects: tuple[dict[str, Any], ...]
    chips: tuple[Choice, ...]
    count: int
    is_narrowed: bool
    keys: tuple[Key, ...]
    new_url: str
    secret_url: str = ""


@dataclass(frozen=True)
class Asked:
    """What an address asks of the page."""

    near: str = ""
    kind: str = ""
    mechanism: UUID | None = None
    owner: UUID | None = None

    @classmethod
    def of(cls, data: QueryDict) -> Asked:
        """Return what a query asks; what is unknown in it is ignored."""
        near, kind = data.get("near", ""), data.get("kind", "")
        return cls(
            near if near in set(Nearness) else "", kind if kind in set(Kind) else "", as_id(data.get("mechanism", "")), as_id(data.get("owner", ""))
        )

    def fits(self, line: Due) -> bool:
        """Whether a line is asked for, however near it is."""
        return (
            (not self.kind or line.kind == self.kind) and (not self.mechanism or line.mechanism == self.mechanism)
            and (not self.owner or line.owner == self.owner)
        )  # fmt: skip

    def state(self, **changed: str) -> dict[str, str]:
        """Return the query of this state with some of it changed."""
        asked = {"near": self.near, "kind": self.kind, "mechanism": str(self.mechanism or ""), "owner": str(self.owner or "")}
        return {**asked, **changed}


def due_page(reader: Reader, asked: Asked, *, secret_url: str = "") -> DuePage:
    """Return the page."""
    today = timezone.localdate()
    lines = due(Window(reader.account, today))
    fitting = [line for line in lines if asked.fits(line)]
    by_near = {near: [line for line in fitting if line.nearness(today) == near] for near in Nearness}
    shown = [near for near in Nearness if not asked.near or near == asked.near]
    url = reverse("desk:due")
    chips = [Choice("", _("all"), with_state(url, asked.state(near="")), not asked.near, str(len(fitting)))]
    chips += [Choice(near, str(GROUPS[near]), with_state(url, asked.state(near=near)), asked.near == near, str(len(by_near[near]))) for near in Nearness]
    return DuePage(
        groups=tuple((near.value, str(GROUPS[near]), tuple(item_of(line, reader, today) for line in by_near[near])) for near in shown if by_near[near]),
        selects=tuple(_selects(lines, asked, reader)), chips=tuple(chips), count=len(fitting), is_narrowed=asked != Asked(),
        keys=tuple(_keys(reader)), new_url=reverse("desk:record_new", args=["deadlines"]) if reader.edits else "", secret_url=secret_url,
    )  # fmt: skip


def item_of(line: Due, reader: Reader, today: date) -> Item:
    """Return a line as it is shown: what, of whom, when and how late."""
    about, owner = reader.phrase(line.about).text, reader.phrase(line.owner_name).text
    parts = [str(KINDS[line.kind]), about, _("with %(name)s") % {"name": owner} if owner else ""]
    if line.is_estimate:
        parts.append(_("day not confirmed"))
    return Item(
        reader.phrase(line.what).text or about or str(KINDS[line.kind]), url_of_kind(line.model, line.record),
        sub=" · ".join(part for part in parts if part), icon=ICONS.get(line.kind, "due"), at=f"{write_day(line.on, reader.language)} · {_distance(line.on, today)}",
    )  # fmt: skip


def _distance(on: date, today: date) -> str:
    days = (on - today).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def _selects(lines: list[Due], asked: Asked, reader: Reader) -> Iterable[dict[str, Any]]:
    kinds = [(str(kind), str(KINDS[kind])) for kind in Kind if any(line.kind == kind for line in lines)]
    yield _select("kind", _("Kind"), asked.kind, kinds)
    names = {line.mechanism: line for line in lines if line.mechanism}
    rows = Mechanism.objects.visible_to(reader.account).filter(pk__in=names).order_by("name_en")
    yield _select("mechanism", _("Mechanism"), str(asked.mechanism or ""), [(str(row.pk), reader.name(row).text) for row in rows])
    owners = {str(line.owner): reader.phrase(line.owner_name).text for line in lines if line.owner and reader.phrase(line.owner_name).text}
    yield _select("owner", _("Who sees to it"), str(asked.owner or ""), sorted(owners.items(), key=lambda pair: pair[1]))


def _select(name: str, label: str, value: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    first = {"value": "", "label": _("%(filter)s: all") % {"filter": label}}
    return {"name": name, "label": label, "value": value, "options": [first, *({"value": key, "label": words} for key, words in options)]}


def _keys(reader: Reader) -> Iterable[Key]:
    for key in CalendarKey.objects.filter(account=reader.account, revoked_at__isnull=True):
        yield Key(
            key.name or _("calendar"), write_day(timezone.localtime(key.made_at).date(), reader.language),
            write_day(key.read_on, reader.language) if key.read_on else "", reverse("desk:calendar_key_revoke", args=[key.pk]),
        )  # fmt: skip


def days_of(key: CalendarKey) -> list[Day]:
    """Return the entries of a feed: what is due, of open records only. No text of a record but its title leaves the house."""
    language: Language = "en" if key.language == "en" else "ko"
    today = timezone.localdate()
    found = []
    for line in due(Window(key.account, today)):
        if not line.is_open or line.on < today - timedelta(days=FEED_PAST_DAYS):
            continue
        told = line.about if line.kind in (Kind.ASKED, Kind.PROMISED, Kind.TASK) else line.what
        kind = str(KINDS[line.kind])
        words = str(told.in_language(language)) or kind
        found.append(
            Day(
                f"{line.kind}-{line.record}-{line.on:%Y%m%d}", line.on, f"{kind}: {words}" + (f" ({_('day not confirmed')})" if line.is_estimate else ""),
                line.until, category=kind,
            )
        )  # fmt: skip
    return found
