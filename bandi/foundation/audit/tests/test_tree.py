"""The tree against published roots, and every proof of small trees against every way to be wrong."""

from __future__ import annotations

from hashlib import sha256

import pytest

from bandi.foundation.audit import tree

# Leaves and roots used by the test suites of Certificate Transparency (RFC 6962).
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves(count: int) -> list[bytes]:
    return [tree.leaf_hash(b"%d" % number) for number in range(count)]


def grown(hashes: list[bytes]) -> tree.Grown:
    made = tree.Grown()
    for leaf in hashes:
        made.append(leaf)
    return made


def subtree(hashes: list[bytes], tiles: list[bytes] | None = None) -> tree.Subtree:
    return tree.subtree_of(lambda low, high: hashes[low:high], tiles or ())


def plain_root(hashes: list[bytes]) -> bytes:
    """The definition of RFC 6962, word for word."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + plain_root(hashes[:split]) + plain_root(hashes[split:])).digest()


def test_roots_are_the_published_ones() -> None:
    made = tree.Grown()
    assert made.root() == sha256(b"").digest()
    for entry, root in zip(ENTRIES, ROOTS, strict=True):
        made.append(tree.leaf_hash(bytes.fromhex(entry)))
        assert made.root().hex() == root


@pytest.mark.parametrize("size", [255, 256, 257, 511, 512, 513, 700])
def test_stored_tiles_lead_to_the_same_root(size: int) -> None:
    hashes = leaves(size)
    whole = grown(hashes)
    again = tree.Grown(whole.tiles)
    for leaf in hashes[again.size :]:
        again.append(leaf)

    assert whole.root() == again.root() == plain_root(hashes)
    assert again.tiles == whole.tiles
    assert len(whole.tiles) == size // 256
    assert subtree(hashes, whole.tiles)(0, size) == plain_root(hashes)


def test_every_leaf_of_small_trees_is_proved_and_no_other_leaf_by_its_proof() -> None:
    for size in range(1, 34):
        hashes = leaves(size)
        root = plain_root(hashes)
        for index in range(size):
            proof = tree.inclusion_proof(index, size, subtree(hashes))
            assert tree.root_of_inclusion(hashes[index], index, size, proof) == root
            for other in range(size):
                if other != index:
                    assert not leads(hashes[other], index, size, proof, root)
                    assert not leads(hashes[index], other, size, proof, root)
            assert not leads(hashes[index], index, size, [*proof, root], root)
            assert not proof or not leads(hashes[index], index, size, proof[:-1], root)


def leads(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    try:
        return tree.root_of_inclusion(leaf, index, size, proof) == root
    except tree.ProofError:
        return False


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, proof: list[bytes]) -> bool:
    try:
        tree.check_consistency(old, old_root, size, root, proof)
    except tree.ProofError:
        return False
    return True


def test_every_growth_of_small_trees_is_proved_and_no_fork() -> None:
    for size in range(1, 34):
        hashes = leaves(size)
        root = plain_root(hashes)
        for old in range(1, size + 1):
            old_root = plain_root(hashes[:old])
            proof = tree.consistency_proof(old, size, subtree(hashes))
            forked = [*hashes[: old - 1], tree.leaf_hash(b"forked"), *hashes[old:]]
            forked_proof = tree.consistency_proof(old, size, subtree(forked))

            assert is_consistent(old, old_root, size, root, proof)
            assert not is_consistent(old, old_root, size, plain_root(forked), forked_proof)
            assert not is_consistent(old, plain_root(forked[:old]), size, root, proof)
            assert not is_consistent(old, old_root, size, root, [*proof, root])
            assert not proof or not is_consistent(old, old_root, size, root, proof[:-1])
            for place in range(len(proof)):
                spoilt = [*proof[:place], sha256(proof[place]).digest(), *proof[place + 1 :]]
                assert not is_consistent(old, old_root, size, root, spoilt)


def test_a_tree_cannot_become_smaller() -> None:
    assert not is_consistent(5, bytes(32), 4, bytes(32), [])
    with pytest.raises(ValueError, match="larger"):
        tree.consistency_proof(5, 4, subtree(leaves(4)))


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = leaves(2)

    assert tree.leaf_hash(left + right) != tree.node_hash(left, right)
