"""Makes the leak set: 300 planted leaks of 12 kinds and 300 clean texts, by rule and from `by_hand.txt`, always the same.

`python -m bandi.disclosure.tests.leaks.making` writes `leaks.jsonl` and `clean.jsonl` beside this file; a test compares them. Everything is
invented: names from textbooks and from nature, numbers with 555, addresses of squirrels. Which half an item belongs to (`scoring.half_of`) is decided
by a digest of its id, before anything was measured: rules are improved on `dev` alone, `final` is measured and not looked at.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from bandi.disclosure.tests.leaks import parts as p

HERE = Path(__file__).parent
OF_EACH_KIND = 25
CLEAN = 300


def by_hand() -> list[dict[str, Any]]:
    """Return what was written by hand."""
    items: list[dict[str, Any]] = []
    for line in (HERE / "by_hand.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, language, text = line.split("\t")
            items.append(_item(kind, language, text) | {"made": "hand"})
    return items


def _item(kind: str, language: str, marked: str) -> dict[str, Any]:
    start = marked.find("⟦")
    text = marked.replace("⟦", "").replace("⟧", "")
    item: dict[str, Any] = {"kind": kind, "language": language, "text": text}
    return item if start < 0 else item | {"start": start, "end": marked.find("⟧") - 1}


def _leaks(dice: Random) -> list[dict[str, Any]]:
    hand = [item for item in by_hand() if item["kind"] != "clean"]
    items: list[dict[str, Any]] = []
    for kind, maker in p.MAKERS.items():
        written = [item for item in hand if item["kind"] == kind]
        made: list[dict[str, Any]] = []
        seen = {json.dumps(item, ensure_ascii=False) for item in written}
        while len(written) + len(made) < OF_EACH_KIND:
            language = ("ko", "en")[len(made) % 2]
            drawn = maker(dice, language)
            item = (_item(kind, language, drawn) if isinstance(drawn, str) else {"kind": kind, "language": language, **drawn}) | {"made": "rule"}
            if (key := json.dumps(item, ensure_ascii=False)) not in seen:
                seen.add(key)
                made.append(item)
        items += [{"id": f"{kind}-{number:02d}", **item} for number, item in enumerate(written + made, start=1)]
    return items


def _clean(dice: Random) -> list[dict[str, Any]]:
    items = [item for item in by_hand() if item["kind"] == "clean"]
    seen = {json.dumps(item, ensure_ascii=False) for item in items}
    while len(items) < CLEAN:
        drawn = p.clean(dice, ("ko", "en")[len(items) % 2])
        item = {"kind": "clean", **drawn, "made": "rule"}
        if (key := json.dumps(item, ensure_ascii=False)) not in seen:
            seen.add(key)
            items.append(item)
    return [{"id": f"clean-{number:03d}", **item} for number, item in enumerate(items, start=1)]


def lines(items: list[dict[str, Any]]) -> str:
    """Return items as they stand in a file."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def both() -> tuple[str, str]:
    """Return the two files."""
    dice = Random(20261126)
    return lines(_leaks(dice)), lines(_clean(dice))


if __name__ == "__main__":
    leaks, clean = both()
    (HERE / "leaks.jsonl").write_text(leaks, "utf-8")
    (HERE / "clean.jsonl").write_text(clean, "utf-8")
