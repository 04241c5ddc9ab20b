"""`bandi citations find` and `bandi citations score`. Needs no Django and no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .decisions import decisions_from_json
from .errors import CitationError, EmptyDocument
from .finder import Finder
from .finding import Finding
from .labels import load_labelled
from .ours import load_organisations, load_texts
from .reading import load_json, read_document
from .scoring import score

DONE, PARTLY, UNREADABLE, WITHOUT_TEXT = 0, 3, 2, 4
_CODES = """exit codes: 0 done · 2 wrong usage or unreadable input · 3 done, but parts could not be read (see "problems") ·
4 the document holds no text (a scan): recognise its text first"""


def main(words: Sequence[str]) -> int:
    """Run one command of this library and return its exit code."""
    try:
        asked = parser().parse_args(list(words))
    except SystemExit as stop:
        return int(stop.code or 0)
    if not hasattr(asked, "run"):
        parser().print_help()
        return UNREADABLE
    try:
        code: int = asked.run(asked)
    except EmptyDocument as error:
        return _refused(error, asked.json, WITHOUT_TEXT)
    except CitationError as error:
        return _refused(error, asked.json, UNREADABLE)
    return code


def _refused(error: CitationError, as_json: bool, code: int) -> int:
    if as_json:
        print(json.dumps({"error": str(error), "findings": [], "offers": ["ocr"] if code == WITHOUT_TEXT else []}, ensure_ascii=False))
    print(error, file=sys.stderr)
    return code


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="bandi citations", description="Find where a document names us or echoes what we asked for.", epilog=_CODES)
    areas = made.add_subparsers(title="commands")
    find = areas.add_parser("find", help="find in one document", description="Find where a document names our organisations or echoes our asks.", epilog=_CODES)
    find.add_argument("--texts", type=Path, required=True, help="our texts: a JSON file, a text, or a folder of them (docs/citations.md)")
    find.add_argument("--organisations", "--organizations", type=Path, required=True, help="JSON of the organisations, ours and those with similar names")
    find.add_argument("--document", type=Path, required=True, help="the later document: PDF, DOCX, HWP, HWPX, HTML, text or JSON")
    find.add_argument("--decisions", type=Path, help="JSON of earlier decisions; they are kept and improve the ranking")
    find.add_argument("--only", choices=["named", "echo"], help="one kind of finding")
    find.add_argument("--least", type=float, metavar="P", help="report echoes from this probability on (0 to 1)")
    find.add_argument("--json", action="store_true", help="print JSON for programs")
    find.set_defaults(run=_find)
    rate = areas.add_parser("score", help="measure the finder on labelled pairs", description="Measure the finder on a pairs file beside its documents.", epilog=_CODES)
    rate.add_argument("--pairs", type=Path, required=True, help="JSON lines, one question each, beside its documents")
    rate.add_argument("--json", action="store_true", help="print JSON for programs")
    rate.set_defaults(run=_score)
    return made


def _find(asked: argparse.Namespace) -> int:
    organisations = load_organisations(asked.organisations)
    texts, problems = load_texts(asked.texts)
    decisions = decisions_from_json(load_json(asked.decisions), name=str(asked.decisions)) if asked.decisions else []
    if asked.least is not None and not 0 <= asked.least <= 1:
        raise CitationError("--least is a probability between 0 and 1.")
    document = read_document(asked.document)
    finder = Finder(organisations, texts, decisions)
    findings = [one for one in finder.find(document, least=asked.least) if asked.only in {None, one.kind}]
    problems = [*problems, *document.problems]
    if asked.json:
        about = {slot: getattr(document, slot) for slot in ("id", "symbol", "title", "session", "language")}
        about |= {"date": document.dated.isoformat() if document.dated else None, "paragraphs": len(document.units), "notes": len(document.notes)}
        answer = {"document": about, "findings": [one.as_json() for one in findings], **_in_short(findings)}
        print(json.dumps({**answer, "problems": [{"en": en, "ko": ko} for en, ko in problems]}, ensure_ascii=False, indent=1))
    else:
        _tell(findings, problems)
    return PARTLY if problems else DONE


def _in_short(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return the findings in the form of the labels of test documents, without what a person rejected."""
    citing: dict[str, list[dict[str, Any]]] = {}
    echo: dict[str, dict[str, list[str]]] = {}
    for one in findings:
        if one.verdict == "rejected":
            continue
        if one.kind == "named":
            citing.setdefault(one.organisation, []).append({"n": one.paragraph, "how": list(one.how)})
        else:
            echo.setdefault(f"{one.text}.{one.ask}", {"close": []})["close"].append(one.paragraph)
    return {"citing": citing, "echo": echo}


def _tell(findings: Sequence[Finding], problems: Sequence[tuple[str, str]]) -> None:
    for one in findings:
        where = f"note {one.note} at paragraph {one.paragraph}" if one.note else f"paragraph {one.paragraph}"
        about = " ".join(part for part in (one.organisation, one.text, one.ask) if part)
        print(f"{where}: {one.kind}{' (joint)' if one.is_joint else ''} {about}  {one.confidence:.2f}  [{one.key}]\n    {one.reason[0]}\n    {one.reason[1]}")
    if not findings:
        print("Nothing was found. / 찾은 것이 없습니다.")
    for english, korean in problems:
        print(f"note: {english} / {korean}", file=sys.stderr)


def _score(asked: argparse.Namespace) -> int:
    answer = score(load_labelled(asked.pairs))
    if asked.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return DONE
    named, echo, traps = answer["named"], answer["echo"], answer["traps"]
    print(f"named   precision {_shown(named['precision'])}  recall {_shown(named['recall'])}  of {named['expected']}")
    print(f"echo    precision at recall 0.8 {_shown(echo['precision_at_recall_80'])}  (as reported: {_shown(echo['precision'])}, recall {_shown(echo['recall'])})")
    print(f"traps   {traps['wrong']} of {traps['total']} wrongly reported")
    return DONE


def _shown(share: Any) -> str:
    return "–" if share is None else f"{share:.3f}"
