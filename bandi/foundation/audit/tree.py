"""The Merkle tree over the entries of the journal: root, proofs that an entry is in it, proofs that it only grew.

A proof is as long as the logarithm of the tree, so that one entry can be shown to a court, or the growth since last month to
a witness, without handing out the journal. Pure: bytes in, bytes out; where hashes come from is the caller's.
Source: RFC 6962, section 2.1, and the same tree in RFC 9162, section 2.1. Hash: SHA-256.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
TILE = 256
"""Leaves under one stored tile; see `Grown`."""
_TILE_HEIGHT = 8

Subtree = Callable[[int, int], bytes]
"""The root over the leaves from the first number up to and without the second."""


class ProofError(ValueError):
    """A proof does not lead to the root; nothing it claims may be believed."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf. The zero in front keeps a leaf from being passed off as a node."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


class Grown:
    """A tree that only grows and remembers no more than the roots of its full subtrees, at most one of each height.

    Appending costs two hashes on average. `tiles` are the roots of the full runs of 256 leaves met on the way: kept, they let
    the next tree, and any proof, be made from 1/256 of the hashes.
    """

    def __init__(self, tiles: Iterable[bytes] = ()) -> None:
        self.size = 0
        self.tiles: list[bytes] = []
        self._heights: list[int] = []
        self._roots: list[bytes] = []
        for root in tiles:
            self.size += TILE
            self._push(_TILE_HEIGHT, root)

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf."""
        self.size += 1
        self._push(0, leaf)

    def _push(self, height: int, root: bytes) -> None:
        heights, roots = self._heights, self._roots
        if height == _TILE_HEIGHT:
            self.tiles.append(root)
        while heights and heights[-1] == height:
            heights.pop()
            root = sha256(b"\x01" + roots.pop() + root).digest()
            height += 1
            if height == _TILE_HEIGHT:
                self.tiles.append(root)
        heights.append(height)
        roots.append(root)

    def root(self) -> bytes:
        """Return the root over all leaves so far; may be asked at any size."""
        if not self._roots:
            return EMPTY
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node_hash(left, root)
        return root


def subtree_of(leaves: Callable[[int, int], Iterable[bytes]], tiles: Sequence[bytes] = ()) -> Subtree:
    """Return a `Subtree` over stored leaves that takes full tiles where there are any.

    leaves: the leaf hashes from the first number up to and without the second, in order.
    """

    def subtree(low: int, high: int) -> bytes:
        whole: Sequence[bytes] = ()
        if low % TILE == 0:
            whole = tiles[low // TILE : high // TILE]
        grown = Grown(whole)
        for leaf in leaves(low + grown.size, high):
            grown.append(leaf)
        return grown.root()

    return subtree


def _split(count: int) -> int:
    """Return the largest power of two smaller than `count`, which is at least two."""
    return 1 << ((count - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """Return the hashes from the sibling of leaf `index` up to the child of the root of the tree of `size` leaves.

    Raises: ValueError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("no such leaf in a tree of this size")
    low, high, path = 0, size, []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append((middle, high))
            high = middle
        else:
            path.append((low, middle))
            low = middle
    return [subtree(*part) for part in reversed(path)]


def root_of_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root that the proof leads to; compare it with the one that was signed.

    Raises: ProofError when the proof has the wrong length for this place and size.
    """
    if not 0 <= index < size:
        raise ProofError("the entry lies outside the tree")
    place, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("the proof is too long")
        if place % 2 or place == last:
            root = node_hash(sibling, root)
            while not place % 2 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofError("the proof is too short")
    return root


def consistency_proof(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """Return the hashes that show the tree of `old` leaves to be the beginning of the tree of `size` leaves.

    Empty when old is 0 or equals size. Raises: ValueError when old is larger than size.
    """
    if not 0 <= old <= size:
        raise ValueError("a tree cannot have been larger than it is")
    if old in (0, size):
        return []
    low, high, path, whole = 0, size, [], True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append((middle, high))
            high = middle
        else:
            path.append((low, middle))
            low, whole = middle, False
    proof = [subtree(*part) for part in reversed(path)]
    return proof if whole else [subtree(low, high), *proof]


def check_consistency(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """Return when the proof shows that nothing before `old` was changed. Raises: ProofError otherwise.

    Source: RFC 9162, section 2.1.4.2.
    """
    if old > size:
        raise ProofError("the tree has become smaller")
    if old in (0, size):
        if proof or (old == size and old_root != root):
            raise ProofError("two different trees of one size" if old == size else "the proof is too long")
        return
    rest = list(proof)
    place, last = old - 1, size - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    if place and not rest:
        raise ProofError("the proof is too short")
    before = after = rest.pop(0) if place else old_root
    for sibling in rest:
        if last == 0:
            raise ProofError("the proof is too long")
        if place % 2 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place % 2 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    if last or before != old_root or after != root:
        raise ProofError("what was signed before is not the beginning of what is signed now")
