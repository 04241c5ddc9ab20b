"""A search text read in every way it may have been meant: `query("강제 송환을")` and what to look up for it.

A query is a conjunction of words; a word has alternatives; an alternative is a conjunction of terms; a term is one
stored token or, for what is still being typed, a range of tokens. The first alternative is the word as written; the others say
why they are there, so that a list can tell the reader why something was found.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .compounds import ADMINISTRATIVE, ADMINISTRATIVE_LATIN, split_compound
from .fold import fold, folds, is_one_syllable, looks_korean
from .jamo import (
    FIRST,
    PER_INITIAL,
    choseong,
    completions,
    is_choseong_query,
    is_letter,
    is_syllable,
    normalise,
    strip_marks,
)
from .keyboard import to_hangul, to_latin
from .name_parts import split_name
from .particles import stems
from .romanise import spellings
from .tokens import SOUND, START, STARTS, compact, is_ideographic, latin_words, pairs, runs, whole_token

MOST_WORDS = 12
LONGEST_TEXT = 200
_END = "\U0010ffff"


class Why(StrEnum):
    """Why an alternative is offered; the interface has a word for each in both languages."""

    AS_WRITTEN = ""
    PARTICLE = "particle"
    SPACING = "spacing"
    CHOSEONG = "choseong"
    ROMANISED = "romanised"
    SOUND = "sound"
    KEYBOARD = "keyboard"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Term:
    """One stored token, or every token from `token` up to and without `until`.

    title_only: such tokens exist only with the mark of a title, which is not part of `token`.
    """

    token: str
    until: str = ""
    title_only: bool = False

    def fits(self, token: str) -> bool:
        """True if a stored token, its title mark taken off, answers this term."""
        return self.token <= token < self.until if self.until else token == self.token


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to read a word: all of `terms` must be present."""

    terms: tuple[Term, ...]
    why: Why = Why.AS_WRITTEN


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the search text with its readings, the one as written first."""

    text: str
    alternatives: tuple[Alternative, ...]

    def nearly(self, near: Callable[[str], Collection[str]]) -> "Word":
        """Return the word read as what `near` finds beside its own tokens."""
        lone = dict.fromkeys(a.terms[0].token for a in self.alternatives if len(a.terms) == 1 and not a.terms[0].until)
        latin = [token for token in lone if len(token) > 4 and token.lstrip(SOUND).isascii()]
        return Word(self.text, tuple(Alternative((Term(other),), Why.NEAR) for token in latin for other in near(token)))

    def as_written(self) -> "Word":
        """Return the word with only the readings that need no explanation."""
        return Word(self.text, tuple(a for a in self.alternatives if not a.why))


@dataclass(frozen=True, slots=True)
class Query:
    """A search text, read.

    text:    compact form, to compare with compact titles.
    words:   every one must be found; empty if nothing in the text can be looked up.
    whole:   token of a title that equals the text.
    start:   token of titles that may begin with the text (compare to be sure), "" if the text is too vague for it.
    """

    text: str
    words: tuple[Word, ...]
    whole: str = ""
    start: str = ""

    def with_near(self, possible: Callable[[Word], bool], near: Callable[[str], Collection[str]]) -> "Query":
        """Return the query with words that no document has read as stored words a slip of the finger away.

        possible: tells whether a word can be found by some reading; such a word is left as it is.
        near:     returns stored tokens beside a token; it is asked for Latin words and sounds of five letters or more.
        """
        words = tuple(word if possible(word) else word.nearly(near) for word in self.words)
        return replace(self, words=words)

    @property
    def has_other_readings(self) -> bool:
        """True if some word can also be meant in a way not as written."""
        return any(alternative.why for word in self.words for alternative in word.alternatives)


def query(text: str, *, typing: bool = True) -> Query:
    """Return the readings of a search text.

    typing: the last word may be unfinished (강제소, ㄱㅈㅅ, repat); a space at the end finishes it.
    """
    text = normalise(text[:LONGEST_TEXT])
    typing = typing and not text[-1:].isspace()
    found = _without_counters(list(runs(text))[:MOST_WORDS])
    words: list[Word] = []
    for index, (run, follows) in enumerate(found):
        before = found[index - 1][0] if index and follows else ""
        after = found[index + 1][0] if index + 1 < len(found) and found[index + 1][1] else ""
        last = typing and index == len(found) - 1
        read = _read_hangul if is_ideographic(run) else _read_latin
        alternatives = _distinct(read(run, before, after, last))
        if alternatives:
            words.append(Word(run, alternatives))
    whole = compact(text)
    return Query(whole, tuple(words), whole_token(whole) if whole else "", _start(whole, typing=typing))


def _without_counters(found: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Leave out what only says that a number follows or stood before: No. 6, 제6호 are the 6."""
    kept = [
        (run, follows)
        for index, (run, follows) in enumerate(found)
        if not (run.lower() in ("no", "제") and index + 1 < len(found) and found[index + 1][0].isdigit())
        and not (run == "호" and index and found[index - 1][0].isdigit())
    ]
    return kept or found


