"""Who a stretch of text names: full names, abbreviations, JS numbers, forms defined earlier, misspelt abbreviations.

What an abbreviation means can change within a document, so the state (definitions met so far, names met so far) grows
while the document is read in its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bandi.hangul.particles import stems

from .contributors import Contributors
from .names_in_text import NameFinder, NameFound, fold, one_slip
from .ours import Organisation
from .symbols import symbols_in

_TOKEN = re.compile(r"(?<![\w/])[A-Z][A-Za-z0-9&]*(?:[-/][A-Za-z0-9]+)*")
_JS = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][A-Za-z&]+/)?J(?:S|oint [Ss]ubmission (?:\(JS\) )?)?\s?(\d{1,6})(?![\d/])")
_DEFINES = re.compile(
    r"\s*[(（]\s*(?:(?:hereinafter|hereafter|henceforth)(?: referred to as|,? called)?|이하|약칭)?\s*[:,]?\s*[“\"'‘「]?"
    r"(?P<the>the\s+)?(?P<form>[A-Z가-힣][\w가-힣&/-]*(?: [A-Z]\w+){0,2})[”\"'’」]?(?:(?:이?라)\s*(?:함|한다|칭함))?\s*[)）]"
)
_STRANGER = re.compile(
    r"(?<![\w’'-])(?P<name>[A-Z][\w’'-]{1,40}(?:\s+(?:of|for|the|and|on|in|to|[A-Z][\w’'-]{1,40})){0,14})\s*\((?:hereinafter |the )?[“\"]?(?P<form>[A-Z][A-Za-z&/-]*[A-Z][A-Za-z]*)[”\"]?\)"
)
_PLACE_AFTER = re.compile(r"\s*(?:\(|,\s*(?:based |located )?(?:in )?|(?:based |located )?in )(?P<place>[A-Z][\w’'-]+)(?P<more>[^.;]{0,30})")
_PLACE_CUE = re.compile(r",?\s*(?:\(|based |located |of |in )")
_BASED_BEFORE = re.compile(r"\b(?P<place>[A-Z][\w’'-]+)-based\s+$")
_THING_AFTER = re.compile(r"\s+(?:Act|Office|Law|Bill|Council|Convention)\b")
# What only a body of States has: "HRC resolution 31/18" is the Human Rights Council, whoever else is called HRC.
_STATES_ACT = re.compile(r"\s+(?:resolutions?|decisions?|res\.|special session|member States|statute)\b")
_BASED_AFTER = re.compile(r"\s*,?\s*\(?(?:based|located) in")
_NAME_AFTER = re.compile(r"\s+(?:(?:for|of)\s+(?:the\s+)?[A-Z]|[A-Z][a-z])")
_OTHER_BEFORE = re.compile(r"\b(?:other|another|different|namesake)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of one organisation. how: as in the documented formats; sureness: 0 to 1."""

    owner: str
    start: int
    end: int
    how: str
    sureness: float
    label: str = ""


