"""Wiping keys from memory.

Guards against: a later reader of this process's memory (a core file, a swapped page, a bug that leaks).
Guarantees:     the buffer that is wiped holds zeros afterwards.
Not against:    copies that the interpreter or a library made and freed. Plaintext is not wiped, only keys are; do not claim more.
"""

from __future__ import annotations

import ctypes
import resource
import sys
from contextlib import suppress

_HEADER = bytes.__basicsize__ - 1


def wipe(secret: bytes | bytearray | None) -> None:
    """Overwrite a key with zeros, in place, even where it is `bytes`. Only for buffers that nothing else reads any more."""
    if not secret:
        return
    if isinstance(secret, bytearray):
        secret[:] = bytes(len(secret))
    elif len(secret) > 1:
        ctypes.memset(id(secret) + _HEADER, 0, len(secret))


def no_core_files() -> None:
    """Keep this process out of core files and, where the system allows it, out of the swap."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError):
            library = ctypes.CDLL(None, use_errno=True)
            library.prctl(4, 0, 0, 0, 0)
            library.mlockall(1)
