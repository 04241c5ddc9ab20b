"""Attempts to get out of the jail, each a function that returns what it got, or raises when it got nothing.

Started in place of `inside` they run as code that took over a reader would: after the limits and both filters. Started
with no jail around (`python probes.py NAME …`) they are their own positive control and must succeed.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import socket
import struct
import sys
import time
from typing import Any

kernel = ctypes.CDLL(None, use_errno=True)


def _did(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def network(given: dict[str, Any]) -> Any:
    """Connect to a server on the host's own loopback."""
    return socket.create_connection(("127.0.0.1", given["port"]), timeout=2).recv(5).decode()


def resolve(_given: dict[str, Any]) -> Any:
    """Open a datagram socket, as a name look-up does."""
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).fileno()


def unix_socket(given: dict[str, Any]) -> Any:
    """Reach a program of the host through an abstract socket, which no file system hides."""
    with socket.socket(socket.AF_UNIX) as wire:
        wire.connect("\0" + given["abstract"])
        return wire.recv(5).decode()


def accounts(_given: dict[str, Any]) -> Any:
    """Read a file of the host that is always there."""
    with open("/etc/passwd") as stream:
        return stream.read(4)


def data_folder(given: dict[str, Any]) -> Any:
    """Read a file of the data folder, whose path is known to the attacker."""
    with open(given["secret"]) as stream:
        return stream.read()


def own_code(given: dict[str, Any]) -> Any:
    """Read code of the house that is not the parser's."""
    with open(given["settings"]) as stream:
        return stream.read(20)


def home(_given: dict[str, Any]) -> Any:
    """List the folders in which people and services keep their things."""
    places = [place for place in ("/home", "/var", "/srv", "/opt", "/run", "/etc") if os.path.isdir(place)]
    return [os.listdir(place) for place in places].pop()


def processes(_given: dict[str, Any]) -> Any:
    """Look at the processes of the host."""
    return os.listdir("/proc")[0]


def signal_host(given: dict[str, Any]) -> Any:
    """End a process of the host by its number."""
    os.kill(given["victim"], 9)
    return "killed"


def signal_thread(given: dict[str, Any]) -> Any:
    """The same by the one signalling call that is allowed (a process may abort itself)."""
    _did(kernel.syscall(234 if os.uname().machine == "x86_64" else 131, given["victim"], given["victim"], 9))
    return "killed"


def fork(_given: dict[str, Any]) -> Any:
    """Begin a fork bomb."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    return os.waitpid(child, 0)[0] > 0


def thread(_given: dict[str, Any]) -> Any:
    """Begin a bomb of threads."""
    import threading

    one = threading.Thread(target=time.time)
    one.start()
    one.join()
    return "ran"


def execute(given: dict[str, Any]) -> Any:
    """Run another program in place of this one."""
    os.dup2(given.get("out", 1), 1)
    os.execv("/usr/bin/env", ["/usr/bin/env", "echo", '"ran"'])


def memory(given: dict[str, Any]) -> Any:
    """Take memory beyond the limit, in one piece."""
    return len(bytearray(given["bytes"]))


def memory_file(_given: dict[str, Any]) -> Any:
    """Take memory that no limit of the process counts."""
    return os.memfd_create("more")


def shared_memory(_given: dict[str, Any]) -> Any:
    """The same through System V."""
    return _did(kernel.shmget(0, 1 << 20, 0o1600))


def disk(given: dict[str, Any]) -> Any:
    """Write more than the scratch may hold, in files each below the limit of a file."""
    for number in range(given["files"]):
        with open(f"{given.get('folder', '/scratch')}/{number}", "wb") as stream:
            for _ in range(16):
                stream.write(bytes(1 << 20))
    return "written"


def write_program(given: dict[str, Any]) -> Any:
    """Change a program or the code of the next reader. The control is given a folder of its own to change."""
    folder = given.get("folder")
    places = [folder] if folder else ["/usr/bin", "/jail/bandi/parsing", "/jail/bandi", os.path.dirname(os.__file__)]
    for place in [f"{one}/x.py" for one in places]:
        try:
            with open(place, "w"):
                return place
        except OSError:
            continue
    raise PermissionError


def write_root(given: dict[str, Any]) -> Any:
    """Write beside the scratch, where no size is set."""
    for place in (given.get("folder", ""), "", "/jail", "/dev/shm", "/tmp", "/var/tmp"):
        try:
            with open(f"{place}/x", "w"):
                return place
        except OSError:
            continue
    raise PermissionError


def mount(given: dict[str, Any]) -> Any:
    """Mount something."""
    _did(kernel.mount(b"none", given.get("folder", "/scratch").encode(), b"tmpfs", 0, b""))
    return "mounted"


def namespace(_given: dict[str, Any]) -> Any:
    """Make a new user namespace, in which one is root."""
    _did(kernel.unshare(0x10000000))
    return "root"


def trace(_given: dict[str, Any]) -> Any:
    """Let this process be traced: the call that tracing needs."""
    _did(kernel.ptrace(0, 0, 0, 0))
    return "traced"


def descriptors(_given: dict[str, Any]) -> Any:
    """Use something that the parent left open."""
    for number in range(3, 4_096):
        try:
            os.fstat(number)
        except OSError:
            continue
        return number
    raise OSError


def environment(_given: dict[str, Any]) -> Any:
    """Read a secret of the parent from the environment."""
    return os.environ["BANDI_PROBE_SECRET"]


def raise_limits(_given: dict[str, Any]) -> Any:
    """Take a limit back."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 34, 1 << 34))
    return "raised"


