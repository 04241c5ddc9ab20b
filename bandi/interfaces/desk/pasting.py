"""Rows copied from a spreadsheet: read, matched to fields, checked one by one, and the right ones saved in one step.

A wrong row is not lost: it stays in the preview with its reason and can be corrected there.

Shape:  tab-separated text as spreadsheets put it on the clipboard: quotes around cells that hold tabs or line breaks.
Limits: 5,000 rows, 2 MB; 40 columns.
May import: the foundation, Django.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from bandi.foundation.reference.texts import LANGUAGES, unturned
from bandi.interfaces.desk.forms import columns_of, form_for
from bandi.interfaces.desk.lists import label_of_field
from bandi.interfaces.desk.reading import Reader, languages_of
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.typed import Resolver, typed_answer, typed_date

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000
MOST_COLUMNS = 40
SHOWN = 200
ENDINGS = tuple(f"_{language}" for language in LANGUAGES)

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "when": ("date", "dates", "start_date", "start", "day", "날짜", "일자", "일시", "시작일", "기간"),
    "published_on": ("date", "day", "날짜", "일자", "게재일", "보도일"),
    "sent": ("date", "날짜", "발송일"),
    "title_en": ("title", "name", "english title", "영문 제목", "제목(영문)", "영어 제목"),
    "title_ko": ("제목", "korean title", "title_ko", "활동명", "사업명", "국문 제목"),
    "headline_en": ("headline", "title", "english headline", "영문 제목"),
    "headline_ko": ("제목", "기사 제목", "기사명", "헤드라인"),
    "name_en": ("name", "english name", "영문명", "영문 이름"),
    "name_ko": ("이름", "한글 이름", "국문명", "명칭"),
    "full_name": ("name", "이름(영문)", "성명"),
    "kind": ("kind", "type", "종류", "유형", "구분"),
    "type": ("type", "kind", "종류", "유형"),
    "place_text": ("place", "venue", "location", "장소", "위치"),
    "outlet": ("outlet", "medium", "newspaper", "outlet_canonical", "매체", "언론사", "매체명"),
    "activity": ("activity", "activity_id", "linked_activity_id", "활동", "관련 활동"),
    "address": ("url", "link", "address", "web address", "주소", "링크"),
    "summary_en": ("summary", "description", "내용(영문)"),
    "summary_ko": ("요약", "내용", "설명"),
    "heading": ("heading", "제목 항목", "목차"),
    "programme": ("programme", "program", "사업", "프로그램"),
    "our_role": ("role", "our role", "역할"),
    "is_online": ("online", "온라인"),
    "note": ("note", "notes", "비고", "메모"),
}  # fmt: skip


class PasteRefused(ValueError):
    """What was pasted cannot be read as a whole; the message says why and what to do."""


@dataclass
class PastedRow:
    """One row of the preview.

    number: as the person counts them, the first data row is 1. cells: text by field name. problems: reasons by field name.
    twin:   name of a record that is the same already; values: ready for `editing.create`.
    """

    number: int
    cells: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    twin: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return not self.problems


def read_cells(text: str) -> list[list[str]]:
    """Return the cells of pasted text. Raises: PasteRefused when it is too large or no text of a table."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise PasteRefused(_("That is more than 2 MB. Paste it in several parts, or load it as a folder."))
    if "\x00" in text:
        raise PasteRefused(_("That is not text. Copy the rows in the spreadsheet and paste them here."))
    csv.field_size_limit(MOST_BYTES)
    lines = io.StringIO(unturned(text).strip("\r\n").replace("\r\n", "\n").replace("\r", "\n"), newline="")
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(lines, delimiter="\t"):
            trimmed = [" ".join(cell.split()) if "\n" not in cell else cell.strip() for cell in cells]
            if any(trimmed):
                rows.append(trimmed)
            if len(rows) > MOST_ROWS + 1:
                raise PasteRefused(_("More than 5,000 rows were pasted. Paste them in several parts, or load them as a folder."))
    except csv.Error as error:
        raise PasteRefused(_("The rows cannot be read. Copy them again in the spreadsheet.")) from error
    if any(len(cells) > MOST_COLUMNS for cells in rows):
        raise PasteRefused(_("A row has more than 40 columns. Copy only the columns that are needed."))
    return rows


