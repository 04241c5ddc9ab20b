"""The numbers of a year: printed, counted, how they stand to each other, and why.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.models import RecordBase
from bandi.foundation.records.sight import BySight
from bandi.foundation.reference.statements import NUMBER_VALUE, Given, GivenIds, Statement
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_number, write_value
from bandi.interfaces.desk.addresses import page_url, with_state
from bandi.interfaces.desk.paging import PAGE, number_of, pages_of, within
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Choice
from bandi.interfaces.desk.screens.remembering import data_version
from bandi.interfaces.desk.screens.year import year_to_show, years_known
from bandi.register.activities.models import Heading, Qualifier
from bandi.register.claims.models import Claim, Measurement, Origin, State

LONGEST_REASON = 160
TABLE = "claims-table"
UNSHOWN = ("note", "how", "evidence", "parameters", "accepted_note", "updated_at", "accepted_at", "accepted_by")
STATES = (State.DIFFERS, State.NO_EVIDENCE, State.ACCEPTED, State.AGREES)


@dataclass(frozen=True)
class Asked:
    """What an address asks of the numbers of a year."""

    year: int
    query: str = ""
    state: str = ""
    section: str = ""
    origin: str = ""
    unit: str = ""
    page: int = 1

    @classmethod
    def of(cls, data: QueryDict, year: int) -> Asked:
        names = {name: data.get(name, "").strip()[:400] for name in ("state", "section", "origin", "unit")}
        return cls(year, data.get("q", "").strip()[:200], **names, page=number_of(data.get("page", "")))

    def address(self, name: str = "desk:claims", *arguments: Any, **changed: str) -> str:
        """Return an address with what is asked, some of it changed; what narrows anew begins at page one."""
        state = {
            "year": str(self.year), "q": self.query, "state": self.state, "section": self.section,
            "origin": self.origin, "unit": self.unit, **changed,
        }  # fmt: skip
        return with_state(reverse(name, args=arguments), state)


@dataclass(frozen=True)
class ClaimsPage:
    """What `desk/claims/claims.html` shows. table and filters are shaped as the parts of the design system say."""

    year: int
    years: tuple[Choice, ...]
    table: dict[str, Any]
    filters: dict[str, Any]
    tabs: tuple[dict[str, Any], ...]
    may_measure: bool


def claims_of(asked: Asked, reader: Reader) -> QuerySet[Claim]:
    """Return the claims that are asked for, in the order of print, with their newest measurement."""
    return _asked(asked, reader).prefetch_related(current_measurement())


def _asked(asked: Asked, reader: Reader) -> QuerySet[Claim]:
    rows = Claim.objects.visible_to(reader.account).filter(year=asked.year).order_by("order", "record_id").annotate(ref=F("record__ref"))
    for name in ("state", "section", "origin", "unit"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    for word in asked.query.split()[:8]:
        either = Q(statement_en__icontains=word) | Q(statement_ko__icontains=word) | Q(section__icontains=word)
        rows = rows.filter(either | Q(record__ref__iexact=word))
    return rows


def current_measurement() -> Prefetch[Any]:
    """Return the newest measurement of each claim with how many records it counted."""
    return Prefetch("measurements", _newest(), to_attr="current")


def _newest() -> QuerySet[Any]:
    return Measurement.objects.filter(is_current=True).defer("digest").annotate(records=Count("counted"))


NEWEST_OF: Statement[Any] = Statement(lambda: _newest().filter(claim__in=GivenIds("claims")))
"""The newest measurements of some claims, as `current_measurement` has them."""
_YEAR = Given("year", NUMBER_VALUE)
_KNOWN: BySight[tuple[str, str, str, str]] = BySight(
    lambda sight: Claim.objects.visible_to(sight).filter(year=_YEAR).order_by("order").values_list("state", "section", "origin", "unit")  # type: ignore[return-value]
)


@dataclass(frozen=True)
class Shown:
    """The claims of one page with their newest measurements, how many are asked for in all, and which page it is."""

    rows: list[Claim]
    count: int
    page: int


def shown(asked: Asked, reader: Reader, known: list[tuple[str, str, str, str]]) -> Shown:
    """Return the page that is asked for, the last where it lies beyond. known: state, section, origin and unit of every claim of the year."""
    narrow = (asked.state, asked.section, asked.origin, asked.unit)
    count = _asked(asked, reader).order_by().count() if asked.query else sum(_fits(row, narrow) for row in known)
    page = within(asked.page, count)
    if page == 1 and not any((asked.query, *narrow)):
        return Shown(_with(_OPENING.all(reader.account, year=asked.year), _MEASURED.all(reader.account, year=asked.year)), count, page)
    rows = list(_asked(asked, reader).defer(*UNSHOWN)[(page - 1) * PAGE : page * PAGE])
    return Shown(_with(rows, _newest().filter(claim__in=[row.pk for row in rows]) if rows else ()), count, page)


def _fits(row: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Return whether a claim has everything that is asked for; nothing is asked for by an empty word."""
    return all(not wanted or wanted == has for wanted, has in zip(narrow, row, strict=True))


