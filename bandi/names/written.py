"""Names found as they are written: what stands letter for letter in a gallery is the first answer to the same letters, before every other spelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .writing import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BETWEEN = str.maketrans(dict.fromkeys(" \t-,.·'’"))


def letters(text: str) -> str:
    """Return the letters of a name as they are written, without case and what stands between them."""
    return (text if text.isascii() else plain(text)).translate(_BETWEEN).casefold()


def digests_of(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return a number for the letters of each name; good in this process only."""
    return np.fromiter((hash(letters(text)) for text in texts), dtype=np.int64, count=len(texts))


class Written:
    """The texts of a gallery by their letters: twelve bytes a name, made at once. digests: of the texts, where they are known already."""

    def __init__(self, texts: Sequence[str], digests: NDArray[np.int64] | None = None) -> None:
        digests = digests_of(texts) if digests is None else digests
        order = np.argsort(digests, kind="stable")
        self._texts, self._digests, self._order = texts, digests[order], order.astype(np.int32)

    def positions(self, query: str, most: int) -> list[int]:
        """Return the positions of at most so many names of the same letters, in their order, none for a text without any."""
        wanted = letters(query)
        if not wanted:
            return []
        digest = np.int64(hash(wanted))
        begin, end = (int(np.searchsorted(self._digests, digest, side)) for side in ("left", "right"))  # type: ignore[call-overload]
        return [at for at in self._order[begin : min(end, begin + most)].tolist() if letters(self._texts[at]) == wanted]

    def closeness(self, query: str, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return for names of the same letters how near they are: 2 for the very same text, 1 for the same letters."""
        wanted = query.strip()
        return np.array([2.0 if self._texts[at].strip() == wanted else 1.0 for at in positions.tolist()], dtype=np.float32)
