"""Question sets (a quiz, a survey, feedback), and what was answered when they were used.

Whoever answers is never known: a sheet has a number and a type of visitor. Free text is kept for the house and is not printed.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity
from bandi.work.programmes.models.coded import NamedAfter

MOST_ON_A_SCALE = 11
LONGEST_TEXT = 2_000
TRUE, FALSE = "O", "X"


class QuestionSet(RecordBase):
    """Questions that are asked together, as often as wanted."""

    class Purpose(models.TextChoices):
        QUIZ = "quiz", _("quiz")
        FEEDBACK = "feedback", _("feedback")
        SURVEY = "survey", _("survey")
        TEST = "test", _("test before and after")

    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose.choices, default=Purpose.QUIZ)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=300, blank=True)
    intro_en = models.TextField(_("introduction in English"), blank=True)
    intro_ko = models.TextField(_("introduction in Korean"), blank=True)
    title = Bilingual("title")
    intro = Bilingual("intro")

    class Meta:
        ordering = ["title_en", "title_ko"]
        constraints = [models.CheckConstraint(condition=~(Q(title_en="") & Q(title_ko="")), name="question_set_has_a_title")]
        indexes = [models.Index(fields=["is_removed", "title_en", "record"], name="question_set_by_title")]

    def labels(self) -> tuple[str, str]:
        return self.title_en, self.title_ko


class Question(PartBase):
    """One question. options: of a choice, one a line in both languages; an answer is the number of its option.

    right: the right answer of a quiz: O or X, or the numbers of the right options ("2", "1 3"); empty where there is none.
    lowest, highest: ends of a scale, both included.
    """

    OWNER = "question_set"

    class Kind(models.TextChoices):
        TRUE_FALSE = "true_false", _("right or wrong (O/X)")
        SINGLE = "single", _("one choice")
        MULTIPLE = "multiple", _("several choices")
        SCALE = "scale", _("scale")
        TEXT = "text", _("free text")

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveIntegerField(_("number of the question"), default=1)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TRUE_FALSE)
    text_en = models.CharField(_("question in English"), max_length=600, blank=True)
    text_ko = models.CharField(_("question in Korean"), max_length=600, blank=True)
    options_en = models.JSONField(_("options in English"), default=list, blank=True)
    options_ko = models.JSONField(_("options in Korean"), default=list, blank=True)
    right = models.CharField(_("right answer"), max_length=40, blank=True, help_text=_("O or X; of choices the number of the option, several with a space between. Empty where nothing is right or wrong."))
    lowest = models.PositiveSmallIntegerField(_("scale from"), default=1)
    highest = models.PositiveSmallIntegerField(_("scale to"), default=5)
    text = Bilingual("text")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "order"], name="one_question_of_a_number"),
            models.CheckConstraint(condition=~(Q(text_en="") & Q(text_ko="")), name="question_has_words"),
            models.CheckConstraint(condition=Q(highest__gt=F("lowest")), name="scale_goes_up"),
        ]

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        if self.is_choice and self.size < 2:
            problems["options_en"] = _("Write at least two options, one a line.")
        if self.options_en and self.options_ko and len(self.options_en) != len(self.options_ko):
            problems["options_ko"] = _("Both languages need the same number of options, in the same order.")
        if self.kind == self.Kind.SCALE and self.highest - self.lowest >= MOST_ON_A_SCALE:
            problems["highest"] = _("A scale has at most eleven steps.")
        if self.right and not self.right_answers:
            problems["right"] = _("O or X; of choices the number of the option, several with a space between.")
        if problems:
            raise ValidationError(problems)

    def labels(self) -> tuple[str, str]:
        """What a history calls it: its number, which tells nothing of a set that may not be seen."""
        return f"question {self.order}", f"질문 {self.order}"

    @property
    def is_choice(self) -> bool:
        return self.kind in (self.Kind.SINGLE, self.Kind.MULTIPLE)

    @property
    def size(self) -> int:
        """How many options there are."""
        return max(len(self.options_en or ()), len(self.options_ko or ()))

    @property
    def answers(self) -> tuple[str, ...]:
        """All answers that can be counted, as they are kept; none of free text."""
        if self.kind == self.Kind.TRUE_FALSE:
            return TRUE, FALSE
        if self.kind == self.Kind.SCALE:
            return tuple(str(step) for step in range(self.lowest, self.highest + 1))
        return tuple(str(number) for number in range(1, self.size + 1)) if self.is_choice else ()

    @property
    def right_answers(self) -> frozenset[str]:
        """The right answers, empty where there is none or what is written is none of the answers."""
        wanted = frozenset(self.right.upper().split())
        fits = wanted <= set(self.answers) and (self.kind == self.Kind.MULTIPLE or len(wanted) == 1)
        return wanted if fits else frozenset()


class Round(NamedAfter):
    """One use of a question set: at an activity, or on its own.

    occasion:  tells apart two uses at one activity ("before", "after").
    given_out: sheets given out, where counted.
    is_identifiable: those who answered are a group that can be recognised (a class, a delegation): small numbers are marked before they leave.
    """

    NAMED_AFTER = ("question_set",)

    question_set = models.ForeignKey(QuestionSet, verbose_name=_("question set"), on_delete=models.PROTECT, related_name="rounds")
    activity = models.ForeignKey(Activity, verbose_name=_("activity"), null=True, blank=True, on_delete=models.PROTECT, related_name="question_rounds")
    held_on = models.DateField(_("used on"), null=True, blank=True)
    occasion_en = models.CharField(_("occasion in English"), max_length=200, blank=True)
    occasion_ko = models.CharField(_("occasion in Korean"), max_length=200, blank=True)
    given_out = models.PositiveIntegerField(_("sheets given out"), null=True, blank=True)
    is_identifiable = models.BooleanField(_("those who answered can be recognised"), default=False, help_text=_("A class, a delegation, people who know each other: answers of fewer than five are marked."))
    note = models.CharField(_("note"), max_length=400, blank=True)
    occasion = Bilingual("occasion")

    class Meta:
        ordering = ["-held_on", "-record_id"]
        indexes = [models.Index(fields=["is_removed", "-held_on", "-record"], name="round_by_day")]

    def labels(self) -> tuple[str, str]:
        english, korean = self.question_set.labels()
        more, more_ko = self.occasion_en or self.occasion_ko, self.occasion_ko or self.occasion_en
        return " – ".join(one for one in (english or korean, more) if one), " – ".join(one for one in (korean or english, more_ko) if one)


class Tally(PartBase):
    """How often one answer was given, counted by hand. It is added to what the single sheets say."""

    OWNER = "round"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tallies")
    question = models.ForeignKey(Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="tallies")
    answer = models.CharField(_("answer"), max_length=8)
    count = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("count by hand")
        ordering = ["question__order", "answer"]
        constraints = [models.UniqueConstraint(fields=["round", "question", "answer"], name="one_tally_of_an_answer")]

    def clean(self) -> None:
        if self.question.question_set_id != self.round.question_set_id:
            raise ValidationError({"question": _("This question is not of this set.")})
        if self.answer not in self.question.answers:
            raise ValidationError({"answer": _("This is none of the answers: %(answers)s") % {"answers": ", ".join(self.question.answers)}})


class Sheet(PartBase):
    """What one person answered. answers: by the number of the question; of several choices the numbers of the options with a space between."""

    OWNER = "round"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField(_("number of the sheet"))
    visitor = models.CharField(_("type of visitor"), max_length=60, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)

    class Meta:
        verbose_name = _("sheet")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_sheet_of_a_number")]

    def clean(self) -> None:
        questions = {str(one.order): one for one in self.round.question_set.questions.all()}
        if unknown := [key for key, said in self.answers.items() if key not in questions or not may_be_said(questions[key], said)]:
            raise ValidationError({"answers": _("There is no such answer to these questions: %(numbers)s") % {"numbers": ", ".join(unknown)}})


def may_be_said(question: Question, said: Any) -> bool:
    """Return whether `said` is an answer to `question` as it is kept: free text, one of the answers, or several of them with a space between."""
    if not isinstance(said, str) or not said:
        return False
    if question.kind == Question.Kind.TEXT:
        return len(said) <= LONGEST_TEXT
    given = said.split()
    return set(given) <= set(question.answers) and (len(given) == 1 or (question.kind == Question.Kind.MULTIPLE and len(set(given)) == len(given)))
