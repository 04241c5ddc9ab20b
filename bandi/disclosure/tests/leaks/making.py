"""Makes the leak set: 300 planted leaks of 12 kinds and 300 clean texts, by rule and from `by_hand.txt`, always the same; and 350 files in which a leak
of 14 kinds is hidden, with a clean twin of each, by rule and from `by_hand_hidden.txt`.

`python -m bandi.disclosure.tests.leaks.making` writes `leaks.jsonl` and `clean.jsonl` beside this file; a test compares them. With a folder behind it, it
writes all four there, `hidden_leaks.jsonl` and `hidden_clean.jsonl` too: they hold files (1 MB), which are made when they are needed. Everything is
invented: names from textbooks and from nature, numbers with 555, addresses of squirrels. Which half an item belongs to (`scoring.half_of`) is decided
by a digest of its id, before anything was measured: rules are improved on `dev` alone, `final` is measured and not looked at.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from random import Random
from typing import Any

from bandi.disclosure.tests.leaks import hidden
from bandi.disclosure.tests.leaks import parts as p

HERE = Path(__file__).parent
OF_EACH_KIND = 25
CLEAN = 300


def by_hand(name: str = "by_hand.txt") -> list[dict[str, Any]]:
    """Return what was written by hand."""
    items: list[dict[str, Any]] = []
    for line in (HERE / name).read_text("utf-8").splitlines():
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


_HIDDEN = (p.named, p.named, p.named, p.phone, p.relative, p.code, p.birth, p.online)
"""What is hidden by rule: names above all."""


def _hidden(dice: Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return files that hide something and their clean twins: the same places, harmless words, cleaned as an office cleans."""
    hand = by_hand("by_hand_hidden.txt")
    harmless = [item["text"] for item in hand if item["kind"] == "clean"]
    leaks: list[dict[str, Any]] = []
    clean: list[dict[str, Any]] = []
    for kind, makers in hidden.CARRIERS.items():
        written = [item for item in hand if item["kind"] == kind]
        for number in range(OF_EACH_KIND):
            maker = makers[number % len(makers)]
            language = ("ko", "en")[number // len(makers) % 2]
            item = written[number] if number < len(written) else _item(kind, language, dice.choice(_HIDDEN)(dice, language)) | {"made": "rule"}
            planted = hidden.WHERE_IT_WAS_TAKEN if maker in hidden.PLACES else item["text"][item["start"] : item["end"]]
            told = {"id": f"{kind}-{number + 1:02d}", "kind": kind, "language": item["language"], "made": item["made"], "planted": planted}
            leaks.append(told | _document(*maker(item["text"], True)))
            words = _harmless(dice, harmless, language)
            clean.append({"id": f"clean-{kind}-{number + 1:02d}", "kind": "clean", "language": language, "made": "rule"} | _document(*maker(words, False)))
    return leaks, clean


def _harmless(dice: Random, written: list[str], language: str) -> str:
    while True:
        text = dice.choice(written) if dice.random() < 0.3 else str(p.clean(dice, language).get("text", ""))
        if text:  # clean tables and files of the other set have none
            return text


def _document(name: str, content: bytes) -> dict[str, Any]:
    return {"document": {"name": name, "bytes": base64.b64encode(content).decode()}}


def lines(items: list[dict[str, Any]]) -> str:
    """Return items as they stand in a file."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def both() -> tuple[str, str]:
    """Return the two files of texts, tables and descriptions of files."""
    dice = Random(20261126)
    return lines(_leaks(dice)), lines(_clean(dice))


def concealed() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return files that hide something, and their clean twins."""
    return _hidden(Random(20261127))


def main(folder: Path | None) -> None:
    """Write the set beside this file, or all of it into a folder."""
    for name, content in zip(("leaks", "clean"), both(), strict=True):
        ((folder or HERE) / f"{name}.jsonl").write_text(content, "utf-8")
    if folder:
        for name, items in zip(("hidden_leaks", "hidden_clean"), concealed(), strict=True):
            (folder / f"{name}.jsonl").write_text(lines(items), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
