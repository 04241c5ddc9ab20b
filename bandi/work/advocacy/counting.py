"""Counting the words of a text, and the rule of a mechanism it is counted against.

A word is what stands between spaces and holds a letter or a figure: so counts Word in English, and so are Korean words
(eojeol) counted. Marks of headings, lists and footnotes are no words; notes are counted only where the rule says so. Lines that
begin with "?? " are hints of a form, not text: they are neither counted nor printed.

May import: the standard library, this package's models.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bandi.work.advocacy.models import Footnote, FormRule

MARK = re.compile(r"\[\^([\w가-힣.-]{1,12})\]")
_LINE_MARK = re.compile(r"^\s*(?:#{1,3}|[-•>]|\d+[.)])\s+", re.MULTILINE)
HINT = re.compile(r"^[ \t]*\?\?[ \t].*$\n?", re.MULTILINE)
_WORD = re.compile(r"\S*[^\W_]\S*")


@dataclass(frozen=True)
class WordCount:
    """How many words a text has, and how many the rule allows; limit None where no rule counts words."""

    words: int
    notes: int
    limit: int | None = None
    counts_notes: bool = False

    @property
    def counted(self) -> int:
        """The words that are held against the limit."""
        return self.words + (self.notes if self.counts_notes else 0)

    @property
    def over(self) -> int:
        """How many words are too many."""
        return max(0, self.counted - self.limit) if self.limit is not None else 0


def words_in(body: str) -> int:
    """Return how many words a text has, without the marks that shape it."""
    return len(_WORD.findall(_LINE_MARK.sub("", MARK.sub(" ", HINT.sub("", body)))))


def marks_in(body: str) -> list[str]:
    """Return the marks of footnotes in a text in the order of their first appearance."""
    return list(dict.fromkeys(MARK.findall(body)))


def counted(body: str, notes: Iterable[Footnote], rule: FormRule | None, language: str) -> WordCount:
    """Return the count of a text against a rule; notes are those whose marks stand in it."""
    marks = set(marks_in(body))
    written = sum(words_in(note_text(note, language)) for note in notes if note.mark in marks)
    return WordCount(words_in(body), written, rule.words if rule else None, bool(rule and rule.counts_notes))


def note_text(note: Footnote, language: str) -> str:
    """Return a footnote as it is printed: the source, the publication cited, the paragraph or page."""
    own, other = (note.source_ko, note.source_en) if language == "ko" else (note.source_en, note.source_ko)
    parts = [own or other]
    if not parts[0] and note.publication:
        english, korean = note.publication.title_en, note.publication.title_ko
        title = korean or english if language == "ko" else english or korean
        parts = [part for part in (note.publication.author, title, note.publication.issued) if part]
    if not parts[0] and note.document:
        english, korean = note.document.labels()
        parts = [korean or english if language == "ko" else english or korean]
    return ", ".join(part for part in (*parts, note.pinpoint) if part)


def rule_for(rules: Iterable[FormRule], form: str, language: str, day: date) -> FormRule | None:
    """Return the rule that holds for a form of text in a language on a day: its own language before all, the newest first."""
    fitting = [rule for rule in rules if rule.form == form and rule.language in ("", language) and rule.holds_on(day)]
    return max(fitting, key=lambda rule: (rule.language == language, rule.valid_from or date.min), default=None)