@dataclass
class Known:
    """What is known while a document is read: the table, forms defined, names met."""

    finder: NameFinder
    organisations: Mapping[str, Organisation]
    contributors: Contributors
    note_numbers: frozenset[int] = frozenset()
    defined: dict[str, str] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.holders: dict[str, list[str]] = {}
        for organisation in self.organisations.values():
            for abbreviation in organisation.abbreviations:
                self.holders.setdefault(abbreviation, []).append(organisation.id)
            for name, abbreviations in organisation.others:
                for abbreviation in abbreviations:
                    self.holders.setdefault(abbreviation, []).append(f"not:{name}")
        self.holders = {key: list(dict.fromkeys(owners)) for key, owners in self.holders.items()}
        known = sorted({*self.holders, *self.contributors.abbreviations}, key=len, reverse=True)
        odd = [re.escape(key) for key in known if " " in key or not key.isascii() or not _TOKEN.fullmatch(key)]
        self._odd = re.compile(rf"(?<![\w/-])(?:{'|'.join(odd)})(?!\w)") if odd else None
        self.stems = {k for k in known if k.isupper() and len(k) >= 4}

    def read(self, text: str) -> list[Mention]:
        """Return the mentions in a text, and learn its definitions."""
        names = self.finder.find(text)
        taken = [(name.start, name.end) for name in names if not name.is_short]
        symbols = [(start, end) for start, end, _symbol in symbols_in(text)]
        found = [*self._names(text, names)]
        found.extend(self._joint(text))
        for start, end, token in self._tokens(text):
            # CRP in A/HRC/25/CRP.1 is a conference room paper, whoever else is called CRP.
            if any(a <= start < b for a, b in (*taken, *symbols)):
                continue
            if mention := self._abbreviation(text, start, end, token):
                found.append(mention)
        found.extend(self._short_forms(text, taken))
        return sorted((m for m in found if m.owner in self.organisations), key=lambda m: m.start)

    def _names(self, text: str, names: list[NameFound]) -> Iterable[Mention]:
        self._strangers(text, names)
        for name in names:
            if name.is_short:
                continue
            if name.owner not in self.met:
                self.met.append(name.owner)
            if match := _DEFINES.match(text, name.end):
                self.defined[match.group("form")] = name.owner
            korean = bool(re.search(r"[가-힣]", text[name.start : name.end]))
            how = "named_ko" if korean else "named" if self._is_proper(name, text) else "name_variant"
            yield Mention(name.owner, name.start, name.end, how, 0.99 if name.is_exact else 0.93)
        for name in names:
            if not name.is_short:
                continue
            rivals = {n.owner for n in names if n.is_short and (n.start, n.end) == (name.start, name.end)}
            met = [owner for owner in rivals if owner in self.met]
            if (len(met) == 1 and met[0] == name.owner) or len(rivals) == 1:
                yield Mention(name.owner, name.start, name.end, "short_form", 0.85 if met else 0.6)

    def _is_proper(self, name: NameFound, text: str) -> bool:
        organisation = self.organisations.get(name.owner)
        written = [fold(word) for word in re.findall(r"[\w’']+", text[name.start : name.end])]
        return bool(organisation) and written == [fold(word) for word in re.findall(r"[\w’']+", organisation.names[0].removeprefix("The "))]

    def _strangers(self, text: str, names: list[NameFound]) -> None:
        """Learn what others define: an abbreviation of ours can be given to somebody unknown."""
        for match in _STRANGER.finditer(text):
            form = match.group("form")
            ours = any(name.end == match.end("name") and not name.is_short for name in names)
            initials = "".join(word[0] for word in match.group("name").removeprefix("The ").split() if word[0].isupper())
            if not ours and form not in self.contributors.abbreviations and form[0] in initials and form[1] in initials and form not in self.defined:
                self.defined[form] = ""

    def _joint(self, text: str) -> Iterable[Mention]:
        for match in _JS.finditer(text):
            number = int(match.group(1))
            if number not in self.contributors.joint:
                number = self._unglued(match.group(1))
            for owner in sorted(self.contributors.joint.get(number, ())):
                yield Mention(owner, match.start(), match.end(), "joint", 0.97, f"JS{number}")

    def _unglued(self, digits: str) -> int:
        """Return the JS number in digits that a note number may be glued to; -1 if there is none."""
        for size in range(1, len(digits)):
            if int(digits[:size]) in self.contributors.joint and int(digits[size:]) in self.note_numbers:
                return int(digits[:size])
        return -1

    def _tokens(self, text: str) -> Iterable[tuple[int, int, str]]:
        for match in _TOKEN.finditer(text):
            yield match.start(), match.end(), match.group()
        for match in self._odd.finditer(text) if self._odd else ():
            yield match.start(), match.end(), match.group()

    def _abbreviation(self, text: str, start: int, end: int, token: str) -> Mention | None:
        known = self._knows(token)
        form = token if known else re.sub(r"\d{1,3}$", "", token)
        if not known and form != token and not self._knows(form):
            form = token
        if not self._knows(form):
            parts = re.split(r"[-/]", form)
            whole = next((part for part in ("-".join(parts[:-1]), parts[0], parts[-1]) if part and self._knows(part) and part != form), None)
            if whole is None:
                return self._misspelt(form, start, end)
            form = whole
        if not form.isupper() and sum(c.isupper() for c in form) < 2 and _THING_AFTER.match(text, end):
            return None
        return self._resolve(text, start, end, form)

    def _knows(self, form: str) -> bool:
        is_word = sum(character.isupper() for character in form) < 2
        return (form in self.defined and not is_word) or form in self.contributors.abbreviations or form in self.holders

    def _resolve(self, text: str, start: int, end: int, form: str) -> Mention | None:
        """Return whom an abbreviation means here: by place, definition, the document's table, or who was named so far."""
        holders = self.holders.get(form, [])
        if self._defined_here(text, end, form) or _STATES_ACT.match(text, end):
            return None
        place = self._by_place(text, start, end, holders)
        if place is not None:
            return Mention(place, start, end, "abbreviation_with_place", 0.93) if place else None
        other = bool(_OTHER_BEFORE.search(text[max(0, start - 12) : start]))
        for table, how, sure in ((self.defined, "defined_abbreviation", 0.97), (self.contributors.abbreviations, "named", 0.98)):
            if form in table:
                owner = table[form]
                rest = [holder for holder in holders if holder != owner]
                if other:
                    return Mention(rest[0], start, end, "abbreviation_collision", 0.8) if len(rest) == 1 else None
                return Mention(owner, start, end, how, sure)
        met = [holder for holder in holders if holder in self.met]
        if len(holders) == 1:
            return None if other else Mention(holders[0], start, end, "named" if met else "undefined_abbreviation", 0.95 if met else 0.85)
        if len(met) == 1:
            rest = [holder for holder in holders if holder not in met]
            owner = rest[0] if other else met[0]
            return Mention(owner, start, end, "abbreviation_collision" if other else "named", 0.8 if other else 0.9)
        ours = [holder for holder in met or holders if holder in self.organisations and self.organisations[holder].is_ours]
        return Mention(ours[0], start, end, "abbreviation_collision", 0.5) if ours and not other else None

    def _defined_here(self, text: str, end: int, form: str) -> bool:
        """True for the abbreviation in "Full Name (ABBR)": the name before it was found already."""
        return text[end : end + 2].lstrip("”\"’'")[:1] in {")", "）"} and bool(re.search(rf"[(（][^()]*{re.escape(form)}$", text[max(0, end - 60) : end]))

    def _by_place(self, text: str, start: int, end: int, holders: list[str]) -> str | None:
        """Return the holder at the place named beside, "" if the place is nobody's we look for, None if no place is named."""
        before = _BASED_BEFORE.search(text[max(0, start - 30) : start])
        after = _PLACE_AFTER.match(text, end) if _PLACE_CUE.match(text, end) or len(holders) > 1 else None
        for match in (before, after):
            if not match:
                continue
            place = match.group("place")
            for holder in holders:
                seat = self.organisations[holder].seat if holder in self.organisations else ""
                if place in re.findall(r"[\w’'-]+", seat):
                    return holder if len(holders) > 1 else None
            seats = [self.organisations[holder].seat for holder in holders if holder in self.organisations]
            based = match is before or _BASED_AFTER.match(text, end)
            if based and seats and all(seats):
                return next((holder for holder in holders if holder.startswith("not:")), "")
        return None

    def _misspelt(self, token: str, start: int, end: int) -> Mention | None:
        """Return the owner of an abbreviation with letters in another order (KUFN for KUNF), if only one is near."""
        if not token.isupper() or len(token) < 4 or not token.isalpha():
            return None
        near = [k for k in self.stems if k != token and one_slip(k, token)]
        swapped = [k for k in near if sorted(k) == sorted(token)] or [k for k in near if len(k) >= 6]
        if len(swapped) != 1:
            return None
        form = swapped[0]
        owner = self.defined.get(form, self.contributors.abbreviations.get(form, ""))
        owner = owner or (self.holders[form][0] if len(self.holders.get(form, [])) == 1 else "")
        return Mention(owner, start, end, "name_variant", 0.8)

    def _short_forms(self, text: str, taken: list[tuple[int, int]]) -> Iterable[Mention]:
        """Yield forms the document defined: "the Alliance" after “Kestrel Union … (hereinafter “the Alliance”)”."""
        for form, owner in self.defined.items():
            if form in self.holders or form.isupper() or not owner:
                continue
            korean = bool(re.match(r"[가-힣]", form))
            edge = r"(?<![\w가-힣])" if korean else r"(?<![\w-])"
            for match in re.finditer(edge + re.escape(form) + (r"(?P<after>[가-힣]*)" if korean else r"(?!\w)"), text):
                if korean and match.group("after") and form not in stems(match.group()):
                    continue
                if any(a <= match.start() < b for a, b in taken) or re.search(r"[(“\"‘「]\s*(?:the )?$", text[max(0, match.start() - 8) : match.start()]):
                    continue
                if not korean and not re.search(r"\b[Tt]he\s+$", text[max(0, match.start() - 6) : match.start()]):
                    continue
                if not korean and _NAME_AFTER.match(text, match.end()):
                    continue
                yield Mention(owner, match.start(), match.start() + len(form), "defined_abbreviation", 0.95)
