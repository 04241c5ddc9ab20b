"""Names of places taken apart and compared: the stem, what kind of place it is, north or south, and the number of a facility.

Knows how Korean places are built (도 시 군 구 읍 면 리 동 로동자구 and their Latin spellings), the provinces with all
their names (`data/places.tsv`), and the words for camps and prisons (`data/facilities.tsv`).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from . import parsing, sound, spelling
from .inventory import rows
from .writing import plain

FEATURES = ("distance", "per_letter", "letters", "syllables", "least_syllable", "same_key", "first", "side", "kind", "length", "gazetteer")
FACILITY_FEATURES = ("number_same", "number_other", "kind_same", "kind_other", "place_same", "place_other", "place_distance", "both_have_number")

_KINDS_HANGUL = {
    "특별시": "city", "직할시": "city", "광역시": "city", "특급시": "city", "시": "city", "군": "county", "구역": "district",
    "로동자구": "district", "노동자구": "district", "지구": "district", "구": "district", "읍": "town", "면": "township",
    "리": "village", "동": "ward", "도": "province", "자치도": "province", "특별자치도": "province",
}  # fmt: skip
_KINDS_LATIN = {
    "city": "si shi dschi teukbyeolsi tukpyolsi jikhalsi chikhalsi gwangyeoksi kwangyoksi t'ŭkpyŏlsi city",
    "county": "gun kun goon county",
    "district": "guyok kuyok guyeok kuyŏk guyŏk gu ku nodongjagu lodongjagu rodongjagu nodongja-ku nodongjaku district",
    "town": "eup up ŭp ub eub town",
    "township": "myeon myon myŏn township",
    "village": "ri ni li village",
    "ward": "dong tong ward",
    "province": "do to namdo bukdo pukto bukto pukdo namto province",
}
_SUFFIX = {spelt: kind for kind, words in _KINDS_LATIN.items() for spelt in words.split()}
_ENDINGS = re.compile(r"^(.{4,}?)(nodongjagu|lodongjagu|rodongjagu|dong|tong|eup|ŭp|up|gun|si|ri|ni)$")
_SIDES = {"north": "north", "south": "south", "northern": "north", "southern": "south", "n": "north", "s": "south", "buk": "north", "puk": "north", "nam": "south"}


@dataclass(frozen=True)
class Place:
    """A place's name taken apart.

    stems: ways to write the distinctive part, the likeliest first; side: "north", "south" or ""; kind as in `_KINDS_LATIN`
    """

    stems: tuple[str, ...]
    kind: str
    side: str
    known: str


@cache
def gazetteer() -> dict[str, str]:
    """Return coarse key → identity of the provinces and special cities, under all their names."""
    found: dict[str, str] = {}
    for identity, names in rows("places.tsv"):
        for name in names.split("|"):
            for key in sound.keys(plain(name)):
                found.setdefault(key, identity)
    return found


@lru_cache(maxsize=50_000)
def take_apart(text: str) -> Place:
    """Return a place's name taken apart. A text that is no place keeps itself as its stem."""
    text = re.sub(r"[(（\[].*?[)）\]]", " ", plain(text)).strip() or plain(text)
    known = next((gazetteer()[key] for key in sound.keys(text) if key in gazetteer() and len(key) > 3), "")
    hangul = re.sub(r"[^가-힣]", "", text)
    if hangul and len(hangul) >= len(re.sub(r"[^A-Za-z]", "", text)):
        return _hangul(hangul, known)
    pieces = [piece for piece in re.split(r"[\s\-,.]+", text.lower()) if piece]
    kind, side = "", ""
    kept: list[str] = []
    for index, piece in enumerate(pieces):
        found = _SUFFIX.get(piece) or _SUFFIX.get(piece.replace("ŏ", "o").replace("ŭ", "u"))
        if found and index and (index == len(pieces) - 1 or not kind):
            kind = found
            side = "north" if piece[:1] in "bp" and piece.endswith(("kdo", "kto")) else "south" if piece.startswith("nam") else side
        elif piece in _SIDES and (len(pieces) > 1):
            side = _SIDES[piece]
        else:
            kept.append(piece)
    stem = "".join(kept) or text.lower()
    if kind == "province" and not side and (half := re.match(r"(.{4,}?)(nam|buk|puk|bug)$", stem)):
        stem, side = half.group(1), "south" if half.group(2) == "nam" else "north"
    stems = [stem, *_older(stem)]
    if not kind and (joined := _ENDINGS.match(stem)):
        stems.append(joined.group(1))
    return Place(tuple(stems), kind, side, known)


