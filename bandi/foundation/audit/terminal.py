"""In which language a command speaks: Korean where the terminal is set to it (LC_ALL, LANG), English elsewhere.

May import: Django.
"""

from __future__ import annotations

import os
from argparse import SUPPRESS
from contextlib import AbstractContextManager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bandi.foundation.audit.notes import NoteError

NOTE_WORDS: dict[str, str | Promise] = {
    "this is not a checkpoint": gettext_lazy("this is not a checkpoint"),
    "this is not a verifier key": gettext_lazy("this is not a verifier key"),
    "this is not base64": gettext_lazy("this is not base64"),
}
"""What is wrong with a note: `notes` knows no Django, so its words are translated here."""


def spoken() -> AbstractContextManager[None]:
    """Within, words are in the language of the terminal."""
    code = "ko" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("ko") else "en"
    return translation.override(code)


def one_line(text: object) -> str:
    """Return a value as it may stand in a line of an answer: its own ends of lines are blanks, so that it forges no further line."""
    return " ".join(str(text).split())


class SpokenCommand(BaseCommand):
    """A command whose help is in the language of the terminal too. Write `help` and the options' help as lazy translations."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        with spoken():
            parser = super().create_parser(prog_name, subcommand, **kwargs)
            parser.description = str(parser.description or "")
            for group, title in ((parser._positionals, _("what it needs")), (parser._optionals, _("options"))):
                group.title = title
            for action in parser._actions:
                if action.dest == "help":
                    action.help = _("show this help and end")
                elif action.help not in (None, SUPPRESS):
                    action.help = str(action.help)
        return parser


class AuditCommand(SpokenCommand):
    """A command about the journal in the language of the terminal. Write `work`."""

    def handle(self, *args: Any, **options: Any) -> None:
        with spoken():
            self.work(options)

    def work(self, options: dict[str, Any]) -> None:
        """Do what the command is for. Raises: CommandError, whose `returncode` is the exit code; SystemExit."""
        raise NotImplementedError


def unreadable(error: OSError | UnicodeDecodeError | NoteError) -> CommandError:
    """Return the refusal for a file that cannot be read or written, or that is no checkpoint or key."""
    if isinstance(error, OSError):
        return CommandError(_("%(file)s: %(why)s") % {"file": error.filename, "why": error.strerror}, returncode=2)
    return CommandError(str(NOTE_WORDS.get(str(error), gettext_lazy("this is not a checkpoint"))), returncode=2)
