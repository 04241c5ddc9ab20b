"""Asking for three shares: one at a time, each checked at once, with words that say what is wrong and where.

The words are shown while they are typed: thirty-three words typed blind would be wrong words. Nobody else may see the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.reference.terminal import Stop
from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.recovery import NoRecoveryKey, NotTheRecoveryKey, OldSharesNeeded
from bandi.locks import shares
from bandi.locks.errors import DoubleShare, ForeignShare, MiswrittenShare, ShareError, TooFewShares, UnknownWord

OPTION_HELP = _lazy("file with three shares, one on a line or as they were printed (for machines; people are asked)")
_PRINTED = re.compile(r"(?<![\w.])(\d{1,2})[ \t]+([a-z]{3,})")
"""A word of a printed share with its number before it."""


def lists_of(options: dict[str, Any], *, ask: Callable[[str], str] = input) -> list[str]:
    """Return three shares from the file that an option names, or ask for them. Raises: Stop."""
    if options.get("shares_file"):
        file = Path(options["shares_file"])
        try:
            lists = _written(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            raise Stop(_("The file %(file)s cannot be read.") % {"file": file}) from None
        try:
            shares.check_together([shares.read(words, place=place) for place, words in enumerate(lists, 1)])
        except ShareError as problem:
            raise Stop(sentence(problem)) from None
        return lists
    return _asked(ask)


def _written(text: str) -> list[str]:
    """Return the shares of a file: each on one line, or the printed pages one after the other, whose words are numbered down the columns."""
    printed = [(int(number), word) for number, word in _PRINTED.findall(text)]
    if not any(number == 1 for number, _word in printed):
        return [line for line in text.splitlines() if line.strip()]
    pages: list[dict[int, str]] = []
    for number, word in printed:
        if number == 1 or not pages:
            pages.append({})
        pages[-1][number] = word
    return [" ".join(page[number] for number in sorted(page)) for page in pages]


def _asked(ask: Callable[[str], str]) -> list[str]:
    print(_("Three of the five shares are needed. Nobody else should see this screen. The first four letters of each word are enough."))
    lists: list[str] = []
    while len(lists) < shares.THRESHOLD:
        prompt = _("Share %(number)s of 3: type its 33 words, then press Enter:") % {"number": len(lists) + 1}
        try:
            words = ask(f"\n{prompt}\n> ")
        except EOFError:
            raise Stop(_("Three shares are needed; the input ended before.")) from None
        if not words.strip():
            continue
        try:
            shares.check_together([shares.read(given, place=place) for place, given in enumerate([*lists, words], 1)])
        except ForeignShare:
            print(_("This share belongs to another set than the ones before. Look at the fingerprint printed on it, and give another share."))
        except ShareError as problem:
            print(sentence(problem))
        else:
            lists.append(words)
            print(_("Share %(number)s is right.") % {"number": len(lists)})
    return lists


def sentence(problem: ShareError | VaultError) -> str:
    """Return what is wrong with shares, and what to do, in the reader's language."""
    at = {"place": getattr(problem, "place", 0), "word": getattr(problem, "word", None)}
    if isinstance(problem, UnknownWord):
        return _("Share %(place)s: word %(word)s is not in the list. Compare it with the paper.") % at
    if isinstance(problem, MiswrittenShare) and problem.words is not None:
        return _("Share %(place)s has %(words)s words; it must have 33.") % {**at, "words": problem.words}
    if isinstance(problem, MiswrittenShare) and problem.word is not None:
        return _("Share %(place)s is not right; look at word %(word)s first. Compare it with the paper.") % at
    if isinstance(problem, MiswrittenShare) and problem.place:
        return _("Share %(place)s is not right: more than one word differs. Compare every word with the paper.") % at
    if isinstance(problem, MiswrittenShare):
        return _("The shares do not go together, though each is written rightly. Take them from one set, with the same fingerprint.")
    if isinstance(problem, ForeignShare):
        return _("Share %(place)s belongs to another set than the others. Look at the fingerprint printed on it.") % at
    if isinstance(problem, DoubleShare):
        return _("Share %(place)s is the same as share %(other)s; a different one is needed.") % {**at, "other": problem.other}
    if isinstance(problem, TooFewShares):
        return _("%(needed)s shares are needed; %(given)s were given.") % {"needed": problem.needed, "given": problem.given}
    if isinstance(problem, NotTheRecoveryKey):
        return _("These shares go together, but they are not those of the recovery key in use. Look at the fingerprint printed on them.")
    if isinstance(problem, NoRecoveryKey):
        return _("There is no recovery key yet. Make it first: bandi keys shares --new")
    if isinstance(problem, OldSharesNeeded):
        return _("There is a recovery key already; renewing it needs three of its shares, so that nothing is lost with it.")
    return str(problem)
