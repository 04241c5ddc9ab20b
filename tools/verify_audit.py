"""Verify Bandi's journal without Bandi: Python's standard library and nothing else, not even a network.

    python verify_audit.py journal.jsonl --checkpoint kept.txt --key KEY     the whole journal, against a checkpoint you kept
    python verify_audit.py --proof entry-12.tlog-proof --key KEY             one entry, against the checkpoint in its proof

KEY is the verifier key you were given when you became a witness ("bandi/journal/…+…+…"), best read aloud and compared.
Exit code 0: everything holds; 1: something does not; 2: a file cannot be read; 3: it holds, but no key was given, so nobody
knows who signed. What is checked: RFC 6962 tree, C2SP checkpoint and tlog-proof, Ed25519 of RFC 8032 (below, for verifying only).
"""

import argparse
import base64
import hashlib
import json
import sys
import uuid

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


class Refused(Exception):
    """What was given does not hold."""


def sha256(data):
    return hashlib.sha256(data).digest()


# Ed25519, RFC 8032 section 5.1: points as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def point_of(data):
    y, sign = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    if y >= P:
        raise Refused("a point is not written as it must be")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (not x and sign):
        raise Refused("a point is not on the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_holds(key, text, signature):
    """Tell whether `signature` (64 bytes) over `text` was made with the secret half of `key` (32 bytes)."""
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or len(key) != 32 or scalar >= ORDER:
        return False
    try:
        left, right = times(scalar, BASE), point_of(signature[:32])
        challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
        right = add(right, times(challenge, point_of(key)))
    except Refused:
        return False
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# Checkpoints and proofs.

def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("a line is not base64") from None
    if base64.b64encode(data).decode() != text:
        raise Refused("a line is not written as it must be")
    return data


def read_key(text):
    """Return (name, id, public key) of a verifier key."""
    name, key_id, encoded = [*text.strip().split("+", 2), "", ""][:3]
    key = unbase64(encoded)
    if len(key) != 33 or key[0] != 1 or sha256(name.encode() + b"\n" + key)[:4].hex() != key_id:
        raise Refused("this is not a verifier key")
    return name, bytes.fromhex(key_id), key[1:]


def read_checkpoint(text, key=None):
    """Return (origin, size, root) of a signed checkpoint; with a key, only when that key signed it."""
    body, blank, signatures = text.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) != 3 or not lines[1].isdigit() or str(int(lines[1])) != lines[1] or not text.endswith("\n"):
        raise Refused("this is not a checkpoint")
    found = []
    for line in signatures[:-1].split("\n"):
        dash, name, encoded = [*line.split(" "), "", ""][:3]
        if dash != "\u2014" or line != f"{dash} {name} {encoded}":
            raise Refused("a line of signature is not written as it must be")
        found.append((name, unbase64(encoded)))
    if key is not None:
        ours = [signature for name, signature in found if (name, signature[:4]) == key[:2]]
        if not ours or not all(ed25519_holds(key[2], f"{body}\n".encode(), one[4:]) for one in ours):
            raise Refused("the checkpoint is not signed with this key")
    root = unbase64(lines[2])
    if len(root) != 32:
        raise Refused("this is not a checkpoint")
    return lines[0], int(lines[1]), root


def climb(leaf, index, size, proof):
    """Return the root that an inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    if index >= size:
        raise Refused("the entry lies outside the tree")
    place, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise Refused("the proof is too long")
        if place & 1 or place == last:
            node = sha256(b"\x01" + sibling + node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = sha256(b"\x01" + node + sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise Refused("the proof is too short")
    return node


def is_beginning(old, old_root, size, root, proof):
    """Refuse unless the proof shows the tree of `old` leaves to be the beginning of that of `size` (RFC 9162, 2.1.4.2)."""
    if old > size or (old == size and old_root != root):
        raise Refused("the journal has become shorter, or another one of the same length")
    if old in (0, size):
        if proof:
            raise Refused("the proof is too long")
        return
    proof = ([old_root] if old & (old - 1) == 0 else []) + list(proof)
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not proof:
        raise Refused("the proof is too short")
    before = after = proof[0]
    for sibling in proof[1:]:
        if last == 0:
            raise Refused("the proof is too long")
        if place & 1 or place == last:
            before, after = sha256(b"\x01" + sibling + before), sha256(b"\x01" + sibling + after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = sha256(b"\x01" + after + sibling)
        place, last = place >> 1, last >> 1
    if last or before != old_root or after != root:
        raise Refused("what was signed before is not the beginning of what is signed now")


def verify_proof(text, key=None):
    """Return what a proof file shows: the entry's fields, and the size of the journal it stands in."""
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if len(lines) < 3 or lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra "):
        raise Refused("this is not a proof of an entry")
    origin, size, root = read_checkpoint(checkpoint, key)
    entry, index = unbase64(lines[1][6:]), lines[2].removeprefix("index ")
    if not index.isdigit() or f"index {int(index)}" != lines[2]:
        raise Refused("this is not a proof of an entry")
    if climb(sha256(b"\x00" + entry), int(index), size, [unbase64(line) for line in lines[3:]]) != root:
        raise Refused("the entry does not lead to the root of the checkpoint")
    fields = []
    while entry:
        length = int.from_bytes(entry[:8], "big")
        fields.append(entry[8 : 8 + length])
        entry = entry[8 + length :]
    names = ("sequence", "at", "actor", "kind", "record", "digest", "previous")
    if len(fields) != len(names) or int(fields[0]) != int(index) + 1:
        raise Refused("the entry stands in another place than it says")
    said = dict(zip(names, fields, strict=True))
    said = {n: v.hex() if n in ("actor", "record", "digest", "previous") else v.decode() for n, v in said.items()}
    return {**said, "origin": origin, "size": size}


