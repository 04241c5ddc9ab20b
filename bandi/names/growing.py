"""A gallery that takes in names while it is searched: what a live search over a changing register needs.

Names stand in a few galleries, the last a small one of the newest. When the last has grown to an eighth of the one before, the two are joined without
reading a name anew. So a question after a change makes a gallery of a few hundred names at most, and whoever takes names in pays for the rest.
A name that was taken back keeps its place and is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .gallery import Gallery, Hit, ask, tables_of
from .persons import Matcher, Names
from .written import digests_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEW, _SHARE = 256, 8
"""The newest names are put in order when they are more than this many; a part is joined to the one before it when it holds more than one in so many."""


@dataclass
class _Part:
    """Names in order of arrival. gallery: None until somebody asks."""

    names: Names
    digests: NDArray[np.int64]
    gallery: Gallery | None = None

    def __len__(self) -> int:
        return len(self.names.texts)


class Growing:
    """Names to search in that come and go. Positions count from 0 in the order of arrival and never change."""

    def __init__(self) -> None:
        self.matcher = Matcher()
        self._parts: list[_Part] = []
        self._new: list[_Part] = []
        self._gone: set[int] = set()
        self._tables = tables_of(self.matcher)
        self._count = self._waiting = 0

    def __len__(self) -> int:
        return self._count - len(self._gone)

    def add(self, texts: Sequence[str]) -> range:
        """Take names in and return their positions."""
        first = self._count
        if texts:
            self._new.append(_Part(self.matcher.take(list(texts)), digests_of(texts)))
            self._count += len(texts)
            self._waiting += len(texts)
            if self._waiting > _FEW:
                self._put_away()
        return range(first, self._count)

    def gather(self) -> None:
        """Join all there is, so that a question looks into one gallery: for who has taken in the last of many names."""
        if len(self._parts) + len(self._new) > 1:
            self._parts, self._new, self._waiting = [self._ordered(joined_parts([*self._parts, *self._new]))], [], 0

    def remove(self, position: int) -> None:
        """Take one name back; its text is forgotten at once."""
        self._gone.add(position)
        first = 0
        for part in (*self._parts, *self._new):
            if position < first + len(part):
                part.names.texts[position - first] = ""
                return
            first += len(part)

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return the `k` names most likely the same as `query`, likeliest first."""
        if len(self._new) > 1:
            self._new = [joined_parts(self._new)]
        more = k + min(len(self._gone), 4 * k)
        question = ask(query, self._tables)
        found, first = list[Hit](), 0
        for part in (*self._parts, *self._new):
            gallery = part.gallery or self._ordered(part).gallery
            assert gallery
            found += [Hit(hit.position + first, hit.text, hit.probability, hit.score) for hit in gallery.search(query, more, question)]
            first += len(part)
        kept = [hit for hit in found if hit.position not in self._gone]
        return sorted(kept, key=lambda hit: -hit.score)[:k]

    def _put_away(self) -> None:
        """Put the newest names with those before them."""
        self._parts.append(joined_parts(self._new))
        self._new, self._waiting = [], 0
        while len(self._parts) > 1 and len(self._parts[-1]) * _SHARE > len(self._parts[-2]):
            last = self._parts.pop()
            self._parts[-1] = joined_parts([self._parts[-1], last])
        self._ordered(self._parts[-1])

    def _ordered(self, part: _Part) -> _Part:
        part.gallery = Gallery.over(self.matcher, part.names, self._tables, part.digests)
        return part


def joined_parts(parts: Sequence[_Part]) -> _Part:
    """Return parts that follow one another as one, without its gallery."""
    return parts[0] if len(parts) == 1 else _Part(joined([part.names for part in parts]), np.concatenate([part.digests for part in parts]))


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
