"""Texts that exist in two languages, and what is shown when one of them is missing.

A model declares `title_en` and `title_ko`; `Bilingual("title")` reads both as one value.
May import: the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "ko")
OTHER: dict[Language, Language] = {"en": "ko", "ko": "en"}


_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def unturned(text: str) -> str:
    """Return a text without the signs that turn the direction of what follows: with them it reads otherwise than it is stored.

    Guards against: a title, a name or a file that is read as another ("gpj.exe"). Right-to-left letters need none of these signs.
    """
    return text.translate(_TURNING)


class Phrase(NamedTuple):
    """A text as it is shown in a language: its words, the language they are in, and whether that is not the one asked for."""

    text: str
    language: Language
    is_fallback: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Text:
    """A text in both languages; either may be empty."""

    en: str = ""
    ko: str = ""

    def in_language(self, language: Language) -> Phrase:
        """Return the text in `language`, or the other one marked as a fallback, or an empty phrase."""
        own, text = (self.en, self.ko) if language == "en" else (self.ko, self.en)
        if own or not text:
            return Phrase(own, language)
        return Phrase(text, OTHER[language], is_fallback=True)

    @property
    def missing(self) -> tuple[Language, ...]:
        """The languages in which the text is missing although it exists in the other."""
        if not (self.en or self.ko):
            return ()
        return tuple(language for language in LANGUAGES if not getattr(self, language))


class Bilingual:
    """A descriptor that reads `<name>_en` and `<name>_ko` of its owner as one `Text`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: object | None, owner: type) -> Text:
        if instance is None:
            return cast(Text, self)
        return Text(getattr(instance, f"{self.name}_en") or "", getattr(instance, f"{self.name}_ko") or "")


def language_of(code: str | None) -> Language:
    """Return our language for a code such as "ko-KR"; Korean when it is unknown."""
    return "en" if (code or "").lower().startswith("en") else "ko"
