"""Figures of how often: sessions of a programme, parts of a whole, records of a kind, meetings with a partner.

A programme's sessions are counted in this order: the rows of its table; otherwise its parts or the tally of times held,
whichever is larger, because single dates are often not records of their own.
May import: this package, records.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal

from bandi.foundation.records.asking import Wording, distinct, stems, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.activities.figures.telling import title, told
from bandi.register.activities.figures.year import Year, the_year
from bandi.register.activities.models import Activity, Participation, Session

_MEETINGS = r"sessions?|events?|rounds?|episodes?|activities|meetings?|lectures?|classes|workshops?|concerts?|performances?|broadcasts?|shows?|lessons?|visits?|trips?|discussions?|seminars?|presentations?|talks?|issues?|times|statements?|conferences?|회|차례|번|건"
_OF_KIND = re.compile(r"\bof the kind ([\w ]+?)(?:$|[;,])")


def measure_sessions(question: Question) -> Answer | None:
    """Answer how often a programme was held."""
    year = the_year(question)
    meant = year.meant(question, has=lambda a: bool(a.pk in year.sessions or a.pk in year.parts or a.occurrences))
    if len(meant) != 1 or re.search(r"by year|earlier|previous", question.how + question.statement):
        return None
    return count_sessions(year, meant[0])


def count_sessions(year: Year, activity: Activity) -> Answer | None:
    """Return how often one activity was held, or None when nothing of it can be counted."""
    rows = year.sessions.get(activity.pk, [])
    parts = year.parts.get(activity.pk, [])
    tally = activity.occurrences
    own = year.session_of.get(activity.pk)
    english, korean = title(activity)
    if rows:
        return _from_table(activity, rows, tally)
    if own is not None and own.count > 1 and not tally:
        return told(own.count, [activity], f"{own.count} are noted in the row of {english}.", f"{korean} 행에 {own.count}회로 적혀 있습니다.")
    if tally is not None and tally >= len(parts):
        more, more_ko = "", ""
        if parts and tally > len(parts):
            more = f"; {len(parts)} of them {'is a record' if len(parts) == 1 else 'are records'} of their own"
            more_ko = f" 그 가운데 {len(parts)}회만 따로 기록되어 있습니다."
        return told(tally, [activity, *parts], f"The tally of {english} is {tally}{more}.", f"{korean}의 횟수는 {tally}회로 집계되어 있습니다.{more_ko}")
    if parts:
        more = f"; the tally says {tally}" if tally is not None else ""
        more_ko = f" 집계는 {tally}회입니다." if tally is not None else ""
        return told(
            len(parts), parts, f"{len(parts)} parts of {english} are on record{more}.", f"{korean}에 속한 기록이 {len(parts)}건입니다.{more_ko}"
        )
    if activity.dates:
        return told(len(activity.dates), [activity], f"{len(activity.dates)} dates are noted for {english}.", f"{korean}에 날짜 {len(activity.dates)}개가 적혀 있습니다.")
    return None


def _from_table(activity: Activity, rows: list[Session], tally: int | None) -> Answer:
    english, korean = title(activity)
    printed = [row for row in rows if row.in_printed_table] or rows
    kinds = Counter(row.type.replace("_", " ") for row in printed if row.type)
    more = f" ({', '.join(f'{count} {kind}' for kind, count in kinds.items())})" if len(kinds) > 1 else ""
    more_ko = ""
    if len(printed) < len(rows):
        more += f"; {len(rows) - len(printed)} more stands outside the printed table"
        more_ko += f" 인쇄된 표 밖에 {len(rows) - len(printed)}건이 더 있습니다."
    if tally is not None and tally != len(printed):
        more += f"; the tally says {tally}"
        more_ko += f" 집계는 {tally}회입니다."
    return told(
        len(printed), [row.activity_id for row in printed],
        f"{len(printed)} rows stand in the table of {english}{more}.", f"{korean}의 표에 {len(printed)}행이 있습니다.{more_ko}",
    )  # fmt: skip


def measure_listed(question: Question) -> Answer | None:
    """Answer how many of the activities a question names are on record, of its kind where it says one."""
    year = the_year(question)
    meant = year.named(question.evidence)
    if len(meant) < 2:
        return None
    kind = _OF_KIND.search(question.how)
    if kind:
        wanted = stems(kind[1])
        meant = [a for a in meant if wanted & (stems(a.kind.key.replace("_", " ")) | stems(a.kind.label_en))]
    return told(
        len(meant), meant, f"{len(meant)} records of the kind stand in the data.", f"해당하는 기록이 {len(meant)}건 있습니다."
    )


def measure_partner(question: Question) -> Answer | None:
    """Answer how many meetings there were with one partner in the period."""
    year = the_year(question)
    meant = year.meant(question)
    common = _common_partner(year, meant)
    if common is None:
        return None
    kinds = {activity.kind_id for activity in meant}
    met = [
        activity
        for activity in year.all()
        if activity.kind_id in kinds and activity.precision == "day" and _within(activity, question.starts_on, question.ends_on)
        and common in {_who(row) for row in year.people.get(activity.pk, ())}
    ]  # fmt: skip
    if not met:
        return None
    days = ", ".join(str(a.starts_on) for a in met)
    return told(len(met), met, f"{len(met)} meetings are on record, on {days}.", f"{days}에 가진 만남 {len(met)}건이 기록되어 있습니다.")


def _common_partner(year: Year, meant: list[Activity]) -> object | None:
    counter = Counter(who for activity in meant for who in {_who(row) for row in year.people.get(activity.pk, ())} if who)
    best = counter.most_common(1)
    return best[0][0] if best and best[0][1] == len(meant) else None


def _who(row: Participation) -> object | None:
    if row.organisation is not None and row.organisation.is_own:
        return None
    return row.organisation_id or (None if row.side == "ours" else row.name.casefold())


def _within(activity: Activity, first: date, last: date) -> bool:
    return activity.starts_on is not None and first <= activity.starts_on <= last


def measure_in_year(question: Question) -> Answer | None:
    """Answer how many events of a series fell into another year, told because of this one."""
    year = the_year(question)
    meant = year.named(question.evidence)
    related = distinct(other for activity in meant for other in year.related.get(activity.pk, ()))
    found = [
        year.activities[key] for key in related
        if key in year.activities and year.activities[key].kind_id in {a.kind_id for a in meant}
        and year.activities[key].starts_on and question.starts_on.year == year.activities[key].starts_on.year != question.year
    ]  # fmt: skip
    if not found:
        return None
    total = sum(activity.occurrences or 1 for activity in found)
    when = question.starts_on.year
    return told(total, found, f"{total} are on record for {when}.", f"{when}년 기록이 {total}건 있습니다.")


def measure_audience_type(question: Question) -> Answer | None:
    """Answer how many sessions of a programme were for one kind of audience."""
    year = the_year(question)
    meant = year.meant(question, has=lambda a: a.pk in year.sessions)
    wanted = stems(question.statement)
    rows = [row for activity in meant for row in year.sessions.get(activity.pk, ())]
    types = {
        row.audience_type: len(wanted & stems(year.term_words("audience_type", row.audience_type))) for row in rows if row.audience_type
    }
    best = max(types, key=lambda name: types[name], default="")
    if not best or not types[best]:
        return None
    met = [row for row in rows if row.audience_type == best]
    name = best.replace("_", " ")
    return told(
        len(met), [row.activity_id for row in met],
        f"{len(met)} of {len(rows)} rows of the table are for {name}.", f"표의 {len(rows)}행 가운데 {len(met)}행이 해당합니다({name}).",
    )  # fmt: skip


def measure_speakers(question: Question) -> Answer | None:
    """Answer how many different people spoke in the sessions of a programme."""
    year = the_year(question)
    meant = year.meant(question, has=lambda a: a.pk in year.sessions)
    rows = [row for activity in meant for row in year.sessions.get(activity.pk, ())]
    speakers = Counter(row.speaker_en or row.speaker_ko for row in rows if row.speaker_en or row.speaker_ko)
    if not speakers:
        return None
    shares = ", ".join(str(count) for count in sorted(speakers.values(), reverse=True))
    return told(
        len(speakers), [row.activity_id for row in rows if row.speaker_en or row.speaker_ko],
        f"{len(speakers)} different speakers are named in the table (for {shares} rows).",
        f"표에 이름이 오른 강사는 {len(speakers)}명입니다(각 {shares}행).",
    )  # fmt: skip


EXPECTED = {
    "daily": 365, "weekly": 52, "biweekly": 26, "fortnightly": 26, "monthly": 12, "bi-monthly": 6, "bimonthly": 6,
    "quarterly": 4, "half-yearly": 2, "yearly": 1, "annual": 1, "annually": 1, "bi-weekly": 26,
}  # fmt: skip
AMBIGUOUS = {"bi-monthly": 24, "bimonthly": 24, "bi-weekly": 104, "biweekly": 104}


def measure_rhythm(question: Question) -> Answer | None:
    """Answer how often a year something is held: as tallied, otherwise as its rhythm lets expect."""
    year = the_year(question)
    meant = [activity for activity in year.meant(question) if activity.rhythm or activity.occurrences]
    if not meant:
        return None
    activity = meant[0]
    english, korean = title(activity)
    if activity.occurrences:
        return told(activity.occurrences, [activity], f"{activity.occurrences} are tallied for {english}.", f"{korean}의 횟수는 {activity.occurrences}회로 집계되어 있습니다.")
    expected = EXPECTED.get(activity.rhythm)
    if expected is None:
        return None
    other = AMBIGUOUS.get(activity.rhythm)
    more = f"; the word can also mean {other} times" if other else ""
    more_ko = f" 이 낱말은 연 {other}회로도 읽힙니다." if other else ""
    return told(
        Decimal(expected), [activity],
        f"The rhythm of {english} is “{activity.rhythm}”, which makes {expected} a year{more}; how many were held is not recorded.",
        f"{korean}의 주기는 ‘{activity.rhythm}’로 연 {expected}회에 해당합니다.{more_ko} 실제 횟수는 기록되어 있지 않습니다.",
    )  # fmt: skip


def _figure(key: str, label: tuple[str, str], help_: tuple[str, str], answer: object, *wordings: Wording) -> Figure:
    return Figure(key, *label, *help_, answer, worded(*wordings))  # type: ignore[arg-type]


FIGURES = (
    _figure(
        "activities.sessions", ("Times held", "횟수"),
        ("Rows of the programme's table; otherwise its parts or the tally of times held, whichever is larger.", "사업 표의 행 수입니다. 표가 없으면 하위 기록 수와 집계된 횟수 가운데 큰 쪽입니다."),
        measure_sessions,
        Wording(0.8, how=r"count of|number of", unit=rf"^(?:{_MEETINGS})$"),
        Wording(0.7, how=rf"(?:count|number) of (?:all |the )?(?:{_MEETINGS})\b"),
        Wording(0.4, unit=rf"^(?:{_MEETINGS})$"),
    ),
    _figure(
        "activities.listed", ("Records of a kind", "종류별 기록"),
        ("How many of the activities that belong together are on record.", "함께 묶인 활동 가운데 기록된 수입니다."),
        measure_listed,
        Wording(0.85, how=r"count of|number of", unit=rf"^(?:{_MEETINGS})$"),
        Wording(0.45, unit=rf"^(?:{_MEETINGS})$"),
    ),
    _figure(
        "activities.partner_meetings", ("Meetings with a partner", "협력 단체와의 만남"),
        ("Meetings in the period in which the same partner took part.", "기간 안에 같은 상대와 가진 만남의 수입니다."),
        measure_partner, Wording(0.95, how=r"with the partner|with .*partner|with the same"),
    ),
    _figure(
        "activities.in_another_year", ("Events of a series in another year", "다른 해의 행사"),
        ("Events of the same series in the year the claim names.", "같은 연속 행사 가운데 주장이 가리키는 해의 것입니다."),
        measure_in_year, Wording(0.92, how=r"by year|in the series"),
        Wording(0.9, statement=r"\b(?:earlier|previous)\b|이전|지난해"),
    ),
    _figure(
        "activities.audience_type", ("Sessions for a kind of audience", "대상별 횟수"),
        ("Rows of the programme's table for one kind of audience.", "사업 표에서 대상이 같은 행의 수입니다."),
        measure_audience_type, Wording(0.95, how=r"audience type|by audience"),
        Wording(0.55, statement=r"\b(?:at|for|in) (?:\w+ )?(?:schools?|universit\w+|military|churches|public)\b|학교에서|대학에서", unit=rf"^(?:{_MEETINGS})$", unless=r"count of sessions"),
    ),
    _figure(
        "activities.speakers", ("Different speakers", "강사 수"),
        ("Different speakers named in the programme's table.", "사업 표에 이름이 오른 서로 다른 강사의 수입니다."),
        measure_speakers, Wording(0.95, how=r"distinct (?:speakers|lecturers|presenters)"),
        Wording(0.6, statement=r"\bwho (?:lectured|spoke|taught|testified)|\bspeakers\b|강사|연사", unit=r"^(?:people|persons|speakers|명)$"),
    ),
    _figure(
        "activities.rhythm", ("Times a year", "연간 횟수"),
        ("The tally of times held; otherwise what the rhythm word lets expect (quarterly is 4).", "집계된 횟수이며, 없으면 주기에서 예상되는 횟수입니다(분기별은 4)."),
        measure_rhythm, Wording(0.95, unit=r"per year|a year|회/년"), Wording(0.9, how=r"rhythm"),
    ),
)  # fmt: skip