def terminal(_given: dict[str, Any]) -> Any:
    """Type into the terminal of whoever started us; stands for every device."""
    return os.open("/dev/null", os.O_RDWR)


QUICK = [
    network, resolve, unix_socket, accounts, data_folder, own_code, home, processes, signal_host, signal_thread, fork, thread, execute, memory,
    memory_file, shared_memory, write_program, write_root, mount, namespace, trace, descriptors, environment, raise_limits, terminal,
]  # fmt: skip


def spin(_given: dict[str, Any]) -> Any:
    """Use the processor for ever."""
    while True:
        pass


def sleep(given: dict[str, Any]) -> Any:
    """Use nothing, and never answer."""
    time.sleep(given["seconds"])
    return "slept"


def flood(given: dict[str, Any]) -> Any:
    """Answer without end."""
    for _ in range(given["pieces"]):
        os.write(1, b"J" + struct.pack(">I", 1 << 20) + bytes(1 << 20))


def lie(_given: dict[str, Any]) -> Any:
    """Promise more than anybody would take."""
    os.write(1, b"J" + struct.pack(">I", 0xFFFFFFF0) + b"x")
    time.sleep(30)


def crash(_given: dict[str, Any]) -> Any:
    """Read from nowhere."""
    ctypes.string_at(0)


def try_all(given: dict[str, Any]) -> dict[str, str]:
    """Return what each quick probe got: "" for nothing. `descriptors` first, others open some; `execute` last, it ends all."""
    if given.get("reader"):
        importlib.import_module(f"bandi.parsing.readers.{given['reader']}")
    got = {}
    for probe in sorted((one for one in QUICK if one.__name__ not in given.get("skip", ())), key=lambda one: (one is execute) - (one is descriptors)):
        try:
            got[probe.__name__] = repr(probe(given))
        except (OSError, MemoryError, RuntimeError, ValueError, KeyError, IndexError):
            got[probe.__name__] = ""
    return got


def main() -> None:
    """Run in the jail, in place of the reader."""
    from bandi.parsing import inside

    job = json.loads(inside._exactly(struct.unpack(">I", inside._exactly(4))[0]))
    inside.lower_limits(job["limits"])
    if not job.get("no_second_filter"):
        inside.forbid_programs()
    inside._say(b"H", b"")
    name = job["probe"]
    result = try_all(job) if name == "all" else globals()[name](job)
    inside._say(b"J", json.dumps(result).encode())
    inside._say(b"Z", inside._spent())
    os._exit(0)


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](json.loads(sys.argv[2]))))
