"""Ways in which reading a stranger's file fails. Messages never carry a name or a word of the file.

ParsingError              `code` is a stable word that pages translate; `kind` the kind of file, where it is known
├── NoJail                no sandbox can be had on this machine: nothing was opened; show "no preview"
├── Refused               the file is not read, on purpose
│   ├── UnknownKind       its first bytes are on no list, or its container holds nothing that we know
│   ├── NamedWrongly      its name says one kind, its bytes another
│   ├── NotRead           a known kind for which there is no reader (DOC, PPT, RTF, video …)
│   ├── Locked            it wants a password
│   └── OverLimit         larger, deeper or fuller than a file may be
└── Broken                it should be readable and is not
    ├── Damaged           the reader cannot make sense of it
    ├── Stopped           the reader ran out of time, processor or memory, and was ended
    └── Crashed           the reader died; what it had answered is thrown away
"""

from __future__ import annotations


class ParsingError(Exception):
    """A file of a stranger was not read."""

    code = "not-read"

    def __init__(self, why: str = "", *, kind: str = "") -> None:
        super().__init__(why or self.code)
        self.kind = kind


class NoJail(ParsingError):
    """No sandbox: nothing is parsed. The message says what is missing on this machine."""

    code = "no-jail"


class Refused(ParsingError):
    """The file is not read, on purpose."""

    code = "refused"


class UnknownKind(Refused):
    """Not a kind of file that we know."""

    code = "unknown-kind"


class NamedWrongly(Refused):
    """Name and bytes disagree."""

    code = "named-wrongly"


class NotRead(Refused):
    """A known kind that has no reader."""

    code = "kind-not-read"


class Locked(Refused):
    """The file is encrypted or locked against copying."""

    code = "locked"


class OverLimit(Refused):
    """The file is larger, deeper or fuller than allowed."""

    code = "over-limit"


class Broken(ParsingError):
    """The file should be readable and is not."""

    code = "broken"


class Damaged(Broken):
    """The reader cannot make sense of the file."""

    code = "damaged"


class Stopped(Broken):
    """The reader was ended at a limit of time, processor or memory."""

    code = "stopped"


class Crashed(Broken):
    """The reader died, or answered something that is no answer."""

    code = "crashed"


BY_CODE: dict[str, type[ParsingError]] = {
    one.code: one for one in (UnknownKind, NamedWrongly, NotRead, Locked, OverLimit, Damaged, Stopped, Crashed)
}
