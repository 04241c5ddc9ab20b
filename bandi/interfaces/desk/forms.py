"""Forms made from the description of a kind: one field for each name, changes ready for `editing`.

May import: the foundation, Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.records.choices import ChoiceList
from bandi.foundation.records.models import Handling, Record, RecordBase
from bandi.foundation.records.sealing import rooms_for_records
from bandi.foundation.reference.dates import DateSpan
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import unturned
from bandi.foundation.vault.models import Compartment
from bandi.interfaces.desk.fields import (
    Answer,
    DateTyped,
    Lines,
    RecordAt,
    RecordChoice,
    RecordNamed,
    Several,
    TermChoice,
    Word,
)
from bandi.interfaces.desk.lists import label_of_field
from bandi.interfaces.desk.offering import offers_of, own_people
from bandi.interfaces.desk.reading import Reader, languages_of
from bandi.interfaces.desk.tables import key_of
from bandi.interfaces.desk.tables.description import ListOf, PartOf, TypedDate
from bandi.interfaces.desk.tables.hints import HINTS
from bandi.interfaces.desk.unsealing import is_closed, is_fixed

TERMS_OF_PARTS = {("activities.headcount", "unit"): "audience_unit", ("activities.session", "type"): "session_type",
                  ("activities.session", "audience_type"): "audience_type", ("activities.rollentry", "channel"): "scholarship_channel",
                  ("advocacy.formrule", "form"): "submission_form", ("advocacy.formrule", "file_format"): "file_format"}  # fmt: skip
RULES = {
    "activity_has_a_title": _lazy("Give the activity a title in at least one language."),
    "heading_has_a_title": _lazy("Give the heading a title in at least one language."),
    "organisation_has_a_name": _lazy("Give the organisation a name in at least one language."),
    "place_has_a_name": _lazy("Give the place a name in at least one language."),
    "person_has_a_name": _lazy("Write the person’s name as it is printed."),
    "place_has_both_coordinates": _lazy("Give both latitude and longitude, or neither."),
    "membership_has_a_name": _lazy("Give the membership a name in at least one language."),
    "agreement_names_its_partner": _lazy("Name the partner in at least one language."),
    "award_has_a_name": _lazy("Name the award in at least one language."),
    "donation_channel_has_a_name": _lazy("Give the channel a name in at least one language."),
    "reference_series_has_a_title": _lazy("Give the series a title in at least one language."),
    "opening_balance_has_a_topic": _lazy("Say in at least one language what is counted."),
    "programme_has_a_name": _lazy("Give the programme a name in at least one language."),
    "gift_has_an_item": _lazy("Say in at least one language what was given."),
    "submission_has_a_title": _lazy("Give the submission a title in at least one language."),
    "uptake_names_our_text": _lazy("Name our text in at least one language."),
    "uptake_names_the_document": _lazy("Name the later document in at least one language."),
    "publication_has_a_title": _lazy("Give the publication a title in at least one language."),
    "activity_ends_after_it_starts": _lazy("The end lies before the start."),
    "activity_is_not_part_of_itself": _lazy("An activity cannot be part of itself."),
    "amount_has_a_currency": _lazy("An amount needs its currency, such as KRW."),
    "participation_names_somebody": _lazy("Name a person, an organisation, or write the name as printed."),
    "one_alias_per_spelling": _lazy("This spelling is there already."),
    "one_preferred_alias": _lazy("Another name in this script is marked as preferred. Only one can be."),
    "one_preferred_sealed_name": _lazy("Another name in this script is marked as preferred. Only one can be."),
    "relation_names_somebody": _lazy("Choose the other person, or write her or his name."),
    "relation_to_another_person": _lazy("Nobody is related to herself."),
    "protected_person_has_a_code": _lazy("Give a code that tells nothing, such as W-2024-017."),
    "statement_has_a_code": _lazy("Give a code that tells nothing, such as W-2024-017."),
    "one_roll_entry_per_position": _lazy("This position of the roll is taken."),
    "mechanism_has_a_name": _lazy("Give the mechanism a name in at least one language."),
    "deadline_has_a_title": _lazy("Give the deadline a title in at least one language."),
    "one_footnote_of_a_mark": _lazy("There is a footnote of this mark already."),
    "signatory_names_somebody": _lazy("Name an organisation, a person, or write the name as printed."),
    "signatory_signed_or_declined": _lazy("Somebody has signed or has declined, not both."),
    "document_has_a_title_or_symbol": _lazy("Give the document a symbol, or a title in at least one language."),
    "one_document_of_a_symbol": _lazy("A document of this symbol is in the library already."),
    "recommendation_has_words": _lazy("Write the recommendation in at least one language."),
    "handed_to_somebody": _lazy("Name an organisation, or write to whom it was handed."),
    "step_has_words": _lazy("Write what was seen in at least one language."),
    "one_fee_per_year": _lazy("The fee of this year is there already."),
    "annex_has_a_title": _lazy("Give the annex a title in at least one language."),
    "grant_has_a_title": _lazy("Give the grant a title in at least one language."),
    "grant_has_a_currency": _lazy("An amount needs its currency, such as KRW."),
    "grant_decided_after_applied": _lazy("The funder answered before we applied: one of the two days is wrong."),
    "reporting_duty_has_a_title": _lazy("Give the report a title in at least one language."),
    "reporting_duty_sent_before_accepted": _lazy("A report is accepted after it was sent: enter the day it was sent, not later than that of acceptance."),
    "budget_line_has_an_amount": _lazy("Give what is planned or what was spent."),
    "budget_line_rate_names_its_currency": _lazy("A rate needs the currency it converts to, and that currency a rate."),
    "budget_line_converts_to_another": _lazy("Convert to another currency than the line’s own."),
    "stock_item_has_a_title": _lazy("Give the item a title in at least one language."),
    "stock_correction_changes_something": _lazy("A correction of nothing is none: write how many more or fewer there were."),
    "stock_cost_has_a_currency": _lazy("A cost needs its currency, such as KRW."),
    "question_set_has_a_title": _lazy("Give the question set a title in at least one language."),
    "one_question_of_a_number": _lazy("This number is taken by another question."),
    "question_has_words": _lazy("Write the question in at least one language."),
    "scale_goes_up": _lazy("The end of the scale lies before its beginning."),
    "one_tally_of_an_answer": _lazy("This answer was counted already; change its number."),
    "one_sheet_of_a_number": _lazy("There is a sheet of this number already."),
    "call_has_a_title": _lazy("Give the call a title in at least one language."),
    "call_closes_after_it_opens": _lazy("The call closes before it opens."),
    "volunteer_leaves_after_coming": _lazy("The end lies before the start."),
    "one_enrolment_in_a_call": _lazy("This volunteer is enrolled in this call already."),
    "shift_has_a_title": _lazy("Say what is to be done, in at least one language."),
    "shift_has_both_times": _lazy("Give both times, the end after the beginning, or neither."),
    "meeting_has_both_times": _lazy("Give both times, the end after the beginning, or neither."),
    "one_turn_in_a_shift": _lazy("This volunteer is put down already."),
    "turn_within_a_day": _lazy("A day has 24 hours."),
    "pair_session_within_a_day": _lazy("A day has 24 hours."),
    "group_has_a_name": _lazy("Give the group a name in at least one language."),
    "member_leaves_after_joining": _lazy("The end lies before the start."),
    "one_presence_at_a_meeting": _lazy("This member is on the list already."),
    "one_pair_of_two": _lazy("These two are a pair already."),
    "pair_ends_after_it_begins": _lazy("The end lies before the start."),
    "one_point_per_label": _lazy("There is a value for this year already."),
}
SHOWS_PEOPLE = (("no", _lazy("no")), ("likely", _lazy("likely")), ("yes", _lazy("yes")))


class RecordForm(forms.Form):
    """A form about some fields of a record or a part of it."""

    def __init__(self, model: type[models.Model], *args: Any, dates: Iterable[TypedDate] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.model = model
        self.dates = {date.name: date for date in dates}

    def changes(self) -> dict[str, Any]:
        """Return the cleaned values by attribute name, dates with the columns kept in step with them."""
        found: dict[str, Any] = {}
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if isinstance(value, DateSpan):
                found.update(columns_of(self.dates[name], value))
            elif isinstance(value, (RecordBase, Record, Term)) or self._is_key(name):
                found[self.model._meta.get_field(name).attname] = value.pk if value is not None else None
            else:
                found[name] = unturned(value) if isinstance(value, str) else value
        return found

    def attributes(self, name: str) -> list[str]:
        """Return the attributes of the model that a field of the form changes."""
        if name in self.dates:
            date = self.dates[name]
            return [one for one in (date.name, date.starts, date.ends, date.precision) if one]
        return [self.model._meta.get_field(name).attname]

    def refuse(self, error: ValidationError) -> None:
        """Show what the model's own rules refuse, each beside its field where it has one."""
        by_name = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, problems in by_name.items():
            field = next((one for one in self.fields if name in (one, *self.attributes(one))), None)
            for problem in problems:
                self.add_error(field, _in_words(problem))

    def _is_key(self, name: str) -> bool:
        return name not in self.dates and isinstance(self.model._meta.get_field(name), models.ForeignKey)