# The whole journal.

def bytes_of(line, number):
    """Return (bytes, previous, link) of the entry on one line of an export, which must be written in the one right way."""
    try:
        said = json.loads(line)
        actor, record = (said[name] and uuid.UUID(said[name]) for name in ("actor", "record"))
        digest, previous, link = (bytes.fromhex(said[name]) for name in ("digest", "previous", "link"))
        parts = [str(said["sequence"]), said["at"], actor.bytes if actor else b"", said["kind"], record.bytes if record else b"", digest, previous]
        parts = [part.encode() if isinstance(part, str) else part for part in parts]
        one_way = {
            "sequence": int(said["sequence"]), "at": said["at"], "actor": actor and str(actor), "kind": said["kind"],
            "record": record and str(record), "digest": digest.hex(), "previous": previous.hex(), "link": link.hex(),
        }  # fmt: skip
        exact = json.dumps(one_way, ensure_ascii=False, separators=(",", ":")) + "\n"
    except (ValueError, KeyError, TypeError, AttributeError):
        exact = ""
    if exact != line or one_way["sequence"] != number:
        raise Refused(f"line {number} is not entry {number}")
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts), previous, link


def verify_journal(lines, checkpoints=(), key=None):
    """Return the number of entries of an export whose chain holds and which begins with every one of `checkpoints`."""
    due = {}
    for text in checkpoints:
        origin, size, root = read_checkpoint(text, key)
        due.setdefault(size, []).append((origin, root))
    number, previous, stack, first = 0, bytes(32), [], None
    for number, line in enumerate(lines, 1):
        entry, before, link = bytes_of(line, number)
        if before != previous or sha256(entry) != link:
            raise Refused(f"the chain is broken at entry {number}")
        previous, first = link, first or link
        node, height = sha256(b"\x00" + entry), 0
        while stack and stack[-1][0] == height:
            node, height = sha256(b"\x01" + stack.pop()[1] + node), height + 1
        stack.append((height, node))
        for origin, root in due.pop(number, ()):
            top = stack[-1][1]
            for _, left in reversed(stack[:-1]):
                top = sha256(b"\x01" + left + top)
            if top != root or origin != f"bandi/journal/{first[:8].hex()}":
                raise Refused(f"the checkpoint over {number} entries covers other entries than these")
    if due:
        raise Refused(f"a checkpoint covers {max(due)} entries; there are only {number}")
    return number


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("journal", nargs="?", help="an export of the journal")
    parser.add_argument("--checkpoint", action="append", default=[], help="a checkpoint that you or another witness kept")
    parser.add_argument("--proof", action="append", default=[], help="a .tlog-proof file")
    parser.add_argument("--key", help="the verifier key of the journal")
    asked = parser.parse_args(words)
    if not asked.journal and not asked.proof:
        parser.error("give a journal or a proof")
    try:
        key = read_key(asked.key) if asked.key else None
        for name in asked.proof:
            with open(name, encoding="utf-8", newline="") as handle:
                print(json.dumps(verify_proof(handle.read(), key), ensure_ascii=False))
        if asked.journal:
            kept = []
            for name in asked.checkpoint:
                with open(name, encoding="utf-8", newline="") as handle:
                    kept.append(handle.read())
            with open(asked.journal, encoding="utf-8", newline="") as lines:
                print(f"{verify_journal(lines, kept, key)} entries hold, and {len(kept)} checkpoints agree with them")
    except Refused as refusal:
        print(f"REFUSED: {refusal}")
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    if key is None:
        print("The signature was not checked: give --key.")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