def _older(stem: str) -> list[str]:
    """Return a stem in French, German or Japanese letters as an English reader would write it: Hai-dschu as haiju."""
    other = stem
    for before, after in _OLDER:
        other = before.sub(after, other)
    return [other] if other != stem else []


_OLDER = tuple(
    (re.compile(before), after)
    for before, after in (
        ("ou(?=[aeiou])(?<=ouou)", "w"), ("ou(?=[bcdfghjklmnpqrstvwz]|$|w)", "u"), ("oo", "u"), ("tsch", "ch"), ("dsch", "j"), ("tch", "ch"),
        ("ky(?=u)", "k"), ("sch", "s"), ("ai", "ae"), ("ei", "e"), ("f", "p"), ("eui", "ui"), ("yi", "ui"),
    )
)  # fmt: skip


def _hangul(text: str, known: str) -> Place:
    for suffix in sorted(_KINDS_HANGUL, key=len, reverse=True):
        stem = text[: -len(suffix)]
        if text.endswith(suffix) and len(stem) >= 2:
            kind = _KINDS_HANGUL[suffix]
            side = {"남": "south", "북": "north"}.get(stem[-1], "") if kind == "province" and len(stem) > 2 else ""
            return Place((stem[:-1] if side else stem,), kind, side, known)
    if len(text) == 2 and text[1] in "남북" and text[0] in "함평황":
        full = {"함": "함경", "평": "평안", "황": "황해"}[text[0]]
        return Place((full,), "province", "south" if text[1] == "남" else "north", known)
    return Place((text,), "", "", known)


@lru_cache(maxsize=100_000)
def _syllables(stem: str) -> tuple[tuple[tuple[dict[int, float], ...], float], ...]:
    """Return the likeliest readings of a stem, each as weights over syllables, with its log probability among them."""
    if re.fullmatch("[가-힣]+", stem):
        ways = [(tuple(f"{sign}{spelling.LATER}" if index else sign for index, sign in enumerate(stem)), 0.0)]
    else:
        ways = list(parsing.segment(re.sub(r"[^a-zŏŭ']", "", stem)))
    top = max((value for _, value in ways), default=0.0)
    total = top + math.log(sum(math.exp(value - top) for _, value in ways) or 1.0)
    found = []
    for chunks, value in ways:
        vectors = []
        for chunk in chunks:
            weights = spelling.weights(chunk, as_surname=False)
            whole = sum(weights.values())
            vectors.append({number: weight / whole for number, weight in weights.items()} if whole else {})
        found.append((tuple(vectors), value - total))
    return tuple(found)


@lru_cache(maxsize=200_000)
def syllables_agree(a: str, b: str) -> tuple[float, float]:
    """Return how surely two stems are the same syllables: on average, and in the syllable that agrees least.

    0 is surely, `_NEVER` is what a syllable costs that cannot be the other.
    """
    best = (_NEVER, _NEVER)
    for (one, p), (other, q) in product(_syllables(a), _syllables(b)):
        if len(one) != len(other) or not one:
            continue
        slots = [max(_NEVER, _log(sum(weight * y.get(number, 0.0) for number, weight in x.items()))) for x, y in zip(one, other, strict=True)]
        found = ((sum(slots) + p + q) / len(one), max(_NEVER, min(slots) + p + q))
        best = max(best, found)
    return best


_NEVER = -9.0


def _log(value: float) -> float:
    return math.log(value) if value > 1e-12 else -30.0


