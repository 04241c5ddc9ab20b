"""How values of records read on the desk: in the page's language, within what the reader may see.

May import: the foundation, Django. Knows no kind of record.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.choices import ChoiceList
from bandi.foundation.records.models import Handling, Record, RecordBase, SealedRecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.statements import Statement
from bandi.foundation.reference.texts import LANGUAGES, OTHER, Bilingual, Language, Phrase, Text, language_of
from bandi.foundation.reference.writing import write_day, write_edtf, write_number
from bandi.foundation.vault.values import SealedValue

CODES = {"en": "EN", "ko": "KO"}
_TERMS: Statement[tuple[Any, str, str, str, str, bool]] = Statement(
    lambda: Term.objects.order_by("vocabulary", "order", "key").values_list("pk", "vocabulary", "key", "label_en", "label_ko", "is_retired")
)


class Shown(NamedTuple):
    """A value as a page shows it: its words, where it leads, and the language of the words if it is not the page's.

    mark:     "EN" where the words are a fallback for a missing translation.
    is_fixed: stands for several values and cannot be edited as one. is_sealed: closed to this reader.
    A tuple with names, because a page makes several hundred of them.
    """

    text: str = ""
    url: str = ""
    lang: str = ""
    mark: str = ""
    sub: str = ""
    is_fixed: bool = False
    is_sealed: bool = False


class TermRow(NamedTuple):
    """A term in the words of a language; names: everything it may be called by, in small letters."""

    pk: Any
    key: str
    word: str
    is_retired: bool
    names: frozenset[str]


class Terms:
    """All terms in the words of a language. by_id, by_key: their words; chosen, listed: of each vocabulary, key and word, and whole, in their order."""

    def __init__(self, rows: list[tuple[Any, ...]], language: Language) -> None:
        self.rows = rows
        self.by_id: dict[Any, str] = {}
        self.by_key: dict[tuple[str, str], str] = {}
        self.chosen: dict[str, list[tuple[str, str]]] = {}
        self.listed: dict[str, list[TermRow]] = {}
        for pk, vocabulary, key, english, korean, is_retired in rows:
            word = ((english or korean) if language == "en" else (korean or english)) or key.replace("_", " ")
            self.by_id[pk] = self.by_key[vocabulary, key] = word
            self.chosen.setdefault(vocabulary, []).append((key, word))
            names = frozenset((key.lower(), english.lower(), korean.lower()))
            self.listed.setdefault(vocabulary, []).append(TermRow(pk, key, word, bool(is_retired), names))


_put_in_order: dict[Language, Terms] = {}


def terms_in(language: Language) -> Terms:
    """Return all terms as they are now. They are asked for each time, and put in order anew only where the answer is another than the last."""
    rows, kept = _TERMS.plain(), _put_in_order.get(language)
    if kept is None or kept.rows != rows:
        kept = _put_in_order[language] = Terms(rows, language)
    return kept


class Reader:
    """A person in front of a page: what she may see, and in which language."""

    def __init__(self, account: Account, language: Language | None = None) -> None:
        self.account = account
        self.language: Language = language or language_of(get_language())
        self._kept: dict[Any, Any] = {}
        self._named: dict[tuple[Any, Any], Shown] = {}

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what `make` gives, made once for this page."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @cached_property
    def sees_protected(self) -> bool:
        return self.account.may(Permission.PROTECTED_READ)

    @cached_property
    def edits(self) -> bool:
        return self.account.may(Permission.RECORDS_EDIT)

    @cached_property
    def exports(self) -> bool:
        return self.account.may(Permission.RECORDS_EXPORT)

    @cached_property
    def _terms(self) -> Terms:
        """All terms. One query for a page, however many columns and filters ask."""
        return terms_in(self.language)

    @cached_property
    def term_keys(self) -> dict[Any, str]:
        """The keys of all terms by their ids."""
        return {row[0]: row[2] for row in self._terms.rows}

    def terms_of(self, vocabulary: str) -> list[tuple[str, str]]:
        """Return the terms of a vocabulary as they are chosen from: key and word."""
        return list(self._terms.chosen.get(vocabulary, ()))

    def term_rows(self, vocabulary: str) -> list[TermRow]:
        """Return the terms of a vocabulary whole, the retired ones too. Not to be changed."""
        return self._terms.listed.get(vocabulary, [])

    def sees(self, row: RecordBase | None) -> bool:
        """Return whether a related record may be named to the reader."""
        if row is None or row.is_removed:
            return False
        if isinstance(row, SealedRecordBase):
            return row.pk in self._sealed_seen(type(row), row.pk)
        return self.sees_protected or (row.handling != Handling.PROTECTED and self._owner_seen(type(row), row.pk))

    def _owner_seen(self, model: type[Any], pk: Any) -> bool:
        """Return whether what a row belongs to may be known to the reader (`BELONGS_TO`); asked once for a page."""
        if not getattr(model, "BELONGS_TO", ()):
            return True
        return self.once((model, "owner", pk), lambda: model.objects.visible_to(self.account).filter(pk=pk).exists())  # type: ignore[no-any-return]

    def _sealed_seen(self, model: type[SealedRecordBase], pk: Any) -> set[Any]:
        """Return the given sealed record's id if it exists for this reader; asked once for a page."""
        return self.once((model, pk), lambda: set(model.objects.visible_to(self.account).filter(pk=pk).values_list("pk", flat=True)))  # type: ignore[no-any-return]

    def sees_spine(self, record: Record) -> bool:
        """Return whether a record may be named to the reader, by its spine alone."""
        model = apps.get_model(record.kind)
        if record.handling != Handling.PROTECTED:
            return self.sees_protected or self._owner_seen(model, record.pk)
        if issubclass(model, SealedRecordBase):
            return record.pk in self._sealed_seen(model, record.pk)
        return self.sees_protected

    def phrase(self, text: Text) -> Shown:
        """Return a text in the page's language, marked where it had to be the other one."""
        return shown_phrase(text.in_language(self.language))

    def pair(self, english: str, korean: str) -> Shown:
        """Return a text in two languages as `phrase` does, without making one first."""
        own, other = (english, korean) if self.language == "en" else (korean, english)
        if own or not other:
            return Shown(own)
        far = OTHER[self.language]
        return Shown(other, lang=far, mark=CODES[far])

    def name(self, row: RecordBase) -> Shown:
        """Return what a record is called."""
        shown = self.pair(*row.labels())
        return shown if shown.text else Shown(_("(without a name)"))

    def term(self, vocabulary: str, key: str) -> str:
        """Return the word for a key of a vocabulary, or the key itself, readable."""
        return self._terms.by_key.get((vocabulary, key)) or key.replace("_", " ")

    def term_of(self, term: Term | None) -> str:
        """Return the word for a term that was fetched with its row."""
        if term is None:
            return ""
        return str(term.label.in_language(self.language)) or term.key.replace("_", " ")

    def value(self, row: models.Model, name: str, *, words: str = "", is_date: bool = False) -> Shown:
        """Return what an attribute of `row` says. `words`: the vocabulary its text is a key of."""
        model = type(row)
        if is_pair(model, name):
            return self.pair(getattr(row, f"{name}_en") or "", getattr(row, f"{name}_ko") or "")
        field = field_of(model, name)
        if field is None:
            return Shown(as_text(getattr(row, name), self.language))
        if isinstance(field, models.ForeignKey):
            return self.related(row, field)
        shown = self.raw(field, getattr(row, field.attname), words=words, is_date=is_date)
        return shown._replace(lang=name[-2:]) if name[-3:] in ("_en", "_ko") and name[-2:] != self.language else shown

    def related(self, row: models.Model, field: models.ForeignKey[Any, Any]) -> Shown:
        """Return the name of what a foreign key points to, nothing where it may not be seen. Said once for a page, however many rows point there."""
        key = getattr(row, field.attname)
        if key is None:
            return Shown()
        model = field.related_model
        if model is Term:
            return Shown(self._terms.by_id.get(key, ""))
        if (known := self._named.get((model, key))) is None:
            known = self._named[model, key] = self._pointed_to(getattr(row, field.name))
        return known

    def _pointed_to(self, other: Any) -> Shown:
        from bandi.interfaces.desk.addresses import url_of

        if isinstance(other, RecordBase):
            if not self.sees(other):
                return Shown()
            name = self.name(other)
            return name._replace(url=url_of(other))
        return Shown(str(other))

    def raw(self, field: Any, value: Any, *, words: str = "", is_date: bool = False) -> Shown:
        """Return a plain value of a field in words."""
        if value is None or value == "":
            return Shown()
        if isinstance(value, SealedValue):
            return Shown(str(value), is_sealed=not value.is_open) if value else Shown()
        if isinstance(field, ChoiceList):
            return Shown(field.said(value))
        if words:
            return Shown(self.term(words, str(value)))
        if is_date:
            return Shown(write_edtf(str(value), self.language))
        if getattr(field, "choices", None):
            return Shown(str(dict(field.flatchoices).get(value, value)))
        if field.name == "year":
            return Shown(str(value))
        return Shown(as_text(value, self.language))


