"""What this package offers to editions: volunteers and their hours, what was answered, members of groups. Numbers only, never a code.

Names, each a kind of content of a heading: volunteers_table, answers_table, groups_table. May import: the foundation, this package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from bandi.foundation.records.blocks import Block, Chart, ChartSeries, Column, Inline, Request, Table, plain, provide
from bandi.foundation.records.inline import said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import write_day, write_number
from bandi.register.people.models import Place
from bandi.work.programmes.counting import members_on
from bandi.work.programmes.hours import season
from bandi.work.programmes.models import MemberGroup, Question, Round, Shift
from bandi.work.programmes.results import SMALL, Result, results_of, words_of


def offer() -> None:
    """Register the providers; called once from `AppConfig.ready`."""
    provide("volunteers_table", volunteers_table)
    provide("answers_table", answers_table)
    provide("groups_table", groups_table)


def volunteers_table(request: Request) -> Iterator[Block]:
    """Yield the shifts of the period by call or activity: on how many days, how many volunteers came, how many hours they worked."""
    language = request.language
    shifts = Shift.objects.in_use().filter(handling=Handling.OPEN, held_on__range=(request.starts_on, request.ends_on)).select_related("call__activity", "activity").prefetch_related("turns")
    gathered: dict[UUID, list[Shift]] = defaultdict(list)
    for shift in shifts:
        about = shift.activity or (shift.call.activity if shift.call else None)
        if request.heading and str(about.heading_id if about else "") != request.heading:
            continue
        gathered[shift.call_id or shift.activity_id or shift.pk].append(shift)
    rows, records, people, hours = [], [], 0, Decimal(0)
    for group in sorted(gathered.values(), key=lambda group: min(one.held_on for one in group)):
        named: set[UUID] = set()
        worked = sum((one.length * one.others for one in group), Decimal(0))
        for one in group:
            for turn in one.turns.all():
                turn.shift = one
                worked += turn.hours
                named |= {turn.volunteer_id} if turn.presence == "came" else set()
        count = len(named) + max(one.others for one in group)
        if not count:
            continue
        first = group[0]
        source = first.call if first.call and first.call.handling == Handling.OPEN else first.activity if first.activity and first.activity.handling == Handling.OPEN else first
        rows.append((said(source.title, language), plain(write_number(len({one.held_on for one in group}))), plain(write_number(count)), plain(write_number(worked) if worked else "–")))
        records += [str(one.pk) for one in group]
        people, hours = people + count, hours + worked
    if not rows:
        return
    whole = season(request.starts_on, request.ends_on, is_public=True) if not request.heading else None
    labels = {"en": ("For what", "Days", "Volunteers", "Hours"), "ko": ("내용", "일수", "자원봉사자", "시간")}[language]
    source = {"en": "A dash stands where the times are not known.", "ko": "시간을 알 수 없는 곳은 줄표로 표시함."}[language] if any(row[3] == plain("–") for row in rows) else ""
    total: tuple[Inline, ...] = ()
    if len(rows) > 1:
        number = whole.people if whole else people
        total = (plain({"en": "Together", "ko": "합계"}[language]), (), plain(write_number(number)), plain(write_number(hours) if hours else "–"))
        if whole and whole.people < people:
            source += {"en": " Whoever came several times is counted once in the sum.", "ko": " 합계에서 여러 번 온 사람은 한 번만 셈."}[language]
    yield Table(
        caption={"en": "Volunteers and their hours", "ko": "자원봉사자와 봉사 시간"}[language],
        columns=(Column(labels[0], 5), Column(labels[1], 1, "end"), Column(labels[2], 1.3, "end"), Column(labels[3], 1, "end")),
        rows=tuple(rows), total=total, source=source.strip(), records=tuple(records),
    )  # fmt: skip


def answers_table(request: Request) -> Iterator[Block]:
    """Yield a table for each use of a question set in the period, and a chart of right answers where there are some."""
    rows = Round.objects.in_use().filter(handling=Handling.OPEN, held_on__range=(request.starts_on, request.ends_on), question_set__handling=Handling.OPEN)
    for row in rows.select_related("question_set", "activity").order_by("held_on", "pk"):
        if request.heading and str(row.activity.heading_id if row.activity else "") != request.heading:
            continue
        found = results_of(row)
        asked = [one for one in found.questions if one.count and one.question.kind != Question.Kind.TEXT]
        if asked:
            yield _answers(row, asked, request)
            if len(rated := [one for one in asked if one.right is not None]) > 1 and not found.has_small:
                yield _right(row, rated, request)


def _answers(row: Round, asked: list[Result], request: Request) -> Table:
    language = request.language
    labels = {"en": ("Question", "Answer", "Count", "Share"), "ko": ("질문", "답", "수", "비율")}[language]
    few = {"en": f"fewer than {SMALL}", "ko": f"{SMALL} 미만"}[language]
    body: list[tuple[Inline, ...]] = []
    has_few = False
    for one in asked:
        is_few = any(each.is_small for each in one.answered)
        has_few |= is_few
        for place, each in enumerate(one.answered):
            words = words_of(one.question, each.answer, language) + (" ✓" if each.is_right else "")
            head = said(one.question.text, language) if place == 0 else ()
            body.append((head, plain(words), plain(few if each.is_small else write_number(each.count)), plain("" if is_few else f"{each.share}%")))
    people = {"en": "Shares are of the answers given to each question.", "ko": "비율은 질문마다 받은 답을 기준으로 함."}[language]
    more = {"en": f" Numbers under {SMALL} are not printed, because the group is known.", "ko": f" 응답자를 알아볼 수 있어 {SMALL} 미만의 수는 싣지 않음."}[language]
    return Table(
        caption=str(Text(*row.labels()).in_language(language)), columns=(Column(labels[0], 4), Column(labels[1], 2), Column(labels[2], 1, "end"), Column(labels[3], 1, "end")),
        rows=tuple(body), source=people + (more if has_few else ""), records=(str(row.pk),),
    )  # fmt: skip


def _right(row: Round, rated: list[Result], request: Request) -> Chart:
    language = request.language
    caption = {"en": "Right answers by question, in per cent", "ko": "질문별 정답률(%)"}[language]
    names = tuple(f"{one.question.order}" for one in rated)
    values = tuple(one.right_share or Decimal(0) for one in rated)
    alt = "; ".join(f"{name}: {value}%" for name, value in zip(names, values, strict=True))
    return Chart(caption, f"{caption}. {alt}", "columns", names, (ChartSeries(caption, values),), unit="%", source=str(Text(*row.labels()).in_language(language)), records=(str(row.pk),))


def groups_table(request: Request) -> Iterator[Block]:
    """Yield the groups with how many members each had on the last day of the period, by country where that is known. Numbers under five stand together."""
    language, rows, records = request.language, [], []
    for group in MemberGroup.objects.in_use().filter(handling=Handling.OPEN).order_by("name_en", "name_ko"):
        found = members_on(group, request.ends_on)
        if request.heading or found is None or not found.count:
            continue
        places = {place.pk: place for place in Place.objects.in_use().filter(handling=Handling.OPEN, pk__in=[key for key in found.countries if key])}
        shown = sorted(((str(places[key].name.in_language(language)), count) for key, count in found.countries.items() if key in places and count >= SMALL), key=lambda one: (-one[1], one[0]))
        rest = found.count - sum(count for _name, count in shown)
        others = {"en": f"others {rest}", "ko": f"그 밖 {rest}"}[language]
        told = ", ".join([f"{name} {count}" for name, count in shown] + ([others] if rest and shown else []))
        rows.append((said(group.name, language), plain(write_number(found.count)), plain(told or "–")))
        records.append(str(group.pk))
    if rows:
        labels = {"en": ("Group", "Members", "By country"), "ko": ("모임", "구성원", "출신 국가별")}[language]
        day = write_day(request.ends_on, language)
        yield Table(
            caption={"en": f"Members of groups on {day}", "ko": f"{day} 모임 구성원"}[language], columns=(Column(labels[0], 4), Column(labels[1], 1, "end"), Column(labels[2], 3)),
            rows=tuple(rows), records=tuple(records),
        )  # fmt: skip
