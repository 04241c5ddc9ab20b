"""Figures of lists and sums: names on a roll, money, funders, gifts in kind, results, texts, totals to date.

May import: this package, claims, records.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from bandi.foundation.records.asking import Wording, closest, distinct, in_order, stems, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.activities.figures.headcounts import chosen
from bandi.register.activities.figures.telling import stand, title, told
from bandi.register.activities.figures.year import Year, the_year
from bandi.register.activities.models import Activity, Amount
from bandi.register.claims.models import OpeningBalance

_KOREAN_CURRENCIES = {"원": "KRW", "달러": "USD", "유로": "EUR", "엔": "JPY"}


def measure_roll(question: Question) -> Answer | None:
    """Answer how many names stand in the published lists of the activities a question names, or in all lists."""
    year = the_year(question)
    meant = year.named(question.evidence)
    if question.evidence and not any(activity.pk in year.roll for activity in meant):
        return None
    owners = meant or _lists_meant(year, question.statement)
    rows = [row for activity in owners for row in year.roll.get(activity.pk, ())]
    if not rows:
        return None
    names = Counter(row.masked_name for row in rows)
    again = sum(1 for count in names.values() if count > 1)
    more, more_ko = "", ""
    if again:
        more = f"; {again} {'mask stands' if again == 1 else 'masks stand'} in it more than once, which need not be one person"
        more_ko = f" 같은 가림 이름이 두 번 이상 나오는 경우가 {again}건이며, 같은 사람이라고 볼 수는 없습니다."
    whole = next((c for a in meant for c in year.counts.get(a.pk, ()) if not c.group), None)
    if len(meant) == 1 and whole is not None and whole.count != len(rows):
        more += f"; the activity records {whole.count:,}"
        more_ko += f" 활동 기록에는 {whole.count:,}명으로 되어 있습니다."
    holders = [activity for activity in owners if activity.pk in year.roll]
    where, where_ko = ("the list", "명단") if len(holders) == 1 else (f"{len(holders)} lists", f"명단 {len(holders)}개")
    return told(len(rows), holders, f"{stand(len(rows), 'name', 'names')} in {where}{more}.", f"{where_ko}에 이름 {len(rows)}개가 있습니다.{more_ko}")


def _lists_meant(year: Year, statement: str) -> list[Activity]:
    """Return the activities whose lists a statement means by a word that not all of them share; otherwise all."""
    words = {
        key: set(in_order(" ".join([title(year.activities[key])[0], *{f"{row.heading} {row.channel}" for row in rows}])))
        for key, rows in year.roll.items()
    }
    shared = set.intersection(*words.values()) if words else set()
    wanted = {word for word in in_order(statement) if len(word) > 2} - shared - {"and", "the", "for", "all"}
    scores = {key: len(wanted & own) for key, own in words.items()}
    best = max(scores.values(), default=0)
    return [year.activities[key] for key, score in scores.items() if score == best]


def measure_money(question: Question) -> Answer | None:
    """Answer how much money was spent, awarded or received, or what it makes in the other currency at the stored rate."""
    year = the_year(question)
    unit = question.unit.strip()
    currency = _KOREAN_CURRENCIES.get(unit, unit.upper()[:3])
    meant = year.named(question.evidence)
    rows = [row for activity in meant for row in year.amounts.get(activity.pk, ()) if not row.is_external]
    if not question.evidence:
        everything = [row for rows_of in year.amounts.values() for row in rows_of if not row.is_external and row.amount]
        best = closest(question.statement, [(row, f"{row.purpose_en or row.purpose_ko} {row.direction}") for row in everything], least=0.3)
        rows = [best] if best else []
    own = [row for row in rows if row.amount is not None and row.currency == currency]
    if own:
        total = sum((row.amount or Decimal(0) for row in own), Decimal(0))
        what = f"The {len(own)} amounts on record add up to" if len(own) > 1 else "The amount on record is"
        return told(total, _where(own), f"{what} {total:,.0f} {currency}.", f"기록된 금액 {len(own)}건의 합계는 {total:,.0f} {currency}입니다.")
    converted = [(row, value) for row in rows if row.other_currency == currency and (value := _converted(row)) is not None]
    if converted:
        total = sum((value for _, value in converted), Decimal(0))
        row = converted[0][0]
        at, at_ko = ("", "")
        if row.rate:
            at, at_ko = f" at {row.rate:,.2f} {row.currency} for one {currency}", f" 적용 환율은 1 {currency}에 {row.rate:,.2f} {row.currency}입니다."
        return told(total, _where([r for r, _ in converted]), f"{row.amount:,.0f} {row.currency} make {total:,.0f} {currency}{at}.", f"{row.amount:,.0f} {row.currency}은 {total:,.0f} {currency}에 해당합니다.{at_ko}")
    if not meant:
        return None
    return Answer(None, tuple(a.pk for a in meant), "No amount in this currency is on record.", "이 통화로 기록된 금액이 없습니다.")


def _converted(row: Amount) -> Decimal | None:
    if row.amount is not None and row.rate:
        return (row.amount / row.rate).quantize(Decimal("1"))
    return row.other_amount


def _where(rows: list[Amount]) -> list[object]:
    return distinct([*(row.pk for row in rows), *(row.activity_id for row in rows if row.activity_id)])


def measure_funders(question: Question) -> Answer | None:
    """Answer how many funders are named for the awards."""
    year = the_year(question)
    meant = year.meant(question, has=lambda a: a.pk in year.amounts)
    named = distinct(
        part.strip() for a in meant for row in year.amounts.get(a.pk, ()) for part in row.funders.split(";") if part.strip()
    )
    if not named:
        rows = [row for a in meant for row in year.people.get(a.pk, ()) if stems(row.role) & {"donor", "funder", "sponsor"}]
        named = distinct(str(row.person_id or row.organisation_id or row.name) for row in rows)
    if not named:
        return None
    return told(len(named), meant, f"{len(named)} funders are named with the money.", f"금액 기록에 후원자 {len(named)}명이 적혀 있습니다.")


def measure_outcomes(question: Question) -> Answer | None:
    """Answer how many outcomes of one kind are on record."""
    year = the_year(question)
    wanted = stems(question.unit) | stems(" ".join(re.findall(r'["“](.+?)["”]', question.how)))
    wanted |= {"admission", "admitted"} if wanted & {"admission", "admitted"} else set()
    met = [
        (activity, outcome)
        for activity in year.meant(question, has=lambda a: a.pk in year.outcomes)
        for outcome in year.outcomes.get(activity.pk, ())
        if wanted & stems(outcome.text_en or outcome.text_ko)
    ]
    if not met:
        return None
    return told(len(met), [a for a, _ in met], f"{len(met)} outcomes of the kind are on record.", f"해당하는 성과가 {len(met)}건 기록되어 있습니다.")


def measure_gifts(question: Question) -> Answer | None:
    """Answer how many of an item were handed out, or what one of it weighs."""
    year = the_year(question)
    rows = [row for a in year.meant(question, has=lambda a: a.pk in year.gifts) for row in year.gifts.get(a.pk, ())]
    item = closest(question.statement, [(row, f"{row.item_en} {row.item_ko} {row.unit}") for row in rows])
    if item is None:
        return None
    name = item.item_en or item.item_ko
    if re.search(r"^(?:kg|kilograms?|킬로그램)$", question.unit.strip(), re.IGNORECASE):
        if item.kilograms_each is None:
            return None
        if re.search(r"\bsum|total", question.how):
            total = item.kilograms_each * item.quantity
            return told(total, [item.activity_id], f"{item.quantity.normalize():f} {item.unit} of {name} weigh {total.normalize():f} kg.", f"{item.item_ko or name} {item.quantity.normalize():f}{item.unit}의 무게는 {total.normalize():f} kg입니다.")
        return told(item.kilograms_each, [item.activity_id], f"One of the {item.unit} of {name} weighs {item.kilograms_each.normalize():f} kg.", f"{item.item_ko or name} 하나의 무게는 {item.kilograms_each.normalize():f} kg으로 기록되어 있습니다.")
    same = [row for row in rows if (row.item_en, row.item_ko) == (item.item_en, item.item_ko)]
    total = sum((row.quantity for row in same), Decimal(0))
    return told(total, distinct(row.activity_id for row in same), f"{total.normalize():f} {item.unit} of {name} are recorded as gifts in kind.", f"{item.item_ko or name} {total.normalize():f}개가 현물로 기록되어 있습니다.")


def measure_texts(question: Question) -> Answer | None:
    """Answer how many texts of one kind are held."""
    year = the_year(question)
    meant = year.meant(question, has=lambda a: a.pk in year.texts)
    rows = [row for a in meant for row in year.texts.get(a.pk, ())] or [row for rows in year.texts.values() for row in rows]
    kinds = distinct(row.kind for row in rows)
    best = closest(question.statement, [(kind, year.term_words("personal_text_kind", kind)) for kind in kinds])
    met = [row for row in rows if row.kind == best]
    if not met:
        return None
    name = met[0].kind.replace("_", " ")
    consent = sum(1 for row in met if row.needs_consent)
    return told(
        len(met), [row.pk for row in met],
        f"{len(met)} texts of the kind “{name}” are held; {consent} need consent before they are printed.",
        f"해당 종류의 글 {len(met)}편이 보관되어 있으며, {consent}편은 싣기 전에 동의가 필요합니다.",
    )  # fmt: skip


def measure_running_total(question: Question) -> Answer | None:
    """Answer a total to date: where it stood before our records, and what the records add."""
    year = the_year(question)
    meant = year.meant(question, has=lambda a: a.pk in year.counts)
    balances = list(OpeningBalance.objects.in_use())
    counted = [(a, c) for a in meant if (c := chosen(year, a, question))]
    added = sum(count.count for _, count in counted)
    balance = closest(question.statement, [(b, f"{b.topic_en} {b.topic_ko}") for b in balances if b.year == question.year - 1], least=0.2)
    if balance is None:
        return Answer(
            None, tuple(a.pk for a, _ in counted),
            f"{added:,} are on record for {question.year}; where the total stood before is not in the data.",
            f"{question.year}년 기록은 {added:,}이며, 그 이전까지의 누계는 자료에 없습니다.",
        )  # fmt: skip
    total = balance.value + added
    return told(
        total, [balance.pk, *(a.pk for a, _ in counted)],
        f"{balance.value:,.0f} at the end of {balance.year} and {added:,} since make {total:,.0f}.",
        f"{balance.year}년 말 {balance.value:,.0f}에 이후 {added:,}을 더하면 {total:,.0f}입니다.",
    )  # fmt: skip


def measure_chart(question: Question) -> Answer | None:
    """Answer that a chart is drawn from records, and how many amounts there are for it."""
    year = the_year(question)
    rows = [row for rows_of in year.amounts.values() for row in rows_of if not row.is_external and row.amount is not None]
    return Answer(
        None, tuple(row.pk for row in rows),
        f"The statement names no number; {len(rows)} amounts of money are on record.", f"문장에 숫자가 없습니다. 기록된 금액은 {len(rows)}건입니다.",
    )  # fmt: skip


_CURRENCY = r"^(?:원|달러|유로|엔|KRW|USD|EUR|JPY|GBP|CNY|CHF|[A-Z]{3})$"

FIGURES = (
    Figure(
        "activities.roll", "Names in a list", "명단의 이름",
        "Names in the published lists. A mask is no identity, so equal masks are counted apart.", "공개된 명단의 이름 수입니다. 가림 이름은 신원이 아니므로 같아도 따로 셉니다.",
        measure_roll, worded(Wording(0.95, how=r"award records|recommendations|published award|names|\blist|\broll\b", unit=r"people|persons|names|students|recipients|명", unless=r"by level|by group|mailing"), Wording(0.8, unit=r"^names$")),
    ),
    Figure(
        "activities.money", "Money", "금액",
        "The sum of the amounts recorded for the activities, or its worth in another currency at the stored rate.", "활동에 기록된 금액의 합계 또는 저장된 환율로 바꾼 값입니다.",
        measure_money, worded(Wording(0.9, unit=_CURRENCY, unless=r"headline|context")),
    ),
    Figure(
        "activities.funders", "Funders", "후원자",
        "Funders named with the money of the activities.", "활동의 금액 기록에 적힌 후원자입니다.",
        measure_funders, worded(
            Wording(0.9, unit=r"donors?|funders?|sponsors?|후원자"),
            Wording(0.88, statement=r"후원자|\bdonors\b|\bfunders\b", unit=r"^(?:명|people|persons)$"),
        ),
    ),
    Figure(
        "activities.outcomes", "Outcomes of a kind", "종류별 성과",
        "Outcomes on record whose words are of the kind.", "기록된 성과 가운데 해당하는 종류의 수입니다.",
        measure_outcomes, worded(Wording(0.9, how=r"outcome records|outcomes"), Wording(0.7, unit=r"admissions?|합격")),
    ),
    Figure(
        "activities.gifts", "Gifts in kind", "현물",
        "How many of an item were handed out, or its weight.", "나누어 준 물품의 수량 또는 무게입니다.",
        measure_gifts, worded(Wording(0.9, how=r"in-kind|attribute of the item|gifts in kind"), Wording(0.5, unit=r"^(?:boxes|bags|kg|packages|sets|상자|포대|자루)$")),
    ),
    Figure(
        "activities.texts", "Texts held", "보관한 글",
        "Texts of one kind whose place is held; the texts themselves need consent.", "자리를 보관한 글의 수입니다. 글 자체는 동의가 필요합니다.",
        measure_texts, worded(Wording(0.9, unit=r"texts?|편", unless=r"headline|context"), Wording(0.6, how=r"published texts")),
    ),
    Figure(
        "activities.running_total", "Total to date", "누계",
        "Where a total stood at the end of the year before, and what the records of the year add.", "전년 말 누계에 올해 기록을 더한 값입니다.",
        measure_running_total, worded(
            Wording(0.97, how=r"opening balance plus|balance and|to date|running total", unless=r"series"),
            Wording(0.96, statement=r"since the beginning|to date\b|so far\b|지금까지|누계|창립 이후|설립 이후", unit=r"people|persons|명", unless=r"series|context"),
        ),
    ),
    Figure(
        "activities.chart", "Chart", "도표",
        "A statement without a number: only the records behind it are counted.", "숫자가 없는 문장으로, 바탕이 되는 기록만 보여 줍니다.",
        measure_chart, worded(Wording(0.95, how=r"by year$", unit=r"per year")),
    ),
)  # fmt: skip
