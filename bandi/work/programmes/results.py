"""What was answered in a round: counts and shares question by question, from single sheets and tallies together.

Every share states of how many it is. Of several choices shares are of the answers given, because a tally does not tell how many people gave them.
May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from bandi.foundation.reference.texts import Language
from bandi.work.programmes.models import Question, Round
from bandi.work.programmes.models.questions import FALSE, TRUE

SMALL = 5
"""Fewer than so many answers tell who gave them, where the group is known."""


@dataclass(frozen=True)
class Answered:
    """How often one answer was given. answer: as it is kept; is_small: few enough to tell who gave it."""

    answer: str
    count: int
    share: Decimal
    is_right: bool
    is_small: bool


@dataclass(frozen=True)
class Result:
    """What was answered to one question.

    count:  answers given (of several choices more than people). right: how many of them are right; None where nothing is right or wrong.
    mean:   of a scale, to the hundredth; None of anything else and of nothing.
    texts:  free text, as it was written.
    """

    question: Question
    answered: tuple[Answered, ...]
    count: int
    right: int | None
    mean: Decimal | None
    texts: tuple[str, ...]

    @property
    def right_share(self) -> Decimal | None:
        """Per cent of the answers that are right."""
        return percent(self.right, self.count) if self.right is not None and self.count else None


@dataclass(frozen=True)
class Results:
    """All questions of a round. sheets: single sheets; visitors: sheets by type of visitor; right, rated: over all questions with a right answer."""

    round: Round
    questions: tuple[Result, ...]
    sheets: int
    visitors: tuple[tuple[str, int], ...]

    @property
    def right(self) -> int:
        return sum(one.right or 0 for one in self.questions)

    @property
    def rated(self) -> int:
        return sum(one.count for one in self.questions if one.right is not None)

    @property
    def answers(self) -> int:
        """All answers together, free text among them."""
        return sum(one.count for one in self.questions)

    @property
    def has_small(self) -> bool:
        return any(one.is_small for result in self.questions for one in result.answered)


def percent(part: int, whole: int) -> Decimal:
    """Return `part` of `whole` in per cent, to the tenth."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else Decimal(0)


def results_of(row: Round) -> Results:
    """Return what was answered in a round."""
    sheets = list(row.sheets.all())
    tallied: dict[UUID, Counter[str]] = defaultdict(Counter)
    for tally in row.tallies.all():
        tallied[tally.question_id][tally.answer] += tally.count
    results = []
    for question in row.question_set.questions.all():
        said = [sheet.answers[str(question.order)] for sheet in sheets if str(question.order) in sheet.answers]
        counts = tallied[question.pk]
        if question.kind != Question.Kind.TEXT:
            for one in said:
                counts.update(one.split())
        results.append(_result(question, counts, tuple(said), is_identifiable=row.is_identifiable))
    visitors = Counter(sheet.visitor for sheet in sheets if sheet.visitor)
    return Results(row, tuple(results), len(sheets), tuple(sorted(visitors.items(), key=lambda pair: (-pair[1], pair[0]))))


@dataclass(frozen=True)
class Change:
    """A question in two uses of one set: the mean of a scale, otherwise the per cent of right answers."""

    question: Question
    before: Decimal
    after: Decimal
    is_mean: bool

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


def changes_between(before: Results, after: Results) -> tuple[Change, ...]:
    """Return what changed between two uses of one set, of questions that both answer and that have a mean or a right answer."""
    earlier = {one.question.pk: one for one in before.questions}
    found = []
    for one in after.questions:
        then = earlier.get(one.question.pk)
        if then is None:
            continue
        if then.mean is not None and one.mean is not None:
            found.append(Change(one.question, then.mean, one.mean, True))
        elif then.right_share is not None and one.right_share is not None:
            found.append(Change(one.question, then.right_share, one.right_share, False))
    return tuple(found)


def _result(question: Question, counts: Counter[str], said: tuple[str, ...], *, is_identifiable: bool) -> Result:
    right = question.right_answers
    whole = sum(counts[answer] for answer in question.answers)
    answered = tuple(
        Answered(answer, counts[answer], percent(counts[answer], whole), answer in right, is_identifiable and 0 < counts[answer] < SMALL)
        for answer in question.answers
    )  # fmt: skip
    is_text, is_scale = question.kind == Question.Kind.TEXT, question.kind == Question.Kind.SCALE
    mean = (Decimal(sum(int(answer) * counts[answer] for answer in question.answers)) / whole).quantize(Decimal("0.01")) if is_scale and whole else None
    return Result(question, answered, len(said) if is_text else whole, sum(counts[answer] for answer in right) if right else None, mean, said if is_text else ())


def words_of(question: Question, answer: str, language: Language) -> str:
    """Return an answer in words: the option, O and X as they are, a step of a scale as its number."""
    if not question.is_choice or answer in (TRUE, FALSE):
        return answer
    own, other = (question.options_ko, question.options_en) if language == "ko" else (question.options_en, question.options_ko)
    options = own or other
    at = int(answer) - 1
    return str(options[at]) if 0 <= at < len(options) else answer
