"""Be a witness of a journal: keep its last checkpoint, and cosign a new one only if the journal did nothing but grow.

    python witness.py KEPT REQUEST --key KEY [--sign-with PEM --name NAME]

KEPT:    your copy of the last checkpoint; made the first time, replaced only after the proof was checked. Keep it where the
         organisation cannot reach it: it is the proof that nothing signed before was changed.
REQUEST: what the organisation sent (`bandi audit checkpoint --since-size SIZE`), with SIZE as printed here the last time.
KEY:     the verifier key of the journal, as you were given it at the beginning.
PEM:     your own Ed25519 key; with it a cosignature is printed, to be sent back (C2SP tlog-cosignature; needs `cryptography`).
Beside this file lies `verify_audit.py`. Exit code 0: accepted; 1: refused; the refused request is kept beside KEPT, as evidence.
"""

import argparse
import base64
import hashlib
import os
import sys
import time
from pathlib import Path

import verify_audit as audit


def accept(kept, request, key):
    """Return the checkpoint text of a request that grows out of `kept` (text, or None for the first). Raises: Refused."""
    head, _, checkpoint = request.partition("\n\n")
    old_line, *proof = head.split("\n")
    origin, size, root = audit.read_checkpoint(checkpoint, key)
    known_origin, old, old_root = audit.read_checkpoint(kept, key) if kept else (origin, 0, b"")
    if origin != known_origin or old_line != f"old {old}":
        raise audit.Refused(f"send the proof of growth since {old} entries of {known_origin}")
    audit.is_beginning(old, old_root, size, root, [audit.unbase64(line) for line in proof])
    return checkpoint


def cosign(checkpoint, pem, name, now):
    """Return the line of signature by which a witness says: at this time, this was the largest consistent tree I had seen."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(pem, None)
    body = checkpoint.partition("\n\n")[0] + "\n"
    public = key.public_key().public_bytes_raw()
    key_id = hashlib.sha256(name.encode() + b"\n\x04" + public).digest()[:4]
    signature = key.sign(f"cosignature/v1\ntime {now}\n{body}".encode())
    return f"\u2014 {name} {base64.b64encode(key_id + now.to_bytes(8, 'big') + signature).decode()}"


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kept", type=Path)
    parser.add_argument("request", type=Path)
    parser.add_argument("--key", required=True)
    parser.add_argument("--sign-with", type=Path)
    parser.add_argument("--name", default="witness")
    asked = parser.parse_args(words)
    request = asked.request.read_bytes().decode()
    kept = asked.kept.read_bytes().decode() if asked.kept.exists() else None
    try:
        checkpoint = accept(kept, request, audit.read_key(asked.key))
    except audit.Refused as refusal:
        asked.kept.with_name(f"{asked.kept.name}.refused-{int(time.time())}").write_bytes(request.encode())
        print(f"REFUSED: {refusal}")
        return 1
    part = asked.kept.with_name(asked.kept.name + ".part")
    part.write_bytes(checkpoint.encode())
    os.replace(part, asked.kept)
    print(f"accepted: {audit.read_checkpoint(checkpoint)[1]} entries")
    if asked.sign_with:
        print(cosign(checkpoint, asked.sign_with.read_bytes(), asked.name, int(time.time())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