def compare_places(a: str, b: str) -> list[float]:
    """Return the features of two places' names (`FEATURES`)."""
    one, other = take_apart(a), take_apart(b)
    pairs = [(sound.distance(x, y), x, y) for x in one.stems for y in other.stems]
    if len(one.stems) > 1 or len(other.stems) > 1:
        pairs.sort()
    distance, x, y = min(pairs)
    length = max(1, max(len(key) for key in (*sound.keys(x), *sound.keys(y))))
    keys_x, keys_y = sound.keys(x), sound.keys(y)
    return [
        min(distance, 4.0), min(1.0, distance / length), _letters(x, y), *max(syllables_agree(p, q) for p in one.stems for q in other.stems),
        float(distance == 0), float(keys_x[0][:1] == keys_y[0][:1]),
        -1.0 if one.side and other.side and one.side != other.side else float(bool(one.side) and one.side == other.side),
        float(one.kind == other.kind and bool(one.kind)), float(length),
        1.0 if one.known and one.known == other.known else -1.0 if one.known and other.known else 0.0,
    ]  # fmt: skip


def certain(a: str, b: str) -> float | None:
    """Return the probability where knowledge decides and not the likeness of letters; None where it does not.

    The two halves of a province are never one, whatever their spelling; two names the gazetteer knows are what it says; and
    what is written in Hangul on both sides differs if a syllable differs, the law of initial sounds aside.
    """
    one, other = take_apart(a), take_apart(b)
    if one.side and other.side and one.side != other.side:
        return 0.01
    if one.known and other.known:
        return 0.985 if one.known == other.known else 0.02
    if all(re.fullmatch("[가-힣]+", place.stems[0]) for place in (one, other)) and syllables_agree(one.stems[0], other.stems[0])[1] <= -7.0:
        return 0.02
    return None


def _letters(a: str, b: str) -> float:
    if re.search("[가-힣]", a + b):
        return 0.5
    return sound.letters(a, b)


@dataclass(frozen=True)
class Facility:
    """A camp's, prison's or office's name taken apart: its number (0 if none), its kind, and the place it is called after."""

    number: int
    kind: str
    place: str


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for kind, words in rows("facilities.tsv"):
        for word in words.split("|"):
            pattern = re.escape(word).replace(r"\ ", r"[\s-]*").replace(r"\-", r"[\s-]*")
            found.append((len(word), re.compile(pattern if re.search("[가-힣]", word) else rf"(?<![a-z]){pattern}(?![a-z])"), kind))
    return tuple((pattern, kind) for _, pattern, kind in sorted(found, key=lambda item: -item[0]))


@lru_cache(maxsize=20_000)
def take_apart_facility(text: str) -> Facility:
    """Return a facility's name taken apart: Kyo-hwa-so No. 12, Jongo-ri and 제12호 전거리교화소 are (12, kyohwaso, …)."""
    text = plain(text).lower().replace("№", "no.")
    kind = ""
    for pattern, name in _kinds():
        if pattern.search(text):
            text = pattern.sub(" ", text, count=1)
            kind = kind or name
    number = 0
    if found := re.search(r"(?:제\s*)?(\d{1,4})\s*호?|(?:no\.?|number|#)\s*(\d{1,4})", text):
        number = int(found.group(1) or found.group(2))
        text = re.sub(r"(?:제\s*)?\d{1,4}\s*호?", " ", text)
    text = re.sub(r"(?<![a-z])(?:no|number|the|of|in|at|camp)(?![a-z])|[#.()（）,\[\]]", " ", text)
    return Facility(number, kind, " ".join(text.split()))


def compare_facilities(a: str, b: str) -> list[float]:
    """Return the features of two facilities' names (`FACILITY_FEATURES`)."""
    one, other = take_apart_facility(a), take_apart_facility(b)
    both = bool(one.place and other.place)
    distance = 0.0
    if both:
        x, y = take_apart(one.place), take_apart(other.place)
        distance = min(sound.distance(p, q) for p in x.stems for q in y.stems)
    same_kind = one.kind == other.kind or "camp" in (one.kind, other.kind) or not (one.kind and other.kind)
    return [
        float(bool(one.number) and one.number == other.number), float(bool(one.number and other.number) and one.number != other.number),
        float(bool(one.kind) and one.kind == other.kind), float(not same_kind),
        float(both and distance <= 0.65), float(both and distance > 0.65), min(distance, 4.0), float(bool(one.number and other.number)),
    ]  # fmt: skip

