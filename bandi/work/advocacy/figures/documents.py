"""Figures of letters, submissions, uptakes and publications.

May import: this package's models, activities' figures, records.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bandi.foundation.records.asking import Wording, closest, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.activities.figures.year import the_year
from bandi.work.advocacy.models import Letter, Publication, Submission, Uptake

_NUMBER = re.compile(r"\d[\d,]*")


def _letters(question: Question) -> list[Letter]:
    """Return the letters of the activities a question names."""
    named = {activity.pk for activity in the_year(question).named(question.evidence)}
    rows = question.once("advocacy.letters", lambda: list(Letter.objects.in_use().out().prefetch_related("activities")))
    return [row for row in rows if named & {activity.pk for activity in row.activities.all()}]


def measure_letters(question: Question) -> Answer | None:
    """Answer how many rows the table of joint letters has; one row may stand for two letters."""
    rows = [row for row in Letter.objects.in_use().out() if row.sent.startswith(str(question.year))]
    if not rows:
        return None
    in_table = [row for row in rows if row.in_printed_table]
    twice = sum(1 for row in in_table if row.sent_also)
    more, more_ko = "", ""
    if twice:
        more += f"; {twice} of them {'has' if twice == 1 else 'have'} two dates, which makes {len(in_table) + twice} letters"
        more_ko += f" 그 가운데 {twice}행은 날짜가 둘이어서 서한은 {len(in_table) + twice}통입니다."
    if len(rows) > len(in_table):
        more += f"; {len(rows) - len(in_table)} letters stand outside it"
        more_ko += f" 표 밖에 {len(rows) - len(in_table)}통이 더 있습니다."
    return Answer(
        Decimal(len(in_table)), tuple(row.pk for row in in_table),
        f"{len(in_table)} letters stand in the printed table{more}.", f"인쇄된 표에 {len(in_table)}행이 있습니다.{more_ko}",
    )  # fmt: skip


def measure_signatories(question: Question) -> Answer | None:
    """Answer how many signed a letter, ourselves left out where the words say so."""
    found = [row for row in _letters(question) if row.signatories]
    if not found or found[0].signatories is None:
        return None
    row = found[0]
    assert row.signatories is not None
    if re.search(r"minus own|beside|besides|apart from|외에", f"{question.how} {question.statement}"):
        return Answer(
            Decimal(row.signatories - 1), (row.pk,),
            f"{row.signatories} signed, ourselves included: {row.signatories - 1} others.",
            f"우리를 포함해 {row.signatories}곳이 연명했으므로 다른 곳은 {row.signatories - 1}곳입니다.",
        )  # fmt: skip
    return Answer(Decimal(row.signatories), (row.pk,), f"{row.signatories} signatories are recorded.", f"연명자 {row.signatories}곳이 기록되어 있습니다.")


def demands_in(message: str) -> list[str]:
    """Return the single demands of a key message: its parts after a colon, or between semicolons."""
    head, colon, rest = message.partition(":")
    body = rest if colon else head
    bare = re.sub(r"\([^()]*\)", lambda match: match[0].replace(",", "\0").replace(";", "\0"), body)
    separator = ";" if ";" in bare else ","
    parts = [part.replace("\0", ",").strip() for part in bare.split(separator)]
    if separator == "," and len(parts) == 2 and not colon:
        return [message.strip()]
    return [re.sub(r"^and\s+", "", part) for part in parts if part]


def measure_demands(question: Question) -> Answer | None:
    """Answer how many demands the key message of a letter lists."""
    for row in _letters(question):
        parts = demands_in(row.message_en or row.message_ko)
        if parts:
            listed = "; ".join(parts)
            return Answer(
                Decimal(len(parts)), (row.pk,), f"The key message lists {len(parts)}: {listed}.", f"서한의 요지에 요구 사항 {len(parts)}건이 있습니다.",
            )  # fmt: skip
    return None


def measure_session(question: Question) -> Answer | None:
    """Answer for which session of a body a submission was made."""
    named = {activity.pk for activity in the_year(question).named(question.evidence)}
    for row in Submission.objects.in_use().filter(activity__in=named):
        if row.session:
            return Answer(
                Decimal(row.session), (row.pk, *([row.activity_id] if row.activity_id else [])),
                f"The submission is recorded for session {row.session}.", f"제출 기록의 회기는 제{row.session}차입니다.",
            )  # fmt: skip
    return None


def measure_citations(question: Question) -> Answer | None:
    """Answer how often a later document took up a text of ours."""
    named = {activity.pk for activity in the_year(question).named(question.evidence)}
    rows = [row for row in Uptake.objects.in_use() if row.activity_id in named or row.own_activity_id in named]
    citing = [row for row in rows if row.activity_id in named] or rows
    counted = [row for row in citing if row.times is not None]
    if not counted:
        return None
    total = sum(row.times or 0 for row in counted)
    document = counted[0].document_en or counted[0].document_ko
    return Answer(
        Decimal(total), tuple(row.pk for row in counted),
        f"{total} {'citation is' if total == 1 else 'citations are'} recorded in “{document}”.", f"「{counted[0].document_ko or document}」에서의 인용 {total}회가 기록되어 있습니다.",
    )  # fmt: skip


def _publication(question: Question) -> Publication | None:
    """Return the publication that a question means: of its activities, otherwise by its words."""
    named = {activity.pk for activity in the_year(question).named(question.evidence)}
    rows = list(Publication.objects.in_use().select_related("type").prefetch_related("activities"))
    tied = [row for row in rows if named & {activity.pk for activity in row.activities.all()}]
    if tied or question.evidence:
        return closest(question.statement, [(row, row.title_en or row.title_ko) for row in tied]) or (tied or [None])[0]
    return closest(question.statement, [(row, row.title_en or row.title_ko) for row in rows if row.is_own], least=0.3)


def measure_issues(question: Question) -> Answer | None:
    """Answer how many issues of a publication came out in the year."""
    row = _publication(question)
    if row is None or row.issues is None:
        return None
    title = row.title_en or row.title_ko
    rhythm, rhythm_ko = (f"; its rhythm is “{row.periodicity}”", f" 발행 주기는 ‘{row.periodicity}’입니다.") if row.periodicity else ("", "")
    return Answer(
        Decimal(row.issues), (row.pk,), f"{row.issues} issues of “{title}” are recorded for the year{rhythm}.",
        f"「{row.title_ko or title}」은 올해 {row.issues}호로 기록되어 있습니다.{rhythm_ko}",
    )  # fmt: skip


def measure_copies(question: Question) -> Answer | None:
    """Answer how many copies were printed, or how many a publication reaches."""
    row = _publication(question)
    if row is None:
        return None
    title = row.title_en or row.title_ko
    if row.copies:
        total = sum(int(count) for count in row.copies.values())
        listed = ", ".join(f"{language} {count}" for language, count in row.copies.items())
        return Answer(Decimal(total), (row.pk,), f"The print runs of “{title}” add up to {total:,} ({listed}).", f"「{row.title_ko or title}」의 인쇄 부수는 모두 {total:,}부입니다({listed}).")
    match = _NUMBER.search(row.reach)
    if not match:
        return None
    count = int(match[0].replace(",", ""))
    return Answer(
        Decimal(count), (row.pk,), f"“{title}” is recorded with “{row.reach}”; the split by language is not.",
        f"「{row.title_ko or title}」의 기록은 “{row.reach}”이며 언어별 부수는 없습니다.",
    )  # fmt: skip


def measure_channels(question: Question) -> Answer | None:
    """Answer how many accounts on social media stand among the publications."""
    named = {activity.pk for activity in the_year(question).named(question.evidence)}
    rows = list(Publication.objects.in_use().filter(is_own=True).select_related("type").prefetch_related("activities"))
    rows = [row for row in rows if row.type and re.search(r"social|account|channel", row.type.key)]
    tied = [row for row in rows if not named or named & {activity.pk for activity in row.activities.all()}]
    if not tied:
        return None
    return Answer(Decimal(len(tied)), tuple(row.pk for row in tied), f"{len(tied)} accounts stand among the publications.", f"발행물 가운데 계정이 {len(tied)}개 있습니다.")


FIGURES = (
    Figure(
        "advocacy.letters", "Rows of joint letters", "공동서한",
        "Joint letters of the year that stand in the printed table.", "올해 공동서한 가운데 인쇄된 표에 있는 것입니다.",
        measure_letters, worded(Wording(0.97, how=r"joint letter records|letters? in the (?:theme|table)", unit=r"rows?|letters?|행|통"), Wording(0.7, statement=r"joint letters?|letter table", unit=r"rows?|letters?")),
    ),
    Figure(
        "advocacy.signatories", "Signatories", "연명 단체",
        "Signatories of a letter, with or without ourselves as the words say.", "서한에 연명한 곳입니다. 문장에 따라 우리를 빼고 셉니다.",
        measure_signatories, worded(Wording(0.97, how=r"signatories minus"), Wording(0.85, how=r"signator")),
    ),
    Figure(
        "advocacy.demands", "Demands", "요구 사항", "Demands that the key message of a letter lists.", "서한의 요지에 나열된 요구 사항입니다.",
        measure_demands, worded(Wording(0.95, how=r"demands", unit=r"demands?|requests?|건"), Wording(0.8, unit=r"^demands?$")),
    ),
    Figure(
        "advocacy.session", "Session of a body", "회기", "The session for which a submission was made.", "의견서를 제출한 회기입니다.",
        measure_session, worded(Wording(0.97, how=r"attribute of the submission"), Wording(0.96, unit=r"session number|회기")),
    ),
    Figure(
        "advocacy.citations", "Citations", "인용", "How often later documents took up a text of ours.", "다른 문서가 우리 글을 인용한 횟수입니다.",
        measure_citations, worded(Wording(0.95, how=r"citation"), Wording(0.8, unit=r"^citations?$")),
    ),
    Figure(
        "advocacy.issues", "Issues", "발행 호수", "Issues of a publication in the year.", "올해 발행한 호수입니다.",
        measure_issues, worded(Wording(0.95, how=r"issues", unit=r"issues?|numbers|호|회"), Wording(0.85, unit=r"^issues?$|^호$")),
    ),
    Figure(
        "advocacy.copies", "Copies", "부수", "Copies printed over all languages, or as the publication's reach says.", "언어별 인쇄 부수의 합계 또는 기록된 부수입니다.",
        measure_copies, worded(Wording(0.95, how=r"print runs?|copies"), Wording(0.85, unit=r"^copies$|^부$")),
    ),
    Figure(
        "advocacy.accounts", "Accounts", "계정", "Own accounts among the publications.", "발행물 가운데 우리 계정입니다.",
        measure_channels, worded(Wording(0.85, how=r"channel records|social media", unit=r"^accounts?$|^개$")),
    ),
)  # fmt: skip
