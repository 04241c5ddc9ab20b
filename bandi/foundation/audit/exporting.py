"""The journal as lines of JSON, for reading and verifying it without Bandi (`tools/verify_audit.py`).

One entry to a line, its fields in the order of `chain`, digests in hex; ids and kinds only, as in the journal itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from uuid import UUID

from bandi.foundation.audit.chain import Row


def line_of(row: Row) -> str:
    """Return one entry as a line of JSON without its line break. It is the only way to write this entry."""
    fields = {
        "sequence": row.sequence,
        "at": row.at,
        "actor": str(UUID(bytes=row.actor)) if row.actor else None,
        "kind": row.kind,
        "record": str(UUID(bytes=row.record)) if row.record else None,
        "digest": row.digest.hex(),
        "previous": row.previous.hex(),
        "link": row.link.hex(),
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of an export."""
    for row in rows:
        yield line_of(row) + "\n"
