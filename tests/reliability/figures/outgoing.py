"""F42: while the house works from end to end, nothing tries to reach another machine.

Every `connect` and every datagram of all its processes is recorded (strace), in a network namespace without a route where the system allows
one. What it does not show: the browser, which has a test of its own (`tests/browser`).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import BANDI, REPOSITORY, SAMPLE
from tests.reliability.figures.figure import Figure
from tests.reliability.figures.offices import environment

PLANTED_EACH = 40
ALL_FORMS = tuple((language, form) for language in ("ko", "en") for form in ("pdf", "docx", "html"))
FEW_FORMS = (("ko", "pdf"), ("en", "docx"), ("ko", "html"))
_OUT = re.compile(r"(?:connect|sendto|sendmsg)\(.*sa_family=AF_INET6?,.*?inet_(?:addr|pton)\((?:AF_INET6, )?\"?([^\")]+)")
_PLANTED = "import socket\ns = socket.socket(); s.settimeout(0.5)\ntry:\n    s.connect(('192.0.2.7', 443))\nexcept OSError:\n    pass"


def measure_outgoing(n: int) -> Figure:
    """n times forty secrets' worth of work at the desk, a loaded year, reports (in all six forms for n above 1), a backup, the journal verified."""
    if not shutil.which("strace"):
        raise LookupError("strace is not installed")
    folder = Path(tempfile.mkdtemp(prefix="bandi-outgoing-"))
    home = folder / "home"
    home.mkdir()
    (folder / "backup").mkdir()
    work: list[list[str]] = [
        [str(BANDI), "migrate", "--verbosity", "0"],
        [str(BANDI), "year", "load", str(SAMPLE), "--quiet"],
        [str(BANDI), "report", "check", "--year", "2024", "--measure-only"],
        [sys.executable, "-m", "tests.reliability.figures.planting", str(n * PLANTED_EACH), "stop"],
        *([str(BANDI), "report", "build", "--year", "2024", "--language", language, "--format", form, "--output", str(folder / f"report-{language}.{form}")]
          for language, form in (ALL_FORMS if n > 1 else FEW_FORMS)),
        [str(BANDI), "backup", "create", "--to", str(folder / "backup")],
        [str(BANDI), "audit", "verify"],
    ]  # fmt: skip
    try:
        apart = _namespace()
        calls, out, failed = 0, list[str](), list[str]()
        for words in work:
            traced, code = _traced([*apart, *words], folder / "trace", home)
            calls += len(traced)
            out += _outgoing(traced)
            if code:
                failed.append(" ".join(words[1:4]))
        control = len(_outgoing(_traced([*apart, sys.executable, "-c", _PLANTED], folder / "trace", home)[0]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    where = f": {sorted(set(out))}" if out else ""
    broken = f"; these steps failed: {', '.join(failed)}" if failed else ""
    return Figure(
        "F42", len(work), len(out) + len(failed), f"one connection planted on purpose: {control} seen", control == 1,
        f"{len(work)} steps from an empty folder to reports and a backup, {n * PLANTED_EACH} secrets planted at the desk on the way, "
        f"{'in a network namespace without a route' if apart else 'without a network namespace of its own (not allowed here)'}; {calls} calls to "
        f"connect, sendto and sendmsg recorded, {len(out)} to another machine{where}{broken}. Not shown: the browser",
    )  # fmt: skip


def _namespace() -> list[str]:
    """Return the words that run a command without any network, or none where the system does not allow it."""
    words = ["unshare", "-r", "-n", "--"]
    return words if shutil.which("unshare") and subprocess.run([*words, "true"], capture_output=True).returncode == 0 else []


def _traced(words: list[str], trace: Path, home: Path) -> tuple[list[str], int]:
    trace.unlink(missing_ok=True)
    done = subprocess.run(
        ["strace", "-f", "-o", trace, "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg", "--", *words],
        cwd=REPOSITORY, env={**environment(home), "BANDI_SAMPLE": "yes"}, capture_output=True, text=True, timeout=500,
    )  # fmt: skip
    return [line for line in trace.read_text(errors="replace").splitlines() if "(" in line], done.returncode


def _outgoing(lines: list[str]) -> list[str]:
    """Return the addresses of other machines that a trace holds."""
    found = [match[1] for line in lines if (match := _OUT.search(line))]
    return [address for address in found if not address.startswith("127.") and address != "::1"]


FIGURES = {"F42": measure_outgoing}
