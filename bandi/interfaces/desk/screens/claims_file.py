"""The numbers of a year as a file: the same objects that `bandi report check --json` prints.

Guards against: a cell that a spreadsheet would run as a formula; see `records.taking.harmless`.
May import: every package below the interfaces, openpyxl (only when a workbook is asked for).
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from bandi.foundation.records.models import Handling
from bandi.foundation.records.taking import harmless, writable
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.claims import Asked, claims_of, measured
from bandi.register.claims.models import Claim, Counted

HEADS = (
    "id", "section", "statement_en", "statement_ko", "qualifier", "printed", "unit", "computed", "state", "reason_en",
    "reason_ko", "accepted_note", "records",
)  # fmt: skip


def rows_of(asked: Asked, reader: Reader) -> list[dict[str, Any]]:
    """Return one object for each number that is asked for, with the refs of its records (ids where they have none)."""
    claims = list(claims_of(asked, reader))
    records = _records(claims, reader)
    return [_row(claim, records) for claim in claims]


def _row(claim: Any, records: dict[UUID, list[str]]) -> dict[str, Any]:
    newest = measured(claim)
    return {
        "id": claim.ref, "section": claim.section, "statement_en": claim.statement_en, "statement_ko": claim.statement_ko,
        "qualifier": claim.qualifier, "printed": _plain(claim.value), "unit": claim.unit,
        "computed": _plain(newest.value) if newest else None, "state": claim.state,
        "reason_en": newest.reason_en if newest else "", "reason_ko": newest.reason_ko if newest else "",
        "accepted_note": claim.accepted_note, "records": records.get(claim.pk, []),
    }  # fmt: skip


def _records(claims: list[Claim], reader: Reader) -> dict[UUID, list[str]]:
    rows = Counted.objects.filter(measurement__claim__in=[claim.pk for claim in claims], measurement__is_current=True)
    if not reader.sees_protected:
        rows = rows.exclude(record__handling=Handling.PROTECTED)
    counted: dict[UUID, list[str]] = defaultdict(list)
    for claim, record, ref in rows.order_by("order").values_list("measurement__claim_id", "record_id", "record__ref"):
        counted[claim].append(ref or str(record))
    return counted


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(rows: list[dict[str, Any]]) -> bytes:
    """Return the rows as a JSON list."""
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    """Return the rows as CSV in UTF-8 with a mark, as spreadsheets in Korea open it without asking."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in rows:
        writer.writerow([harmless(_cell(row[head])) if isinstance(row[head], (str, list)) else _cell(row[head]) for head in HEADS])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def as_workbook(rows: list[dict[str, Any]]) -> bytes:
    """Return the rows as a workbook; numbers stand as numbers, everything else as text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("claims")
    sheet.freeze_panes = "B2"

    def cell(value: Any, *, bold: bool = False) -> Any:
        if isinstance(value, (int, float)):
            return WriteOnlyCell(sheet, value=value)
        made = WriteOnlyCell(sheet, value=writable(_cell(value))[:32_000])
        made.data_type = "s"
        made.font = Font(bold=bold)
        return made

    sheet.append([cell(head, bold=True) for head in HEADS])
    for row in rows:
        sheet.append([cell(row[head]) for head in HEADS])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)
