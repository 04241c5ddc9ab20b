"""Figures of appearances in the media: items, outlets, and the numbers that stand in headlines.

May import: this package's models, activities' figures, claims' numbers, records.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bandi.foundation.records.asking import Wording, in_order, stem, stems, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.activities.figures.year import the_year
from bandi.register.claims.numbers import Found, numbers_in
from bandi.work.advocacy.models import MediaItem, Publication


def _items(question: Question) -> list[MediaItem]:
    """Return the items of the year, in their order."""
    return question.once(
        f"advocacy.media.{question.year}",
        lambda: list(MediaItem.objects.in_use().filter(published_on__year=question.year).select_related("outlet")),
    )


def measure_items(question: Question) -> Answer | None:
    """Answer how many items of the year are on record, as listed."""
    rows = _items(question)
    if not rows:
        return None
    again = sum(1 for row in rows if row.duplicate_of_id)
    more, more_ko = "", ""
    if again:
        more = f"; {again} of them repeats another, {len(rows) - again} without it" if again == 1 else f"; {again} of them repeat others, {len(rows) - again} without them"
        more_ko = f" 그 가운데 {again}건은 중복이며, 빼면 {len(rows) - again}건입니다."
    return Answer(Decimal(len(rows)), tuple(row.pk for row in rows), f"{len(rows)} items stand in the media list{more}.", f"언론보도 목록에 {len(rows)}건이 있습니다.{more_ko}")


def measure_outlets(question: Question) -> Answer | None:
    """Answer how many outlets the items of the year come from, after merging spellings."""
    rows = _items(question)
    if not rows:
        return None
    first = {row.outlet_id: row for row in reversed(rows)}
    spellings = {row.outlet_text or row.outlet.name_en for row in rows}
    more, more_ko = ("", "") if len(spellings) == len(first) else (f", written in {len(spellings)} ways", f" 표기는 {len(spellings)}가지입니다.")
    return Answer(Decimal(len(first)), tuple(row.pk for row in reversed(first.values())), f"{len(rows)} items come from {len(first)} outlets{more}.", f"{len(rows)}건의 매체는 {len(first)}곳입니다.{more_ko}")


def measure_coverage(question: Question) -> Answer | None:
    """Answer how many outlets reported on what a question names, within its period; repeats are left out."""
    year = the_year(question)
    named = year.named(question.evidence)
    if not named:
        return None
    about = {activity.pk for activity in named}
    begins = min((a.starts_on for a in named if a.starts_on), default=None)
    for publication in Publication.objects.in_use().filter(activities__in=about).prefetch_related("activities").distinct():
        about |= {activity.pk for activity in publication.activities.all()}
    for key in [other for pk in list(about) for other in year.related.get(pk, ())]:
        other = year.activities.get(key)
        if other is not None and begins and other.starts_on and other.starts_on >= begins and set(year.related.get(key, ())) & {a.pk for a in named}:
            about.add(key)
    linked = [row for row in _items(question) if row.activity_id in about and not row.duplicate_of_id]
    within = [row for row in linked if question.starts_on <= row.published_on <= question.ends_on]
    if not linked:
        return None
    outlets = {row.outlet_id for row in within}
    everywhere = {row.outlet_id for row in linked}
    more, more_ko = "", ""
    if len(linked) > len(within):
        more = f"; {len(everywhere)} with the {len(linked) - len(within)} dated outside the period"
        more_ko = f" 기간 밖의 {len(linked) - len(within)}건까지 합하면 {len(everywhere)}곳입니다."
    return Answer(Decimal(len(outlets)), tuple(row.pk for row in within), f"{len(within)} items in {len(outlets)} outlets are linked to it{more}.", f"관련 보도는 {len(outlets)}개 매체의 {len(within)}건입니다.{more_ko}")


_UNIT_WORDS = {
    "percent": re.compile(r"^\s?(?:%|per ?cent|퍼센트)", re.IGNORECASE),
    "usd": re.compile(r"^\s?(?:US|U\.S\.)?\s?(?:dollars|\$|USD|달러)", re.IGNORECASE),
    "krw": re.compile(r"^\s?(?:won|KRW|원)", re.IGNORECASE),
}
_BEFORE = re.compile(r"(?:US)?\$\s?$")


def measure_headline(question: Question) -> Answer | None:
    """Answer with the number that stands in the headlines beside the unit a question asks for."""
    unit, wanted = frozenset(in_order(question.unit)), stems(question.statement)
    found: list[tuple[int, Decimal, MediaItem]] = []
    for row, headline, numbers in _numbers(question):
        for value in _beside(headline, numbers, question.unit.strip().lower(), unit, wanted):
            found.append((len(wanted & stems(headline)), value, row))
    if not found:
        return Answer(None, (), "No headline of the year has a number with this unit.", "올해 기사 제목에 이 단위의 숫자가 없습니다.")
    best = max(found, key=lambda entry: entry[0])
    same = [row for _, value, row in found if value == best[1]]
    headline = best[2].headline_en or best[2].headline_ko
    return Answer(
        best[1], tuple(row.pk for row in same),
        f"{len(same)} {'headline says' if len(same) == 1 else 'headlines say'} so, first on {same[0].published_on}: “{headline[:120]}”.",
        f"기사 제목 {len(same)}건에 나오며, 처음은 {same[0].published_on}입니다: “{(best[2].headline_ko or headline)[:120]}”",
    )  # fmt: skip


def _numbers(question: Question) -> list[tuple[MediaItem, str, list[Found]]]:
    """Return the items of the year whose headlines hold numbers, with the headline and its numbers."""

    def read() -> list[tuple[MediaItem, str, list[Found]]]:
        headlines = [(row, row.headline_en or row.headline_ko) for row in _items(question)]
        found = [(row, text, [number for number in numbers_in(text) if number.value is not None and number.kind == "number"]) for row, text in headlines]
        return [(row, text, numbers) for row, text, numbers in found if numbers]

    return question.once(f"advocacy.headline_numbers.{question.year}", read)


def _beside(headline: str, numbers: list[Found], unit_text: str, unit: frozenset[str], wanted: frozenset[str]) -> list[Decimal]:
    """Return those numbers of a headline that stand before the unit, or before people the statement names."""
    values = []
    for place, number in enumerate(numbers):
        after = headline[number.end :]
        joined = re.match(r"^\s?[–-]\s?", after)
        if joined and place + 1 < len(numbers) and numbers[place + 1].start == number.end + joined.end():
            after = headline[numbers[place + 1].end :]
        pattern = _UNIT_WORDS.get(unit_text)
        words = [stem(word) for word in re.findall(r"[^\W\d_]+", after)[:3]]
        if pattern is not None:
            fits = bool(pattern.match(after) or (unit_text == "usd" and _BEFORE.search(headline[: number.start])))
        elif unit & {"person", "명"}:
            fits = bool(set(words[:2]) & (wanted | {"person"}))
        else:
            fits = bool(words[:1]) and words[0] in unit
        if fits and number.value is not None:
            values.append(number.value)
    return values


FIGURES = (
    Figure(
        "advocacy.media_items", "Items in the media", "언론보도", "Items of the year as listed; repeats are named.", "올해 언론보도 목록의 건수이며, 중복을 밝힙니다.",
        measure_items, worded(Wording(0.97, how=r"media items of the year"), Wording(0.7, unit=r"^items?$|^건$", statement=r"media|언론")),
    ),
    Figure(
        "advocacy.outlets", "Outlets", "매체", "Outlets of the year's items after merging spellings.", "표기를 합친 뒤 올해 보도한 매체의 수입니다.",
        measure_outlets, worded(Wording(0.95, how=r"merging|distinct outlets", unit=r"outlets?|매체", unless=r"linked"), Wording(0.6, unit=r"outlets?|매체")),
    ),
    Figure(
        "advocacy.coverage", "Outlets that reported on it", "보도한 매체",
        "Outlets with an item linked to the activity, its publication or what follows from it, within the period.", "활동이나 그 발행물에 연결된 보도를 낸 매체입니다.",
        measure_coverage, worded(Wording(0.98, how=r"outlets .*linked|linked to the (?:publication|activity|event)"), Wording(0.65, unit=r"outlets?", statement=r"covered|reported")),
    ),
    Figure(
        "advocacy.headline", "Number in a headline", "기사 제목의 숫자",
        "The number that stands in the year's headlines beside the unit.", "올해 기사 제목에서 단위와 함께 나오는 숫자입니다.",
        measure_headline, worded(Wording(0.9, how=r"headline"), Wording(0.9, statement=r"headline")),
    ),
)  # fmt: skip
