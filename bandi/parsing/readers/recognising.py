"""The second jail: tesseract, fed with pixels and nothing else. Lowers its limits, then becomes tesseract.

Its own file, because this one must keep the right to start a program until it has started it.
"""

from __future__ import annotations

import json
import os
import struct

from bandi.parsing.inside import lower_limits

PROGRAM = "/usr/bin/tesseract"


def _exactly(count: int) -> bytes:
    """Read so many bytes of stdin and not one more: the rest is tesseract's."""
    got = b""
    while len(got) < count:
        part = os.read(0, count - len(got))
        if not part:
            raise EOFError
        got += part
    return got


def main() -> None:
    """Run in place of `inside.main`; the picture follows as PPM, which has no room for anything but pixels."""
    job = json.loads(_exactly(struct.unpack(">I", _exactly(4))[0]))
    lower_limits(job["limits"])
    _exactly(8)
    os.write(1, b"H" + bytes(4))
    os.execv(PROGRAM, [PROGRAM, "stdin", "stdout", "-l", job["languages"], "--psm", "3"])  # noqa: S606 - this is the point
