"""Form fields of the desk: dates as exact as they are known, words of a vocabulary, records by name, lists by line.

May import: the foundation, Django.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.dates import DateSpan
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk.linking import record_at
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.typed import Resolver, typed_answer, typed_date

CHOOSE_FROM = 200
LINES: dict[tuple[str, str], tuple[str, ...]] = {
    ("activities.programme", "starts"): ("on", "what", "what_ko"),
    ("people.profile", "accounts"): ("network", "handle"),
}


class Suggested(forms.TextInput):
    """A line of text with suggestions beneath it: a fixed list, or one that the server fills while one types."""

    template_name = "desk/records/_suggested.html"

    def __init__(self, *, options: list[str] | None = None, kind: str = "") -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.options, self.kind = options or [], kind

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["options"] = self.options
        context["choices_url"] = f"{reverse('desk:record_choices', args=[self.kind])}?field={name}" if self.kind else ""
        return context


class DateTyped(forms.CharField):
    """A date as exact as it is known; the value is a `DateSpan`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=60, **options)

    def clean(self, value: Any) -> DateSpan:
        return typed_date(super().clean(value))


class Answer(forms.TypedChoiceField):
    """Yes or no, and where it may be, not known."""

    def __init__(self, *, unknown: bool, **options: Any) -> None:
        choices = [("", _("not known"))] if unknown else []
        super().__init__(
            choices=[*choices, ("yes", _("yes")), ("no", _("no"))], required=False, coerce=typed_answer,
            empty_value=None if unknown else False, **options,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class _Offered(forms.Select):
    """A select without retired words, except the one the record carries: saving its form does not take that away."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        kept = []
        for group, options, index in super().optgroups(name, value, attrs):
            offered = [one for one in options if one["selected"] or not getattr(getattr(one["value"], "instance", None), "is_retired", False)]
            kept += [(group, offered, index)] if offered else []
        return kept


class TermChoice(forms.ModelChoiceField):
    """A term of a vocabulary, by its word in the page's language."""

    def __init__(self, vocabulary: str, reader: Reader, **options: Any) -> None:
        super().__init__(queryset=Term.objects.filter(vocabulary=vocabulary), empty_label="—", widget=_Offered, **options)
        self.reader = reader

    def label_from_instance(self, term: Any) -> str:
        return self.reader.term_of(term)


class RecordChoice(forms.ModelChoiceField):
    """One of a few records, by name."""

    def __init__(self, rows: models.QuerySet[Any], reader: Reader, **options: Any) -> None:
        super().__init__(queryset=rows, empty_label="—", **options)
        self.reader = reader

    def label_from_instance(self, row: Any) -> str:
        return self.reader.name(row).text


class RecordNamed(forms.CharField):
    """One of many records: its name is typed, suggestions come from the server."""

    def __init__(self, model: type[RecordBase], reader: Reader, kind: str, **options: Any) -> None:
        super().__init__(max_length=700, widget=Suggested(kind=kind), **options)
        self.model, self.reader = model, reader

    def prepare_value(self, value: Any) -> Any:
        row = value if isinstance(value, RecordBase) else None
        if row is None and value and not isinstance(value, str):
            row = self.model.objects.visible_to(self.reader.account).filter(pk=value).first()
        return handle_of(row, self.reader) if row is not None else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return Resolver(self.reader).record(self.model, text) if text else None


class Several(forms.MultipleChoiceField):
    """Some of a fixed set of choices, each with a box to tick."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one.")}, **options)


class RecordAt(forms.CharField):
    """A record of whatever kind, by the address of its page; the value is its spine."""

    def __init__(self, reader: Reader, **options: Any) -> None:
        super().__init__(max_length=400, help_text=_("The address of its page, copied from above."), **options)
        self.reader = reader

    def prepare_value(self, value: Any) -> Any:
        key = getattr(value, "pk", value)
        return f"{reverse('desk:record_by_id', args=[key])}" if isinstance(key, UUID) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        row = record_at(text, self.reader) if text else None
        if text and row is None:
            raise ValidationError(_("There is no record at this address."))
        return row.record if row is not None else None


class Word(forms.CharField):
    """A word of a vocabulary that may also be another one: its key is kept where it is known."""

    def __init__(self, vocabulary: str, reader: Reader, **options: Any) -> None:
        self.terms = list(Term.objects.filter(vocabulary=vocabulary))
        self.reader = reader
        offered = [reader.term_of(term) for term in self.terms if not term.is_retired]
        super().__init__(widget=Suggested(options=offered), **options)

    def prepare_value(self, value: Any) -> Any:
        return next((self.reader.term_of(term) for term in self.terms if term.key == value), value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        low = text.lower()
        names = ((term.key, {term.key.lower(), term.label_en.lower(), term.label_ko.lower()}) for term in self.terms)
        return next((key for key, known in names if low and low in known), text)


class Lines(forms.CharField):
    """A list of texts, one a line; a list of pairs, parts separated by a bar; numbers by name, `ko: 300`."""

    def __init__(self, of: str, name: str, *, is_map: bool, **options: Any) -> None:
        self.parts = LINES.get((of, name), ())
        self.is_map = is_map
        if self.parts:
            options["help_text"] = _("One a line, its parts separated by a bar: %(parts)s") % {"parts": " | ".join(self.parts)}
        elif is_map:
            options["help_text"] = _("One a line: ko: 300")
        else:
            options["help_text"] = _("One a line")
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{key}: {item}" for key, item in value.items())
        if isinstance(value, (list, tuple)):
            return "\n".join(
                " | ".join(str(item.get(part) or "") for part in self.parts or item).rstrip(" |") if isinstance(item, dict) else str(item)
                for item in value
            )
        return value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        if self.is_map:
            return dict(self._named(line) for line in lines)
        if self.parts:
            split = ([part.strip() for part in line.split("|")] for line in lines)
            return [{key: text for key, text in zip(self.parts, cells, strict=False) if text} for cells in split]
        return lines

    def _named(self, line: str) -> tuple[str, int]:
        key, _colon, number = line.partition(":")
        if not number.strip().replace(",", "").isdecimal() or len(number) > 16:
            raise ValidationError(_("Write a word, a colon and a number: ko: 300"))
        return key.strip(), int(number.replace(",", ""))


def handle_of(row: RecordBase, reader: Reader) -> str:
    """Return a record's name with the beginning of its id, which tells apart records of one name."""
    return f"{reader.name(row).text} [{row.pk.hex[:8]}]"
