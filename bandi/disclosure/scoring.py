"""Measuring the finders on planted leaks and clean texts.

Shape: a line of JSON for each item: id, kind, language, and one of text (with start and end of what is planted), table (columns, rows, counts;
with row and column), file (name, facts, problems, captions; with where) or document (name, bytes in base64; with the words planted). A document is
read in the jail, as the gate reads it. A leak counts as caught when something of its kind is found
at its place (in a document: when what tells holds the planted words, or stands within them); a clean item is a false alarm when anything at all is found in it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bandi.disclosure.cells import find_in_cells
from bandi.disclosure.documents import find_in_document
from bandi.disclosure.files import find_in_file
from bandi.disclosure.finding import find
from bandi.disclosure.leaks import KINDS

Look = Callable[[str, bytes], tuple[list[str], list[tuple[str, str, str]]]]
"""Returns the passages of a file and the pieces that it hides."""


@dataclass
class Score:
    """What was caught of each kind, what was missed, and what was found where nothing was."""

    planted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    caught: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    clean: int = 0
    false_alarms: int = 0
    missed: list[str] = field(default_factory=list)
    alarmed: list[str] = field(default_factory=list)

    @property
    def caught_share(self) -> float:
        return sum(self.caught.values()) / (sum(self.planted.values()) or 1)

    @property
    def false_alarm_share(self) -> float:
        return self.false_alarms / (self.clean or 1)

    def as_dict(self) -> dict[str, Any]:
        """Return the figures for programs."""
        kinds = {kind: {"planted": self.planted[kind], "caught": self.caught[kind]} for kind in dict.fromkeys([*KINDS, *self.planted]) if self.planted[kind]}
        whole = {"planted": sum(self.planted.values()), "caught": sum(self.caught.values()), "caught_share": round(self.caught_share, 4)}
        return {**whole, "clean": self.clean, "false_alarms": self.false_alarms, "false_alarm_share": round(self.false_alarm_share, 4), "kinds": kinds, "missed": self.missed, "alarmed": self.alarmed}


def half_of(item_id: str) -> str:
    """Return the half of an item: for improving the rules ("dev"), or for the final measurement ("final")."""
    return "dev" if hashlib.sha256(item_id.encode()).digest()[0] % 2 == 0 else "final"


def read(path: Path) -> list[dict[str, Any]]:
    """Return the items of a file. Raises: OSError; ValueError for what is no such file."""
    items = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    if not all(isinstance(item, dict) and "id" in item and "kind" in item for item in items):
        raise ValueError("each line must be an object with id and kind")
    return items


def looked_into(name: str, content: bytes) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return what a file says and hides, read in the jail. Raises: ValueError where there is no jail, or for a file that cannot be read."""
    from bandi import parsing

    try:
        reading, hidden = parsing.read(content, name=name), parsing.hidden(content, name=name)
    except parsing.ParsingError as error:
        raise ValueError(f"a file of the set cannot be read: {error.code}") from error
    return [block.text for block in reading.blocks], [(piece.kind, piece.where, piece.text) for piece in hidden.pieces]


def found_in(item: dict[str, Any], look: Look = looked_into) -> list[tuple[str, Any]]:
    """Return everything found in an item, as kind and place; of a document as its own kind and what tells."""
    if document := item.get("document"):
        passages, pieces = look(document["name"], base64.b64decode(document["bytes"]))
        return [(item["kind"], leak.excerpt) for leak in find_in_document(passages, pieces)]
    if table := item.get("table"):
        return [("small_cell", (leak.row, leak.column)) for leak in find_in_cells(table["columns"], table["rows"], table["counts"])]
    if file := item.get("file"):
        leaks = find_in_file(file["name"], file.get("facts", {}), file.get("problems", ()), file.get("captions", ()))
        return [("file", leak.where) for leak in leaks]
    return [(leak.kind, (leak.start, leak.end)) for leak in find(item["text"])]


def is_caught(item: dict[str, Any], look: Look = looked_into) -> bool:
    """Return whether what is planted in an item was found, as what it is and where it is."""
    for kind, place in found_in(item, look):
        if kind != item["kind"]:
            continue
        if "document" in item and len(place) > 1 and (item["planted"] in place or place in item["planted"]):
            return True
        if "text" in item and place[0] < item["end"] and item["start"] < place[1]:
            return True
        if "table" in item and place == (item["row"], item["column"]):
            return True
        if "file" in item and place == item["file"]["where"]:
            return True
    return False


def score(leaks: Iterable[dict[str, Any]], clean: Sequence[dict[str, Any]], look: Look = looked_into) -> Score:
    """Measure both sets. look: reads documents."""
    result = Score(clean=len(clean))
    for item in leaks:
        result.planted[item["kind"]] += 1
        if is_caught(item, look):
            result.caught[item["kind"]] += 1
        else:
            result.missed.append(item["id"])
    for item in clean:
        if found_in(item, look):
            result.false_alarms += 1
            result.alarmed.append(item["id"])
    return result
