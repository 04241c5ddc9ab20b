"""F43, F44, F45: a journal that was tampered with is recognised, by us and by a program that knows nothing of us."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bandi.foundation.audit import chain, exporting, notes, tree
from bandi.foundation.audit.chain import Row
from bandi.foundation.audit.verifying import Signed, check
from tests.reliability.figures.figure import Figure
from tools import verify_audit

SMALL, LARGE = 4, 10_000
_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def invented_log(count: int, *, seed: int = 43) -> list[Row]:
    """Return a journal of invented entries, properly linked."""
    chance = random.Random(seed)
    rows = [
        Row(
            number, f"2024-05-{1 + number % 28:02}T0{number % 10}:11:12.{chance.randrange(10**6):06}+00:00",
            chance.randbytes(16) if number % 4 else b"", chance.choice(("records:record:read", "활동:항목:보기")),
            chance.randbytes(16) if number % 3 else b"", chance.randbytes(32), b"", b"",
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    return link_anew(rows)


def link_anew(rows: Sequence[Row]) -> list[Row]:
    """Return entries numbered and linked as if they had always been these."""
    previous, anew = chain.GENESIS, []
    for number, row in enumerate(rows, 1):
        fields = (number, row.at, row.actor, row.kind, row.record, row.digest, previous)
        previous = sha256(chain.encode(*fields)).digest()
        anew.append(Row(*fields, previous))
    return anew


def _leaves(rows: Sequence[Row]) -> list[bytes]:
    return [tree.leaf_hash(chain.encode(*row[:7])) for row in rows]


def _root(leaves: Sequence[bytes]) -> bytes:
    return tree.subtree_of(lambda low, high: leaves[low:high])(0, len(leaves))


def _signed(rows: Sequence[Row]) -> notes.Checkpoint:
    origin = f"bandi/journal/{rows[0].link[:8].hex()}"
    return notes.Checkpoint(origin, len(rows), _root(_leaves(rows))).signed(_KEY)


# F43: one bit flipped anywhere

Flip = tuple[bytes, Callable[[bytes], bool], Callable[[bytes], bool]]
"""Some bytes, whether a changed copy of them is accepted, and whether it is by a check that hashes and signs nothing."""


def _fields(row: Row) -> Iterator[tuple[int, bytes]]:
    for place, value in enumerate(row):
        data = value.to_bytes(8, "big") if isinstance(value, int) else value
        yield place, data.encode() if isinstance(data, str) else data


def _with_field(row: Row, place: int, data: bytes) -> Row:
    value: object = data
    if place == 0:
        value = int.from_bytes(data, "big")
    elif isinstance(row[place], str):
        value = data.decode(errors="surrogateescape")
    return Row(*row[:place], value, *row[place + 1 :])  # type: ignore[arg-type]


def _objects(count: int) -> Iterator[Flip]:
    """Yield everything of a journal of `count` entries that can be flipped: stored fields, notes, exported lines, proofs."""
    rows = invented_log(count)
    checkpoint = _signed(rows)
    signed, verifier = [Signed(count, checkpoint.root)], notes.verifier_of(_KEY, checkpoint.origin)
    for at, row in enumerate(rows):
        for place, data in _fields(row):

            def accepts(spoilt: bytes, at: int = at, row: Row = row, place: int = place) -> bool:
                return check([*rows[:at], _with_field(row, place, spoilt), *rows[at + 1 :]], signed).holds

            def in_order(spoilt: bytes, at: int = at, row: Row = row, place: int = place) -> bool:
                return _with_field(row, place, spoilt).sequence == at + 1

            yield data, accepts, in_order

    def accepts_note(spoilt: bytes) -> bool:
        try:
            note = notes.read_checkpoint(spoilt.decode())
        except (notes.NoteError, UnicodeDecodeError):
            return False
        return note.is_signed_by(verifier)

    yield str(checkpoint).encode(), accepts_note, lambda spoilt: spoilt.count(b"\n") == 5
    key = verify_audit.read_key(str(verifier))

    def accepts_export(spoilt: bytes) -> bool:
        try:
            lines = spoilt.decode().splitlines(keepends=True)
            return verify_audit.verify_journal(lines, [str(checkpoint)]) == count
        except (verify_audit.Refused, UnicodeDecodeError):
            return False

    yield "".join(exporting.lines(rows)).encode(), accepts_export, lambda spoilt: spoilt.count(b"\n") == count
    leaves = _leaves(rows)
    path = tree.inclusion_proof(1, count, tree.subtree_of(lambda low, high: leaves[low:high]))
    proof = notes.write_proof(chain.encode(*rows[1][:7]), 1, path, str(checkpoint))

    def accepts_proof(spoilt: bytes) -> bool:
        try:
            verify_audit.verify_proof(spoilt.decode(), key)
        except (verify_audit.Refused, UnicodeDecodeError, ValueError):
            return False
        return True

    yield proof.encode(), accepts_proof, lambda spoilt: spoilt.startswith(b"c2sp.org/tlog-proof@v1\n")


def _flipped(data: bytes, bit: int) -> bytes:
    spoilt = bytearray(data)
    spoilt[bit // 8] ^= 1 << bit % 8
    return bytes(spoilt)


def measure_flips(n: int) -> Figure:
    """Flip one bit: every bit of a small journal if n allows, the rest at random in one of 10,000 entries."""
    bits = [(flip, bit) for flip in _objects(SMALL) for bit in range(len(flip[0]) * 8)]
    exhaustive = n >= len(bits)
    chosen = bits if exhaustive else random.Random(n).sample(bits, n)
    undetected, missed, unharmed = 0, 0, all(accepts(data) for data, accepts, _ in _objects(SMALL))
    for (data, accepts, accepts_form), bit in chosen:
        spoilt = _flipped(data, bit)
        undetected += accepts(spoilt)
        missed += accepts_form(spoilt)
    sampled = min(max(n // 1000, 3), 200)
    undetected += _flips_in_a_large_log(sampled)
    return Figure(
        "F43", len(chosen) + sampled, undetected,
        f"a check of form alone, without hashes and signatures, misses {missed} of {len(chosen)}; the untouched journal is accepted",
        missed > 0 and unharmed,
        f"{'every' if exhaustive else 'a sample of the'} single-bit flip(s) in stored fields, checkpoint, export and proof of {SMALL} entries, "
        f"and {sampled} in a journal of {LARGE:,}. Not shown: changes by somebody who links and signs anew (F44).",
    )  # fmt: skip


def _flips_in_a_large_log(count: int) -> int:
    rows = invented_log(LARGE)
    signed, chance, undetected = [Signed(LARGE, _signed(rows).root)], random.Random(count), 0
    assert check(rows, signed).holds
    for _ in range(count):
        at = chance.randrange(LARGE)
        place, data = chance.choice([field for field in _fields(rows[at]) if field[1]])
        spoilt = _with_field(rows[at], place, _flipped(data, chance.randrange(len(data) * 8)))
        undetected += check([*rows[:at], spoilt, *rows[at + 1 :]], signed).holds
    return undetected


# F44: a hostile administrator who holds the signing key

ATTACKS = ("delete", "insert", "reorder", "truncate", "rewrite", "fork")


def attacked(rows: Sequence[Row], attack: str, seen: int, chance: random.Random) -> list[Row]:
    """Return the journal after an attack on something that a witness had seen, linked anew throughout."""
    place, strange = chance.randrange(seen), invented_log(1, seed=chance.randrange(10**9))[0]
    if attack == "delete":
        changed = [*rows[:place], *rows[place + 1 :]]
    elif attack == "insert":
        changed = [*rows[:place], strange, *rows[place:]]
    elif attack == "reorder":
        other = (place + 1 + chance.randrange(seen - 1)) % seen
        changed = list(rows)
        changed[place], changed[other] = changed[other], changed[place]
    elif attack == "truncate":
        changed = list(rows[: chance.randrange(1, seen)])
    elif attack == "rewrite":
        changed = [*rows[:place], rows[place]._replace(actor=chance.randbytes(16)), *rows[place + 1 :]]
    else:
        changed = [*rows[:place], *invented_log(len(rows) - place + chance.randrange(5), seed=chance.randrange(10**9))]
    return link_anew(changed)


def measure_attacks(n: int) -> Figure:
    """Attack a journal n times with the true signing key; one honest witness holds one checkpoint from before."""
    chance, undetected, silent = random.Random(44), 0, 0
    for number in range(n):
        rows = invented_log(chance.randrange(8, 60), seed=number)
        seen = chance.randrange(2, len(rows) + 1)
        kept = _signed(rows[:seen])
        forged = attacked(rows, ATTACKS[number % len(ATTACKS)], seen, chance)
        local = [Signed(len(forged), _signed(forged).root)]
        silent += check(forged, local).holds
        by_audit = not check(forged, [*local, Signed(kept.size, kept.root, is_witnessed=True)]).holds
        undetected += not (by_audit and _witness_refuses(kept, forged))
    return Figure(
        "F44", n, undetected,
        f"without a witness {silent} of {n} pass as sound: the same attacks, chain and checkpoints made anew with the true key",
        silent == n,
        "delete, insert, reorder, truncate, rewrite, fork in turn, at a place the witness had seen; found by `audit verify --checkpoint` and by "
        "the witness's own refusal. Not shown: what was done before the first or after the last checkpoint that anybody outside holds.",
    )  # fmt: skip


def _witness_refuses(kept: notes.Checkpoint, forged: Sequence[Row]) -> bool:
    """The best an attacker can send: true proofs out of the forged tree."""
    leaves, new = _leaves(forged), _signed(forged)
    if new.origin != kept.origin or new.size < kept.size:
        return True
    proof = tree.consistency_proof(kept.size, new.size, tree.subtree_of(lambda low, high: leaves[low:high]))
    try:
        verify_audit.is_beginning(kept.size, kept.root, new.size, new.root, proof)
    except verify_audit.Refused:
        return True
    return False


# F45: entries handed to a stranger

def measure_proofs(n: int) -> Figure:
    """Hand out n entries, each with its proof, to the independent verifier; and each with another entry's proof."""
    rows = invented_log(max(2, min(n, 2000)))
    leaves, checkpoint = _leaves(rows), str(_signed(rows))
    key = verify_audit.read_key(str(notes.verifier_of(_KEY, f"bandi/journal/{rows[0].link[:8].hex()}")))
    subtree = tree.subtree_of(lambda low, high: leaves[low:high])
    chance, failures, refused = random.Random(45), 0, 0
    for _ in range(n):
        index = chance.randrange(len(rows))
        path = tree.inclusion_proof(index, len(rows), subtree)
        entry, other = (chain.encode(*rows[place][:7]) for place in (index, (index + 1) % len(rows)))
        failures += not _verifies(notes.write_proof(entry, index, path, checkpoint), key)
        refused += not _verifies(notes.write_proof(other, index, path, checkpoint), key)
    return Figure(
        "F45", n, failures,
        f"{refused} of {n} proofs with another entry in them are refused",
        refused == n,
        "tools/verify_audit.py: a separate program, standard library only, sharing no code. It is Python like the house, so a fault of "
        "the language itself would not show.",
    )  # fmt: skip


def _verifies(proof: str, key: tuple[str, bytes, bytes]) -> bool:
    try:
        verify_audit.verify_proof(proof, key)
    except verify_audit.Refused:
        return False
    return True
