"""`bandi disclosure …`: look into a text, mask names, measure.

Exit codes: 0 done; 1 for `find` when something was found; 2 when the input cannot be used (a plain sentence on standard error says why).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bandi.disclosure import scoring
from bandi.disclosure.finding import find
from bandi.disclosure.known import Known
from bandi.disclosure.masking import RULES, collisions, masked
from bandi.disclosure.reasons import words


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands of the area."""
    top = argparse.ArgumentParser(prog="bandi disclosure", description="What in a text would tell who somebody is. Works without a network and without a database.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    look = verbs.add_parser("find", help="find names, numbers, places and stories that tell who somebody is")
    look.add_argument("file", type=Path, help="a text file in UTF-8, or - for standard input")
    look.add_argument("--open", type=Path, metavar="FILE", help="names and contacts that are public, one a line")
    look.add_argument("--protected", type=Path, metavar="FILE", help="names that must not be read, one a line")
    look.add_argument("--language", choices=("en", "ko"), default="en", help="language of the reasons")
    look.add_argument("--json", action="store_true", help="print for programs")
    mask = verbs.add_parser("mask", help="print names as a rule masks them, and how well it hides")
    mask.add_argument("names", nargs="*", help="names, or none to read them from standard input, one a line")
    mask.add_argument("--rule", choices=sorted(RULES), default="first_hidden", help="how to mask (first_hidden: Kim O-suk)")
    mask.add_argument("--json", action="store_true", help="print for programs")
    measure = verbs.add_parser("score", help="measure on planted leaks and clean texts")
    measure.add_argument("leaks", type=Path, help="planted leaks, one JSON object a line")
    measure.add_argument("clean", type=Path, help="clean texts, one JSON object a line")
    measure.add_argument("--half", choices=("dev", "final"), help="only the items of one half of the leak set (by a digest of their ids)")
    measure.add_argument("--json", action="store_true", help="print for programs")
    return top


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        asked = parser().parse_args(arguments)
    except SystemExit as error:
        return int(error.code or 0)
    try:
        return {"find": _find, "mask": _mask, "score": _score}[asked.verb](asked)
    except (OSError, ValueError) as error:
        print(f"bandi disclosure: {error}", file=sys.stderr)
        return 2


def _find(asked: argparse.Namespace) -> int:
    text = sys.stdin.read() if str(asked.file) == "-" else asked.file.read_text("utf-8")
    open_ = _lines(asked.open)
    known = Known.of(protected=_lines(asked.protected), open_names=open_, open_contacts=open_)
    found = find(text, known=known)
    if asked.json:
        print(json.dumps([{"kind": one.kind, "start": one.start, "end": one.end, "detail": one.detail, "sure": one.is_sure, "reason": words(one.kind, one.detail, asked.language)} for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            line = text.count("\n", 0, one.start) + 1
            print(f"{line}: {text[one.start : one.end]!r}  {words(one.kind, one.detail, asked.language)}")
    return 1 if found else 0


def _mask(asked: argparse.Namespace) -> int:
    rule = RULES[asked.rule]
    names = asked.names or [line.strip() for line in sys.stdin if line.strip()]
    shown = {}
    for name in names:
        try:
            shown[name] = masked(name, rule)
        except ValueError:
            shown[name] = ""
    count = collisions(names, rule)
    if asked.json:
        print(json.dumps({"rule": rule.key, "masked": shown, "people": count.people, "forms": count.forms, "alone": count.alone, "largest": count.largest, "unread": count.unread}, ensure_ascii=False, indent=1))
        return 0
    for name, form in shown.items():
        print(f"{name}\t{form or '(not read as a Korean name: not masked)'}")
    print(f"{count.people} people, {count.forms} masked forms, {count.alone} stand alone behind theirs, at most {count.largest} share one, {count.unread} not masked")
    return 0


def _score(asked: argparse.Namespace) -> int:
    leaks, clean = scoring.read(asked.leaks), scoring.read(asked.clean)
    if asked.half:
        leaks, clean = ([item for item in items if scoring.half_of(item["id"]) == asked.half] for items in (leaks, clean))
    result = scoring.score(leaks, clean)
    if asked.json:
        print(json.dumps(result.as_dict(), ensure_ascii=False, indent=1))
        return 0
    for kind, count in result.planted.items():
        print(f"  {kind:<16} {result.caught[kind]:>3} of {count:>3}")
    print(f"caught        {result.caught_share:7.1%}  ({sum(result.caught.values())} of {sum(result.planted.values())})")
    print(f"false alarms  {result.false_alarm_share:7.1%}  ({result.false_alarms} of {result.clean} clean)")
    return 0


def _lines(path: Path | None) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()] if path else []
