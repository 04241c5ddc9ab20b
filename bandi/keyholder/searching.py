"""Searching in opened texts, in memory, for the length of one request. There is no index, anywhere.

Source: `security.md` measured why: an index of keyed words gives a thief who knows a tenth of the texts a fifth of all words.
"""

from __future__ import annotations

from collections.abc import Iterable

from bandi.keyholder.asking import Hit

AROUND = 60
"""Characters shown on either side of what was found."""


def found(query: str, records: Iterable[tuple[int, list[bytes | None]]], most: int) -> list[Hit]:
    """Return a hit for each record in which the query stands, in the order of the records, at most `most`.

    records: index and opened cells (UTF-8) of each; cells that did not open are passed over.
    """
    from bandi.hangul.scanning import Scanner

    scanner = Scanner.of(query)
    hits = []
    for index, texts in records:
        for text in texts:
            if text and (spans := scanner.matches(text)):
                start, end = spans[0]
                before = text[max(0, start - 3 * AROUND) : start].decode(errors="ignore")[-AROUND:]
                after = text[end : end + 3 * AROUND].decode(errors="ignore")[:AROUND]
                hits.append(Hit(index, len(spans), before, text[start:end].decode(errors="ignore"), after))
                break
        if len(hits) >= most:
            break
    return hits
