"""Question sets and their uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bandi.foundation.audit import clock
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk import filters
from bandi.interfaces.desk.reading import Reader, Shown
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related
from bandi.register.activities.models import Activity
from bandi.work.programmes.models import Question, QuestionSet, Round
from bandi.work.programmes.results import percent, results_of

ANSWERED = (_("with answers"), _("without"))


def new_number(asked: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """A new use is of today until somebody says otherwise."""
    return {"held_on": clock.today()}


def used_at(row: Round, reader: Reader) -> Shown:
    """The name of a use: its set, with the occasion beneath."""
    occasion = reader.phrase(row.occasion)
    name = reader.name(row.question_set) if reader.sees(row.question_set) else Shown()
    return Shown(name.text, lang=name.lang, mark=name.mark, sub=occasion.text)


def answers(row: Round, reader: Reader) -> Shown:
    """How many answers were given."""
    return Shown(write_number(results_of(row).answers))


def right(row: Round, reader: Reader) -> Shown:
    """Which share of them was right, of how many."""
    found = results_of(row)
    if not found.rated:
        return Shown()
    return Shown(f"{percent(found.right, found.rated)}%", sub=_now("of %(count)s") % {"count": write_number(found.rated)})


QUESTION_SETS = ListOf(
    key="question-sets", model=QuestionSet, title=_("Question sets"), one=_("question set"), new=_("New question set"), icon="comment", area="programmes",
    hint=_("A quiz, a survey, a feedback form, a test before and after: the questions once, in both languages, to be used as often as wanted."),
    columns=(Column("title", sort="title_{lang}", label=_("Title"), is_main=True), Column("purpose", edit="purpose", kind="tight")),
    default_sort="title", brief=("title", "purpose"), search=("title_en", "title_ko"),
    filters=(filters.by_choice("purpose", _("Purpose"), QuestionSet.Purpose), filters.by_translation("title"), filters.by_handling()),
    groups=(Group(_("Question set"), ("title", "purpose", "intro", "handling")),), spares=("intro_en", "intro_ko"),
    parts=(
        PartOf("questions", Question, _("Questions"), _("question"), ("order", "text", "kind", "right"),
               ("order", "kind", "text", "options_en", "options_ko", "right", "lowest", "highest"), "comment",
               _("O/X, one or several choices, a scale, or free text. What was answered once keeps its kind and its options; words may be corrected.")),
    ),
    related=(Related("rounds", "question_set", "set"),), paste=("title_en", "title_ko", "purpose", "intro_en", "intro_ko"), same=("title_en", "title_ko"),
)  # fmt: skip

ROUNDS = ListOf(
    key="rounds", model=Round, title=_("Answers"), one=_("use of a question set"), new=_("Use a question set"), icon="figures", area="programmes",
    hint=_("A question set used at an activity. Enter the sheets one by one, count answers by hand, or paste rows from a spreadsheet; the results count all of them."),
    columns=(
        Column("held_on", kind="date", sort="held_on", edit="held_on"), Column("set", label=_("Question set"), read=used_at, is_main=True),
        Column("answers", label=_("Answers"), kind="number", read=answers), Column("right", label=_("Right answers"), kind="number", read=right),
        Column("activity", read=drawing.occasion("activity"), edit="activity"), Column("given_out", kind="number", edit="given_out", is_minor=True),
    ),
    default_sort="-held_on", brief=("held_on", "set", "answers", "right"), needs=("question_set", "activity"), many=("sheets", "tallies", "question_set__questions"), search=("occasion_en", "occasion_ko", "note"),
    filters=(
        filters.by_year(Round, "held_on"), filters.by_record("set", _("Question set"), QuestionSet, field="question_set", order="title_en", is_first=True),
        filters.by_record("activity", _("Activity"), Activity, order="-starts_on"),
        filters.has_parts("sheets", _("Sheets"), "sheets", ANSWERED), filters.has_parts("tallied", _("Counted by hand"), "tallies", ANSWERED), filters.by_handling(),
    ),
    groups=(
        Group(_("What and when"), ("question_set", "activity", "held_on", "occasion")), Group(_("How it was answered"), ("given_out", "is_identifiable", "note", "handling")),
    ),
    start=new_number,
)  # fmt: skip
