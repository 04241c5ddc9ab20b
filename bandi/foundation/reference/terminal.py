"""Commands that speak to a person at a terminal: her language, progress on the error stream, a reason and an exit code.

May import: audit, Django.
"""

from __future__ import annotations

import json
from typing import Any

from bandi.foundation.audit.terminal import SpokenCommand, spoken


class Stop(Exception):
    """The command cannot go on; the message says why and what to do. `code` is the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


class TerminalCommand(SpokenCommand):
    """A command in the language of the terminal (LC_ALL, LANG; Korean or English). Write `work`; raise `Stop` to stop.

    Exit codes: 0 done; 1 done, and something is not as it should be; 2 not done.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        with spoken():
            try:
                status = self.work(options)
            except Stop as stop:
                self.stderr.write(f"{self.name}: {stop}")
                status = stop.code
        if status:
            raise SystemExit(status)

    def work(self, options: dict[str, Any]) -> int:
        """Do what the command is for and return the exit code."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        area, _, verb = type(self).__module__.rpartition(".")[2].partition("_")
        return f"bandi {area} {verb}".strip()

    def say(self, text: str = "") -> None:
        """Write a line of the answer."""
        self.stdout.write(text)

    def step(self, text: str) -> None:
        """Write a line of progress."""
        self.stderr.write(f"  {text}", style_func=str)

    def answer(self, value: object) -> None:
        """Write the answer for a program."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=1))
