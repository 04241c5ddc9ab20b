"""The first page: the year at a glance, what is due, what disagrees, who changed what.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.blocks import Chart, ChartSeries
from bandi.foundation.records.due import Kind, Window
from bandi.foundation.records.due import due as due_lines
from bandi.foundation.records.sight import BySight
from bandi.foundation.reference.statements import NUMBER_VALUE, Given
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import month_name, write_number, write_value
from bandi.interfaces.desk.addresses import address, list_url, page_url, with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.due import item_of
from bandi.interfaces.desk.screens.journal import Change, latest_changes
from bandi.interfaces.desk.screens.pieces import Action, Choice, Empty, Item, Tile
from bandi.interfaces.desk.screens.remembering import data_version
from bandi.interfaces.desk.screens.year import (
    Counted,
    YearNumbers,
    numbers_of,
    year_to_show,
    years_known,
)
from bandi.publishing.press.charts import draw_for_screen
from bandi.register.claims.models import Claim, Measurement, State

SHOWN_DUE = 6
SHOWN_DIFFERING = 6
SHOWN_CHANGES = 8
YEARS_BESIDE = 2


@dataclass(frozen=True)
class HomePage:
    """What `desk/home/home.html` shows.

    chart:  months as SVG; months: the same numbers as links. is_first_run: nothing is in the house yet.
    report_url: the editions of the year; findings_url: answers with the fragment of contradictions.
    """

    year: int
    years: tuple[Choice, ...]
    tiles: tuple[Tile, ...]
    states: tuple[Tile, ...]
    chart: SafeString
    months: tuple[Choice, ...]
    roughly: Choice | None
    due: tuple[Item, ...]
    due_count: int
    loose_ends: tuple[Item, ...]
    differing: tuple[Item, ...]
    differing_count: int
    changes: tuple[Change, ...]
    claims_url: str
    calendar_url: str
    findings_url: str
    report_url: str
    journal_url: str = ""
    is_first_run: bool = False
    is_sample: bool = False
    steps: tuple[Empty, ...] = field(default=())


def home_page(reader: Reader, asked: str) -> HomePage:
    """Return the page for the year that was asked for."""
    version = data_version()
    years = years_known(version=version)
    year = year_to_show(asked, years)
    numbers = numbers_of(year, reader.account, version=version)
    due = [line for line in due_lines(Window(reader.account, timezone.localdate(), most=SHOWN_DUE + 1)) if line.kind != Kind.SESSION]
    states = _states(year, reader.account)
    differing = _differing(year, reader)
    is_first_run = numbers.is_empty and not years
    return HomePage(
        year=year,
        years=_years(year, years),
        tiles=_tiles(numbers, reader),
        states=_state_tiles(year, states),
        chart=_chart(numbers, reader.language),
        months=_months(numbers, reader.language),
        roughly=_roughly(numbers),
        due=tuple(item_of(line, reader, timezone.localdate()) for line in due[:SHOWN_DUE]),
        due_count=len(due),
        loose_ends=tuple(_loose_ends(numbers)),
        differing=differing,
        differing_count=states.get(State.DIFFERS, 0),
        changes=latest_changes(reader, SHOWN_CHANGES),
        claims_url=with_state(address("desk:claims"), {"year": str(year)}),
        calendar_url=address("desk:calendar_year", year),
        findings_url=with_state(address("desk:claims_findings"), {"year": str(year)}),
        report_url=with_state(address("desk:report"), {"year": str(year)}),
        journal_url=address("desk:audit") if reader.account.may(Permission.AUDIT_READ) else "",
        is_first_run=is_first_run,
        is_sample=bool(settings.SAMPLE),
        steps=_steps(reader) if is_first_run else (),
    )


def _years(year: int, years: tuple[int, ...]) -> tuple[Choice, ...]:
    """Return the years beside the one shown, newest last, so that the switch reads like a line of time."""
    near = sorted(other for other in {*years, year} if abs(other - year) <= YEARS_BESIDE)
    return tuple(Choice(str(other), str(other), f"?year={other}", other == year) for other in near)


def _list(kind: str, **state: str) -> str:
    return with_state(list_url(kind), state)


def _tiles(numbers: YearNumbers, reader: Reader) -> tuple[Tile, ...]:
    year = str(numbers.year)
    doubled = ngettext("%(count)s is listed twice", "%(count)s are listed twice", numbers.media_doubled)
    undated = ngettext("%(count)s without a date", "%(count)s without a date", numbers.undated)
    return (
        Tile(
            _("Activities"), write_number(numbers.activities), _list("activities", year=year),
            note=undated % {"count": write_number(numbers.undated)} if numbers.undated else "",
        ),
        _people(_("People counted"), numbers.people, year),
        _people(_("Attendances"), numbers.attendances, year),
        Tile(
            _("Media items"), write_number(numbers.media), _list("media", year=year),
            note=doubled % {"count": write_number(numbers.media_doubled)} if numbers.media_doubled else "",
        ),
        Tile(
            _("Letters and submissions"), write_number(numbers.letters + numbers.submissions), _list("letters", year=year),
            note=_("%(letters)s letters, %(submissions)s submissions")
            % {"letters": write_number(numbers.letters), "submissions": write_number(numbers.submissions)},
        ),
        Tile(_("Publications"), write_number(numbers.publications), _list("publications", year=year), note=_("our own")),
    )  # fmt: skip


def _people(label: str, counted: Counted, year: str) -> Tile:
    note = ngettext("at %(count)s activity", "added up over %(count)s activities", counted.activities)
    return Tile(
        label, write_number(counted.value), _list("activities", year=year, counted="yes"),
        qualifier="" if counted.is_exact else _("about"),
        note=note % {"count": write_number(counted.activities)} if counted.activities else _("nobody was counted"),
    )  # fmt: skip


def _states(year: int, account: Account) -> dict[str, int]:
    return dict(_STATES.all(account, year=year))


_STATES: BySight[tuple[str, int]] = BySight(
    lambda sight: Claim.objects.visible_to(sight).filter(year=Given("year", NUMBER_VALUE)).order_by().values_list("state").annotate(Count("pk"))  # type: ignore[return-value]
)


def _state_tiles(year: int, states: dict[str, int]) -> tuple[Tile, ...]:
    if not states:
        return ()
    order = (State.DIFFERS, State.NO_EVIDENCE, State.ACCEPTED, State.AGREES)
    url = address("desk:claims")
    return tuple(
        Tile("", write_number(states.get(state, 0)), with_state(url, {"year": str(year), "state": state}), state=state)
        for state in order
    )


def _differing(year: int, reader: Reader) -> tuple[Item, ...]:
    newest = {measurement.claim_id: measurement for measurement in _MEASURED.all(reader.account, year=year)}
    return tuple(_differs(claim, newest.get(claim.pk), reader) for claim in _DIFFERING.all(reader.account, year=year))


def _first_differing(sight: Any) -> QuerySet[Claim]:
    claims = Claim.objects.visible_to(sight).filter(year=Given("year", NUMBER_VALUE), state=State.DIFFERS).order_by("order", "record_id")
    return claims[:SHOWN_DIFFERING]  # type: ignore[return-value]


_DIFFERING: BySight[Claim] = BySight(_first_differing)
_MEASURED: BySight[Measurement] = BySight(lambda sight: Measurement.objects.filter(is_current=True, claim__in=_first_differing(sight).values("pk")))


def _differs(claim: Claim, measured: Measurement | None, reader: Reader) -> Item:
    reason = str(measured.reason.in_language(reader.language)) if measured else ""
    printed = write_value(claim.value, claim.unit, reader.language) if claim.value is not None else "—"
    told = write_value(measured.value, claim.unit, reader.language) if measured and measured.value is not None else "—"
    return Item(
        str(claim.statement.in_language(reader.language)),
        page_url("desk:claim", claim.pk),
        sub=reason,
        state=State.DIFFERS,
        at=_("%(printed)s printed, %(told)s counted") % {"printed": printed, "told": told},
    )


def _chart(numbers: YearNumbers, language: Language) -> SafeString:
    names = tuple(month_name(month, language, short=True) for month in range(1, 13))
    alt = "; ".join(f"{month_name(month, language)}: {numbers.months[month - 1]}" for month in range(1, 13))
    series = ChartSeries(_("Activities"), tuple(Decimal(count) for count in numbers.months))
    return _drawn(Chart(_("Activities by month, %(year)s") % {"year": numbers.year}, alt, "columns", names, (series,)), language)


@lru_cache(maxsize=16)
def _drawn(chart: Chart, language: Language) -> SafeString:
    """Return a chart as SVG; the same numbers give the same picture."""
    return mark_safe(draw_for_screen(chart, language=language, width=640))  # noqa: S308 - the press escapes what it draws


def _months(numbers: YearNumbers, language: Language) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            str(month), month_name(month, language), address("desk:calendar_month", numbers.year, month),
            count=write_number(numbers.months[month - 1]),
        )
        for month in range(1, 13)
    )  # fmt: skip


def _roughly(numbers: YearNumbers) -> Choice | None:
    if not numbers.roughly:
        return None
    url = address("desk:calendar_year", numbers.year)
    return Choice("", _("some time in the year"), f"{url}#roughly", count=write_number(numbers.roughly))


def _loose_ends(numbers: YearNumbers) -> list[Item]:
    """Return what is missing, each with the list that shows it; nothing where nothing is missing."""
    year = str(numbers.year)
    ends = (
        (numbers.follow_ups, _("To be continued next year"), _list("activities", year=year, follow_up="yes"), "next"),
        (numbers.undated, _("Activities without a date"), _list("activities", dated="unknown"), "calendar"),
        (numbers.roughly, _("Activities of which only the year is known"), _list("activities", year=year, dated="roughly"), "calendar"),
        (numbers.untranslated["ko"], _("Titles without Korean"), _list("activities", translation="ko"), "language"),
        (numbers.untranslated["en"], _("Titles without English"), _list("activities", translation="en"), "language"),
    )
    return [Item(label, url, icon=icon, at=write_number(count)) for count, label, url, icon in ends if count]


def _steps(reader: Reader) -> tuple[Empty, ...]:
    """Return what to do in an empty house."""
    new = reverse("desk:record_new", args=["activities"])
    paste = reverse("desk:record_paste", args=["activities"])
    write = (Action(_("New activity"), new, "add", is_primary=True), Action(_("Paste rows"), paste, "paste"))
    return (
        Empty(
            _("Write down one activity"),
            _("A meeting, a lecture, a letter sent: what it was, when as exactly as you know it, where, and how many came."),
            "activities", write if reader.edits else (),
        ),
        Empty(
            _("Bring the year you have"),
            _("A folder of spreadsheets becomes a year of records. Whoever keeps the server writes one line, as often as needed; "
              "nothing is doubled: bandi year load FOLDER"),
            "upload",
        ),
        Empty(
            _("Let the report draft itself"),
            _("Every number of the report leads to its records, and where the two disagree, this page says so."),
            "report",
        ),
    )  # fmt: skip
