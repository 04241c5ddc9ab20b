"""Loading question_sets.csv, questions.csv, question_rounds.csv and question_tallies.csv.

Questions and tallies are brought to what the file holds as long as nobody answered or counted on the desk. May import: records, activities, this package's models.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import day_of
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity
from bandi.work.programmes.guarding import is_answered, keep_answers
from bandi.work.programmes.intake.reading import gathered_by, named
from bandi.work.programmes.models import Question, QuestionSet, Round, Tally


def load_set(folder: Folder, row: Row) -> QuestionSet:
    """Make or change one question set."""
    purpose = row.text("purpose") or QuestionSet.Purpose.QUIZ
    if purpose not in QuestionSet.Purpose.values:
        raise RowProblem(_("“%(value)s” is no purpose; write one of %(words)s") % {"value": purpose[:40], "words": ", ".join(QuestionSet.Purpose.values)})
    return folder.put(QuestionSet, row.needed("id"), {**named(row), "purpose": purpose, "intro_en": row.text("intro"), "intro_ko": row.text("intro_ko")})


def load_questions(folder: Folder, row: Row) -> QuestionSet:
    """Bring the questions of one set to what the file holds, by their numbers. A question that is gone from the file stays where it was answered."""
    owner: QuestionSet = folder.need(QuestionSet, row.ref, _("the question set"))
    numbers = []
    for place, values in enumerate(row.objects("rows"), start=1):
        one = row.within(values)
        number, kind = one.count_of("number") or place, one.text("kind") or Question.Kind.TRUE_FALSE
        if kind not in Question.Kind.values:
            raise RowProblem(_("“%(value)s” is no kind of question; write one of %(words)s") % {"value": kind[:40], "words": ", ".join(Question.Kind.values)})
        text, text_ko = one.text("text", limit=600), one.text("text_ko", limit=600)
        if not text_ko:
            one.needed("text")
        lowest, highest = one.count_of("from"), one.count_of("to")
        question = {
            "kind": kind, "text_en": text, "text_ko": text_ko, "options_en": one.parts("options", "|"), "options_ko": one.parts("options_ko", "|"),
            "right": one.text("right", limit=40), "lowest": 1 if lowest is None else lowest, "highest": 5 if highest is None else highest,
        }  # fmt: skip
        Question(question_set=owner, order=number, **question).clean()
        if (known := owner.questions.filter(order=number).first()) is not None:
            keep_answers(known, {name: value for name, value in question.items() if getattr(known, name) != value})
        folder.part(Question, {"question_set": owner, "order": number}, question)
        numbers.append(number)
    for gone in owner.questions.exclude(order__in=numbers):
        if not is_answered(gone):
            gone.delete()
            folder.writes += 1
    return owner


def load_round(folder: Folder, row: Row) -> Round:
    """Make or change one use of a set."""
    return folder.put(
        Round, row.needed("id"),
        {
            "question_set": folder.need(QuestionSet, row.needed("question_set"), _("the question set")), "activity": folder.ask(Activity, row.text("activity"), _("the activity")),
            "held_on": day_of(row, "date"), "occasion_en": row.text("occasion", limit=200), "occasion_ko": row.text("occasion_ko", limit=200), "given_out": row.count_of("given_out"),
            "is_identifiable": row.flag("identifiable"), "note": row.text("note", limit=400),
        },
    )  # fmt: skip


def load_tallies(folder: Folder, row: Row) -> Round:
    """Bring the tallies of one use to what the file holds."""
    owner: Round = folder.need(Round, row.ref, _("the use of a question set"))
    questions = {one.order: one for one in owner.question_set.questions.all()}
    wanted = []
    for values in row.objects("rows"):
        one = row.within(values)
        number, answer, count = one.count_of("question"), one.needed("answer").upper(), one.count_of("count")
        if number not in questions or answer not in questions[number].answers:
            raise RowProblem(_("question %(number)s of this set has no answer “%(answer)s”") % {"number": number, "answer": answer[:8]})
        if count:
            wanted.append(Tally(round=owner, question=questions[number], answer=answer, count=count))
    wanted.sort(key=lambda tally: (tally.question.order, tally.answer))
    folder.parts(Tally, {"round": owner}, wanted, order=("question__order", "answer"))
    return owner


ANSWERS = (
    Intake(file="question_sets.csv", order=180, apply=load_set, required=("id", "title")),
    Intake(file="questions.csv", order=181, apply=load_questions, required=("id", "question_set", "text"), prepare=gathered_by("question_set")),
    Intake(file="question_rounds.csv", order=182, apply=load_round, required=("id", "question_set")),
    Intake(file="question_tallies.csv", order=183, apply=load_tallies, required=("id", "round", "question", "answer", "count"), prepare=gathered_by("round")),
)
