"""What this package loads from the folder of a year: figures, series from outside, opening balances.

May import: records, this package's models.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.records.splitting import items, slug
from bandi.register.claims.models import Claim, ContextFact, OpeningBalance, Origin, ReferenceSeries, SeriesPoint

QUALIFIERS = frozenset({"exact", "approx", "at_least", "total_to_date", "not_stated"})
_BUNDLE = re.compile(r"^(?:<=|≤|up to |until |~)\s*(\d{4})$|^(\d{4})\s*(?:이전|까지|이하)$|^\d{4}\s*[-–/~]\s*(\d{4})$", re.IGNORECASE)


def load_figure(folder: Folder, row: Row) -> Claim:
    """Make or change the claim of one printed number; a number about the world also becomes a context fact."""
    statement, statement_ko = row.text("statement", limit=500), row.text("statement_ko", limit=500)
    if not statement_ko:
        row.needed("statement")
    qualifier, origin = row.text("qualifier") or "exact", row.text("origin")
    if qualifier not in QUALIFIERS:
        raise RowProblem(_("“%(value)s” is no qualifier of a number") % {"value": qualifier[:40]})
    if origin and origin not in Origin.values:
        raise RowProblem(_("“%(value)s” is no origin of a number") % {"value": origin[:40]})
    value = row.number_of("value")
    if value is None and qualifier != "not_stated":
        raise RowProblem(_("“%(name)s” is empty") % {"name": "value"})
    unit = row.text("unit", limit=120)
    folder.term("figure_unit", unit, label_ko=row.text("unit_ko"))
    claim = folder.put(
        Claim,
        row.needed("id"),
        {
            "year": folder.year,
            "section": row.text("section", limit=400),
            "statement_en": statement,
            "statement_ko": statement_ko,
            "value": value,
            "unit": unit,
            "unit_ko": row.text("unit_ko", limit=120),
            "qualifier": qualifier,
            "period": row.text("period", limit=80),
            "origin": origin,
            "how": row.text("how_computed", limit=400),
            "note": row.text("consistency_note"),
            "evidence": row.parts("activity_ids"),
            "source_line": row.count_of("source_line"),
            "order": row.number,
        },
        of_year=True,
    )
    _check_evidence(folder, row)
    if origin == Origin.EXTERNAL_CONTEXT:
        _store_context(folder, row, claim)
    return claim


def _check_evidence(folder: Folder, row: Row) -> None:
    """Note evidence that the folder does not hold."""
    known = folder.refs_of("activities.jsonl")
    for ref in row.parts("activity_ids"):
        if ref not in known:
            folder.doubt(_("%(what)s “%(ref)s” is not in the folder") % {"what": _("the activity"), "ref": ref[:80]})


def _store_context(folder: Folder, row: Row, claim: Claim) -> None:
    folder.put(
        ContextFact,
        row.ref,
        {
            "statement_en": claim.statement_en,
            "statement_ko": claim.statement_ko,
            "value": claim.value,
            "unit": claim.unit,
            "qualifier": claim.qualifier,
            "period": claim.period,
            "source": row.text("source", limit=400),
            "stated_on": row.text("stated_on", limit=30),
            "note": claim.note,
        },
        of_year=True,
    )


def discover_series(file: Path, columns: Sequence[str]) -> Intake | None:
    """Return an intake for a series by year: a table with `year` and a column of its own name or `value`."""
    if "year" in columns and ({file.stem, "value"} & set(columns)) and "topic" not in columns:
        return Intake(file=file.name, order=70, apply=load_point, required=("year",), key="year", aside=("note_ko",))
    return None


def load_point(folder: Folder, row: Row) -> SeriesPoint:
    """Make or change one point of a series; the series itself is made with its first point."""
    name = Path(row.file).stem
    label = row.needed("year", limit=40)
    value = row.number_of(name) if name in row.values else row.number_of("value")
    if value is None:
        raise RowProblem(_("“%(name)s” is empty") % {"name": name})
    bundle = _BUNDLE.match(label)
    if not bundle and not re.fullmatch(r"\d{4}", label):
        raise RowProblem(_("“%(value)s” is neither a year nor a bundle of years like “<=1998”") % {"value": label})
    year = next(part for part in bundle.groups() if part) if bundle else label
    values = {"year": int(year), "value": value, "is_bundle": bool(bundle), "note": row.text("note", limit=300)}
    return folder.part(SeriesPoint, {"series": _series(folder, name), "label": label}, values)


def _series(folder: Folder, name: str) -> ReferenceSeries:
    """Return the series in the file `name`, with what organisation.json says about it."""
    key = f"series:{name}"
    if key not in folder.found:
        told = _told(folder, name)
        title = str(told.get("title") or name.replace("_", " "))
        folder.found[key] = folder.put(
            ReferenceSeries,
            name[:160],
            {
                "title_en": title[:300],
                "title_ko": str(told.get("title_ko") or "")[:300],
                "unit_en": str(told.get("unit") or "")[:60],
                "unit_ko": str(told.get("unit_ko") or "")[:60],
                "source": str(told.get("source") or "")[:400],
                "status_on": str(told.get("as_of") or "")[:30],
            },
        )
    return folder.found[key]  # type: ignore[no-any-return]


def _told(folder: Folder, name: str) -> dict[str, Any]:
    series = folder.organisation.get("reference_series")
    told = series.get(name) if isinstance(series, dict) else None
    return told if isinstance(told, dict) else {}


def load_balance(folder: Folder, row: Row) -> OpeningBalance:
    """Make or change where a running total stood before these records. It is loaded only when the folder states it."""
    value, year = row.number_of("value"), row.count_of("at_end_of") or row.count_of("year")
    if value is None or not year:
        raise RowProblem(_("an opening balance needs a value and the year at whose end it stood"))
    return folder.put(
        OpeningBalance,
        f"balance-{slug(row.text('topic') or row.text('topic_ko'))}-{year}",
        {
            "topic_en": row.text("topic", limit=300) or row.needed("topic_ko", limit=300),
            "topic_ko": row.text("topic_ko", limit=300),
            "value": Decimal(value),
            "year": year,
            "source": row.text("source", limit=400) or row.text("figure", limit=400),
            "note": row.text("note", limit=400),
        },
    )


def _topic(row: Row) -> str:
    return f"{row.text('topic') or row.text('topic_ko')} {row.text('at_end_of') or row.text('year')}"


def _by_topic(folder: Folder, rows: list[Row]) -> list[Row]:
    return [Row(row.file, row.number, slug(_topic(row)), row.values) for row in rows]


INTAKES = (
    Intake(file="figures.csv", order=70, apply=load_figure, required=("id", "statement", "value", "qualifier")),
    Intake(file="opening_balances.csv", order=71, apply=load_balance, required=("topic", "value"), prepare=_by_topic),
    Intake(
        file="organisation.json", part="opening_balances", order=71, apply=load_balance,
        prepare=items("opening_balances", _topic),
    ),
)  # fmt: skip
DISCOVERERS = {"series": discover_series}