def _distinct(alternatives: Iterator[Alternative]) -> tuple[Alternative, ...]:
    first: dict[tuple[Term, ...], Alternative] = {}
    for alternative in alternatives:
        first.setdefault(alternative.terms, alternative)
    return tuple(first.values())


def _start(whole: str, *, typing: bool) -> str:
    """Return the token under which titles beginning with `whole` are stored; the syllable being typed is left out."""
    if is_choseong_query(whole):
        return START + whole if len(whole) == 1 else ""
    certain = whole
    if typing and whole and completions(whole[-1]):
        certain = whole[:-1] or choseong(whole)
    size = max((size for size in STARTS if size <= len(certain)), default=0)
    return START + certain[:size] if size else ""


def _all_of(tokens: list[str] | tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(Term(token) for token in dict.fromkeys(tokens))


def _read_hangul(run: str, before: str, after: str, last: bool) -> Iterator[Alternative]:
    if is_choseong_query(run):
        yield Alternative(_initials(run), Why.CHOSEONG)
        if latin := to_latin(run):
            yield Alternative((Term(latin),), Why.KEYBOARD)
        return
    letters = len(run) - len(run.rstrip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"))
    if not any(map(is_letter, run)):
        yield Alternative(_all_of(pairs(run)))
    if last:
        yield from _unfinished(run, before)
    if letters > 1 and is_syllable(run[0]):
        certain = run[:-letters]
        yield Alternative(_all_of(pairs(certain)) + _initials(choseong(run)), Why.CHOSEONG)
    if not all(map(is_syllable, run)):
        if latin := to_latin(run):
            yield Alternative((Term(latin),), Why.KEYBOARD)
        return
    for joined in ((before + run) if before else "", (run + after) if after else "", before + run + after):
        if len(joined) > len(run) and all(map(is_syllable, joined)):
            yield Alternative(_all_of(pairs(joined)), Why.SPACING)
    for stem in stems(run):
        yield Alternative(_all_of(pairs(stem)), Why.PARTICLE)
    if len(run) > 3:
        yield from (Alternative(_all_of(apart), Why.SPACING) for apart in _taken_apart(run))
    if len(run) > 1:
        for word in (run, *stems(run)):
            yield from (Alternative((Term(SOUND + key),), Why.ROMANISED) for key in folds(word))
            if name := split_name(word):
                yield Alternative(_all_of([SOUND + fold(part) for part in name]), Why.ROMANISED)
                yield Alternative(_all_of([SOUND + folds(part)[-1] for part in name]), Why.ROMANISED)
        for form in spellings(run, at_most=4):
            yield Alternative((Term(strip_marks(form).replace("'", "")),), Why.ROMANISED)
        if (place := split_compound(run)) and place[1] in ADMINISTRATIVE:
            yield from (Alternative((Term(SOUND + key),), Why.ROMANISED) for key in folds(place[0]))


def _taken_apart(run: str) -> Iterator[list[str]]:
    """Yield the neighbours that remain if words of two syllables (the last or the first of three) were run together."""
    last = len(run) - 2
    yield [run[i : i + 2] for i in (*range(0, last, 2), last)]
    if len(run) % 2:
        yield [run[i : i + 2] for i in (0, *range(1, last + 1, 2))]


def _unfinished(run: str, before: str) -> Iterator[Alternative]:
    """Yield what a last word can become: the final syllable may take or lose a consonant."""
    for kept, low, high in completions(run[-1]):
        certain = run[:-1] + kept
        if certain and not all(map(is_syllable, certain)):
            continue
        if not certain and before and is_syllable(before[-1]):
            yield Alternative((Term(before[-1] + low, before[-1] + high),))
        lead = certain[-1:]
        terms = _all_of(pairs(certain)) if len(certain) > 1 else ()
        yield Alternative((*terms, Term(lead + low, lead + high)))


def _initials(letters: str) -> tuple[Term, ...]:
    """Return the terms that find these initial consonants next to one another in a title."""
    if len(letters) == 1:
        low = FIRST + "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".index(letters) * PER_INITIAL
        return (Term(chr(low), chr(low + PER_INITIAL)),)
    size = min(len(letters), 3)
    windows = dict.fromkeys(letters[i : i + size] for i in range(len(letters) - size + 1))
    return tuple(Term(window, title_only=True) for window in windows)


def _read_latin(run: str, before: str, after: str, last: bool) -> Iterator[Alternative]:
    words = latin_words(run)
    plain = words[0] if len(words) == 1 else ""
    if plain:
        yield Alternative((Term(plain),))
        if last and len(plain) > 1:
            yield Alternative((Term(plain, plain + _END),))
        if plain.isalpha():
            yield from (Alternative((Term(other),)) for other in _other_number(plain))
    else:
        parts = [part for part in words if part.isalpha() != part.isdigit()] or list(words)
        joined = "".join(run.lower().split("-")) if "-" in run else ""
        separate = [part for part in parts if part != joined]
        if last and separate:
            yield Alternative((*_all_of(separate[:-1]), Term(separate[-1], separate[-1] + _END)))
        yield Alternative(_all_of(separate or parts))
        yield from (Alternative((Term(word),)) for word in words if word == joined)
    if any(character.isdigit() for character in run):
        return
    if looks_korean(run):
        yield from _by_sound(run, last)
    if is_one_syllable(run):
        for neighbour, joined in ((before, f"{before}-{run}"), (after, f"{run}-{after}")):
            if neighbour and not is_ideographic(neighbour) and is_one_syllable(neighbour):
                yield from (Alternative((Term(SOUND + key),), Why.ROMANISED) for key in folds(joined))
    if plain and len(plain) >= 4 and (hangul := to_hangul(run)) and len(hangul) > 1:
        yield Alternative(_all_of(pairs(hangul)), Why.KEYBOARD)


def _by_sound(run: str, last: bool) -> Iterator[Alternative]:
    key = fold(run)
    if not key:
        return
    yield from (Alternative((Term(SOUND + each),), Why.ROMANISED) for each in folds(run))
    stem, _, suffix = run.rpartition("-")
    if len(stem) > 3 and suffix.lower() in ADMINISTRATIVE_LATIN:
        yield from (Alternative((Term(SOUND + each),), Why.ROMANISED) for each in folds(stem))
    begun = key[:-1] if key[-1] in "ng" else key
    if last and len(begun) >= 3:
        yield Alternative((Term(SOUND + begun, SOUND + begun + _END),), Why.ROMANISED)


def _other_number(word: str) -> Iterator[str]:
    """Yield singular for plural and plural for singular of an English word, by its ending only."""
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith(("ses", "xes", "ches", "shes")) and len(word) > 5:
        yield word[:-2]
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        yield word[:-1]
    elif len(word) > 2:
        if word.endswith("y") and word[-2] not in "aeiou":
            yield word[:-1] + "ies"
        else:
            yield word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