def matched(kind: ListOf, first: list[str], reader: Reader) -> tuple[list[str], bool]:
    """Return a field for each column ("" for one that is left out), and whether the first row is a heading.

    A heading is recognised when two of its cells, or its only one, name a field in either language.
    """
    names = names_of(kind)
    known: dict[str, str] = {}
    for name in reversed(names):
        for word in (name, name.replace("_", " "), label_of_field(kind.model, name), *OTHER_NAMES.get(name, ())):
            known[_plain(word)] = name
    for base in {name[:-3] for name in names if name[-3:] in ("_en", "_ko")}:
        own = f"{base}_{reader.language}"
        for word in (base, label_of_pair(kind, base)):
            known.setdefault(_plain(word), own if own in names else names[0])
    found: list[str] = []
    for cell in first:
        name = known.get(_plain(cell), "")
        found.append(name if name not in found else "")
    hits = sum(bool(name) for name in found)
    if hits >= min(2, len(first)):
        return found, True
    return guessed(names, first, reader), False


def guessed(names: tuple[str, ...], first: list[str], reader: Reader) -> list[str]:
    """Return fields for columns without a heading: by order, each pair of languages once, in the script that stands there."""
    order = [name for name in names if name[-3:] not in ("_en", "_ko")]
    pairs = list(dict.fromkeys(name[:-3] for name in names if name[-3:] in ("_en", "_ko")))
    asked = list(dict.fromkeys(name[:-3] if name[-3:] in ("_en", "_ko") else name for name in names))
    found = []
    for at, cell in enumerate(first):
        name = asked[at] if at < len(asked) else ""
        if name in pairs and name not in order:
            language = "ko" if re.search("[가-힣]", cell) else "en"
            name = f"{name}_{language}" if f"{name}_{language}" in names else f"{name}_{reader.language}"
        found.append(name)
    return found


def checked(kind: ListOf, rows: list[dict[str, str]], reader: Reader, *, first: int = 1) -> list[PastedRow]:
    """Return rows with their values or their problems, duplicates marked: of records, and within the rows themselves."""
    resolver = Resolver(reader)
    done = [check(kind, PastedRow(number, cells), resolver) for number, cells in enumerate(rows, start=first)]
    known = _twins(kind, [row for row in done if row.is_right], reader)
    seen: dict[tuple[Any, ...], int] = {}
    for row in done:
        key = _sameness(kind, row.values)
        if not row.is_right or not any(key):
            continue
        if key in known:
            row.twin = _("is there already: %(name)s") % {"name": known[key]}
        elif key in seen:
            row.twin = _("is the same as row %(number)s") % {"number": seen[key]}
        seen.setdefault(key, row.number)
    return done


def check(kind: ListOf, row: PastedRow, resolver: Resolver) -> PastedRow:
    """Fill in the values of a row, or why it cannot be saved."""
    row.values = dict(kind.preset)
    for name, text in row.cells.items():
        try:
            row.values.update(_value(kind, name, text, resolver))
        except ValidationError as error:
            row.problems[name] = " ".join(error.messages)
    if not row.problems:
        try:
            kind.model(**row.values).full_clean(exclude=["record", *(_keys(kind))], validate_unique=False)
        except ValidationError as error:
            _place(kind, row, error, resolver.reader)
    return row


def names_of(kind: ListOf) -> tuple[str, ...]:
    """Return the fields that can be pasted."""
    return tuple(one for name in kind.paste for one in languages_of(kind.model, name))


def label_of_pair(kind: ListOf, base: str) -> str:
    """Return the heading of the column that shows a pair of languages."""
    column = kind.column(base)
    return str(column.label) if column and column.label else base


