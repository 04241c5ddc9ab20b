"""Running one reader on one document in a sandbox of its own (bubblewrap).

Against whom: a file made to take over the program that opens it. We expect that to succeed; the sandbox is the control.
What the reader has: `/usr` and Python read-only, 64 MiB of scratch memory, a pipe in and a pipe out. What it has not: a
network, `/etc`, a home, our data, a terminal, other processes, capabilities, a way to start anything.
How not to use it: never give it a second document, never take its answer as true before `answers` has checked it.
"""

from __future__ import annotations

import functools
import json
import os
import selectors
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bandi.parsing import filter as kernel_filter
from bandi.parsing.errors import BY_CODE, Crashed, NoJail, OverLimit, Stopped
from bandi.parsing.limits import LARGEST_DOCUMENT, PIXELS, SIDE, Limits

HELLO, JSON, PICTURE, BYTES, ERROR, DONE = b"H", b"J", b"P", b"B", b"E", b"Z"
_CHUNK = 1 << 16
_OUTSIDER = "65534"
_SCRATCH = "/scratch"
_ENDED_AT_A_LIMIT = {128 + 9, 128 + 24, 128 + 25}  # killed, processor time, size of a file


@dataclass(frozen=True)
class Availability:
    """Whether a jail can be had here, and if not, what is missing."""

    ok: bool
    why: str = ""


@dataclass(frozen=True)
class Spent:
    """What one run cost, as the process in the jail itself reports it; an ended one cannot: then all but `wall` is 0."""

    wall: float
    processor: float = 0.0
    peak: int = 0


_watched: ContextVar[list[Spent] | None] = ContextVar("watched", default=None)


@contextmanager
def watched() -> Iterator[list[Spent]]:
    """Gather what the runs inside cost: for tests and measurements."""
    runs: list[Spent] = []
    token = _watched.set(runs)
    try:
        yield runs
    finally:
        _watched.reset(token)


@dataclass(frozen=True)
class Frame:
    """One part of an answer."""

    tag: bytes
    payload: bytes


@dataclass(frozen=True)
class Document:
    """A document to be read: where its bytes come from and how many there are."""

    stream: BinaryIO
    length: int


@functools.lru_cache(maxsize=1)
def _places() -> tuple[list[str], list[str]]:
    """Return what is shown of the file system (options of bwrap) and where Python finds its modules."""
    options = ["--ro-bind", "/usr", "/usr"]
    for top in ("/lib", "/lib64", "/lib32", "/bin", "/sbin"):
        if os.path.islink(top):
            options += ["--symlink", os.readlink(top), top]
        elif os.path.isdir(top):
            options += ["--ro-bind", top, top]
    shown = ["/usr"]
    own = Path(__file__).resolve().parent
    libraries = [str(Path(one).resolve()) for one in sys.path if one.endswith(("site-packages", "dist-packages"))]
    for place in [os.path.realpath(sys.base_prefix), os.path.realpath(sys.base_exec_prefix), *libraries]:
        if not any(place == one or place.startswith(one + "/") for one in shown):
            options += ["--ro-bind", place, place]
            shown.append(place)
    options += ["--ro-bind", str(own.parent / "__init__.py"), "/jail/bandi/__init__.py", "--ro-bind", str(own), "/jail/bandi/parsing"]
    options += ["--ro-bind", str(own.parent / "__init__.py"), "/jail/bandi/parsing/__init__.py"]  # without the outer half
    return options, ["/jail", *libraries]


def _command(filter_descriptor: int, program: Sequence[str], scratch: int) -> list[str]:
    bubblewrap = shutil.which("bwrap")
    if bubblewrap is None:
        raise NoJail("bubblewrap is not installed")
    options, _ = _places()
    return [
        bubblewrap,
        "--unshare-all", "--unshare-user", "--uid", _OUTSIDER, "--gid", _OUTSIDER, "--hostname", "jail",
        "--new-session", "--die-with-parent", "--cap-drop", "ALL", "--clearenv",
        "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "HOME", _SCRATCH, "--setenv", "TMPDIR", _SCRATCH,
        "--setenv", "OMP_THREAD_LIMIT", "1",
        *options,
        "--size", str(scratch), "--tmpfs", _SCRATCH, "--chdir", _SCRATCH, "--remount-ro", "/",
        "--seccomp", str(filter_descriptor), "--", *program,
    ]  # fmt: skip


