"""From texts in two languages to runs on a page: what stands in the other language is marked, never hidden.

May import: reference, the other modules of this package that know no Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bandi.foundation.records.blocks import Inline, Run
from bandi.foundation.reference.texts import Language, Phrase, Text
from bandi.foundation.reference.writing import has_hangul

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]*[a-zà-ÿ]{2,}")


def said(text: Text | Phrase, language: Language, *, bold: bool = False, note: str = "") -> Inline:
    """Return a text as one run, marked when it stands in the other language; nothing when it is empty in both."""
    phrase = text.in_language(language) if isinstance(text, Text) else text
    if not phrase.text.strip():
        return ()
    foreign = phrase.is_fallback and needs_translation(phrase.text, language)
    return (Run(phrase.text.strip(), bold=bold, note=note, untranslated=foreign),)


def literal(text: str, language: Language, *, bold: bool = False, note: str = "") -> Inline:
    """Return a text that is kept in one language only, marked when that is plainly not the language of the page."""
    if not text.strip():
        return ()
    return (Run(text.strip(), bold=bold, note=note, untranslated=needs_translation(text, language)),)


def needs_translation(text: str, language: Language) -> bool:
    """Return whether `text` holds words of the other language only; addresses, symbols and abbreviations hold none."""
    if language == "en":
        return has_hangul(text)
    return not has_hangul(text) and bool(_WORD.search(_ADDRESS.sub("", text)))


def joined(parts: Sequence[Inline], separator: str) -> Inline:
    """Return inline texts one after another with `separator` between them; empty ones are left out."""
    runs: list[Run] = []
    for part in parts:
        if part and runs:
            runs.append(Run(separator))
        runs.extend(part)
    return tuple(runs)


def listed(parts: Sequence[Inline], language: Language) -> Inline:
    """Return inline texts as a list of the language: "A, B and C"; by semicolons where an item holds a comma."""
    present = [part for part in parts if part]
    if any("," in run.text for part in present for run in part):
        return joined(present, "; ")
    if language == "en" and len(present) > 1:
        return (*joined(present[:-1], ", "), Run(" and "), *present[-1])
    return joined(present, ", ")


def capital(runs: Inline) -> Inline:
    """Return runs that begin with a capital letter: files keep the points of a list in small letters."""
    if not runs or not runs[0].text:
        return runs
    first = runs[0]
    return (replace(first, text=first.text[0].upper() + first.text[1:]), *runs[1:])


def lowered(runs: Inline) -> Inline:
    """Return runs that begin with a small letter, as labels of a vocabulary stand within a sentence; "UN" stays as it is."""
    if not runs or runs[0].text[1:2].isupper():
        return runs
    first = runs[0]
    return (replace(first, text=first.text[0].lower() + first.text[1:]), *runs[1:])


def text_of(runs: Iterable[Run]) -> str:
    """Return the plain text of runs, without their notes."""
    return "".join(run.text for run in runs)
