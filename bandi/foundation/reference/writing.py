"""Dates, money, numbers and lists as they are written in English and in Korean. One style for every output.

English: 16 May 2024, 14–16 May 2024, between 29 January and 2 February 2024, since February 2023, KRW 56.4 million.
Korean:  2024년 5월 16일, 2024년 5월 14일~16일, 2024년 1월 29일~2월 2일 중, 2023년 2월부터, 5,640만 원.
May import: the standard library and the other modules of this package that know no Django.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bandi.foundation.reference.dates import DateError, DateSpan, Precision
from bandi.foundation.reference.texts import Language

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ko": ("월", "화", "수", "목", "금", "토", "일"),
}
_CURRENCIES_KO = {
    "KRW": "원", "USD": "달러", "EUR": "유로", "JPY": "엔", "GBP": "파운드", "CNY": "위안", "CHF": "스위스프랑",
}  # fmt: skip
_QUALIFIED = {
    "en": {"approx": "about {}", "at_least": "at least {}", "total_to_date": "{} to date"},
    "ko": {"approx": "약 {}", "at_least": "{} 이상", "total_to_date": "누계 {}"},
}
_COUNTERS_KO = {"people": "명", "attendances": "명(연인원)", "organisations": "곳", "things": ""}
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


@dataclass(frozen=True)
class _Point:
    """A day, month or year: what is not known is None."""

    year: int
    month: int | None = None
    day: int | None = None


def has_hangul(text: str) -> bool:
    """Return whether any letter of `text` is Korean."""
    return bool(_HANGUL.search(text))


def write_day(day: date, language: Language, *, weekday: bool = False) -> str:
    """Return one day: "16 May 2024", "2024년 5월 16일"; with its weekday: "Thursday 16 May 2024", "2024년 5월 16일(목)"."""
    name = _WEEKDAYS[language][day.weekday()]
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일" + (f"({name})" if weekday else "")
    return (f"{name} " if weekday else "") + f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_month(year: int, month: int, language: Language) -> str:
    """Return "May 2024" or "2024년 5월"."""
    return f"{year}년 {month}월" if language == "ko" else f"{MONTHS[month - 1]} {year}"


def month_name(month: int, language: Language, *, short: bool = False) -> str:
    """Return the name of a month for an axis: "May", "5월"; `short` cuts English names to three letters."""
    if language == "ko":
        return f"{month}월"
    return MONTHS[month - 1][:3] if short else MONTHS[month - 1]


def write_span(span: DateSpan, language: Language, *, weekday: bool = False) -> str:
    """Return when something was, no more exactly than it is known; empty when it is not known.

    weekday: of a single day; never of ranges.
    """
    if not span:
        return ""
    start, end = _ends(span)
    if span.precision is Precision.BEFORE and end:
        return f"{_point(end, 'ko')} 이전" if language == "ko" else f"before {_point(end, 'en')}"
    if start is None:
        return ""
    if end is None:
        return f"{_point(start, 'ko')}부터" if language == "ko" else f"since {_point(start, 'en')}"
    if span.precision is Precision.WITHIN_RANGE and start != end:
        return _within(start, end, language)
    if weekday and start == end and start.day and span.precision is Precision.DAY and span.starts_on:
        return write_day(span.starts_on, language, weekday=True)
    text = _range(start, end, language)
    if span.precision is Precision.INFERRED:
        return f"{text}경" if language == "ko" else f"about {text}"
    if span.precision is Precision.PART_OF_MONTH:
        return f"{text} 중" if language == "ko" else f"in {text}"
    return text


def write_edtf(written: str, language: Language, *, weekday: bool = False) -> str:
    """Return an EDTF text as it is printed; a text that is no date is returned as it stands."""
    try:
        return write_span(DateSpan.parse(written), language, weekday=weekday)
    except DateError:
        return written.strip()


def write_number(value: Decimal | int | float, language: Language = "en") -> str:
    """Return a number with separators and without needless zeros: 34,314; 2.5; 1,300. The same in both languages."""
    if type(value) is int:
        return f"{value:,}"
    number = Decimal(str(value))
    whole = number == number.to_integral_value()
    return f"{int(number):,}" if whole else f"{number.normalize():,f}"


def write_value(value: Decimal | int, unit: str, language: Language) -> str:
    """Return the number of a claim: years stand without separators, everything else as `write_number` has it."""
    number = Decimal(str(value))
    is_year = unit.strip().lower() in {"year", "연도", "년"} and number == int(number) and 1000 <= number <= 9999
    return str(int(number)) if is_year else write_number(number, language)


def write_quantity(
    count: Decimal | int, language: Language, *, measure: str = "people", qualifier: str = "exact", unit: str = ""
) -> str:
    """Return how many of what: "about 80 attendances", "at least 550,000 YouTube views", "참가자 약 80명", "약 80명(연인원)".

    measure: people, attendances, organisations or things; attendances always say so, so that they are not read as people.
    unit:    what one is, in the language of the text; empty where nothing but the measure is known.
    """
    number = write_number(count, language)
    if language == "en":
        noun = "attendances" if measure == "attendances" else unit or _measure_en(measure, count)
        return f"{_qualify(number, qualifier, 'en')} {noun}".strip()
    counted = _qualify(f"{number}{_COUNTERS_KO.get(measure, '')}", qualifier, "ko")
    if measure == "attendances" or not unit:
        return counted
    if not has_hangul(unit) or len(unit) == 1:
        return _qualify(f"{number} {unit}" if len(unit) > 1 else f"{number}{unit}", qualifier, "ko")
    return f"{unit} {counted}"


def write_money(amount: Decimal | int, currency: str, language: Language) -> str:
    """Return an amount: "KRW 56.4 million", "USD 20,000"; "5,640만 원", "2만 달러". Nothing is rounded away."""
    number = Decimal(str(amount))
    if language == "ko":
        name = _CURRENCIES_KO.get(currency)
        return f"{_myriads(number)} {name}" if name else f"{currency} {_myriads(number)}"
    for size, word in ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million")):
        if abs(number) >= size and (scaled := number / size) == round(scaled, 3):
            return f"{currency} {write_number(scaled)} {word}"
    return f"{currency} {write_number(number)}"


def write_list(items: Sequence[str], language: Language) -> str:
    """Return "A, B and C" or "A, B, C"; items that hold a comma are kept apart by semicolons."""
    present = [item for item in items if item]
    if len(present) < 2:
        return "".join(present)
    if any("," in item for item in present):
        return "; ".join(present)
    if language == "ko":
        return ", ".join(present)
    return f"{', '.join(present[:-1])} and {present[-1]}"


def _qualify(text: str, qualifier: str, language: Language) -> str:
    return _QUALIFIED[language].get(qualifier, "{}").format(text)


def _measure_en(measure: str, count: Decimal | int) -> str:
    one = Decimal(str(count)) == 1
    names = {"people": ("person", "people"), "organisations": ("organisation", "organisations")}
    return names[measure][0 if one else 1] if measure in names else ""


def _myriads(number: Decimal) -> str:
    """Return a number in groups of ten thousand, as Korean counts money: 1억 4,000만."""
    whole = int(number)
    if number != whole or (whole % 10_000 and whole >= 10_000 and whole % 1_000):
        return write_number(number)
    groups = ((whole // 10**8, "억"), (whole % 10**8 // 10**4, "만"), (whole % 10**4, ""))
    parts = [f"{write_number(value)}{name}" for value, name in groups if value]
    return " ".join(parts) or "0"


def _ends(span: DateSpan) -> tuple[_Point | None, _Point | None]:
    """Return both ends as exactly as they were written; the days of the span where nothing was written."""
    text = re.sub(r"[?~\[\]]", "", span.written)
    first, _, last = text.partition("..") if ".." in text and "/" not in text else text.partition("/")
    start = _parse(first) or _of(span.starts_on)
    end = _parse(last) if last and last != ".." else (start if not last else None)
    if span.ends_on is None:
        return start, None
    if span.starts_on is None:
        return None, _parse(last) or _of(span.ends_on)
    if not span.written:
        end = _of(span.ends_on)
    return start, end


def _parse(text: str) -> _Point | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip())
    return _Point(*(int(part) if part else None for part in match.groups())) if match else None  # type: ignore[arg-type]


def _of(day: date | None) -> _Point | None:
    return _Point(day.year, day.month, day.day) if day else None


def _point(point: _Point, language: Language) -> str:
    if language == "ko":
        month = f" {point.month}월" if point.month else ""
        return f"{point.year}년{month}" + (f" {point.day}일" if point.day else "")
    day = f"{point.day} " if point.day else ""
    return f"{day}{MONTHS[point.month - 1]} {point.year}" if point.month else str(point.year)


def _within(start: _Point, end: _Point, language: Language) -> str:
    if language == "ko":
        return f"{_range(start, end, 'ko')} 중"
    first = _point(start, "en")
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        first = str(start.day)
    return f"between {first} and {_point(end, 'en')}"


def _range(start: _Point, end: _Point, language: Language) -> str:
    if start == end:
        return _point(start, language)
    same_year, same_month = start.year == end.year, (start.year, start.month) == (end.year, end.month)
    if language == "ko":
        last = _point(end, "ko")
        if same_year:
            last = last.removeprefix(f"{end.year}년 ")
        if same_month and end.day:
            last = f"{end.day}일"
        return f"{_point(start, 'ko')}~{last}"
    if same_month and start.day and end.day:
        return f"{start.day}–{_point(end, 'en')}"
    if not start.month and not end.month:
        return f"{start.year}–{end.year}"
    first = _point(start, "en")
    if same_year:
        first = first.removesuffix(f" {start.year}")
    return f"{first} – {_point(end, 'en')}"