def _program(module: str) -> list[str]:
    _, paths = _places()
    start = f"import sys; sys.path += {paths!r}; from {module} import main; main()"
    return [os.path.realpath(sys.executable), "-I", "-S", "-B", "-X", "utf8", "-c", start]


def _filter() -> BinaryIO:
    """The filter as an open file, which bwrap reads. In memory where possible."""
    content = kernel_filter.program(may_execute=True)
    if hasattr(os, "memfd_create"):
        handle: Any = os.fdopen(os.memfd_create("filter"), "w+b")
    else:
        handle = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the caller
    handle.write(content)
    handle.flush()
    handle.seek(0)
    return handle


class _Run:
    """A running jail: feeds the document in while it reads the answer out, and counts both."""

    def __init__(self, job: dict[str, Any], document: Document, limits: Limits, module: str) -> None:
        self.limits, self.document = limits, document
        head = json.dumps({**job, "limits": asdict(limits)}).encode()
        self.waiting = memoryview(struct.pack(">I", len(head)) + head + struct.pack(">Q", document.length))
        self.left = document.length
        self.begun = time.monotonic()
        self.ends = self.begun + limits.wall
        self.spent: list[bytes] = []
        with _filter() as handle:
            try:
                self.process = subprocess.Popen(
                    _command(handle.fileno(), _program(module), limits.scratch),
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    pass_fds=(handle.fileno(),), env={}, cwd="/", bufsize=0,
                )  # fmt: skip
            except OSError as problem:
                raise NoJail("bubblewrap could not be started") from problem
        self.taken = bytearray()
        self.is_over = False
        self.door = selectors.DefaultSelector()
        assert self.process.stdin and self.process.stdout
        for pipe, event in ((self.process.stdin, selectors.EVENT_WRITE), (self.process.stdout, selectors.EVENT_READ)):
            os.set_blocking(pipe.fileno(), False)
            self.door.register(pipe, event)

    def take(self, count: int) -> bytes:
        """Return exactly `count` bytes of the answer, or fewer if it ended. Raises: Stopped at the wall clock."""
        while len(self.taken) < count:
            left = self.ends - time.monotonic()
            if left <= 0:
                raise Stopped("time")
            if self.is_over:
                break
            for key, _ in self.door.select(left):
                self._write() if key.fileobj is self.process.stdin else self._read(key.fileobj, count - len(self.taken))
        answer = bytes(self.taken[:count])
        del self.taken[:count]
        return answer

    def _read(self, pipe: Any, wanted: int) -> None:
        part = os.read(pipe.fileno(), min(_CHUNK, max(wanted, 1)))
        self.taken += part
        self.is_over = not part

    def _write(self) -> None:
        pipe = self.process.stdin
        assert pipe
        if not self.waiting and self.left:
            part = self.document.stream.read(min(_CHUNK, self.left))
            self.left = self.left - len(part) if part else 0  # a source that ends early: the reader sees a short document
            self.waiting = memoryview(part)
        try:
            if self.waiting:
                self.waiting = self.waiting[os.write(pipe.fileno(), self.waiting) :]
        except BrokenPipeError:
            self.waiting, self.left = memoryview(b""), 0
        if not self.waiting and not self.left:
            self.door.unregister(pipe)
            pipe.close()

    def end(self) -> int:
        """End whatever still runs, and return how it ended."""
        if self.process.poll() is None:
            try:
                self.process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                self.process.kill()
        code = self.process.wait()
        self.door.close()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        runs = _watched.get()
        if runs is not None:
            wall = time.monotonic() - self.begun
            told = len(self.spent) == 2 and all(one.isdigit() for one in self.spent)
            runs.append(Spent(wall, int(self.spent[0]) / 1e6, int(self.spent[1])) if told else Spent(wall))
        return code


