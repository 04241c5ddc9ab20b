"""Form fields of the desk: dates as exact as they are known, words of a vocabulary, records by name, lists by line.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.dates import DateSpan
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk import widgets
from bandi.interfaces.desk.escaping import escaped
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


class Offer(NamedTuple):
    """What can be chosen: value: as the form sends it; drawn: its word, escaped; is_retired: offered only where the record carries it."""

    value: str
    drawn: str
    is_retired: bool = False


class Offered(forms.Select):
    """A select whose options are known before: nothing is asked for to draw it.

    Retired words are left out, except the one the record carries: saving its form does not take that away.
    """

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.offers = offers

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return widgets.select_of(name, self.build_attrs(self.attrs, attrs), self.format_value(value)[:1], self.offers)


class TermChoice(forms.ModelChoiceField):
    """A term of a vocabulary, by its word in the page's language."""

    def __init__(self, vocabulary: str, reader: Reader, **options: Any) -> None:
        offers = [Offer(str(term.pk), escaped(term.word), term.is_retired) for term in reader.term_rows(vocabulary)]
        super().__init__(queryset=Term.objects.filter(vocabulary=vocabulary), empty_label="—", widget=Offered(offers), **options)
        self.reader = reader

    def label_from_instance(self, term: Any) -> str:
        return self.reader.term_of(term)


class RecordChoice(forms.ModelChoiceField):
    """One of a few records, by name. offers: those of `rows`, if they are known (`choosing.offers_of`)."""

    def __init__(self, rows: models.QuerySet[Any], reader: Reader, offers: Sequence[Offer], **options: Any) -> None:
        super().__init__(queryset=rows, empty_label="—", widget=Offered(offers), **options)
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
        self.terms = reader.term_rows(vocabulary)
        super().__init__(widget=Suggested(options=[term.word for term in self.terms if not term.is_retired]), **options)

    def prepare_value(self, value: Any) -> Any:
        return next((term.word for term in self.terms if term.key == value), value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        low = text.lower()
        return next((term.key for term in self.terms if low and low in term.names), text)


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