def _opening(sight: Any) -> QuerySet[Claim]:
    """Return the first page of a year."""
    rows = Claim.objects.visible_to(sight).filter(year=_YEAR).order_by("order", "record_id").annotate(ref=F("record__ref"))
    return rows.defer(*UNSHOWN)[:PAGE]  # type: ignore[return-value]


def _with(rows: list[Any], measurements: Iterable[Any]) -> list[Claim]:
    newest = {measurement.claim_id: [measurement] for measurement in measurements}
    for row in rows:
        row.current = newest.get(row.pk, [])
    return rows


_OPENING: BySight[Claim] = BySight(_opening)
_MEASURED: BySight[Any] = BySight(lambda sight: _newest().filter(claim__in=_opening(sight).values("pk")))


def measured(claim: Claim) -> Any:
    """Return the newest measurement of a claim that was fetched with `current_measurement`, or None."""
    return next(iter(getattr(claim, "current", ())), None)


def claims_page(reader: Reader, data: QueryDict) -> ClaimsPage:
    """Return the page of a year's numbers."""
    years = years_known(version=data_version())
    asked = Asked.of(data, year_to_show(data.get("year", ""), years))
    known = _KNOWN.all(reader.account, year=asked.year)
    part = shown(asked, reader, known)
    return ClaimsPage(
        year=asked.year,
        years=tuple(Choice(str(year), str(year), is_current=year == asked.year) for year in years),
        table=_table(part, asked, reader, len(known)),
        filters=_filters(known, asked, years, reader),
        tabs=_tabs(known, asked),
        may_measure=reader.account.may(Permission.FIGURES_MEASURE) and bool(known),
    )


def _table(part: Shown, asked: Asked, reader: Reader, whole: int) -> dict[str, Any]:
    counted = ngettext("%(shown)s of %(count)s number", "%(shown)s of %(count)s numbers", whole)
    return {
        "id": TABLE,
        "caption": _("Numbers of %(year)s") % {"year": asked.year},
        "columns": columns(),
        "rows": [row_of(claim, reader) for claim in part.rows],
        "is_tall": True,
        "count_label": counted % {"shown": write_number(part.count), "count": write_number(whole)} if whole else "",
        "chips": _chips(asked, reader),
        "clear_url": with_state(reverse("desk:claims"), {"year": str(asked.year)}),
        "exports": _exports(asked) if reader.exports and part.rows else [],
        "pages": pages_of(part.page, part.count, lambda number: asked.address(page=str(number) if number > 1 else "")),
        "empty": _empty(asked, whole),
    }


def columns() -> list[dict[str, Any]]:
    """Return the columns of the table of numbers."""
    return [
        {"key": "ref", "label": _("No."), "kind": "tight"},
        {"key": "statement", "label": _("What is said")},
        {"key": "printed", "label": _("Printed"), "kind": "number"},
        {"key": "computed", "label": _("Records say"), "kind": "number"},
        {"key": "state", "label": _("State"), "kind": "state"},
        {"key": "reason", "label": _("Why"), "is_minor": True},
        {"key": "records", "label": _("Records"), "kind": "number", "is_minor": True},
    ]


def row_of(claim: Any, reader: Reader) -> dict[str, Any]:
    """Return one row of the table of numbers. claim: with `ref`, as `claims_of` gives it."""
    said, newest = reader.phrase(claim.statement), measured(claim)
    reason = reader.phrase(newest.reason) if newest else None
    url = page_url("desk:claim", claim.pk)
    heads = reader.once("claims:columns", columns)
    states = reader.once("claims:states", lambda: {state.value: str(state.label) for state in State})
    return {
        "id": str(claim.pk),
        "label": said.text,
        "cells": [
            {"text": claim.ref, **heads[0]},
            {"text": said.text, **heads[1], "url": url, "sub": chapter(claim.section, reader), "lang": said.lang, "mark": said.mark},
            {"text": printed(claim, reader.language), **heads[2], "sub": unit_of(claim, reader)},
            {"text": computed(claim, newest, reader.language), **heads[3]},
            {"text": states[claim.state], **heads[4], "state": claim.state},
            {"text": _cut(reason.text) if reason else "", **heads[5], "lang": reason.lang if reason else ""},
            {"text": write_number(newest.records) if newest else "", **heads[6]},
        ],
    }