def frames(job: dict[str, Any], document: Document, *, limits: Limits, module: str = "bandi.parsing.inside") -> Iterator[Frame]:
    """Yield the parts of the answer as they come, counted while they are read; the last is `DONE`.

    Raises: NoJail if the sandbox did not come up; OverLimit for a document or an answer that is too long; Stopped,
            Crashed, or what the reader itself says. Parts yielded before are then worth nothing.
    """
    if document.length > LARGEST_DOCUMENT:
        raise OverLimit("document")
    if not kernel_filter.is_possible():
        raise NoJail("no filter of system calls for this processor")
    run = _Run(job, document, limits, module)
    begun = False
    budget = {JSON: limits.answer, PICTURE: limits.pixels * 3 + 4 * limits.pages, BYTES: limits.content, ERROR: 1_000, DONE: 1_000, HELLO: 0}
    try:
        while True:
            head = run.take(5)
            if len(head) < 5:
                break
            tag, length = head[:1], struct.unpack(">I", head[1:])[0]
            if tag not in budget or (tag == PICTURE and length > SIDE * SIDE * 3 + 4):
                raise Crashed("not an answer")
            if length > budget[tag]:
                raise OverLimit("answer")
            budget[tag] -= length
            payload = run.take(length)
            if len(payload) < length:
                break
            if tag == HELLO:
                begun = True
            elif tag == ERROR:
                words = payload.split()
                run.spent = words[1:]
                raise _said(words[0] if words else b"")
            else:
                run.spent = payload.split() if tag == DONE else []
                yield Frame(tag, payload)
                if tag == DONE:
                    return
    finally:
        code = run.end()
    if not begun:
        raise NoJail("bubblewrap could not set up its sandbox")
    raise (Stopped("limit") if code in _ENDED_AT_A_LIMIT else Crashed("died"))


def spill(job: dict[str, Any], document: Document, *, limits: Limits, module: str) -> bytes:
    """Return everything a program in the jail writes, for programs that know no frames; ours only says hello before.

    Raises: NoJail, OverLimit, Stopped, Crashed.
    """
    run = _Run(job, document, limits, module)
    try:
        begun = run.take(5) == HELLO + bytes(4)
        written = run.take(limits.answer + 1) if begun else b""
    finally:
        code = run.end()
    if not begun:
        raise NoJail("bubblewrap could not set up its sandbox")
    if len(written) > limits.answer:
        raise OverLimit("answer")
    if code:
        raise (Stopped("limit") if code in _ENDED_AT_A_LIMIT else Crashed("died"))
    return written


def _said(payload: bytes) -> Exception:
    """The error that the reader reports: one of ours by its code, never its words."""
    code = payload.decode("ascii", "replace")
    return BY_CODE[code]() if code in BY_CODE else Crashed("unknown error")


@functools.lru_cache(maxsize=1)
def _works() -> bool:
    """Whether a sandbox comes up and answers. Kept once it is true; a failure is asked again."""
    done = list(frames({"do": "nothing"}, Document(_Nothing(), 0), limits=Limits(wall=20)))  # type: ignore[arg-type]
    return bool(done)


class _Nothing:
    def read(self, _count: int = -1) -> bytes:
        return b""


def available() -> Availability:
    """Return whether a jail can be had on this machine. Tried for real, not guessed."""
    if sys.platform != "linux":
        return Availability(False, "the sandbox needs Linux")
    if shutil.which("bwrap") is None:
        return Availability(False, "bubblewrap is not installed")
    try:
        _works()
    except NoJail as problem:
        return Availability(False, str(problem))
    except (Stopped, Crashed, OverLimit):
        return Availability(False, "the sandbox came up and did not answer")
    return Availability(True)


assert PIXELS * 3 < 2**32  # a picture's length fits its four bytes
