"""Names of people left in a text, in Hangul and in Latin letters.

Three sources of suspicion: a protected name the caller supplies, in any spelling; words around that only stand by a name (씨, *witness*, an
age); and syllables that are those of a name. Names of people in a public role that the caller says are open are none; a masked name is
none, unless it fits a protected one, and then only a person can say. Never guesses what a mask hides.
May import: names, this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Leak
from bandi.disclosure.plain import Plain
from bandi.disclosure.untitled import standing
from bandi.disclosure.words import given, is_word, surnames

RUN = re.compile(r"[가-힣]+")
_TITLES = (
    "씨|님|군|양|여사|옹|선생님|선생|할머니|할아버지|아주머니|아저씨|동무|동지|대표|대표이사|이사장|교수|박사|변호사|기자|목사|신부|수녀|간사|국장|과장|부장|"
    "실장|소장|위원장|위원|의원|장관|차관|대사|감독|작가|활동가|연구원|강사|회장|사무국장|사무총장|간호사|의사|교사|보위원|보안원|안전원|지도원|반장|"
    "중대장|소대장|대위|중위|소위|소좌|중좌|상좌|대좌|학생|어머니|아버지|엄마|아빠"
)  # fmt: skip
_PERSONAL = re.compile(r"(?:씨|님|군|양|여사|옹|할머니|할아버지|아주머니|아저씨|동무)(?:[은는이가을를의에와과도,.)\s]|에게|께서|라고|$)")
_TITLE = re.compile(rf"\s?(?:{_TITLES})(?:[은는이가을를의에와과도만로,.)\s]|들과|에게|께서|라고|이라|이었|입니|였|다|$)")
_AFTER = re.compile(r"(?:은|는|이|가|을|를|의|에게|에게서|에|와|과|도|만|이라는|라는|이라고|라고|이다|입니다|이며|이고|께서|께|한테|이랑|랑|보다|처럼|으로|로|부터|까지|마저|조차|뿐|이와|이는|이가|이를|이의|이도|아|야)?$")
_AGE = re.compile(r"\s?[(（,]\s?(?:남|여)?\s?,?\s?(?:만\s?)?\d{1,2}\s?(?:세|살)?\s?[,)）]|,?\s?\d{1,2}\s?(?:세|살)")
_LABEL = re.compile(
    r"(?:이름|성명|본명|실명|가명|성함|증언자|피해자|생존자|목격자|가해자|탈북민|탈북자|탈북여성|피랍자|납북자|실종자|수감자|신청자|면담자|구술자|통역|브로커|안내인|"
    r"남편|아내|부인|아들|맏아들|둘째 아들|외아들|딸|맏딸|외동딸|둘째|막내|오빠|언니|누나|형|동생|남동생|여동생|어머니|아버지|친구|이웃|조카|삼촌|이모|고모|사촌|학생|장학생|조장|보위원|보안원|담당자|의뢰인|고인|환자)"
    r"(?:은|는|이|가|인|로|의 이름은|이었던|이라는|였던)?\s?[:：,]?\s?[‘'\"“(]?$")  # fmt: skip
_BODY = re.compile(r"\s?(?:대학교?|재단|기념관|기념사업회|문학상|도서관|장학회|연구소|정권|정부|시대|체제|위원장)")
MASKED_RUN = re.compile(r"[가-힣][○◯〇OＯ*XＸ×]{1,2}(?:[가-힣])?|[가-힣]모\s?씨|[가-힣]\s모\s씨")

_ENOUGH = 0.8
_ENDINGS, _ENDING_PRICE = frozenset("의로만에는을를과와도"), 2.0
"""Particles that a third syllable may be: 강가의 is by the river."""
_LONGEST_PART = 14
_CAPITAL = r"(?:O(?= [A-Z][a-z])|[A-Z][a-zŏŭöüâé']{1,24}(?:[-‐][A-Za-z][a-zŏŭ']{0,24}){0,3}|[A-Z]{2,24}(?:-[A-Z]{1,24}){0,3})"
CHAIN = re.compile(rf"(?<![\w'\-]){_CAPITAL}(?:,? {_CAPITAL}){{1,5}}(?![\w\-])")
ONE = re.compile(_CAPITAL)
_HONORIFIC = re.compile(rf"\b(?:Mr|Ms|Mrs|Miss|Mdm|Madam|Mme|Grandmother|Auntie|Uncle|Comrade|Dr|Prof|Pastor)\.? ({_CAPITAL}(?: {_CAPITAL}){{0,2}})")
_CALLED = re.compile(rf"\b(?:named|called|name (?:is|was)|known as|by the name of|nicknamed|introduced (?:herself|himself) as|[Nn]ame:|[Rr]eal name:?)\s+[“\"'(]?({_CAPITAL}(?: {_CAPITAL}){{0,2}})")
_LATIN_BODY = re.compile(r"['’]?s?\s(?:University|Foundation|Cent(?:er|re)|Square|Library|Institute|Award|Prize|School|Church|Stadium|Airport|Hospital|Memorial|County|Province|City|District|Prefecture|River|Mountain|Station|Prison|Camp|Port|Island|Street|Road|Village|Town|Township|Hotel|Temple|Valley|Lake|Group|Bank|Company|Corporation|Hall|Museum|Theatre|Palace|Park)\b")
_PLACE_END = re.compile(r"-(?:ri|gun|si|do|gu|dong|myon|myeon|eup|up|namdo|bukto|pukto|bukdo|daero|ro|gil|so|sa|dan|won)$", re.I)
_LATIN_AGE = re.compile(r"\s?[(,]\s?(?:age(?:d)?\s)?\d{1,2}(?:\s?,|\)|\s?years)|,? \d{1,2}-year-old|, (?:aged|age) \d")
_NOT_GIVEN = frozenset(
    ["not", "far", "new", "one", "two", "three", "four", "six", "ten", "now", "how", "who", "our", "all", "any", "can", "may", "per", "via", "has", "had", "was", "are", "the", "and", "for", "non", "pre", "pro", "end", "top", "set", "sun", "hot", "big", "old", "own", "rights", "human", "action", "report", "press", "forum", "peace", "people", "person", "women", "youth", "union", "group", "media", "voice", "union", "state", "states", "nation", "nations", "council", "committee", "dialogue", "network", "centre", "center", "justice", "freedom", "talk", "talks", "music", "concert", "book", "books", "team", "song", "songs", "day", "days", "night", "week", "month", "year", "years", "room", "unit", "line", "link", "list", "news", "note", "page", "part", "plan", "site", "time", "tour", "town", "view", "visit", "war", "way", "web", "work", "world", "zone", "china", "korea", "korean", "seoul", "busan", "tokyo", "japan", "june", "july", "chin", "hong", "kong", "beijing", "taiwan", "mongolia", "inc", "min", "mission", "school", "summit", "session", "seminar", "house", "home", "office", "one-on-one", "online", "game", "games", "song-writing", "in", "on", "at", "to", "of", "by", "or", "as", "is", "it", "if", "no", "so", "up", "we", "us", "he", "me", "my", "do", "go", "be", "an", "am", "hope", "open", "one", "soon", "long", "noon", "sim", "card", "gun", "guns", "jin"]
)  # fmt: skip
_NOT_SURNAME = frozenset(
    ["so", "no", "do", "go", "be", "in", "an", "on", "one", "you", "her", "his", "you", "know", "back", "beak", "row", "john", "joe", "jean", "char", "may", "do", "to", "son", "sun", "moon", "long", "young", "zoo", "ten", "hope", "la", "sea", "an", "who", "was", "when", "where", "what", "how", "why", "ho", "lo", "yes", "our", "new", "the"]
)


def names(plain: Plain, known: Known) -> Iterator[Leak]:
    """Yield names of people that are not open: first what is protected, then what looks like a name."""
    yield from _protected(plain.text, known)
    yield from _hangul(plain.text, known)
    yield from _latin(plain.text, known)


def _protected(text: str, known: Known) -> Iterator[Leak]:
    """Names the caller protects, as they were written, and given names that stand alone."""
    for detail, pattern in (("protected", known.protected_forms), ("protected_given", known.protected_given)):
        for found in pattern.finditer(text) if pattern else ():
            yield Leak("name", *found.span(), detail, detail == "protected")


def _hangul(text: str, known: Known) -> Iterator[Leak]:
    share = surnames()
    for run in RUN.finditer(text):
        token = run.group()
        for family in (2, 1):
            if token[:family] not in share or (family == 2 and len(token) < 3):
                continue
            found = _best(text, run.start(), token, family, share[token[:family]], known)
            if found:
                yield found
                break


def _best(text: str, start: int, token: str, family: int, surname: float, known: Known) -> Leak | None:
    """Return the name that a run of Hangul begins with, if there is one."""
    if len(token) == family and (apart := re.match(r" ([가-힣]{2})(?:씨|님|은|는|이|가|을|를|의|에게|와|과)?(?![가-힣])", text[start + family :])):
        whole = token + apart[1]
        is_near = bool(_LABEL.search(text[max(0, start - 14) : start]) or _TITLE.match(text[start + family + 3 :]))
        if is_near and surname + given(apart[1]) > 0 and not is_word(apart[1]) and not known.is_open_name(whole):
            return Leak("name", start, start + family + 3, "hangul")
    before = text[max(0, start - 14) : start]
    is_labelled = bool(_LABEL.search(before))
    for length in (family + 2, family + 1):
        name, rest = token[:length], token[length:]
        if len(name) < length:
            continue
        after = rest + text[start + len(token) : start + len(token) + 14]
        is_personal = bool(_PERSONAL.match(after.lstrip()))
        is_titled = is_personal or bool(_TITLE.match(after))
        is_aged = bool(_AGE.match(after))
        if not (is_titled or is_aged or _AFTER.match(rest)) or _BODY.match(after):
            continue
        score = surname + given(name[family:])
        score += (7.0 if is_personal else 2.2 if is_titled else 0) + (3.5 if is_aged else 0) + (2.8 if is_labelled else 0)
        if family == 1 and length == 3 and rest and not (is_titled or is_aged or is_labelled or is_word(token)):
            score += max(0.4, standing(name, rest, after + text[start + len(token) + 14 : start + len(token) + 40]))
        else:
            score += 0.4 if rest and not is_titled else 0
        score -= _ENDING_PRICE if not (rest or is_titled or is_aged) and name[-1] in _ENDINGS else 0
        if length == family + 1:
            score -= 3.4 if family == 1 else 1.0
            if not (is_personal or is_aged or (is_labelled and (is_titled or not rest))):
                continue
        if is_word(name if is_titled else token):
            score -= 5.0 if not is_personal else 6.5
        if score >= _ENOUGH and not known.is_open_name(name):
            return Leak("name", start, start + length, "hangul")
        if known.protected and length == family + 2 and score > -4 and _is_protected(name, known) and not is_word(token):
            return Leak("name", start, start + length, "protected_spelling", True)
    return None


def _latin(text: str, known: Known) -> Iterator[Leak]:
    for pattern in (_HONORIFIC, _CALLED):
        for found in pattern.finditer(text):
            if _is_name_after_title(found[1]) and not known.is_open_name(found[1]) and not _LATIN_BODY.match(text[found.end() :]):
                yield Leak("name", *found.span(1), "titled")
    for chain in CHAIN.finditer(text):
        words = [(one.start() + chain.start(), one.end() + chain.start()) for one in ONE.finditer(chain.group())]
        at = 0
        while at < len(words) - 1:
            size = next((size for size in (3, 2) if at + size <= len(words) and _is_korean(text, words[at][0], words[at + size - 1][1], known)), 0)
            if size:
                start, end = words[at][0], words[at + size - 1][1]
                is_known = known.protected and _is_protected(text[start:end], known)
                yield Leak("name", start, end, "protected_spelling" if is_known else "latin", bool(is_known))
            at += size or 1


def _is_name_after_title(name: str) -> bool:
    """Whether what follows a title is more than a surname: a surname alone is a form in which people may appear."""
    from bandi.names.inventory import inventory

    words = name.split()
    if len(words) == 1:
        lone = words[0].lower()
        return (lone not in inventory().habits and lone not in _NOT_GIVEN and "-" in lone) or (len(lone) > 4 and lone not in inventory().habits and _reads_as_given(words[0]))
    return not any(word.lower() in _NOT_GIVEN or word.strip("Oo-") == "" or re.fullmatch(r"[OX]{1,2}(?:-\w+)?", word) for word in words[1:])


def _reads_as_given(word: str) -> bool:
    from bandi.names.parsing import segment

    return any(len(chunks) == 2 and value > -13.5 for chunks, value in segment(word.lower().replace("-", "")))


def _is_korean(text: str, start: int, end: int, known: Known) -> bool:
    """Whether capitalised words are a Korean name that is not open."""
    from bandi.names.inventory import inventory
    from bandi.names.parsing import HIDDEN, MASK, read

    name = text[start:end]
    words = re.split(r",? ", name)
    lower = [word.lower() for word in words]
    habits = inventory().habits
    if not (lower[0] in habits or lower[-1] in habits) or any(len(word) > _LONGEST_PART for word in words):
        return False
    if known.is_surely_open(name) and not known.protected:
        return False
    # Hong, Min, Song and Jin are surnames as well as words: the one at the edge of the name is not held against it.
    family = next((at for at in (0, len(lower) - 1) if lower[at] in habits and lower[at] not in _NOT_SURNAME), None)
    plain_words = sum(word in _NOT_GIVEN for at, word in enumerate(lower) if at != family)
    if (plain_words > 1 or (plain_words and len(words) == 2)) and not _LATIN_AGE.match(text[end:]):
        return False
    if _LATIN_BODY.match(text[end:]) or any(_PLACE_END.search(word) for word in words) or any(re.fullmatch(r"[OX]{1,3}(?:-\w+)?", word) for word in words):
        return False
    found = read(name)
    if not found.readings or found.script != "latin":
        return False
    if any(MASK in reading.given or HIDDEN in reading.given for reading in found.readings):
        return False
    best = next((reading for reading in found.readings if reading.surname in lower), None)
    if best is None or (best.surname in _NOT_SURNAME and len(best.given) < 2):
        return False
    is_two = len(best.given) == 2 or (len(best.given) == 1 and bool(_LATIN_AGE.match(text[end:])))
    least = -10.2 if "-" in name or len(words) == 3 else -9.4
    if not is_two or found.well_formed < least:
        return False
    return not known.is_open_name(name) or bool(known.protected and _is_protected(name, known))


def _is_protected(name: str, known: Known) -> bool:
    if known.gallery is None:
        return False
    hits = known.gallery.search(name, k=1)
    return bool(hits) and hits[0].probability >= 0.6


def masked_that_fit(text: str, known: Known) -> Iterator[Leak]:
    """Yield masked names that may hide a protected one. They may hide many others too: a person has to say."""
    if known.gallery is None and not known.masked:
        return
    for found in MASKED_RUN.finditer(text):
        if found.group() in known.masked or _is_protected(found.group(), known):
            yield Leak("name", *found.span(), "masked")
