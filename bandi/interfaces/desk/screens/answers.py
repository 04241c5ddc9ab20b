"""What was answered in a use of a question set: the results, the forms to enter answers, the file to take along.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.records.blocks import Chart, ChartSeries
from bandi.foundation.reference.writing import write_day, write_number
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.fields import Word
from bandi.interfaces.desk.panels import Panel, offer_panel, offer_way
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Action, Item, Tile
from bandi.publishing.press.charts import draw_for_screen
from bandi.register.activities.models import Headcount
from bandi.work.programmes.models import Question, Round, Sheet
from bandi.work.programmes.models.questions import LONGEST_TEXT
from bandi.work.programmes.results import (
    SMALL,
    Answered,
    Change,
    Result,
    Results,
    changes_between,
    results_of,
    words_of,
)

TEXTS_SHOWN = 200
SHEETS_SHOWN = 500
MOST = 10_000_000


@dataclass(frozen=True)
class Bar:
    """One answer on the page. share: per cent, written; mark: right, or a small number."""

    label: str
    count: str
    share: str
    is_right: bool
    is_small: bool


@dataclass(frozen=True)
class QuestionShown:
    """One question with what was answered. said: of how many, how many right, the mean."""

    number: int
    text: str
    lang: str
    kind: str
    bars: tuple[Bar, ...]
    said: tuple[str, ...]
    chart: SafeString
    texts: tuple[str, ...]
    more_texts: int


@dataclass(frozen=True)
class SheetShown:
    """One sheet in the list beneath the results."""

    number: str
    visitor: str
    answers: str
    url: str


@dataclass(frozen=True)
class ResultsPage:
    """What `desk/programmes/results.html` shows. small: whether numbers are so small that they tell who answered.

    before: the use of the same set before this one; changes: question, then, now, difference.
    """

    name: str
    url: str
    activity: Item | None
    tiles: tuple[Tile, ...]
    questions: tuple[QuestionShown, ...]
    visitors: tuple[Item, ...]
    sheets: tuple[SheetShown, ...]
    more_sheets: int
    small: bool
    before: Item | None
    changes: tuple[tuple[str, str, str, str], ...]
    ways: tuple[Action, ...]
    exports: tuple[Action, ...]


def results_page(row: Round, reader: Reader) -> ResultsPage:
    """Return the page."""
    found = results_of(row)
    sheets = list(row.sheets.all()[: SHEETS_SHOWN + 1])
    earlier = _earlier(row, reader)
    changes = changes_between(results_of(earlier), found) if earlier else ()
    return ResultsPage(
        name=reader.name(row).text, url=url_of(row), activity=_activity(row, reader), tiles=tuple(_tiles(row, found)),
        questions=tuple(_question(one, reader) for one in found.questions), visitors=tuple(_visitors(row, found, reader)),
        sheets=tuple(_sheet(row, one, reader) for one in sheets[:SHEETS_SHOWN]), more_sheets=max(0, found.sheets - SHEETS_SHOWN), small=found.has_small,
        before=Item(reader.name(earlier).text, reverse("desk:round_results", args=[earlier.pk]), sub=write_day(earlier.held_on, reader.language)) if earlier and changes else None,
        changes=tuple(_changed(one, reader) for one in changes),
        ways=tuple(to_entering(row, reader)), exports=(Action(_("Take along"), reverse("desk:round_results_take", args=[row.pk]), "download"),) if reader.exports and found.answers else (),
    )  # fmt: skip


def _earlier(row: Round, reader: Reader) -> Round | None:
    """The use of the same set before this one: a test before and after."""
    if row.held_on is None:
        return None
    others = Round.objects.visible_to(reader.account).filter(question_set=row.question_set_id, held_on__lt=row.held_on).order_by("-held_on")
    return others.select_related("question_set").first()


def _changed(one: Change, reader: Reader) -> tuple[str, str, str, str]:
    unit = "" if one.is_mean else "%"
    words = [f"{value:f}".removesuffix(".0") + unit for value in (one.before, one.after)]
    return f"{one.question.order}. {reader.phrase(one.question.text).text}", *words, f"{one.difference:+f}".removesuffix(".0") + (unit and _(" points"))  # type: ignore[return-value]


def _activity(row: Round, reader: Reader) -> Item | None:
    return Item(reader.name(row.activity).text, url_of(row.activity)) if row.activity is not None and reader.sees(row.activity) else None


def _tiles(row: Round, found: Results) -> Iterable[Tile]:
    yield Tile(_("Answers"), write_number(found.answers))
    note = _("of %(count)s given out") % {"count": write_number(row.given_out)} if row.given_out else ""
    yield Tile(_("Single sheets"), write_number(found.sheets), note=note)
    if found.rated:
        yield Tile(_("Right answers"), percent_of(found.right, found.rated), note=_("%(right)s of %(count)s") % {"right": write_number(found.right), "count": write_number(found.rated)})


def percent_of(part: int, whole: int) -> str:
    """Return a share in words, to the tenth of a per cent where it matters."""
    share = Decimal(part) * 100 / whole if whole else Decimal(0)
    return f"{share:.1f}".removesuffix(".0") + "%"


def _question(one: Result, reader: Reader) -> QuestionShown:
    text = reader.phrase(one.question.text)
    return QuestionShown(
        number=one.question.order, text=text.text, lang=text.lang, kind=str(Question.Kind(one.question.kind).label), bars=tuple(_bar(one, each, reader) for each in one.answered),
        said=tuple(_said(one)), chart=_chart(one, reader), texts=one.texts[:TEXTS_SHOWN], more_texts=max(0, len(one.texts) - TEXTS_SHOWN),
    )  # fmt: skip


def _bar(one: Result, each: Answered, reader: Reader) -> Bar:
    label = words_of(one.question, each.answer, reader.language)
    return Bar(label, write_number(each.count), percent_of(each.count, one.count), each.is_right, each.is_small)


def _said(one: Result) -> Iterable[str]:
    counted = write_number(one.count)
    if one.question.kind == Question.Kind.MULTIPLE:
        yield ngettext("%(count)s choice", "%(count)s choices", one.count) % {"count": counted}
    else:
        yield ngettext("%(count)s answer", "%(count)s answers", one.count) % {"count": counted}
    if one.right is not None and one.count:
        yield _("%(share)s right") % {"share": percent_of(one.right, one.count)}
    if one.mean is not None:
        yield _("mean %(mean)s") % {"mean": f"{one.mean:f}"}


def _chart(one: Result, reader: Reader) -> SafeString:
    if not one.count or not one.answered:
        return SafeString("")
    names = tuple(words_of(one.question, each.answer, reader.language) for each in one.answered)
    alt = "; ".join(f"{name}: {each.count}" for name, each in zip(names, one.answered, strict=True))
    kind: Any = "columns" if one.question.kind == Question.Kind.SCALE else "bars"
    caption = f"{one.question.order}. {reader.phrase(one.question.text).text}"
    chart = Chart(caption, alt, kind, names, (ChartSeries(_("Answers"), tuple(Decimal(each.count) for each in one.answered)),))
    return mark_safe(draw_for_screen(chart, language=reader.language, width=420))  # noqa: S308 - the press escapes what it draws


def _visitors(row: Round, found: Results, reader: Reader) -> Iterator[Item]:
    """The visitors of the activity by group, as they were counted; and the types that the sheets tell."""
    if row.activity is not None and reader.sees(row.activity):
        for count in Headcount.objects.filter(activity=row.activity):
            label = count.group or (reader.term("audience_unit", count.unit) if count.unit else _("everybody"))
            yield Item(reader.term("visitor_type", count.group) if count.group else label, "", sub=_("counted at the activity"), at=write_number(count.count))
    for key, number in found.visitors:
        yield Item(reader.term("visitor_type", key), "", sub=_("told by the sheets"), at=write_number(number))


def _sheet(row: Round, sheet: Sheet, reader: Reader) -> SheetShown:
    questions = {str(one.order): one for one in row.question_set.questions.all()}
    said = [f"{key}. {_answer_said(questions[key], answer, reader)}" for key, answer in sorted(sheet.answers.items(), key=lambda pair: int(pair[0])) if key in questions]
    url = reverse("desk:round_sheet_edit", args=[row.pk, sheet.pk]) if reader.edits else ""
    return SheetShown(str(sheet.number), reader.term("visitor_type", sheet.visitor) if sheet.visitor else "", " · ".join(said), url)


def _answer_said(question: Question, answer: str, reader: Reader) -> str:
    if question.kind == Question.Kind.TEXT:
        return _("text")
    return ", ".join(words_of(question, part, reader.language) for part in answer.split())


@offer_way("rounds")
def to_results(row: Round, reader: Reader) -> Iterable[Action]:
    """Lead to the results and to the ways of entering answers."""
    yield Action(_("Results so far"), reverse("desk:round_results", args=[row.pk]), "figures")
    yield from to_entering(row, reader)


def to_entering(row: Round, reader: Reader) -> Iterable[Action]:
    """Lead to the ways of entering answers."""
    if reader.edits:
        yield Action(_("Enter a sheet"), reverse("desk:round_sheet", args=[row.pk]), "add")
        yield Action(_("Count by hand"), reverse("desk:round_tally", args=[row.pk]), "figures")
        yield Action(_("Paste rows"), reverse("desk:round_paste", args=[row.pk]), "paste")


@offer_panel("rounds")
def results_in_short(row: Round, reader: Reader) -> Iterable[Panel]:
    """What was answered, question by question, in one line each."""
    if not reader.sees(row.question_set):
        return
    found = results_of(row)
    url = reverse("desk:round_results", args=[row.pk])
    items = tuple(
        Item(f"{one.question.order}. {reader.phrase(one.question.text).text}", url, sub=" · ".join(_said(one)), at=percent_of(one.right, one.count) if one.right is not None and one.count else "")
        for one in found.questions
    )  # fmt: skip
    yield Panel("results", _("Results so far"), items if found.answers else (), "figures", url, is_first=True)


class SheetForm(forms.Form):
    """One sheet: the type of visitor and every question of the set."""

    def __init__(self, row: Round, reader: Reader, *args: Any, sheet: Sheet | None = None, **options: Any) -> None:
        super().__init__(*args, initial=_said_before(row, sheet), **options)
        self.questions = list(row.question_set.questions.all())
        self.fields["visitor"] = Word("visitor_type", reader, label=_("Type of visitor"), required=False, max_length=60)
        for question in self.questions:
            self.fields[f"q{question.order}"] = _field_of(question, reader)

    def answers(self) -> dict[str, str]:
        """Return what was answered, by the number of the question; what was left open is left out."""
        found = {}
        for question in self.questions:
            said = self.cleaned_data.get(f"q{question.order}")
            text = " ".join(said) if isinstance(said, list) else str(said or "").strip()
            if text:
                found[str(question.order)] = text
        return found


def say_theirs(form: SheetForm, row: Round, standing: Sheet, reader: Reader) -> None:
    """Say beside each answer that differs what somebody else saved meanwhile."""
    theirs, mine = _said_before(row, standing), form.cleaned_data
    for name in form.fields:
        now = theirs.get(name, "")
        if (now or "") == (mine.get(name) or "") or sorted(now or []) == sorted(mine.get(name) or []):
            continue
        number = name.removeprefix("q")
        question = next((one for one in form.questions if str(one.order) == number), None)
        said = " ".join(now) if isinstance(now, list) else str(now)
        words = said if question is None or question.kind == Question.Kind.TEXT else ", ".join(words_of(question, part, reader.language) for part in said.split())
        form.add_error(name, _("Saved by somebody else meanwhile: %(value)s") % {"value": words or _("no answer")})


def _said_before(row: Round, sheet: Sheet | None) -> dict[str, Any]:
    if sheet is None:
        return {}
    several = {str(one.order) for one in row.question_set.questions.all() if one.kind == Question.Kind.MULTIPLE}
    return {"visitor": sheet.visitor, **{f"q{key}": said.split() if key in several else said for key, said in sheet.answers.items()}}


def _field_of(question: Question, reader: Reader) -> forms.Field:
    common: dict[str, Any] = {"label": f"{question.order}. {reader.phrase(question.text).text}", "required": False}
    if question.kind == Question.Kind.TEXT:
        hint = _("For the house alone: it is never printed. Leave out what tells who wrote it.")
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST_TEXT, help_text=hint, **common)
    choices = [(answer, words_of(question, answer, reader.language)) for answer in question.answers]
    if question.kind == Question.Kind.MULTIPLE:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    return forms.ChoiceField(choices=[("", _("no answer")), *choices], widget=forms.RadioSelect, **common)


@dataclass(frozen=True)
class Box:
    """A number to fill in: how often an answer was given. was: what the form carries of how it stands; theirs: what somebody else saved meanwhile."""

    name: str
    label: str
    value: str
    error: str = ""
    was: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Boxes:
    """The numbers of one question."""

    number: int
    text: str
    boxes: tuple[Box, ...]


def boxes_of(row: Round, reader: Reader, data: QueryDict | None = None) -> tuple[tuple[Boxes, ...], dict[tuple[int, str], int]]:
    """Return the numbers to fill in, as they stand or as they were posted, and those posted that can be taken.

    A wrong one bears its error. One that nobody touched in this form is left out, so that it takes nothing back of what somebody else counted;
    one that both touched bears theirs.
    """
    known = {(one.question.order, one.answer): one.count for one in row.tallies.select_related("question")}
    groups, counts = [], {}
    for question in row.question_set.questions.all():
        boxes = []
        for answer in question.answers:
            name, error, theirs = f"n{question.order}-{answer}", "", ""
            value = stands = str(known.get((question.order, answer), ""))
            then = data.get(f"was-{name}") if data is not None else None
            if data is not None and name in data:
                value = data[name].strip().replace(",", "")
                if value and not (value.isdecimal() and len(value) < 12 and int(value) <= MOST):
                    error = _("Write a whole number.")
                elif then is not None and (value or "0") == (then or "0"):
                    value = stands
                elif then is not None and (stands or "0") not in (then or "0", value or "0"):
                    theirs = stands or "0"
                else:
                    counts[question.order, answer] = int(value or 0)
            boxes.append(Box(name, words_of(question, answer, reader.language), value, error, then if error and then is not None else stands, theirs))
        if boxes:
            groups.append(Boxes(question.order, reader.phrase(question.text).text, tuple(boxes)))
    return tuple(groups), counts


def lines_of(row: Round, reader: Reader) -> list[list[Any]]:
    """Return the results as a table: one line for each answer. Free text stays in the house and is only counted."""
    lines: list[list[Any]] = [[_("Number"), _("Question"), _("Kind"), _("Answer given"), _("In words"), _("Count"), _("Of"), _("Per cent"), _("Right"), _("Small number")]]
    for one in results_of(row).questions:
        head = [one.question.order, reader.phrase(one.question.text).text, str(Question.Kind(one.question.kind).label)]
        for each in one.answered:
            share = float(each.share) if one.count else None
            lines.append([*head, each.answer, words_of(one.question, each.answer, reader.language), each.count, one.count, share, _("right answer") if each.is_right else "", _("fewer than %(count)s") % {"count": SMALL} if each.is_small else ""])
        if one.question.kind == Question.Kind.TEXT:
            lines.append([*head, "", "", one.count, one.count, None, "", ""])
    return lines
