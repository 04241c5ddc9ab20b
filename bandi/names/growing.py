"""A gallery that takes in names while it is searched: what a live search over a changing register needs.

New names wait in a small gallery beside the large one; when they are many, the two are joined without reading a name anew. A name
that was taken back keeps its place and is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .gallery import Gallery, Hit, ask, tables_of
from .persons import Matcher, Names

_FEW, _SHARE = 1_000, 8
"""New names are joined to the others when they are more than this many, and more than one in so many."""


class Growing:
    """Names to search in that come and go. Positions count from 0 in the order of arrival and never change."""

    def __init__(self) -> None:
        self.matcher = Matcher()
        self._large: Gallery | None = None
        self._large_names: Names | None = None
        self._new: list[Names] = []
        self._small: Gallery | None = None
        self._gone: set[int] = set()
        self._tables = tables_of(self.matcher)
        self._count = self._begins = 0

    def __len__(self) -> int:
        return self._count - len(self._gone)

    def add(self, texts: Sequence[str]) -> range:
        """Take names in and return their positions."""
        first = self._count
        if texts:
            self._new.append(self.matcher.take(list(texts)))
            self._count += len(texts)
            self._small = None
        return range(first, self._count)

    def remove(self, position: int) -> None:
        """Take one name back; its text is forgotten at once."""
        self._gone.add(position)
        first = 0
        for block in [*([self._large_names] if self._large_names else []), *self._new]:
            if position < first + len(block.texts):
                block.texts[position - first] = ""
                return
            first += len(block.texts)

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return the `k` names most likely the same as `query`, likeliest first."""
        self._settle()
        more = k + min(len(self._gone), 4 * k)
        question = ask(query, self._tables)
        found = self._large.search(query, more, question) if self._large else []
        if self._small:
            found += [Hit(hit.position + self._begins, hit.text, hit.probability, hit.score) for hit in self._small.search(query, more, question)]
        kept = [hit for hit in found if hit.position not in self._gone]
        return sorted(kept, key=lambda hit: -hit.score)[:k]

    def _settle(self) -> None:
        waiting = self._count - self._begins
        if not waiting or self._small is not None:
            return
        if waiting > max(_FEW, self._begins // _SHARE):
            self._large_names = joined([*([self._large_names] if self._large_names else []), *self._new])
            self._new, self._begins = [], self._count
            self._large = Gallery.over(self.matcher, self._large_names, self._tables)
        else:
            self._new = [joined(self._new)]
            self._small = Gallery.over(self.matcher, self._new[0], self._tables)


def joined(blocks: Sequence[Names]) -> Names:
    """Return names read by one matcher as one."""
    if len(blocks) == 1:
        return blocks[0]
    begins = np.cumsum([0, *[len(block.surname) for block in blocks[:-1]]])
    whole = {name: np.concatenate([getattr(block, name) for block in blocks]) for name in ("count", "script", "well_formed", "long", "surname", "length", "likelihood", "initials")}
    return Names(
        texts=[text for block in blocks for text in block.texts],
        first=np.concatenate([block.first + begin for block, begin in zip(blocks, begins, strict=True)]).astype(np.int32),
        given=[np.concatenate(slot) for slot in zip(*[block.given for block in blocks], strict=True)], **whole,
    )  # fmt: skip
