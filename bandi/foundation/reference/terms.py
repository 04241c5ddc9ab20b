"""The words of the users' vocabularies, read once and asked many times.

May import: Django, the other modules of this package.
"""

from __future__ import annotations

from dataclasses import dataclass

from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Language, Phrase, Text
from bandi.foundation.reference.writing import has_hangul


@dataclass(frozen=True)
class Terms:
    """All terms of all vocabularies by (vocabulary, key)."""

    labels: dict[tuple[str, str], Text]

    @classmethod
    def read(cls) -> Terms:
        """Return the terms as they stand now, in one query."""
        rows = Term.objects.values_list("vocabulary", "key", "label_en", "label_ko")
        return cls({(vocabulary, key): Text(english, korean) for vocabulary, key, english, korean in rows})

    def label(self, vocabulary: str, key: str, language: Language) -> Phrase:
        """Return the label of `key`; a key without a term is printed as it stands, with its underscores as spaces."""
        if not key:
            return Phrase("", language)
        text = self.labels.get((vocabulary, key))
        if text and (text.en or text.ko):
            return text.in_language(language)
        written = key.replace("_", " ")
        own: Language = "ko" if has_hangul(written) else "en"
        return Phrase(written, own, is_fallback=own != language)
