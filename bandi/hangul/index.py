"""What a storage of tokens must be able to do, and in which order its answers are worth showing. No database here.

A storage keeps for each document a number and its tokens (`tokens.document_tokens`). The number is the document's
place in time, newest first, so that reading a list of matches from its start and stopping early is the ranking.
Nothing is ever scored over all matches: a word that stands in every document costs as much as a rare one.

A storage answers a `Formula`: every word, by any of its readings, each of which needs all its slots, each filled by
any of its tokens. Ranges (`Term.until`) are turned into tokens first, by the storage's dictionary, the most frequent few.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from operator import itemgetter

from .fold import folds
from .jamo import is_syllable
from .query import Alternative, Query, Term, Why, Word
from .tokens import IN_TITLE, SOUND, compact, runs

Slot = tuple[str, ...]
Reading = tuple[Slot, ...]
Formula = tuple[tuple[Reading, ...], ...]
Expand = Callable[[Term], Mapping[str, int]]


class Rank(IntEnum):
    """How well a document answers, best first. Within one rank the newer document stands first."""

    WHOLE_TITLE = 0
    TITLE_BEGINS = 1
    IN_TITLE = 2
    IN_TITLE_READ = 3
    IN_TEXT = 4
    IN_TEXT_READ = 5


@dataclass(frozen=True, slots=True)
class Tier:
    """One lookup. needs_proof: the tokens allow a few wrong answers; compare titles with `proves`."""

    rank: Rank
    formula: Formula
    needs_proof: bool = False


def tiers(query: Query, expand: Expand) -> Iterator[Tier]:
    """Yield the lookups of a query, best first; each contains the answers of the words tiers before it.

    expand: returns the tokens that exist for a term, few of them, with the number of documents that have each (1 where it
            is not known); none if nothing can match.
    """
    if query.whole:
        yield Tier(Rank.WHOLE_TITLE, ((((query.whole,),),),), needs_proof=True)
    if query.start:
        yield Tier(Rank.TITLE_BEGINS, ((((query.start,),),),), needs_proof=len(query.text) > 1)
    written = formula([word.as_written() for word in query.words], expand)
    read = formula(query.words, expand) if query.has_other_readings else ()
    for rank, words, in_title in (
        (Rank.IN_TITLE, written, True),
        (Rank.IN_TITLE_READ, read, True),
        (Rank.IN_TEXT, written, False),
        (Rank.IN_TEXT_READ, read, False),
    ):
        if words:
            yield Tier(rank, titled(words) if in_title else words)


def formula(words: Collection[Word], expand: Expand) -> Formula:
    """Return the formula of some words, () if one of them cannot match. What is rarest stands first in every conjunction.

    A storage that walks the lists of a conjunction together then walks along the shortest.
    """
    built = []
    for word in words:
        readings = _readings(word, expand)
        if not readings:
            return ()
        built.append((sum(weight for weight, _ in readings), tuple(reading for _, reading in readings)))
    return tuple(readings for _, readings in sorted(built, key=itemgetter(0)))


def is_possible(word: Word, expand: Expand) -> bool:
    """True if some reading of the word has stored tokens for all its terms."""
    return bool(_readings(word, expand))


def _readings(word: Word, expand: Expand) -> tuple[tuple[int, Reading], ...]:
    """Return the possible readings of a word, each with the most documents it can have."""
    found: dict[Reading, int] = {}
    for alternative in word.alternatives:
        slots = sorted((expand(term) for term in alternative.terms), key=_documents)
        if all(slots):
            found[tuple(tuple(slot) for slot in slots)] = _documents(slots[0])
    kept = list(found)
    for one in found:
        if any(one is not other and _within(one, other) for other in kept):
            kept.remove(one)
    return tuple((found[one], one) for one in kept)


def _documents(slot: Mapping[str, int]) -> int:
    return sum(slot.values())


def _within(one: Reading, other: Reading) -> bool:
    """True if whatever answers `one` answers `other` too: each slot of `other` is filled by one of `one`."""
    return all(any(set(a) <= set(b) for a in one) for b in other)


def titled(words: Formula) -> Formula:
    """Return the same formula asked of titles only."""
    return tuple(
        tuple(tuple(tuple(_in_title(token) for token in slot) for slot in reading) for reading in readings)
        for readings in words
    )


def _in_title(token: str) -> str:
    return token if token.startswith(IN_TITLE) else IN_TITLE + token


def explain(query: Query, tokens: Collection[str], texts: Collection[str]) -> Why:
    """Return why a document was found, from its tokens and the texts shown of it; AS_WRITTEN needs no remark."""
    for word in query.words:
        why = next((a.why for a in word.alternatives if _holds(a, tokens)), Why.AS_WRITTEN)
        if why is Why.AS_WRITTEN and len(word.text) > 1 and is_syllable(word.text[0]):
            joined = compact(word.text)
            if any(joined in compact(text) for text in texts) and not any(word.text in text for text in texts):
                why = Why.SPACING
        if why is Why.ROMANISED and is_syllable(word.text[0]) and _same_sound_in_hangul(word, texts):
            why = Why.SOUND
        if why:
            return why
    return Why.AS_WRITTEN


def _holds(alternative: Alternative, tokens: Collection[str]) -> bool:
    for term in alternative.terms:
        if term.until:
            if not any(term.fits(token) for token in tokens):
                return False
        elif (IN_TITLE + term.token if term.title_only else term.token) not in tokens:
            return False
    return True


def _same_sound_in_hangul(word: Word, texts: Collection[str]) -> bool:
    keys = {term.token for alternative in word.alternatives for term in alternative.terms if term.token[:1] == SOUND}
    return any(
        SOUND + key in keys for text in texts for run, _ in runs(text) if is_syllable(run[0]) for key in folds(run)
    )