def shown_phrase(phrase: Phrase) -> Shown:
    """Return a phrase as it is shown: with its language and a mark where it is a fallback."""
    if not phrase.is_fallback:
        return Shown(phrase.text)
    return Shown(phrase.text, lang=phrase.language, mark=CODES[phrase.language])


def as_text(value: Any, language: Language) -> str:
    """Return any plain value in words: yes and no, numbers with separators, days as they are written."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return write_day(value, language)
    if isinstance(value, (int, float, Decimal)):
        return write_number(value, language)
    if isinstance(value, Text):
        return str(value.in_language(language))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {as_text(item, language)}" for key, item in value.items() if item not in (None, ""))
    if isinstance(value, (list, tuple)):
        items = (" ".join(as_text(part, language) for part in item.values()) if isinstance(item, dict) else as_text(item, language) for item in value)
        return "; ".join(item for item in items if item)
    return str(value)


def languages_of(model: type[models.Model], name: str) -> tuple[str, ...]:
    """Return the fields behind a name: both languages of a pair, or the field itself."""
    if is_pair(model, name):
        return tuple(f"{name}_{language}" for language in LANGUAGES)
    return (name,)


@lru_cache(maxsize=512)
def is_pair(model: type[models.Model], name: str) -> bool:
    """Return whether `name` is the base of a pair of languages of `model`."""
    return any(isinstance(vars(base).get(name), Bilingual) for base in model.__mro__)


@lru_cache(maxsize=2048)
def field_of(model: type[models.Model], name: str) -> Any:
    """Return the field of that name, None where the name is something that the model works out."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def as_id(value: str) -> UUID | None:
    """Return the id that `value` is, or None."""
    try:
        return UUID(value)
    except ValueError:
        return None
