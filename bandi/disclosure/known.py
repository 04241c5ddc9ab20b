"""What the caller knows: whose names must not be read, and which names, addresses and numbers are open anyway.

Protected names are held in memory for the time of one review and nowhere else; `bandi.names.forget()` drops what reading them left behind.
May import: names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bandi.disclosure.plain import INVISIBLE

if TYPE_CHECKING:
    from bandi.names import Gallery

_NOT_LETTERS = re.compile(r"[\W_]+")
ALWAYS_OPEN = (
    "김일성", "김정일", "김정은", "김여정", "김정숙", "최선희", "이승만", "김대중", "노무현", "이명박", "박근혜", "문재인", "윤석열", "이재명", "반기문", "홍길동",
    "Kim Il Sung", "Kim Jong Il", "Kim Jong Un", "Kim Yo Jong", "Choe Son Hui", "Syngman Rhee", "Kim Dae-jung", "Roh Moo-hyun",
    "Lee Myung-bak", "Park Geun-hye", "Moon Jae-in", "Yoon Suk Yeol", "Yoon Suk-yeol", "Lee Jae-myung", "Ban Ki-moon", "Hong Gil-dong",
)  # fmt: skip
"""Heads of state and the John Doe of Korean forms: whoever writes of the North writes of them."""


_WHOLE_NAME = re.compile(r"[가-힣]{2,5}|[^\W\d_][\w'’.\-]+(?:,? [^\W\d_][\w'’.\-]*){1,3}")
_HANGUL = re.compile(r"[가-힣]+")
_SPACED = re.compile(r"[가-힣]{3,5}")
"""A name whose syllables may be written apart (한 보 람, 한 보람), as forms and headings have it."""
_SURELY_THE_SAME = 0.9


def _is_telling(contact: str) -> bool:
    """Whether a published contact is long enough that what contains it is that contact: a number or an address, not the name of a city."""
    return len(contact) > 7 and any(letter.isdigit() for letter in contact)


def folded(text: str) -> str:
    """Return a name or address as it is compared: small letters and digits only, without signs that no eye sees (some of them are letters to Unicode)."""
    return _NOT_LETTERS.sub("", text if text.isascii() else INVISIBLE.sub("", text)).casefold()


@dataclass(frozen=True)
class OpenNames:
    """Names of people in a public role, and terms, in the forms in which they are looked up."""

    names: tuple[str, ...]
    terms: tuple[str, ...]

    @classmethod
    def of(cls, names: tuple[str, ...], terms: tuple[str, ...]) -> OpenNames:
        """Return them as they were put together for the same names before, or anew; a name that is open no more is in neither.

        What is kept is public. Only the last few thousand are: beyond that, memory is dearer than time.
        """
        global _last
        last = _last
        if last.names == names and last.terms == terms:
            return last
        made = cls(names, terms)
        if len(names) + len(terms) <= _MOST_KEPT:
            _last = made
        return made

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(key for name in (*ALWAYS_OPEN, *self.names, *self.terms) for key in _orders(name))

    @cached_property
    def gallery(self) -> Gallery:
        """The names, to be found in every spelling."""
        from bandi.names import Gallery

        return Gallery([name for name in (*ALWAYS_OPEN, *self.names) if _WHOLE_NAME.fullmatch(name.strip())])


_MOST_KEPT = 20_000
_last = OpenNames((), ())


@dataclass(frozen=True)
class Known:
    """protected: names of people in every spelling the caller has. codes: under which people are kept ("W-2024-017").

    open_names:    of people in a public role, known again in other spellings. open_terms: names of organisations and the like, only as they are
                   written: an abbreviation fits too many people's initials. open_contacts: telephone numbers, addresses, accounts and e-mail addresses that are published.
    given, masked: given names and masked names that fit protected people whose names stay with who keeps them (`candidates`).
    """

    protected: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    open_names: tuple[str, ...] = ()
    open_contacts: tuple[str, ...] = ()
    open_terms: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, *, protected: Iterable[str] = (), codes: Iterable[str] = (), open_names: Iterable[str] = (), open_contacts: Iterable[str] = (), open_terms: Iterable[str] = (),
        given: Iterable[str] = (), masked: Iterable[str] = (),
    ) -> Known:  # fmt: skip
        """Return what is known, without empty and repeated entries."""
        given_all = (protected, codes, open_names, open_contacts, open_terms, given, masked)
        return cls(*(tuple(dict.fromkeys(filter(None, map(str.strip, filter(None, some))))) for some in given_all))

    @cached_property
    def gallery(self) -> Gallery | None:
        """The protected names, to be found in every spelling; None when there are none."""
        from bandi.names import Gallery

        return Gallery(self.protected) if self.protected else None

    @cached_property
    def code_set(self) -> frozenset[str]:
        return frozenset(self.codes)

    @cached_property
    def protected_forms(self) -> re.Pattern[str] | None:
        """All protected names as one pattern, with and without hyphens and spaces; None when there are none."""
        forms = {form for name in self.protected for form in (name, name.replace("-", ""), name.replace("-", " "), name.replace(" ", ""))}
        usable = sorted((form for form in forms if len(form) > (2 if form.isascii() else 1)), key=len, reverse=True)
        ends = [(r"\s?".join(form) if _SPACED.fullmatch(form) else re.escape(form)) + ("" if "가" <= form[-1] <= "힣" else r"(?!\w)") for form in usable]
        return re.compile(rf"(?<!\w)(?:{'|'.join(ends)})", re.I) if ends else None

    @cached_property
    def protected_given(self) -> re.Pattern[str] | None:
        """Given names of two syllables of protected people, standing alone with what may follow a name."""
        given = sorted({*self.given, *(found[1] for name in self.protected if (found := re.fullmatch(r"[가-힣]([가-힣]{2})", name)))})
        return re.compile(rf"(?<![가-힣])(?:{'|'.join(given)})(?=이?(?:는|은|가|이|를|을|의|에게|씨|도|와|야|랑|\W|$))") if given else None

    @cached_property
    def _open(self) -> OpenNames:
        return OpenNames.of(self.open_names, self.open_terms)

    @cached_property
    def contacts(self) -> tuple[str, ...]:
        return tuple(key for contact in self.open_contacts if len(key := folded(contact)) > 3)

    def is_surely_open(self, name: str) -> bool:
        """Return whether a name stands among the open ones as it is written."""
        return folded(name) in self._open.keys

    def is_open_name(self, name: str) -> bool:
        """Return whether a name is that of somebody in a public role, in this or another spelling."""
        if self.is_surely_open(name):
            return True
        if name not in self._asked:
            self._asked[name] = self._is_open_otherwise(name)
        return self._asked[name]

    @cached_property
    def _asked(self) -> dict[str, bool]:
        """What was found out about names in other spellings: the same ones come again and again in one text."""
        return {}

    def _is_open_otherwise(self, name: str) -> bool:
        hits = self._open.gallery.search(name, k=1)
        if not hits or hits[0].probability < _SURELY_THE_SAME:
            return False
        # In one script a letter more or less is another person; only between scripts and romanisations spellings differ.
        return not (_HANGUL.fullmatch(name) and _HANGUL.fullmatch(hits[0].text))

    def is_open_contact(self, contact: str) -> bool:
        """Return whether a number or address is one that is published anyway, or a piece of one."""
        key = folded(contact)
        return any(key == other or (len(key) > 6 and key in other) or (_is_telling(other) and other in key) for other in self.contacts)


def _orders(name: str) -> Iterable[str]:
    """Yield a name folded, and with its first word last and its last word first."""
    words = re.split(r"[\s,]+", re.sub(r"\(.*?\)", " ", name).strip())
    yield folded(name)
    yield folded("".join(words))
    if len(words) > 1:
        yield folded("".join([*words[1:], words[0]]))
        yield folded("".join([words[-1], *words[:-1]]))