def printed(claim: Claim, language: Language) -> str:
    """Return the printed number with its qualifier, empty where the text names none."""
    if claim.value is None:
        return ""
    number = write_value(claim.value, claim.unit, language)
    if claim.qualifier in ("", Qualifier.EXACT) or claim.qualifier not in Qualifier.values:
        return number
    return f"{Qualifier(claim.qualifier).label} {number}"


def computed(claim: Claim, newest: Any, language: Language) -> str:
    """Return the number the records give, empty where they give none."""
    return write_value(newest.value, claim.unit, language) if newest is not None and newest.value is not None else ""


def chapter(section: str, reader: Reader) -> str:
    """Return the chapter of a claim in the language of the page: claims name it by its English title."""
    if reader.language != "ko" or not section:
        return section
    return reader.once("claims:chapters", _chapters).get(section.casefold(), section)


def _chapters() -> dict[str, str]:
    rows = Heading.objects.in_use().exclude(title_ko="").order_by("-level", "-year").values_list("title_en", "title_ko")
    return {english.casefold(): korean for english, korean in rows}


def unit_of(claim: Claim, reader: Reader) -> str:
    """Return what one is, in the language of the page where it is known."""
    return (claim.unit_ko or reader.term("figure_unit", claim.unit)) if reader.language == "ko" else claim.unit


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_REASON else f"{text[: LONGEST_REASON - 1].rstrip()}…"


def _filters(known: list[tuple[str, str, str, str]], asked: Asked, years: tuple[int, ...], reader: Reader) -> dict[str, Any]:
    sections = dict.fromkeys(row[1] for row in known if row[1])
    origins = [origin for origin in Origin if any(row[2] == origin for row in known)]
    units = sorted({row[3] for row in known if row[3]})
    selects = [
        _select("year", _("Year"), str(asked.year), [(str(year), str(year)) for year in years], needs_all=False),
        _select("section", _("Section"), asked.section, [(section, chapter(section, reader)) for section in sections]),
        _select("origin", _("Origin"), asked.origin, [(origin.value, str(origin.label)) for origin in origins]),
        _select("unit", _("Unit"), asked.unit, [(unit, unit) for unit in units]),
    ]
    return {
        "url": reverse("desk:claims"), "target": TABLE, "query": asked.query, "placeholder": _("Filter these numbers"),
        "selects": [select for select in selects if len(select["options"]) > 1],
        "hidden": [{"name": "state", "value": asked.state}] if asked.state else [],
    }  # fmt: skip


def _select(name: str, label: str, value: str, options: Iterable[tuple[str, str]], *, needs_all: bool = True) -> dict[str, Any]:
    whole = [{"value": "", "label": _("%(filter)s: all") % {"filter": label}}] if needs_all else []
    return {"name": name, "label": label, "value": value, "options": whole + [{"value": key, "label": words} for key, words in options]}


def _tabs(known: list[tuple[str, str, str, str]], asked: Asked) -> tuple[dict[str, Any], ...]:
    counts = {state: sum(row[0] == state for row in known) for state in STATES}
    whole = {"label": _("All"), "url": asked.address(state=""), "is_current": not asked.state, "count": len(known)}
    states = [
        {"label": _capital(str(state.label)), "url": asked.address(state=state.value), "is_current": asked.state == state, "count": counts[state]}
        for state in STATES
    ]
    findings = {"label": _("Findings"), "url": with_state(reverse("desk:claims_findings"), {"year": str(asked.year)}), "is_current": False}
    return (whole, *states, findings)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _chips(asked: Asked, reader: Reader) -> list[dict[str, str]]:
    origin = str(Origin(asked.origin).label) if asked.origin in Origin.values else asked.origin
    named = (("section", _("Section"), chapter(asked.section, reader)), ("origin", _("Origin"), origin), ("unit", _("Unit"), asked.unit))
    chips = [{"label": label, "value": value, "remove_url": asked.address(**{name: ""})} for name, label, value in named if value]
    if asked.query:
        chips.append({"label": _("Text"), "value": asked.query, "remove_url": asked.address(q="")})
    return chips


def _exports(asked: Asked) -> list[dict[str, str]]:
    return [
        {"label": label, "note": f".{form}", "url": asked.address("desk:claims_take", file=form)}
        for form, label in (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
    ]


def _empty(asked: Asked, whole: int) -> dict[str, Any]:
    if whole:
        return {
            "icon": "search", "title": _("No number fits these filters"), "text": _("Take a filter away."),
            "actions": [{"label": _("Show all"), "url": with_state(reverse("desk:claims"), {"year": str(asked.year)}), "icon": "close"}],
        }  # fmt: skip
    return {
        "icon": "claims",
        "title": _("No numbers yet"),
        "text": _("Every number that a report prints stands here with what the records say. The numbers come with the year’s folder (figures.csv)."),
    }


def names_of(row: RecordBase) -> str:
    """Return the label of the model behind a record, as the journal knows it."""
    return type(row)._meta.label_lower
