"""A letter or a submission as PDF/A and PDF/UA, set by typst from `templates/paper.typ`. Text travels as data, never as source.

May import: the papers' vocabulary, this package's typesetter.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Any

from bandi.foundation.records.blocks import Bullets, Inline, Table
from bandi.foundation.records.papers import Blank, Head, Paper, PaperBlock, Ticks
from bandi.publishing.press.cleaning import clean_parts
from bandi.publishing.press.faces import printable
from bandi.publishing.press.typesetter import set_book
from bandi.publishing.press.typesetting import pieces
from bandi.publishing.press.words import words_of


def write_paper_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF/A-2a that is also PDF/UA-1; the same paper gives the same bytes. Raises: TypesettingFailed."""
    paper = clean_parts(paper)
    dated = datetime.combine(paper.dated_on, time(), UTC) if paper.dated_on else datetime(2000, 1, 1, tzinfo=UTC)
    return set_book(paper_data(paper), dated=dated, template="paper.typ")


def paper_data(paper: Paper) -> str:
    """Return the paper as JSON for the template."""
    data = {
        "kind": paper.kind, "language": paper.language, "title": pieces(paper.title), "titleText": _named(paper),
        "sender": pieces(paper.sender), "senderText": printable(paper.sender), "letterhead": [pieces(line) for line in paper.letterhead],
        "day": pieces(paper.day), "to": [pieces(line) for line in paper.to], "numbered": paper.is_numbered, "mark": printable(paper.mark),
        "facts": [{"label": pieces(fact.label), "value": _runs(fact.value)} for fact in paper.facts], "body": _blocks(paper),
        "signatures": [
            {"title": pieces(title), "rows": [{"name": pieces(one.name), "beneath": pieces(one.beneath)} for one in group]} for title, group in paper.signatures
        ],
        "annexesTitle": pieces(paper.annexes_title), "annexes": [pieces(title) for title in paper.annexes], "words": {"tag": ""},
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def _named(paper: Paper) -> str:
    """Return the title in the file's properties; PDF/UA allows none to be empty."""
    shown = next((text for text in (printable(paper.title), printable(paper.sender)) if text.strip()), "")
    return shown or words_of(paper.language).untitled


def _blocks(paper: Paper) -> list[dict[str, Any]]:
    """Return the body; PDF/UA wants headings that are not empty and skip no level, whatever a person wrote."""
    depth = 1 if printable(paper.title).strip() else 0
    drawn = []
    for block in paper.body:
        if not isinstance(block, Head):
            drawn.append(_block(block))
        elif printable(block.text).strip():
            depth = min(block.level + 1, depth + 1)
            drawn.append({"kind": "head", "level": min(block.level, 3), "depth": depth, "text": pieces(block.text)})
    return drawn


def _block(block: PaperBlock) -> dict[str, Any]:
    if isinstance(block, Bullets):
        return {"kind": "bullets", "numbered": block.numbered, "items": [_runs(item) for item in block.items]}
    if isinstance(block, Ticks):
        return {"kind": "ticks", "items": [{"runs": _runs(item), "ticked": place in block.ticked} for place, item in enumerate(block.items)]}
    if isinstance(block, Blank):
        return {"kind": "blank", "label": pieces(block.label), "value": pieces(block.value), "filled": bool(block.value.strip()), "lines": block.lines}
    if isinstance(block, Table):
        heads = [{"label": pieces(column.label), "weight": max(0.1, column.weight)} for column in block.columns]
        return {"kind": "table", "columns": heads, "rows": [[_runs(cell) for cell in row] for row in block.rows]}
    assert not isinstance(block, Head)
    return {"kind": "quote" if block.is_quote else "passage", "runs": _runs(block.runs)}


def _runs(inline: Inline) -> list[dict[str, Any]]:
    return [
        {
            "pieces": pieces(run.text), "bold": run.bold, "italic": run.italic, "note": pieces(run.note), "foreign": "", "opens": False,
            "joined": bool(place and run.text and inline[place - 1].text and not (inline[place - 1].text[-1].isspace() or run.text[0].isspace())),
        }
        for place, run in enumerate(inline)
    ]  # fmt: skip