def columns_of(date: TypedDate, span: DateSpan) -> dict[str, Any]:
    """Return the columns that hold a typed date."""
    values: dict[str, Any] = {date.name: span.written}
    if date.starts:
        values[date.starts] = span.starts_on
    if date.ends:
        values[date.ends] = span.ends_on
    if date.precision:
        values[date.precision] = span.precision.value
    return values


def form_for(
    kind: ListOf, names: Iterable[str], reader: Reader, *, data: Mapping[str, Any] | None = None, row: Any = None,
    initial: Mapping[str, Any] | None = None, is_cell: bool = False,
) -> RecordForm:  # fmt: skip
    """Return a form about `names` of a kind, filled from `row` or `initial`."""
    expanded = [one for name in names for one in languages_of(kind.model, name) if row is None or may_change(row, one)]
    form = RecordForm(kind.model, data, initial=_initial(kind.model, expanded, row, initial), dates=kind.dates)
    dates = {date.name for date in kind.dates}
    for name in expanded:
        form.fields[name] = _field(kind.model, name, reader, terms=kind.terms, words=kind.words, dates=dates, is_cell=is_cell)
    return form


def form_for_part(
    part: PartOf, reader: Reader, *, data: Mapping[str, Any] | None = None, row: Any = None, initial: Mapping[str, Any] | None = None
) -> RecordForm:
    """Return a form about a part of a record."""
    expanded = [one for name in part.fields for one in languages_of(part.model, name) if row is None or may_change(row, one)]
    form = RecordForm(part.model, data, initial=_initial(part.model, expanded, row, initial))
    words = {name: words for (label, name), words in TERMS_OF_PARTS.items() if label == part.model._meta.label_lower}
    for name in expanded:
        form.fields[name] = _field(part.model, name, reader, terms={}, words=words, dates=set(), is_cell=False)
    return form


