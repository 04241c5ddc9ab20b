"""The figures: what may be counted and published, how each is defined, and what it said over time.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from bandi.foundation.records.figures import Figure, all_figures, figure
from bandi.foundation.records.sight import BySight
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk.addresses import address, page_url
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.claims import columns, current_measurement, row_of
from bandi.interfaces.desk.screens.pieces import Item
from bandi.register.claims.models import Claim, Measurement

SHOWN_CLAIMS = 200
SHOWN_CHANGES = 40


@dataclass(frozen=True)
class Named:
    """A figure with its help in both languages, and how many numbers it answers now."""

    key: str
    label: str
    other_label: str
    help: str
    other_help: str
    other_lang: str
    url: str
    claims: int


@dataclass(frozen=True)
class FiguresPage:
    """What `desk/figures/figures.html` shows. groups: the package that offers them, and its figures."""

    groups: tuple[tuple[str, tuple[Named, ...]], ...]
    count: int


@dataclass(frozen=True)
class FigurePage:
    """What `desk/figures/figure.html` shows. changes: what the figure said of its numbers, newest first."""

    figure: Named
    table: dict[str, Any]
    changes: tuple[Item, ...]


def figures_page(reader: Reader) -> FiguresPage:
    """Return all figures, those of one package together."""
    counts = _counts(reader)
    groups: dict[str, list[Named]] = {}
    for each in all_figures():
        groups.setdefault(_area(each.key), []).append(_named(each, counts, reader))
    return FiguresPage(tuple((area, tuple(named)) for area, named in groups.items()), sum(map(len, groups.values())))


def figure_page(key: str, reader: Reader) -> FigurePage:
    """Return one figure with its numbers and its history. Raises: Http404."""
    try:
        asked = figure(key)
    except KeyError as error:
        raise Http404 from error
    ids = Measurement.objects.filter(figure=key, is_current=True).values("claim")
    claims = Claim.objects.visible_to(reader.account).filter(pk__in=ids).annotate(ref=F("record__ref")).order_by("-year", "order")
    rows = list(claims.prefetch_related(current_measurement())[:SHOWN_CLAIMS])
    table = {
        "id": "figure-claims", "caption": _("Numbers this figure answers"), "columns": columns(),
        "rows": [row_of(claim, reader) for claim in rows],
        "empty": {"is_small": True, "title": "", "text": _("No printed number asks for this figure.")},
    }  # fmt: skip
    return FigurePage(_named(asked, {key: len(rows)}, reader), table, _changes(key, reader))


def _changes(key: str, reader: Reader) -> tuple[Item, ...]:
    claims = Claim.objects.visible_to(reader.account)
    rows = Measurement.objects.filter(figure=key, claim__in=claims).prefetch_related(Prefetch("claim", claims.select_related("record")))
    counted = rows.annotate(records=Count("counted")).order_by("-measured_at", "claim__order")[:SHOWN_CHANGES]
    return tuple(
        Item(
            reader.phrase(row.claim.statement).text, page_url("desk:claim", row.claim_id), state=row.state,
            sub=f"{row.claim.record.ref} · {row.claim.year} · {row.measured_at:%Y-%m-%d %H:%M}",
            at=write_number(row.value) if row.value is not None else "—",
        )
        for row in counted
    )  # fmt: skip


def _counts(reader: Reader) -> Counter[str]:
    return Counter(dict(_ANSWERED.all(reader.account)))


def _answered(sight: Any) -> QuerySet[Any]:
    rows = Measurement.objects.filter(is_current=True, claim__in=Claim.objects.visible_to(sight))
    return rows.order_by().values_list("figure").annotate(Count("pk"))


_ANSWERED: BySight[tuple[str, int]] = BySight(_answered)


def _named(each: Figure, counts: Counter[str] | dict[str, int], reader: Reader) -> Named:
    own = (each.label_ko, each.help_ko) if reader.language == "ko" else (each.label_en, each.help_en)
    other = (each.label_en, each.help_en) if reader.language == "ko" else (each.label_ko, each.help_ko)
    return Named(
        each.key, own[0], other[0], own[1], other[1], "en" if reader.language == "ko" else "ko",
        address("desk:figure", each.key), counts.get(each.key, 0),
    )  # fmt: skip


def _area(key: str) -> str:
    names = {
        "activities": _("Activities"), "people": _("People and the organisation"), "advocacy": _("Advocacy"),
        "claims": _("Sources outside"), "publishing": _("Report"),
    }  # fmt: skip
    package = key.partition(".")[0]
    return names.get(package, package)
