"""Why two names were found the same or not: facts of the comparison, in words of both languages.

A reason speaks *for* or *against*; its facts are kept beside the sentence, so that a page can show them in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import organisations, places, sound, spelling
from .inventory import inventory
from .parsing import HIDDEN, Reading, read
from .persons import same_text
from .writing import MASK, plain

if TYPE_CHECKING:
    from .persons import Matcher

SYSTEM_NAMES = {
    "rr": ("Revised Romanisation", "국어의 로마자 표기법"),
    "mr": ("McCune–Reischauer", "매큔-라이샤워 표기법"),
    "nk": ("North Korean spelling", "북한식 표기"),
    "habit": ("spelling by habit", "관용 표기"),
}

_WORDS: dict[str, tuple[str, str]] = {
    "same_text": ("both are written the same", "두 표기가 같음"),
    "no_name": ("“{text}” cannot be read as a Korean name", "‘{text}’: 한국어 이름으로 읽히지 않음"),
    "surname_same": ("surname agrees: {a} and {b} are both {hangul}{share}", "성 일치: {a}, {b} 모두 {hangul}{share}"),
    "surname_close": ("surname can be the same: {a} and {b} ({hangul})", "성이 같을 수 있음: {a}, {b} ({hangul})"),
    "surname_other": ("surname differs: {a} and {b}", "성 다름: {a}, {b}"),
    "no_surname": ("one form has no surname; only the given name was compared", "한쪽에 성이 없어 이름만 견줌"),
    "syllable_same": ("{a} and {b} are both {hangul}{systems}", "{a}, {b} 모두 {hangul}{systems}"),
    "syllable_close": ("{a} and {b} can both be {hangul}{systems}", "{a}, {b} 모두 {hangul}일 수 있음{systems}"),
    "syllable_seldom": ("{seldom} can be {hangul}, but is more often {likelier}{systems}", "{seldom}: {hangul}일 수도 있으나 {likelier}인 경우가 더 많음{systems}"),
    "syllable_open": ("{a} and {b} can both be {hangul}, but other syllables as well{systems}", "{a}, {b} 모두 {hangul}일 수 있으나 다른 음절일 수도 있음{systems}"),
    "syllable_slip": ("{a} and {b} agree only if a letter slipped ({hangul})", "{a}, {b}: 한 글자 오타로 보아야 같음({hangul})"),
    "syllable_other": ("{a} and {b} cannot be the same syllable", "{a}, {b}: 같은 음절일 수 없음"),
    "north_south": ("{a} and {b} differ only by the law of initial sounds (South and North)", "{a}, {b}: 두음 법칙 차이(남북 표기)"),
    "hidden": ("hidden parts of the name: {count}; what is hidden fits anything", "가려진 부분 {count}곳: 무엇과도 어긋나지 않음"),
    "initials": ("initials only: {a} and {b}", "머리글자만 있음: {a}, {b}"),
    "other_length": ("the given names have another number of syllables", "이름의 음절 수가 다름"),
    "order": ("one is written surname first, the other surname last", "한쪽은 성이 앞, 한쪽은 성이 뒤"),
    "ambiguous": ("the spelling does not tell {first} from {second}", "표기만으로는 가릴 수 없음: {first}, {second}"),
    "stem_same": ("{a} and {b} sound the same", "{a}, {b}: 소리가 같음"),
    "stem_close": ("{a} and {b} sound nearly the same", "{a}, {b}: 소리가 비슷함"),
    "stem_other": ("{a} and {b} sound different", "{a}, {b}: 소리가 다름"),
    "known_place": ("both are known as {identity}", "둘 다 {identity}의 이름으로 알려져 있음"),
    "side_other": ("one is the northern, the other the southern part", "한쪽은 북, 한쪽은 남"),
    "number_same": ("the number is the same: {number}", "번호 일치: {number}"),
    "number_other": ("the numbers differ: {a} and {b}", "번호 다름: {a}, {b}"),
    "kind_same": ("both are a {kind}", "둘 다 {kind}"),
    "kind_other": ("one is a {a}, the other a {b}", "종류 다름: {a}, {b}"),
    "concepts_same": ("both say: {shared}", "두 이름에 모두 있음: {shared}"),
    "concepts_other": ("only one says: {apart}", "한쪽에만 있음: {apart}"),
    "name_rare": ("few people bear this name", "드문 이름"),
    "name_common": ("many people bear this name, or much of it is hidden", "흔한 이름이거나 가려진 부분이 많음"),
    "birth_same": ("birth agrees: {a} and {b}", "출생 일치: {a}, {b}"),
    "birth_near": ("birth is near: {a} and {b}", "출생이 가까움: {a}, {b}"),
    "birth_other": ("birth differs: {a} and {b}", "출생 다름: {a}, {b}"),
    "sex_same": ("the same sex", "성별 일치"),
    "sex_other": ("the sex differs", "성별 다름"),
    "origin_same": ("origin agrees: {a} and {b}", "출신지 일치: {a}, {b}"),
    "origin_other": ("origin differs: {a} and {b}", "출신지 다름: {a}, {b}"),
}


@dataclass(frozen=True)
class Reason:
    """One fact that speaks for (+) or against (−) two names being the same; `weight` says how much, 0 for a remark."""

    code: str
    weight: float
    facts: dict[str, object] = field(default_factory=dict)

    def words(self, language: str = "en") -> str:
        """Return the reason as one sentence in `en` or `ko`."""
        column = 1 if language == "ko" else 0
        facts = {name: value[column] if isinstance(value, tuple) else value for name, value in self.facts.items()}
        return _WORDS[self.code][column].format(**facts)


def _shown(chunk: str) -> str:
    return chunk.strip(spelling.CHANGED + spelling.LATER).replace(MASK, "○")


def _systems(chunk: str, number: int) -> list[str]:
    """Return the systems that spell a syllable so."""
    if not chunk.isascii() and not chunk.islower():
        return []
    stock = inventory()
    found = dict.fromkeys(spelling.SYSTEMS, 0.0)
    plain_chunk = chunk.strip(spelling.CHANGED)
    for i in range(min(5, len(plain_chunk))):
        for j in range(i + 1, min(i + 5, len(plain_chunk)) + 1):
            onsets, vowels, codas = stock.onsets.get(plain_chunk[:i], ()), stock.vowels.get(plain_chunk[i:j], ()), stock.codas.get(plain_chunk[j:], ())
            for o, of in onsets:
                for v, vf in vowels:
                    for c, cf in codas:
                        if stock.by_letters.get((o, v, c)) == number:
                            for index, system in enumerate(spelling.SYSTEMS):
                                found[system] += of[index] * vf[index] * cf[index]
    best = max(found.values())
    if best <= 0:
        return []
    strict = [system for system in ("rr", "mr", "nk") if found[system] > 0.1]
    return strict or ["habit"]


def _system_words(a: str, b: str, number: int) -> tuple[str, str]:
    parts: list[tuple[str, str]] = []
    for chunk in (a, b):
        if (chunk and chunk[0].isascii()) or chunk[:1] in ("ŏ", "ŭ"):
            names = [SYSTEM_NAMES[system] for system in _systems(chunk, number)]
            if names:
                parts.append((f"{_shown(chunk)}: {', '.join(n[0] for n in names)}", f"{_shown(chunk)}: {', '.join(n[1] for n in names)}"))
    if not parts:
        return ("", "")
    parts = list(dict.fromkeys(parts))  # both are spelled alike: said once
    return (f" ({'; '.join(p[0] for p in parts)})", f" ({'; '.join(p[1] for p in parts)})")


def _meeting(a: str, b: str, *, as_surname: bool) -> tuple[int, float]:
    """Return the syllable two chunks most likely share, and how far one slip of the fingers is needed for it (0 or 1)."""
    one, other = spelling.weights(a, as_surname=as_surname), spelling.weights(b, as_surname=as_surname)
    share = inventory().surname if as_surname else inventory().given
    common = {number: weight * other[number] * share[number] for number, weight in one.items() if number in other}
    if not common:
        return -1, 0.0
    number = max(common, key=lambda n: common[n])
    slipped = max(float(one[number] < 2e-3 * max(one.values())), float(other[number] < 2e-3 * max(other.values())))
    return number, slipped


def about_persons(a: str, b: str, row: dict[str, float], picked: tuple[int, int], match: Matcher) -> list[Reason]:
    """Return why two names of persons are the same or not, from the readings that were chosen."""
    if same_text(a, b) and plain(a):
        return [Reason("same_text", 9.0)]
    unread = [text for text in (a, b) if not read(text).readings]
    if unread or picked[0] < 0:
        return [Reason("no_name", -9.0, {"text": plain(text)[:40] or "…"}) for text in unread]
    one, other = read(a).readings[picked[0]], read(b).readings[picked[1]]
    reasons = _surnames(one, other, row)
    reasons += _given(one, other, row)
    if one.surname and other.surname and _surname_first(a, one) != _surname_first(b, other):
        reasons.append(Reason("order", 0.0))
    return sorted(reasons, key=lambda reason: -abs(reason.weight))


def _surname_first(text: str, reading: Reading) -> bool:
    flat = "".join(sign for sign in plain(text).lower() if sign.isalpha())
    return flat.startswith("".join(sign for sign in reading.surname if sign.isalpha()))


def _surnames(one: Reading, other: Reading, row: dict[str, float]) -> list[Reason]:
    if row["no_surname"]:
        return [Reason("no_surname", 0.0)]
    facts: dict[str, object] = {"a": _shown(one.surname), "b": _shown(other.surname)}
    number, slipped = _meeting(one.surname, other.surname, as_surname=True)
    weight = row["surname_evidence"]
    if number < 0 or weight < -1.0 or (slipped and row["surname_agreement"] < -3):
        return [Reason("surname_other", min(weight, -3.0), facts)]
    share = inventory().surname[number] * 100
    facts["hangul"] = inventory().syllables[number]
    facts["share"] = (f", borne by about {share:.0f} in 100", f", 100명 중 약 {share:.0f}명") if share >= 1 else (", a rare surname", ", 드문 성")
    return [Reason("surname_same" if row["surname_agreement"] > -0.7 else "surname_close", weight, facts)]


def _given(one: Reading, other: Reading, row: dict[str, float]) -> list[Reason]:
    reasons: list[Reason] = []
    hidden = sum(chunk in (MASK, HIDDEN) for chunk in (*one.given, *other.given))
    if hidden:
        reasons.append(Reason("hidden", 0.0, {"count": hidden}))
    if row["other_length"]:
        reasons.append(Reason("other_length", -8.0))
    if (HIDDEN,) in (one.given, other.given):
        return reasons
    for x, y in zip(one.given, other.given, strict=False):
        if MASK in (x, y):
            continue
        facts: dict[str, object] = {"a": _shown(x), "b": _shown(y)}
        if x.endswith(".") or y.endswith("."):
            reasons.append(Reason("initials", 0.5, facts))
            continue
        number, slipped = _meeting(x, y, as_surname=False)
        if number < 0:
            reasons.append(Reason("syllable_other", -9.0, facts))
            continue
        facts["hangul"] = inventory().syllables[number]
        facts["systems"] = _system_words(x, y, number)
        if _shown(x) in spelling.other_initial(_shown(y)):
            reasons.append(Reason("north_south", 2.0, facts))
        elif any(facts["hangul"] in spelling.other_initial(_shown(chunk)) for chunk in (x, y)):
            reasons.append(Reason("north_south", 1.0, facts))
        elif slipped:
            reasons.append(Reason("syllable_slip", -1.0, facts))
        else:
            reasons.append(_agreeing(x, y, number, facts))
    return reasons


def _agreeing(x: str, y: str, number: int, facts: dict[str, object]) -> Reason:
    share = inventory().given
    found: list[tuple[float, str, int]] = []
    for chunk in (x, y):
        chances = {n: share[n] * weight for n, weight in spelling.weights(chunk, as_surname=False).items()}
        found.append((chances[number] / sum(chances.values()), chunk, max(chances, key=lambda n: chances[n])))
    sure = found[0][0] * found[1][0]
    if sure > 0.1:
        return Reason("syllable_same" if sure > 0.4 else "syllable_close", 4.0 * sure, facts)
    _chance, seldom, likelier = min(found)
    weight = -1.0 + 5 * sure
    if likelier == number:
        return Reason("syllable_open", weight, facts)
    return Reason("syllable_seldom", weight, facts | {"seldom": _shown(seldom), "likelier": inventory().syllables[likelier]})


def about_places(a: str, b: str, kind: str) -> list[Reason]:
    """Return why two names of places or facilities are the same or not."""
    if same_text(a, b) and plain(a):
        return [Reason("same_text", 9.0)]
    reasons: list[Reason] = []
    if kind == "facility":
        one, other = places.take_apart_facility(a), places.take_apart_facility(b)
        if one.number and other.number:
            if one.number == other.number:
                reasons.append(Reason("number_same", 5.0, {"number": one.number}))
            else:
                reasons.append(Reason("number_other", -6.0, {"a": one.number, "b": other.number}))
        if one.kind and other.kind:
            same = one.kind == other.kind
            reasons.append(Reason("kind_same", 1.0, {"kind": one.kind}) if same else Reason("kind_other", -3.0, {"a": one.kind, "b": other.kind}))
        x, y = one.place, other.place
    else:
        x, y = a, b
    if x and y:
        p, q = places.take_apart(x), places.take_apart(y)
        distance, stem_a, stem_b = min((sound.distance(s, t), s, t) for s in p.stems for t in q.stems)
        code, weight = ("stem_same", 4.0) if distance == 0 else ("stem_close", 1.5) if distance <= 0.65 else ("stem_other", -4.0)
        reasons.append(Reason(code, weight, {"a": stem_a, "b": stem_b}))
        if p.known and p.known == q.known:
            reasons.append(Reason("known_place", 5.0, {"identity": p.known}))
        if p.side and q.side and p.side != q.side:
            reasons.append(Reason("side_other", -5.0))
    return sorted(reasons, key=lambda reason: -abs(reason.weight))


def about_organisations(a: str, b: str) -> list[Reason]:
    """Return why two names of organisations are the same or not."""
    if same_text(a, b) and plain(a):
        return [Reason("same_text", 9.0)]
    one, other = organisations.take_apart(a), organisations.take_apart(b)
    reasons: list[Reason] = []
    if one.name and other.name:
        x, y = " ".join(one.name), " ".join(other.name)
        distance = sound.distance("".join(one.name), "".join(other.name))
        code, weight = ("stem_same", 5.0) if distance == 0 else ("stem_close", 2.0) if distance <= 1.0 else ("stem_other", -4.0)
        reasons.append(Reason(code, weight, {"a": x, "b": y}))
    if one.numbers and other.numbers:
        number = Reason("number_same", 4.0, {"number": ", ".join(sorted(one.numbers))})
        differ = Reason("number_other", -5.0, {"a": ", ".join(sorted(one.numbers)), "b": ", ".join(sorted(other.numbers))})
        reasons.append(number if one.numbers == other.numbers else differ)
    if shared := sorted(one.concepts & other.concepts):
        reasons.append(Reason("concepts_same", 1.0, {"shared": ", ".join(shared)}))
    if apart := sorted(one.concepts ^ other.concepts):
        reasons.append(Reason("concepts_other", -1.0, {"apart": ", ".join(apart)}))
    return sorted(reasons, key=lambda reason: -abs(reason.weight))
