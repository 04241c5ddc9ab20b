"""What the reader of strangers' files says, in words: why a file was not read, and what is missing of one that was.

The reader speaks in codes (`bandi.parsing.answers.PROBLEMS`, `bandi.parsing.errors`); each has its sentence here, and a test says when
one is missing. No sentence carries a word of the file.
May import: the parsing library, Django.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bandi.parsing import ParsingError

NOT_READ = {
    "no-jail": _("This machine has no sandbox, so no file of a stranger is opened here. Whoever keeps the server can install bubblewrap."),
    "refused": _("The file is not read, to be on the safe side."),
    "unknown-kind": _("This is no kind of file that we read. Save it as PDF, Word (.docx), HWP, HWPX or text."),
    "named-wrongly": _("The file is named as one kind and is another. Ask who sent it, and do not open it yourself."),
    "kind-not-read": _("Files of this kind are not read here. Save it as PDF, .docx, .xlsx, HWP or text and choose it again."),
    "locked": _("The file asks for a password. Save it without one and choose it again."),
    "over-limit": _("The file is larger, deeper or fuller than a file may be. Some files are made so to do harm. If you know that it is honest, take its parts one by one."),
    "broken": _("The file is damaged and could not be read. Save it anew, or export it as PDF."),
    "damaged": _("The file is damaged and could not be read. Save it anew, or export it as PDF."),
    "stopped": _("Reading the file took too long or too much memory and was ended. Take its parts one by one, or export it as PDF."),
    "crashed": _("The program that reads such files broke down over this one, in its sandbox; nothing came out. Do not open it yourself: it may be made to do this."),
    "busy": _("Other files are being read at this moment. Try again in a little while."),
    "not-read": _("The file could not be read."),
}
PROBLEMS = {
    "no-text": _("There is no text in it."),
    "scanned": _("Some or all pages are pictures without text. Their letters can be recognised."),
    "cells-cut": _("A table cell was longer than a cell may be and was cut."),
    "truncated": _("Only the beginning was read: the file is longer than what is read at once."),
    "rendition-incomplete": _("Less text came out than the file itself says it holds. Compare it with the original."),
    "recognised": _("Letters were recognised on pictures: a guess. Compare them with the picture beside them."),
    "encoding-guessed": _("The file does not say how its letters are written; this was guessed, and letters may be wrong."),
    "letters-lost": _("The file mixes ways of writing letters; some could not be read."),
    "pictures-left-out": _("It holds pictures or drawings that the text does not show."),
    "remote-left-out": _("It points to other people’s servers; nothing was fetched."),
    "active-left-out": _("It holds scripts, macros or actions. Nothing of them was run, and they did not come along."),
    "attachments-inside": _("Other files are inside of it; they were not read."),
    "entries-refused": _("Some entries of the archive have dangerous names or are links; they are not listed."),
    "formulas-as-text": _("Formulas stand as text; nothing was calculated."),
    "notes-unread": _("Its footnotes could not be read."),
    "damaged-parts": _("Some parts are damaged; the rest was read."),
    "changes-inside": _("It holds tracked changes: inserted text was read, deleted text was not."),
}
PARTIAL = frozenset({"truncated", "rendition-incomplete", "letters-lost", "damaged-parts", "notes-unread", "cells-cut", "scanned"})
"""Problems after which something is missing of what the file says."""


def why_not(problem: ParsingError | str) -> str:
    """Return in words why a file was not read."""
    code = problem if isinstance(problem, str) else problem.code
    return str(NOT_READ.get(code, NOT_READ["not-read"]))


def remarks(codes: Iterable[str]) -> list[str]:
    """Return in words what to know of a file that was read."""
    return [str(PROBLEMS[code]) if code in PROBLEMS else _now("Something in it could not be read.") for code in codes]
