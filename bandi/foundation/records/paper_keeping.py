"""A paper as plain data and back, so that what went out can be kept word for word and drawn again.

Guarantees: `paper_from(kept(paper)) == paper` for every paper; the digest is that of the words, not of a file format.
May import: the standard library, blocks, papers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from bandi.foundation.records.blocks import Bullets, Column, Fact, Inline, Run, Table
from bandi.foundation.records.papers import Head, Paper, PaperBlock, Passage, Signature


def kept(paper: Paper) -> dict[str, Any]:
    """Return a paper as plain data: what JSON holds."""
    data = asdict(paper)
    data["body"] = [{"block": type(block).__name__, **asdict(block)} for block in paper.body]
    data["dated_on"] = paper.dated_on.isoformat() if paper.dated_on else None
    return json.loads(json.dumps(data))  # type: ignore[no-any-return]


def digest_of(data: dict[str, Any]) -> str:
    """Return the SHA-256 of a kept paper over its canonical JSON (sorted keys, no spaces, UTF-8)."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def paper_from(data: dict[str, Any]) -> Paper:
    """Return the paper that `kept` made plain. Raises: KeyError, TypeError for anything else."""
    known = {field.name for field in fields(Paper)}
    values = {name: value for name, value in data.items() if name in known}
    values["dated_on"] = date.fromisoformat(values["dated_on"]) if values["dated_on"] else None
    for name in ("letterhead", "to", "annexes", "records"):
        values[name] = tuple(values[name])
    values["facts"] = tuple(Fact(one["label"], _runs(one["value"])) for one in values["facts"])
    values["body"] = tuple(_block(one) for one in values["body"])
    values["signatures"] = tuple((title, tuple(Signature(**one) for one in group)) for title, group in values["signatures"])
    return Paper(**values)


def _runs(rows: Iterable[dict[str, Any]]) -> Inline:
    return tuple(Run(**row) for row in rows)


def _block(row: dict[str, Any]) -> PaperBlock:
    kind = row["block"]
    if kind == "Head":
        return Head(row["text"], row["level"])
    if kind == "Passage":
        return Passage(_runs(row["runs"]), row["is_quote"])
    if kind == "Bullets":
        return Bullets(tuple(_runs(item) for item in row["items"]), row["numbered"])
    if kind == "Table":
        return Table(
            row["caption"], tuple(Column(**one) for one in row["columns"]), tuple(tuple(_runs(cell) for cell in line) for line in row["rows"]),
            tuple(_runs(cell) for cell in row["total"]), row["source"], tuple(row["records"]),
        )  # fmt: skip
    raise KeyError(kind)
