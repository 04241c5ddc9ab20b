"""What a whole file tells: the words that its reader sees, and the pieces that it hides.

Works on what `bandi.parsing` read, as pairs and triples; the release gate asks the same two questions of each.
May import: this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bandi.disclosure.files import unseen_detail
from bandi.disclosure.finding import find
from bandi.disclosure.known import Known


@dataclass(frozen=True, slots=True)
class DocumentLeak:
    """One thing that a file tells. where: place of a piece, or number of a passage. detail: a word of `reasons.DETAILS`. excerpt: what tells."""

    where: str
    detail: str
    excerpt: str


def find_in_document(passages: Iterable[str], pieces: Iterable[tuple[str, str, str]], known: Known | None = None) -> Iterator[DocumentLeak]:
    """Yield what a file tells.

    pieces: kind, place and text of what the file hides; kinds as `bandi.parsing.hidden` gives them.
    """
    known = known or Known()
    for number, text in enumerate(passages, start=1):
        for leak in find(text, known=known):
            yield DocumentLeak(str(number), leak.detail, text[leak.start : leak.end])
    for kind, where, text in pieces:
        detail = unseen_detail(kind, text, known)
        if detail:
            yield DocumentLeak(where, detail, text)