def may_change(row: Any, name: str) -> bool:
    """Return whether a form may ask for a value: not for what is sealed to this reader, nor for what never changes."""
    return not is_closed(row, name) and not is_fixed(type(row), name)


def _initial(model: type[models.Model], names: list[str], row: Any, given: Mapping[str, Any] | None) -> dict[str, Any]:
    if row is None:
        return dict(given or {})
    return {name: getattr(row, model._meta.get_field(name).attname) for name in names}


def _field(model: type[models.Model], name: str, reader: Reader, *, terms: dict[str, str], words: dict[str, str], dates: set[str], is_cell: bool) -> forms.Field:
    """Return the field of a form for a field of a model, with the hint that stands beneath it."""
    made = _made(model, name, reader, terms=terms, words=words, dates=dates, is_cell=is_cell)
    hint = HINTS.get((model._meta.label_lower, name))
    if hint and not is_cell:
        made.help_text = hint
    return made


def _made(
    model: type[models.Model], name: str, reader: Reader,
    *, terms: dict[str, str], words: dict[str, str], dates: set[str], is_cell: bool,
) -> forms.Field:  # fmt: skip
    field: Any = model._meta.get_field(name)
    common: dict[str, Any] = {"label": label_of_field(model, name)}
    required = {"required": not field.blank and not field.has_default()}
    if name in dates:
        return DateTyped(help_text=field.help_text or _("2024-05-16, 2024-05, 2024, or 2024-05-14/2024-05-16"), **common)
    if name == "handling":
        return _handling(reader, **common)
    if name == "shows_people":
        return forms.ChoiceField(choices=SHOWS_PEOPLE, **common)
    if name in terms:
        return TermChoice(terms[name], reader, **required, **common)
    if name in words:
        return Word(words[name], reader, max_length=field.max_length, **required, **common)
    if isinstance(field, models.ForeignKey) and field.related_model is Compartment:
        return forms.ModelChoiceField(rooms_for_records(reader.account), empty_label="—", **common)
    if isinstance(field, ChoiceList):
        return Several(choices=field.pairs, **required, **common)
    if isinstance(field, models.UUIDField) and not field.is_relation:
        return forms.UUIDField(required=False, widget=forms.HiddenInput())
    if isinstance(field, models.ForeignKey) and field.related_model is Record:
        return RecordAt(reader, **required, **common)
    if isinstance(field, models.ForeignKey):
        return _record(field, reader, **required, **common)
    if isinstance(field, models.BooleanField):
        if field.null or is_cell:
            return Answer(unknown=field.null, **common)
        return forms.BooleanField(required=False, **common)
    if isinstance(field, models.JSONField):
        return Lines(model._meta.label_lower, name, is_map=field.default is dict, **common)
    if isinstance(field, models.DateField):
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=field.help_text, **required, **common)
    if isinstance(field, models.TimeField):
        return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **required, **common)
    made = field.formfield(**common, **({"assume_scheme": "https"} if isinstance(field, models.URLField) else {}))
    if isinstance(made.widget, forms.Textarea):
        made.widget.attrs = {"rows": 4}
    if name[-3:] in ("_en", "_ko"):
        made.widget.attrs["lang"] = name[-2:]
    return made


def _record(field: Any, reader: Reader, **common: Any) -> forms.Field:
    """Return a choice of few records, or a line in which one of many is named."""
    model = field.related_model
    offered = offers_of(field, reader)
    if offered is not None:
        visible = model.objects.visible_to(reader.account)
        return RecordChoice(own_people(field, visible) if offered.are_own else visible, reader, offered.offers, **common)
    return RecordNamed(model, reader, key_of(model._meta.label_lower), **common)


def _handling(reader: Reader, **common: Any) -> forms.Field:
    """Everybody who edits may raise a record to protected; only those who see protected ones can take it back."""
    hint = "" if reader.sees_protected else _("Once it is protected, only people with that right see it; you will not.")
    return forms.ChoiceField(choices=Handling.choices, label=_("Who sees it"), help_text=hint)


def _in_words(problem: ValidationError) -> str:
    text = " ".join(problem.messages)
    for rule, words in RULES.items():
        if re.search(rf"\b{rule}\b", text):
            return str(words)
    return text
