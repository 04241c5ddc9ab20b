"""`bandi names …`: compare two names, score labelled pairs, search a gallery, link two registers.

Exit codes: 0 done; 1 for `compare` when the names are not the same; 2 when the input cannot be used (one plain sentence on
standard error says why); 130 when stopped by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from . import tables

KINDS = ("person", "place", "facility", "organisation")


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands of the area."""
    top = argparse.ArgumentParser(prog="bandi names", description="Recognise one Korean name in every spelling. Works without a network and without a database.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    compare = verbs.add_parser("compare", help="say how likely two names are the same, and why, in English and Korean")
    compare.add_argument("a", help="one name")
    compare.add_argument("b", help="the other name")
    compare.add_argument("--kind", choices=KINDS, help="what they name (guessed when not given)")
    compare.add_argument("--json", action="store_true", help="print for programs")
    score = verbs.add_parser("score", help="measure on labelled pairs")
    score.add_argument("pairs", type=Path, help="CSV with name_a, name_b, same (1 or 0), kind, source")
    score.add_argument("--json", action="store_true", help="print for programs")
    search = verbs.add_parser("search", help="measure finding names in a gallery")
    search.add_argument("gallery", type=Path, help="CSV with id, name")
    search.add_argument("queries", type=Path, help="CSV with query, id (the right one) and, if known, form")
    search.add_argument("--json", action="store_true", help="print for programs")
    link = verbs.add_parser("link", help="find the same names in two registers")
    link.add_argument("a", type=Path, help="CSV with a column of names")
    link.add_argument("b", type=Path, help="CSV with a column of names")
    link.add_argument("--out", type=Path, required=True, help="CSV to write: id_a, name_a, id_b, name_b, probability")
    link.add_argument("--column", default="name", help="the column of names (name)")
    link.add_argument("--id", default="id", help="the column of ids (id); the row's number where it is missing")
    link.add_argument("--least", type=float, default=0.5, help="least probability that is written (0.5)")
    link.add_argument("--most", type=int, default=10, help="most links written per row of B (10)")
    link.add_argument("--engine", choices=("own", "splink"), default="own", help="own blocking, or Splink on DuckDB (needs the extra `linking`)")
    link.add_argument("--quiet", action="store_true", help="no progress")
    return top


def main(words: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        asked = parser().parse_args(words)
    except SystemExit as error:
        return int(error.code or 0)
    try:
        return {"compare": _compare, "score": _score, "search": _search, "link": _link}[asked.verb](asked)
    except tables.BadTable as error:
        print(f"bandi names: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("stopped; nothing more was written", file=sys.stderr)
        return 130


def _compare(asked: argparse.Namespace) -> int:
    from .comparing import compare

    found = compare(asked.a, asked.b, kind=asked.kind)
    if asked.json:
        reasons = [{"code": r.code, "weight": round(r.weight, 2), "en": r.words("en"), "ko": r.words("ko")} for r in found.reasons]
        print(json.dumps({"probability": round(found.probability, 4), "same": found.same, "kind": found.kind, "reasons": reasons}, ensure_ascii=False, indent=1))
        return 0 if found.same else 1
    answer = ("the same name", "같은 이름") if found.same else ("not the same name", "다른 이름")
    if found.same and any(reason.code in ("hidden", "initials") for reason in found.reasons):
        answer = ("what is shown agrees; whether it is the same name, the hidden part does not tell", "보이는 부분은 일치; 가려진 부분까지 같은 이름인지는 알 수 없음")
    print(f"{found.probability:.1%}  {answer[0]} ({found.kind})")
    for reason in found.reasons:
        print(f"  {_sign(reason.weight)} {reason.words('en')}")
    print(f"{found.probability:.1%}  {answer[1]}")
    for reason in found.reasons:
        print(f"  {_sign(reason.weight)} {reason.words('ko')}")
    return 0 if found.same else 1


def _sign(weight: float) -> str:
    return "+" if weight > 0 else "−" if weight < 0 else "·"


def _score(asked: argparse.Namespace) -> int:
    from .scoring import score

    rows = tables.read(asked.pairs, ("name_a", "name_b", "same"))
    for number, row in enumerate(rows, 2):
        if row["same"] not in ("0", "1"):
            raise tables.BadTable(f"{asked.pairs}: row {number}: same is “{row['same'][:20]}”, not 0 or 1")
    _print(score(rows), asked.json)
    return 0


def _search(asked: argparse.Namespace) -> int:
    from .scoring import search

    gallery, queries = tables.read(asked.gallery, ("id", "name")), tables.read(asked.queries, ("query", "id"))
    _print(search(gallery, queries), asked.json)
    return 0


def _link(asked: argparse.Namespace) -> int:
    from .linking import link

    for path in (asked.a, asked.b):
        if path.resolve() == asked.out.resolve():
            raise tables.BadTable(f"{asked.out}: would overwrite what is read")
    done = link(asked.a, asked.b, asked.out, column=asked.column, key=asked.id, least=asked.least, most=asked.most, engine=asked.engine, quiet=asked.quiet)
    print(f"{done.links:,} links between {done.rows_a:,} and {done.rows_b:,} rows in {done.seconds:.1f} s, {done.compared:,} pairs compared, at most {done.megabytes:,.0f} MB of memory")
    return 0


def _print(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(_plain(found), ensure_ascii=False, indent=1))
        return
    for name, value in found.items():
        if not isinstance(value, dict):
            print(f"{name:26} {value}")
    for name, value in found.items():
        if isinstance(value, dict):
            print(f"\n{name}")
            for inner, figures in value.items():
                shown = "  ".join(f"{key} {number}" for key, number in figures.items()) if isinstance(figures, dict) else figures
                print(f"  {inner:24} {shown}")


def _plain(value: Any) -> Any:
    """Return `value` for JSON: what was not measured (no pair of that sort) is null."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return None if isinstance(value, float) and value != value else value