def as_text(rows: list[dict[str, str]], names: list[str]) -> str:
    """Return rows as tab-separated text, so that a form can carry them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([row.get(name, "") for name in names])
    return buffer.getvalue()


def _value(kind: ListOf, name: str, text: str, resolver: Resolver) -> Mapping[str, Any]:
    typed = next((one for one in kind.dates if one.name == name), None)
    if typed:
        return columns_of(typed, typed_date(text))
    model_field: Any = kind.model._meta.get_field(name)
    if isinstance(model_field, models.ForeignKey):
        return {model_field.attname: _related(kind, model_field, text, resolver)}
    if isinstance(model_field, models.BooleanField):
        answer = typed_answer(text)
        return {name: answer if answer is not None or model_field.null else False}
    if isinstance(model_field, models.DateField):
        return {name: _day(text)}
    if isinstance(model_field, (models.IntegerField, models.DecimalField, models.FloatField)):
        return {name: _number(model_field, text)}
    if name in kind.words and text:
        form = form_for(kind, [name], resolver.reader, data={name: text})
        return {name: form.cleaned_data[name]} if form.is_valid() else {name: text}
    if getattr(model_field, "choices", None) and text:
        known = {str(words).lower(): value for value, words in model_field.choices} | {str(value).lower(): value for value, _w in model_field.choices}
        return {name: known.get(text.lower(), text)}
    return {name: text}


def _related(kind: ListOf, model_field: Any, text: str, resolver: Resolver) -> Any:
    if not text:
        if not model_field.null:
            raise ValidationError(_("This is needed."))
        return None
    if model_field.name in kind.terms:
        return resolver.term(kind.terms[model_field.name], text).pk
    return resolver.record(model_field.related_model, text).pk


def _day(text: str) -> date:
    span = typed_date(text)
    if span.starts_on is None or span.starts_on != span.ends_on:
        raise ValidationError(_("Write the day: 2024-05-16."))
    return span.starts_on


def _number(model_field: Any, text: str) -> Any:
    plain = text.replace(",", "").replace(" ", "").replace("\u00a0", "")
    if not plain:
        return None
    try:
        return model_field.to_python(plain)
    except ValidationError as error:
        raise ValidationError(_("“%(text)s” is not a number.") % {"text": text[:40]}) from error


def _place(kind: ListOf, row: PastedRow, error: ValidationError, reader: Reader) -> None:
    form = form_for(kind, list(row.cells), reader, data=row.cells)
    form.full_clean()
    form.errors.clear()
    form.refuse(error)
    for name, problems in form.errors.items():
        where = name if name in row.cells else next(iter(row.cells), "")
        row.problems[where] = " ".join(str(problem) for problem in problems)


def _keys(kind: ListOf) -> list[str]:
    """Related records were found already; asking the database for each of them once more would cost seconds."""
    return [one.name for one in kind.model._meta.fields if isinstance(one, models.ForeignKey) and one.null]


def _same_by(kind: ListOf) -> list[str]:
    """Return the columns two rows of a kind are compared by; of a text in two languages always both, since either may be empty."""
    has = {field.attname for field in kind.model._meta.concrete_fields}
    named = [kind.model._meta.get_field(name).attname for name in kind.same]
    twins = {name: [name[:-2] + language for language in LANGUAGES] for name in named}
    return list(dict.fromkeys(one for name in named for one in (twins[name] if name.endswith(ENDINGS) and has.issuperset(twins[name]) else [name])))


def _sameness(kind: ListOf, values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(_comparable(values.get(name)) for name in _same_by(kind))


def _comparable(value: Any) -> Any:
    return " ".join(value.lower().split()) if isinstance(value, str) else value or ""


def _twins(kind: ListOf, rows: list[PastedRow], reader: Reader) -> dict[tuple[Any, ...], str]:
    """Return the names of visible records that are the same as one of the rows, by their sameness."""
    attributes = _same_by(kind)
    days = [name for name in attributes if name.endswith("_on")][:1]
    asked_by = days or [name for name in attributes if name.endswith(ENDINGS)] or attributes[:1]
    found: dict[tuple[Any, ...], str] = {}
    for on in asked_by:
        values = sorted({row.values.get(on) for row in rows} - {None, ""}, key=str)
        for start in range(0, len(values), 500):
            for row in kind.rows(reader).filter(**{f"{on}__in": values[start : start + 500]})[:MOST_ROWS]:
                found[_sameness(kind, {name: getattr(row, name) for name in attributes})] = reader.name(row).text
    return found


def _plain(word: str) -> str:
    return " ".join(str(word).lower().replace("_", " ").split())
