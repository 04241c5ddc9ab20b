"""The words under which a text is stored, made so that a plain index of whole tokens finds Korean.

A storage needs no analyser of its own: it keeps these strings and looks them up exactly, or in a range for what is
still being typed. The first character tells the sort of token, so that they never meet by chance:

    강, 강제, 제송      first syllable of a word, and every two neighbours, also across a space
    repatriation, 55   a Latin word or a number, lower case without marks; parts of Young-hee also joined: younghee
    ~yoghi             how a word sounds (`fold`): Hangul words, their stems, parts of names and compounds;
                       capitalised Latin words that could be Korean

and of titles only:

    .강제              any of the above when it stands in a title
    .ㄱㅈ, .ㄱㅈㅅ        two and three neighbouring initial consonants
    ^강제송             beginning of a title, up to eight characters; ^ㄱ its first consonant
    =3f9c…             digest of a whole title without spaces, marks and case
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from .compounds import split_compound
from .fold import folds, is_one_syllable, looks_korean
from .jamo import choseong, is_syllable, normalise, strip_marks
from .name_parts import COMPOUND_SURNAMES, SURNAMES, split_name
from .particles import stems

IN_TITLE, START, WHOLE, SOUND = ".", "^", "=", "~"
LONGEST_WORD = 24
STARTS = (1, 2, 3, 4, 6, 8)

_WORDS = re.compile(r"[^\W_]+(?:[-'’ʼ‘`‐‑][^\W_]+)*")
_RUNS = re.compile(r"[가-힣ㄱ-ㅣ\u3400-\u9fff]+|[^가-힣ㄱ-ㅣ\u3400-\u9fff]+")
_BETWEEN = re.compile(r"[-'’ʼ‘`‐‑]")
_HYPHENS = re.compile(r"[-‐‑]")
_DIGITS = re.compile(r"\d+|\D+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NOT_WORD = re.compile(r"[\W_]+")
_NEIGHBOURS = frozenset(" \u00a0·ㆍ・-\n\t")


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield (run of one script, follows): `follows` is true if only spaces part it from the run before.

    `text` is normalised. A Latin run keeps its case, hyphens and apostrophes; the possessive 's is gone.
    """
    end = 0
    for match in _WORDS.finditer(_THOUSANDS.sub("", text)):
        follows = match.start() - end <= 2 and set(match.string[end : match.start()]) <= _NEIGHBOURS
        end = match.end()
        for run in _RUNS.findall(match.group()):
            run = run.strip("-'’ʼ‘`‐‑")
            if run[-2:] in ("'s", "’s"):
                run = run[:-2]
            if run:
                yield run, follows
            follows = True


def is_ideographic(run: str) -> bool:
    """True for a run of Hangul or Chinese characters, which is indexed by neighbours instead of by word."""
    return "\u3131" <= run[0] <= "\u3163" or "\u3400" <= run[0] <= "\u9fff" or is_syllable(run[0])


def pairs(run: str) -> list[str]:
    """Return the neighbours of a run: 강제송환 as 강제, 제송, 송환; a single character as itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


@lru_cache(maxsize=32768)
def latin_words(run: str) -> tuple[str, ...]:
    """Return the stored words of one Latin run: its parts, joined if more than one, and letters and digits apart."""
    parts = [part for part in _BETWEEN.split(strip_marks(run).lower()) if part]
    words = list(parts)
    if len(parts) > 1:
        words.append("".join(parts))
    for part in parts:
        if not part.isalpha() and not part.isdigit():
            words.extend(_DIGITS.findall(part))
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in words))


@lru_cache(maxsize=32768)
def hangul_sounds(run: str) -> tuple[str, ...]:
    """Return the sound tokens of one Hangul word: whole, without particles, and the parts of a name or compound."""
    found: dict[str, None] = {}
    if len(run) == 1 and run not in SURNAMES:
        return ()
    for word in (run, *stems(run)):
        if len(word) > 10:
            continue
        for part in (word, *(split_name(word) or ()), *(split_compound(word) or ())):
            if len(part) > 1 or part in SURNAMES or part in COMPOUND_SURNAMES:
                found.update((SOUND + key, None) for key in folds(part))
    return tuple(found)


@lru_cache(maxsize=32768)
def latin_sounds(run: str) -> tuple[str, ...]:
    """Return the sound keys of one Latin word that could be Korean; of Musan-up also Musan."""
    longer = [part for part in _HYPHENS.split(run) if len(part) > 3]
    return tuple(dict.fromkeys(key for part in (run, *longer) for key in folds(part)))


def index_tokens(text: str) -> list[str]:
    """Return the distinct tokens of a text, in no meaningful order. Empty for a text without letters and digits."""
    found: dict[str, None] = {}
    before = ""
    for run, follows in runs(normalise(text)):
        if is_ideographic(run):
            found[run[0]] = None
            if len(run) > 1:
                found.update(dict.fromkeys(pairs(run)))
            if follows and before and is_ideographic(before):
                found[before[-1] + run[0]] = None
            if is_syllable(run[0]):
                found.update(dict.fromkeys(hangul_sounds(run)))
        else:
            found.update(dict.fromkeys(latin_words(run)))
            if run[0].isupper() and looks_korean(run):
                found.update((SOUND + key, None) for key in latin_sounds(run))
                if follows and before[:1].isupper() and is_one_syllable(run) and is_one_syllable(before):
                    found.update((SOUND + key, None) for key in folds(f"{before}-{run}"))
        before = run
    found.pop(SOUND, None)
    return list(found)


def compact(text: str) -> str:
    """Return `text` for comparing titles: normalised, lower case, without marks, spaces and punctuation."""
    return _NOT_WORD.sub("", strip_marks(normalise(text)).lower())


def initials_tokens(title: str) -> set[str]:
    """Return two and three neighbouring initial consonants of the Hangul of a title, spaces ignored."""
    letters = "".join(choseong(c) if is_syllable(c) else " " for c in compact(title))
    return {
        part[i : i + size] for part in letters.split() for size in (2, 3) for i in range(len(part) - size + 1)
    }  # fmt: skip


def title_tokens(title: str) -> list[str]:
    """Return the tokens that only a title has: everything marked as standing in a title, beginnings, the whole."""
    whole = compact(title)
    if not whole:
        return []
    found = dict.fromkeys(IN_TITLE + token for token in index_tokens(title))
    found.update(dict.fromkeys(IN_TITLE + letters for letters in initials_tokens(title)))
    found.update(dict.fromkeys(START + whole[:size] for size in STARTS if len(whole) >= size))
    if is_syllable(whole[0]):
        found[START + choseong(whole[0])] = None
    found[whole_token(whole)] = None
    return list(found)


def whole_token(whole: str) -> str:
    """Return the token of a whole compact title; 40 bits, so the storage compares the titles it finds."""
    return WHOLE + blake2b(whole.encode(), digest_size=5).hexdigest()


def document_tokens(*, titles: tuple[str, ...], text: str, labels: tuple[str, ...] = ()) -> list[str]:
    """Return every token of one document.

    titles: the same title in each language; empty ones are skipped.
    text:   whatever else is searched: subtitle, summary, names.
    labels: exact words of the storage's own, such as "@activity"; they must begin with a character unused above.
    """
    found = dict.fromkeys(labels)
    for title in titles:
        found.update(dict.fromkeys(title_tokens(title)))
        found.update(dict.fromkeys(index_tokens(title)))
    found.update(dict.fromkeys(index_tokens(text)))
    return list(found)
