"""Entering answers: single sheets, tallies, and rows pasted from a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.records import editing
from bandi.work.programmes.models import Question, Round, Sheet, Tally
from bandi.work.programmes.models.questions import FALSE, TRUE, may_be_said

MOST_ROWS = 2_000
RIGHT_WORDS = {"o", "ㅇ", "○", "true", "yes", "y", "맞음", "예", "참", "1"}
WRONG_WORDS = {"x", "×", "✕", "false", "no", "n", "틀림", "아니오", "거짓", "0"}
VISITOR_WORDS = {"visitor", "visitor type", "type", "방문자", "방문자 유형", "유형", "구분"}


@dataclass(frozen=True)
class Pasted:
    """What a pasted table says. sheets: type of visitor and answers of each row; problems: rows that cannot be taken, in words."""

    sheets: tuple[tuple[str, dict[str, str]], ...]
    problems: tuple[str, ...]


@transaction.atomic
def count_answers(row: Round, *, counts: Mapping[tuple[int, str], int], by: Account | None) -> int:
    """Bring the tallies of a round to `counts`, by number of the question and answer, and return how many changed; 0 takes a tally away.

    Raises: NotPermitted; ValidationError for a question or an answer that is not of this set.
    """
    require(by, Permission.RECORDS_EDIT)
    questions = {one.order: one for one in row.question_set.questions.all()}
    known = {(tally.question.order, tally.answer): tally for tally in row.tallies.select_related("question")}
    changed = 0
    for (number, answer), count in counts.items():
        tally = known.get((number, answer))
        if tally is None and count:
            if number not in questions:
                raise ValidationError(_("This question is not of this set."))
            editing.add(Tally(round=row, question=questions[number], answer=answer, count=count), by=by)
        elif tally is not None and not count:
            editing.remove(tally, by=by)
        elif tally is not None and tally.count != count:
            editing.edit(tally, {"count": count}, by=by)
        else:
            continue
        changed += 1
    return changed


@transaction.atomic
def enter_sheets(row: Round, *, sheets: Iterable[tuple[str, Mapping[str, str]]], by: Account | None) -> list[Sheet]:
    """Add single sheets with the next free numbers and return them. Raises: NotPermitted; ValidationError; nothing is added then."""
    require(by, Permission.RECORDS_EDIT)
    number = next_number(row)
    made = []
    for visitor, answers in sheets:
        if not answers:
            raise ValidationError(_("Nothing is answered on this sheet."))
        made.append(editing.add(Sheet(round=row, number=number, visitor=visitor, answers=dict(answers)), by=by))
        number += 1
    return made


@transaction.atomic
def correct_sheet(sheet: Sheet, *, visitor: str, answers: Mapping[str, str], by: Account | None, version: int | None = None) -> Sheet:
    """Change what a sheet says. Raises: NotPermitted; ValidationError; Conflict when somebody else corrected it since `version`."""
    if not answers:
        raise ValidationError(_("Nothing is answered on this sheet."))
    return editing.edit(sheet, {"visitor": visitor, "answers": dict(answers)}, by=by, version=version)


def next_number(row: Round) -> int:
    """Return the number of the next sheet."""
    return (row.sheets.aggregate(last=Max("number"))["last"] or 0) + 1


def read_pasted(row: Round, text: str) -> Pasted:
    """Read rows copied from a spreadsheet: the first names the columns by the numbers of the questions, and may name the type of visitor."""
    lines = [line for line in csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t" if "\t" in text else ",") if any(cell.strip() for cell in line)]
    if len(lines) < 2:
        return Pasted((), (_("Copy the row with the numbers of the questions too, and at least one row of answers."),))
    if len(lines) > MOST_ROWS:
        return Pasted((), (_("Paste at most %(count)s rows at a time.") % {"count": MOST_ROWS},))
    questions = {one.order: one for one in row.question_set.questions.all()}
    columns = [_column(cell, questions) for cell in lines[0]]
    if not any(isinstance(column, Question) for column in columns):
        return Pasted((), (_("No column bears the number of a question. Write 1, 2, 3 … above the answers."),))
    sheets, problems = [], []
    for at, cells in enumerate(lines[1:], start=2):
        visitor, answers, wrong = "", {}, []
        for column, cell in zip(columns, cells, strict=False):
            said = cell.strip()
            if not said or column is None:
                continue
            if isinstance(column, str):
                visitor = said[:60]
                continue
            answer = answer_in(column, said)
            if answer:
                answers[str(column.order)] = answer
            else:
                wrong.append(str(column.order))
        if wrong:
            problems.append(_("Row %(row)s: there is no such answer to question %(questions)s.") % {"row": at, "questions": ", ".join(wrong)})
        elif answers:
            sheets.append((visitor, answers))
    return Pasted(tuple(sheets), tuple(problems))


def answer_in(question: Question, said: str) -> str:
    """Return what somebody wrote as it is kept: O for ○ and yes, the number of an option for its words; empty where it is none of the answers."""
    said = said.strip()
    if question.kind == Question.Kind.TEXT:
        return said[:2000]
    if question.kind == Question.Kind.TRUE_FALSE:
        low = said.casefold()
        return TRUE if low in RIGHT_WORDS else FALSE if low in WRONG_WORDS else ""
    if question.kind == Question.Kind.MULTIPLE:
        found = [_one(question, part) for part in re.split(r"[;,/\s]+(?=\d)|;|,", said) if part.strip()]
        answer = " ".join(dict.fromkeys(found)) if all(found) else ""
    else:
        answer = _one(question, said)
    return answer if answer and may_be_said(question, answer) else ""


def _one(question: Question, said: str) -> str:
    said = said.strip()
    if said.removesuffix(".0").isdecimal():
        return str(int(said.removesuffix(".0")))
    for options in (question.options_en, question.options_ko):
        for at, option in enumerate(options or (), start=1):
            if str(option).strip().casefold() == said.casefold():
                return str(at)
    return ""


def _column(cell: str, questions: Mapping[int, Question]) -> Any:
    words = cell.strip().casefold()
    if words in VISITOR_WORDS:
        return "visitor"
    number = re.search(r"\d+", words)
    return questions.get(int(number[0])) if number else None
