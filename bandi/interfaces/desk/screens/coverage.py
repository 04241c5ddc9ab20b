"""The media of a year, counted; and clippings looked over before they are taken in.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.reference.models import Term
from bandi.foundation.reference.writing import month_name, write_number, write_span
from bandi.interfaces.desk.addresses import url_of, with_state
from bandi.interfaces.desk.filters import years_of
from bandi.interfaces.desk.panels import Panel, offer_panel
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Choice, Item, Tile
from bandi.register.activities.models import Activity
from bandi.register.people.models import Organisation
from bandi.work.advocacy.actions.media import Judged
from bandi.work.advocacy.clippings import Clipping
from bandi.work.advocacy.coverage import coverage_of
from bandi.work.advocacy.models import MediaItem

SHOWN = 60


@dataclass(frozen=True)
class CoveragePage:
    """What `desk/coverage/counts.html` shows. tables: title, lines of what was counted."""

    year: int
    years: tuple[Choice, ...]
    tiles: tuple[Tile, ...]
    tables: tuple[tuple[str, tuple[Item, ...]], ...]


@dataclass(frozen=True)
class Offered:
    """One clipping on the page before it is taken in; number: its place in the form."""

    number: int
    headline: str
    outlet: str
    on: str
    address: str
    excerpt: str
    told: tuple[str, ...]
    is_chosen: bool


def coverage_page(reader: Reader, asked: str) -> CoveragePage:
    """Return the counts of a year: the asked one, otherwise the newest with an item."""
    years = years_of(MediaItem, "published_on")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and 1000 <= int(asked) <= 9998 else (years[0] if years else 2000)
    found = coverage_of(year, reader.account)
    listed = {str(row.pk): reader.name(row).text for row in Organisation.objects.visible_to(reader.account).filter(pk__in=found.outlets)}
    terms = {str(term.pk): (reader.term_of(term), term.key) for term in Term.objects.filter(pk__in=[key for key in found.topics if key])}
    languages = {"ko": _("Korean"), "en": _("English")}
    return CoveragePage(
        year=year, years=tuple(Choice(str(one), str(one), f"?year={one}", one == year) for one in sorted(years[:5])), tiles=tuple(_tiles(found)),
        tables=(
            (_("By outlet"), _lines(found.outlets, lambda key: listed.get(key, _("not shown")), lambda key: _list(year, outlet=key) if key in listed else "")),
            (_("By month"), tuple(_line(month_name(month, reader.language), found.months[month], _list(year, month=str(month))) for month in range(1, 13) if found.months[month])),
            (_("By topic"), _lines(found.topics, lambda key: terms[key][0] if key in terms else _("no topic chosen"), lambda key: _list(year, topic=terms[key][1]) if key in terms else _list(year))),
            (_("By language"), _lines(found.languages, lambda key: str(languages.get(key, key)), lambda key: _list(year))),
        ),
    )  # fmt: skip


def _list(year: int, **asked: str) -> str:
    return with_state(reverse("desk:record_list", args=["media"]), {"year": str(year), **asked})


def _lines(counts: Counter[str], name: Any, url: Any) -> tuple[Item, ...]:
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], name(pair[0])))[:SHOWN]
    return tuple(_line(name(key), count, url(key)) for key, count in rows)


def _line(label: str, count: int, url: str) -> Item:
    return Item(label, url, at=write_number(count))


def _tiles(found: Any) -> Iterable[Tile]:
    twice = ngettext("%(count)s is listed twice", "%(count)s are listed twice", found.listed_twice) % {"count": found.listed_twice}
    yield Tile(_("Media items"), write_number(found.items), _list(found.year), note=twice if found.listed_twice else "")
    yield Tile(_("Stories"), write_number(found.stories), note=_("reprints left out"))
    yield Tile(_("Outlets"), write_number(len(found.outlets)))
    unlooked = ngettext("%(count)s nobody looked at", "%(count)s nobody looked at", found.unlooked) % {"count": found.unlooked}
    yield Tile(_("Name us"), write_number(found.names_us), _list(found.year, naming="names_us"), note=unlooked if found.unlooked else "")
    yield Tile(_("About our topic"), write_number(found.about_topic), _list(found.year, naming="topic"))
    yield Tile(_("Linked to our work"), write_number(found.linked), _list(found.year, linked="yes"))


def offered(rows: list[Judged], reader: Reader) -> list[Offered]:
    """Return clippings as the page shows them; what stands in the list already is not chosen."""
    return [
        Offered(
            number, row.clipping.headline, reader.name(row.outlet).text if row.outlet else row.clipping.outlet, row.clipping.on.isoformat() if row.clipping.on else "",
            row.clipping.address, row.clipping.excerpt, tuple(_told(row, reader)), row.same is None,
        )
        for number, row in enumerate(rows)
    ]  # fmt: skip


def _told(row: Judged, reader: Reader) -> Iterable[str]:
    if row.same is not None:
        yield _("stands in the list already")
    if row.reprint_of is not None:
        yield _("reprint of %(outlet)s") % {"outlet": reader.name(row.reprint_of.outlet).text}
    if row.names_us:
        yield _("names us")
    if row.outlet is None:
        yield _("a new outlet") if row.clipping.outlet else _("outlet not told")


def chosen(data: QueryDict) -> list[Clipping]:
    """Return the clippings that a person chose, as she corrected them."""
    numbers = sorted({int(value) for value in data.getlist("take") if value.isdecimal() and len(value) < 5})
    return [
        Clipping(
            data.get(f"headline-{number}", "").strip()[:600], data.get(f"outlet-{number}", "").strip()[:200], _day(data.get(f"on-{number}", "")),
            data.get(f"address-{number}", "").strip()[:600], data.get(f"excerpt-{number}", "").strip()[:1000],
        )
        for number in numbers
    ]  # fmt: skip


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


@offer_panel("memberships")
def meetings_attended(row: Any, reader: Reader) -> Iterable[Panel]:
    """Show the meetings of a coalition or network that we took part in, on the page of the membership."""
    if row.organisation_id is None or not reader.sees(row.organisation):
        return
    met = Activity.objects.visible_to(reader.account).filter(participations__organisation=row.organisation_id).distinct().order_by("-starts_on", "-record_id")
    items = tuple(Item(reader.name(one).text, url_of(one), icon="activities", at=write_span(one.span, reader.language), sub=_times(one.occurrences)) for one in met[:SHOWN])
    yield Panel("attended", _("Meetings attended"), items, "calendar", with_state(reverse("desk:record_list", args=["activities"]), {"organisation": str(row.organisation_id)}))


def _times(count: int | None) -> str:
    return ngettext("held %(count)s time", "held %(count)s times", count) % {"count": count} if count else ""
