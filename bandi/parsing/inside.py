"""The one program that runs inside the jail: takes a job and a document from stdin, answers on stdout, ends.

It lowers its own limits, loads the reader, gives up the right to start programs, and only then looks at the document.
Nothing but the jail starts this; tests call `answer` to look at a reader without one.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import struct
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from bandi.parsing import filter as kernel_filter
from bandi.parsing.errors import Damaged, OverLimit, ParsingError, Stopped

_SET_SECCOMP, _FILTER, _NO_NEW_PRIVILEGES = 22, 2, 38


class Part(NamedTuple):
    """One part of an answer: `J` with a value that becomes JSON, or `P` and `B` with bytes: a picture, a file."""

    tag: bytes
    value: Any


def lower_limits(limits: dict[str, int]) -> None:
    """Lower what this process may use, for good. No process or thread may be started at all."""
    for which, value in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["file"]),
        (resource.RLIMIT_NOFILE, limits["descriptors"]),
        (resource.RLIMIT_NPROC, 1),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_STACK, 8 * 1024 * 1024),
    ):
        resource.setrlimit(which, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["processor"], limits["processor"] + 1))


def forbid_programs() -> None:
    """Put the second filter on: from here on nothing can be executed."""
    code = kernel_filter.program(may_execute=False)

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]

    kept = ctypes.create_string_buffer(code, len(code))
    program = Program(len(code) // 8, ctypes.cast(kept, ctypes.c_char_p))
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or kernel.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "no second filter")


def load(job: dict[str, Any]) -> Callable[..., Iterator[Part]]:
    """Return the function that does the job. The names are ours, never the document's."""
    do, kind = job["do"], job.get("kind", "")
    from bandi.parsing.readers import ROOMS

    module, function = ROOMS[do][kind] if kind in ROOMS[do] else ROOMS[do][""]
    found: Callable[..., Iterator[Part]] = getattr(importlib.import_module(f"bandi.parsing.readers.{module}"), function)
    return found


def answer(job: dict[str, Any], document: bytes) -> Iterator[Part]:
    """Yield the parts of the answer. Raises: one of `errors`, whatever the reader's library raised."""
    try:
        yield from load(job)(document, job)
    except ParsingError:
        raise
    except MemoryError as problem:
        raise Stopped("memory") from problem
    except RecursionError as problem:
        raise OverLimit("depth") from problem
    except Exception as problem:
        raise Damaged from problem


def _say(tag: bytes, payload: bytes) -> None:
    whole = memoryview(tag + struct.pack(">I", len(payload)) + payload)
    while whole:
        whole = whole[os.write(1, whole) :]


def _spent() -> bytes:
    """What this process cost so far: microseconds of processor, bytes of memory at its highest."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return b"%d %d" % (int((used.ru_utime + used.ru_stime) * 1e6), used.ru_maxrss * 1024)


def _exactly(count: int) -> bytes:
    got = sys.stdin.buffer.read(count)
    if len(got) < count:
        raise Damaged("the document ended early")
    return got


def main() -> None:
    """Do one job. Ends the process by itself: what a reader left behind has no say."""
    job = json.loads(_exactly(struct.unpack(">I", _exactly(4))[0]))
    lower_limits(job["limits"])
    sys.modules["numpy"] = None  # type: ignore[assignment]  # some libraries take it if it is there; it starts threads
    try:
        load(job)
        forbid_programs()
        _say(b"H", b"")
        document = _exactly(struct.unpack(">Q", _exactly(8))[0])
        for part in answer(job, document):
            payload = part.value if part.tag in (b"P", b"B") else json.dumps(part.value, ensure_ascii=False).encode("utf-8", "replace")
            _say(part.tag, payload)
        _say(b"Z", _spent())
    except MemoryError:
        _say(b"E", Stopped.code.encode() + b" " + _spent())
    except ParsingError as problem:
        _say(b"E", problem.code.encode() + b" " + _spent())
    os._exit(0)
