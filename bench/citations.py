"""The citation finder measured: against baselines on labelled pairs, and its cost as documents and our texts grow.

`python -m bench.citations PAIRS` prints both as JSON; without PAIRS only the cost, on invented texts. The baselines answer
the same questions in the same run: plain name match; rapidfuzz's partial ratio; BM25.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bandi.citations import Ask, Finder, OurText
from bandi.citations.document import Document
from bandi.citations.labels import load_labelled
from bandi.citations.ours import Organisation, organisations_from_json
from bandi.citations.reading import document_from_text
from bandi.citations.scoring import score
from bandi.citations.training import cross_validated
from bandi.citations.words import terms

ACTIONS = ["Stop", "End", "Publish", "Allow", "Ratify", "Repeal", "Investigate", "Provide", "Review", "Establish", "Release", "Monitor"]
THINGS = ["the detention of returned persons", "food rations in every province", "the register of prisoners", "unhindered visits to camps", "the convention on stateless persons", "deaths in custody", "letters between separated families", "schooling of children born abroad", "the wages of workers overseas", "public executions", "searches of women after return", "the fate of abducted fishermen", "radio listening", "travel permits", "the independence of judges", "access to medicine"]
FILLER = ["the", "authorities", "in", "several", "districts", "did", "not", "answer", "although", "many", "families", "had", "written", "to", "them", "about", "what", "happened", "there", "in", "that", "winter"]


def plain_names(document: Document, organisations: dict[str, Organisation]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the namings of a plain search for full names and abbreviations in text and notes."""
    notes = {note.number: note.text for note in document.notes}
    found = []
    for unit in document.units:
        text = " \n".join([unit.text, *(notes.get(mark.number, "") for mark in unit.marks)])
        for organisation in organisations.values():
            full = any(name.lower() in text.lower() for name in organisation.names)
            if full or any(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text) for short in organisation.abbreviations):
                found.append((organisation.id, unit.id, ("named",)))
    return found


def fuzzy(document: Document, asks: Sequence[str]) -> list[tuple[int, int, float]]:
    """Return the pairs by rapidfuzz's partial ratio, from 0 to 1."""
    from rapidfuzz import fuzz

    units = [unit.text.lower() for unit in document.units]
    return [(a, u, fuzz.partial_ratio(ask.lower(), unit) / 100) for a, ask in enumerate(asks) for u, unit in enumerate(units)]


def bm25(document: Document, asks: Sequence[str], k: float = 1.5, b: float = 0.75) -> list[tuple[int, int, float]]:
    """Return the pairs by BM25 of the ask over the units, Hangul in pairs of syllables."""
    units = [Counter(_tokens(unit.text)) for unit in document.units]
    seen = Counter(token for unit in units for token in unit)
    mean = sum(sum(unit.values()) for unit in units) / max(1, len(units))
    found = []
    for a, ask in enumerate(asks):
        for u, unit in enumerate(units):
            length = sum(unit.values())
            total = 0.0
            for token in set(_tokens(ask)):
                if unit[token]:
                    rare = math.log(1 + (len(units) - seen[token] + 0.5) / (seen[token] + 0.5))
                    total += rare * unit[token] * (k + 1) / (unit[token] + k * (1 - b + b * length / mean))
            if total:
                found.append((a, u, total))
    return found


def _tokens(text: str) -> list[str]:
    tokens = re.findall(r"[a-z]+|\d+", text.lower())
    for run in re.findall(r"[가-힣]+", text):
        tokens.extend(run[i : i + 2] for i in range(max(1, len(run) - 1)))
    return tokens


def quality(pairs: Path) -> dict[str, Any]:
    """Return the measures of the finder and of the baselines. "finder": each document judged by weights that have not seen it."""
    labelled = load_labelled(pairs)
    whole = score(labelled)
    unseen, threshold = cross_validated(labelled)
    rows: dict[str, Any] = {
        "finder": {"named": _brief(whole["named"], "precision", "recall"), "echo": _brief(unseen["echo"]), "echo_of_passages": unseen.get("echo_of_passages"),
                   "traps": _brief(whole["traps"], "wrong", "total"), "threshold": round(threshold, 3)},
        "finder, trained on the same documents": {"echo": _brief(whole["echo"])},
        "plain name match": {"named": _brief(score(labelled, name=plain_names)["named"], "precision", "recall")},
    }  # fmt: skip
    for name, rank in (("rapidfuzz partial ratio", fuzzy), ("BM25", bm25)):
        rows[name] = {"echo": _brief(score(labelled, rank=rank)["echo"], "precision_at_recall_80", "average_precision")}
    return rows


