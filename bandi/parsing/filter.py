"""The list of things a process in the jail may ask of the kernel, as a seccomp program.

Against whom: code that took over a reader. An allow-list: what is not named is refused, among it every way to start a
process or a thread, to open a socket, to mount, to trace, to signal others, to take memory that no limit counts.
Source: seccomp(2), `struct sock_filter` of linux/filter.h; numbers from asm/unistd_64.h and asm-generic/unistd.h.
"""

from __future__ import annotations

import errno
import platform
import struct

_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

# name: (number on x86_64, number on aarch64)
_ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67), "pwrite64": (18, 68),
    "open": (2, None), "openat": (257, 56), "close": (3, 57), "lseek": (8, 62), "getdents64": (217, 61),
    "stat": (4, None), "fstat": (5, 80), "lstat": (6, None), "newfstatat": (262, 79), "statx": (332, 291),
    "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439), "readlink": (89, None), "readlinkat": (267, 78),
    "ftruncate": (77, 46), "unlink": (87, None), "unlinkat": (263, 35), "mkdir": (83, None), "mkdirat": (258, 34),
    "rmdir": (84, None), "rename": (82, None), "renameat2": (316, 276),
    "dup": (32, 23), "dup3": (292, 24), "fcntl": (72, 25), "ioctl": (16, 29), "getcwd": (79, 17),
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72),
    "mmap": (9, 222), "munmap": (11, 215), "mprotect": (10, 226), "mremap": (25, 216), "madvise": (28, 233), "brk": (12, 214),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "tgkill": (234, 131), "restart_syscall": (219, 128),
    "getpid": (39, 172), "gettid": (186, 178), "getppid": (110, 173),
    "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177),
    "uname": (63, 160), "sysinfo": (99, 179), "getrusage": (98, 165), "times": (100, 153),
    "getrlimit": (97, 163), "setrlimit": (160, 164), "prlimit64": (302, 261),
    "futex": (202, 98), "sched_yield": (24, 124), "sched_getaffinity": (204, 123), "set_tid_address": (218, 96),
    "set_robust_list": (273, 99), "rseq": (334, 293), "arch_prctl": (158, None), "prctl": (157, 167), "getrandom": (318, 278),
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "gettimeofday": (96, 169), "time": (201, None),
    "wait4": (61, 260), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
_EXECUTE = {"execve": (59, 221)}
_CLONE3 = (435, 435)

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_X32 = 0x40000000


def is_possible() -> bool:
    """Whether we know the numbers of this processor."""
    return platform.machine() in _ARCHITECTURES


def program(*, may_execute: bool) -> bytes:
    """Return the filter as the kernel wants it: instructions of 8 bytes.

    may_execute: True for the filter that is in force while the reader is started; the second one, put on before the
                 document is looked at, takes this away. Filters add up, so the first cannot be undone.
    """
    column, architecture = _ARCHITECTURES[platform.machine()]
    table = _ALLOWED | (_EXECUTE if may_execute else {})
    numbers = sorted({pair[column] for pair in table.values() if pair[column] is not None})  # type: ignore[type-var]
    steps: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, 4),  # the architecture
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # the number of the call
    ]
    if column == 0:  # calls of the x32 interface carry this bit and would pass by the list under other numbers
        steps += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _ERROR | errno.EPERM)]
    count = len(numbers)
    steps += [(_EQUAL, count - place + 2, 0, number) for place, number in enumerate(numbers)]  # type: ignore[misc]
    steps += [
        (_EQUAL, 0, 1, _CLONE3[column]),  # ENOSYS lets the C library fall back to a call that is refused with EPERM
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
