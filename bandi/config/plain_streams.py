"""What commands write reaches the terminal as letters: signs that steer it are written out instead of obeyed.

Guards against: a title, a name or a file name with escape sequences, which would colour, overwrite or hide lines of what a
                command says, set the terminal's title, or turn the direction of a line; someone else wrote it, and the
                person who keeps the server reads it.
Guarantees:     whatever a command prints, by whichever way, holds no control character but the ends of lines and pages, the
                tab and the return of progress. In JSON the written-out form (\\u009b) is read back as the very character.
Not for:        lines. A value that stands in a line goes through `audit.terminal.one_line`, or it forges the next one.

May import: the standard library only.
"""

from __future__ import annotations

import sys
from typing import Any, TextIO

_KEPT = "\n\t\r\f"
_TURNS = [*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
STEERING = {code: f"\\u{code:04x}" for code in [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *_TURNS] if chr(code) not in _KEPT}
"""Control characters (C0, DEL, C1), ends of lines that only some programs see, and what turns the direction of text."""


class PlainStream:
    """A text stream that writes signs which steer a terminal as `\\u001b`; everything else of it is as it was."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(text.translate(STEERING))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def speak_in_letters() -> None:
    """Let everything this process writes pass through `PlainStream`; called once, before any command begins."""
    sys.stdout, sys.stderr = PlainStream(sys.stdout), PlainStream(sys.stderr)  # type: ignore[assignment]