def _brief(row: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: row[key] for key in keys or ("precision_at_recall_80", "precision", "recall", "average_precision")}


def invented_document(pages: int, seed: int = 7) -> Document:
    """Return an invented document of eight paragraphs and six notes a page, read from its text like any other."""
    rng = random.Random(seed)
    lines, notes, number, note = ["A/HRC/95/7\n"], [], 0, 0
    for page in range(pages):
        for place in range(8):
            number += 1
            words = " ".join(rng.choices(FILLER, k=50))
            asked = f"It recommended that the State {rng.choice(ACTIONS).lower()} {rng.choice(THINGS)}." if place % 3 == 0 else ""
            mark = ""
            if place < 6:
                note += 1
                mark = str(note)
                notes.append(f" {note} {rng.choice(['Tide Watch, p. 4.', 'Ibid., p. 9.', 'Interview 12.', 'KUNF, para. 3. See also TW, p. 2.'])}")
            lines.append(f"  {number}.   {words.capitalize()}.{mark} {asked}")
        lines.append(f"\n  {page + 1}\n\fA/HRC/95/7\n")
    return document_from_text("\n".join([*lines, "", "Notes", "", *notes]), name="invented")


def invented_texts(count: int, asks: int = 8, seed: int = 8) -> list[OurText]:
    """Return invented texts of ours, `asks` asks each."""
    rng = random.Random(seed)
    return [
        OurText(f"T{number}", "kunf", tuple(
            Ask(str(place), f"{rng.choice(ACTIONS)} {rng.choice(THINGS)} and {rng.choice(ACTIONS).lower()} {rng.choice(THINGS)} in {' '.join(rng.choices(FILLER, k=6))}.")
            for place in range(asks)
        ))
        for number in range(count)
    ]  # fmt: skip


ORGANISATIONS = organisations_from_json(
    [{"id": "kunf", "name": "Kestrel Union for North Korean Freedoms", "abbr": ["KUNF"]}, {"id": "tide", "name": "Tide Watch", "abbr": ["TW"]}]
)


def timed(pages: int, texts: int) -> dict[str, float]:
    """Return the processor seconds of one whole run: our texts made ready, the document read, everything found."""
    ours = invented_texts(texts)
    terms.cache_clear()
    began = time.process_time()
    finder = Finder(ORGANISATIONS, ours)
    ready = time.process_time()
    document = invented_document(pages)
    read = time.process_time()
    findings = finder.find(document)
    done = time.process_time()
    return {"pages": pages, "texts": texts, "texts_ready_s": ready - began, "read_s": read - ready, "find_s": done - read, "whole_s": done - began, "findings": len(findings)}


def cost() -> dict[str, Any]:
    """Return the cost of a document of 60 pages against 1,000 texts, and how it grows with either."""
    timed(2, 10)
    rows = [timed(pages, texts) for pages, texts in ((15, 1000), (60, 1000), (240, 1000), (60, 100), (60, 10_000))]
    answer: dict[str, Any] = {"runs": [{key: round(value, 3) for key, value in row.items()} for row in rows]}
    for name, parts in (("a document", ("read_s", "find_s")), ("everything, our texts made ready anew", ("whole_s",))):
        by = {(int(row["pages"]), int(row["texts"])): sum(row[part] for part in parts) for row in rows}
        answer[f"growth of {name}"] = {
            "60 to 240 pages": round(by[240, 1000] / by[60, 1000], 2),
            "100 to 1,000 texts": round(by[60, 1000] / by[60, 100], 2),
            "1,000 to 10,000 texts": round(by[60, 10_000] / by[60, 1000], 2),
        }
    return answer


def main() -> None:
    """Print the measures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.citations", description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="?")
    asked = parser.parse_args()
    answer: dict[str, Any] = {"quality": quality(asked.pairs)} if asked.pairs else {}
    print(json.dumps({**answer, "cost": cost()}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
