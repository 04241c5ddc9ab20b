"""Loading activities.jsonl: what we did, and everything that hangs on one activity.

Of a row flagged as sensitive only the place is held: heading, kind, year and numbers. Its title, words, people and places
are cut off before the row is even compared, so that neither they nor their digest can be in a database, a search or a
backup of ours.
May import: people, records, this package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import point, span_of
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.models import Handling
from bandi.foundation.records.rows import Row, RowProblem, count_in, number_in
from bandi.foundation.reference.dates import DateSpan
from bandi.register.activities.intake.audience import headcounts_of
from bandi.register.activities.intake.belonging import goes_in_a_circle, inferred
from bandi.register.activities.intake.headings import Told, heading_at, plan
from bandi.register.activities.intake.people import participations_of
from bandi.register.activities.intake.programmes import programme_called
from bandi.register.activities.models import Activity, Ask, FollowUp, Headcount, Heading, InKind, Outcome, Participation
from bandi.register.people.intake.matching import organisations, person_called
from bandi.register.people.models import Place

FILE = "activities.jsonl"
_HELD = (
    "id", "section", "subsection", "heading", "kind", "start_date", "end_date", "date_precision", "in_report_year",
    "audience", "headcounts", "recurrence", "sensitive",
)  # fmt: skip
_HEDGES = re.compile(r"^(?:about|roughly|usually|approximately|nearly)\s+", re.IGNORECASE)


def told_of(row: Row) -> Told:
    """Return where a row is told. Raises: RowProblem without a section and a heading."""
    section = row.needed("section", limit=400)
    heading = row.needed("heading", limit=400)
    return Told(section, row.text("subsection", limit=400), heading)


def prepare(folder: Folder, rows: list[Row]) -> list[Row]:
    """Plan the headings and infer what belongs to what, which only a look at all rows tells."""
    told = []
    for row in rows:
        try:
            told.append(told_of(row))
        except RowProblem:
            continue
    plan(folder, told)
    whole_of = inferred(rows)
    folder.memo["part_of"] = {row.ref: str(row.values.get("part_of") or whole_of.get(row.ref, "")) for row in rows}
    told_rows = [row.renamed(row.ref, part_of=whole_of[row.ref]) if row.ref in whole_of else row for row in rows]
    return [row.only(*_HELD) if may_be_sensitive(row) else row for row in told_rows]


def may_be_sensitive(row: Row) -> bool:
    """Return whether a row is flagged as sensitive, or with a word that nobody understands."""
    try:
        return row.flag("sensitive")
    except RowProblem:
        return True


def load_activity(folder: Folder, row: Row) -> Activity:
    """Make or change one activity with its parts, or hold its place when it is sensitive."""
    row.needed("id")
    heading = heading_at(folder, told_of(row))
    kind = folder.term("activity_kind", row.needed("kind"))
    sensitive = row.flag("sensitive")
    span = years_of(span_of(row)) if sensitive else span_of(row)
    values: dict[str, Any] = {
        "kind": kind,
        "heading": heading,
        "when": span.written,
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "precision": span.precision.value,
        "in_period": row.flag("in_report_year", default=True),
        "order": row.number,
    }
    if sensitive:
        return _hold(folder, row, values, heading)
    values |= _told(folder, row) | _held_when(row)
    activity = folder.put(Activity, row.ref, values, of_year=True)
    places = [folder.ask(Place, ref, _("the place")) for ref in row.parts("place_ids")]
    folder.relate(activity.places, [place for place in places if place is not None])
    here = {"activity": activity}
    folder.parts(Participation, here, participations_of(folder, row, activity), order=["side", "order"])
    _store_counts(folder, row, activity)
    folder.parts(Outcome, here, _outcomes(row, activity))
    folder.parts(Ask, here, _asks(folder, row, activity))
    folder.parts(FollowUp, here, _tasks(folder, row, activity))
    folder.parts(InKind, here, _gifts(row, activity), order=["item_en", "quantity"])
    new = not folder.was_known
    if not new or any(row.values.get(name) for name in ("part_of", "related_ids", "themes")):
        folder.later(partial(_connect, folder, row, activity, new=new))
    return activity


def years_of(span: DateSpan) -> DateSpan:
    """Return a span no finer than its years: the day of a rescue would tell more than its number."""
    if span.starts_on is None:
        return DateSpan.unknown()
    last = span.ends_on or span.starts_on
    return DateSpan.of(f"{span.starts_on.year:04d}", f"{last.year:04d}")


def _told(folder: Folder, row: Row) -> dict[str, Any]:
    """Return what the row says in words."""
    title, title_ko = row.text("title", limit=400), row.text("title_ko", limit=400)
    if not title_ko:
        row.needed("title")
    online = row.values.get("online")
    return {
        "title_en": title,
        "title_ko": title_ko,
        "summary_en": row.text("summary"),
        "summary_ko": row.text("summary_ko"),
        "programme": programme_called(folder, row.text("programme")),
        "our_role": folder.term("our_role", row.text("our_role")),
        "date_note": row.text("date_note", limit=400),
        "place_text": row.text("place", limit=400),
        "is_online": None if online in (None, "") else row.flag("online"),
        "number": row.count_of("number"),
        "follow_up": row.flag("follow_up"),
    }


def _held_when(row: Row) -> dict[str, Any]:
    """Return how often it was held, as the row says."""
    recurrence = row.object("recurrence")
    frequency = str(recurrence.get("frequency") or "").strip()
    dates = recurrence.get("dates") or []
    if not isinstance(dates, list):
        raise RowProblem(_("“%(name)s” should be a list") % {"name": "dates"})
    for text in dates:
        point(str(text), "dates")
    return {
        "rhythm": rhythm_of(frequency)[:60],
        "rhythm_text": frequency[:200],
        "occurrences": count_in(recurrence.get("occurrences"), "occurrences"),
        "dates": [str(text) for text in dates],
    }


def rhythm_of(frequency: str) -> str:
    """Return the first word of a rhythm, without "about" before it: "weekly (Saturday)" and "about weekly" are weekly."""
    text = _HEDGES.sub("", frequency.strip())
    return re.split(r"[\s,;(]", text, maxsplit=1)[0].lower()


def _hold(folder: Folder, row: Row, values: dict[str, Any], heading: Heading) -> Activity:
    """Keep the place and the numbers of a sensitive row, and empty what an earlier load may have kept."""
    folder.hold()
    empty = {
        "title_en": heading.title_en, "title_ko": heading.title_ko, "summary_en": "", "summary_ko": "", "programme": None,
        "our_role": None, "part_of": None, "date_note": "", "place_text": "", "is_online": None, "rhythm": "",
        "rhythm_text": "", "occurrences": None, "dates": [], "number": None, "follow_up": False,
    }  # fmt: skip
    activity = folder.put(Activity, row.ref, {**values, **empty}, handling=Handling.PROTECTED, of_year=True)
    folder.relate(activity.places, [])
    for parts in (Participation, Outcome, Ask, FollowUp, InKind):
        folder.parts(parts, {"activity": activity}, [], order=["pk"])
    folder.links(activity, "related", [])
    folder.links(activity, "theme", [])
    _store_counts(folder, row, activity)
    return activity


def _store_counts(folder: Folder, row: Row, activity: Activity) -> None:
    wanted = headcounts_of(folder, row, activity)
    folder.parts(
        Headcount, {"activity": activity}, wanted, ignore=["part_of"], also=lambda part: part.part_of_id is not None
    )


def _outcomes(row: Row, activity: Activity) -> list[Outcome]:
    """Return the outcomes of a row: short sentences, or objects that also say how it is known and how far it is ours."""
    english, korean = _told_of(row, "outcomes"), row.parts("outcomes_ko")
    found = []
    for number in range(max(len(english), len(korean))):
        one = row.within(english[number] if number < len(english) else {})
        attribution, observed = one.text("attribution"), one.text("observed_on")
        if attribution and attribution not in Outcome.Attribution.values:
            raise RowProblem(_("“%(value)s” is no attribution; write one of %(known)s") % {"value": attribution[:40], "known": ", ".join(Outcome.Attribution.values)})
        found.append(
            Outcome(
                activity=activity, text_en=one.text("text"), text_ko=korean[number] if number < len(korean) else one.text("text_ko"),
                source=one.text("source", limit=300), observed_on=point(observed, "observed_on")[0] if observed else None, attribution=attribution, order=number,
            )
        )  # fmt: skip
    return found


def _told_of(row: Row, name: str) -> list[dict[str, Any]]:
    """Return a list whose items are sentences or objects as objects."""
    value = row.values.get(name)
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [item if isinstance(item, dict) else {"text": str(item)} for item in value if item not in (None, "")]
    return [{"text": text} for text in row.parts(name)]


def _tasks(folder: Folder, row: Row, activity: Activity) -> list[FollowUp]:
    """Return what is to be done after the activity."""
    found = []
    for order, values in enumerate(row.objects("tasks")):
        task = row.within(values)
        due, done, owner = task.text("due"), task.text("done_on"), task.text("owner")
        found.append(
            FollowUp(
                activity=activity, what=task.needed("what", limit=400), due_on=point(due, "due")[1] if due else None, done_on=point(done, "done_on")[0] if done else None,
                owner=person_called(folder, owner) if owner else None, order=order,
            )
        )  # fmt: skip
    return found


def _asks(folder: Folder, row: Row, activity: Activity) -> list[Ask]:
    asks = []
    for order, values in enumerate(row.objects("requests")):
        request = row.within(values)
        direction, to = request.needed("direction"), request.text("to", limit=300)
        if direction not in Ask.Direction.values:
            raise RowProblem(_("“%(value)s” is neither asked nor promised") % {"value": direction[:40]})
        due, answered = request.text("due"), request.text("answered_on")
        asks.append(
            Ask(
                activity=activity, direction=direction, counterpart=to,
                organisation_id=organisations(folder).find(to) if to else None,
                text_en=request.text("text"), text_ko=request.text("text_ko"),
                due_on=point(due, "due")[1] if due else None,
                answer=request.text("answer"), answer_ko=request.text("answer_ko"),
                answered_on=point(answered, "answered_on")[0] if answered else None, order=order,
            )
        )  # fmt: skip
    return asks


def _gifts(row: Row, activity: Activity) -> list[InKind]:
    gifts = []
    for values in row.objects("in_kind"):
        gift = row.within(values)
        quantity = gift.number_of("quantity")
        if quantity is None:
            raise RowProblem(_("“%(name)s” is empty") % {"name": "quantity"})
        gifts.append(
            InKind(
                activity=activity, item_en=gift.text("item", limit=200) or gift.needed("item_ko", limit=200),
                item_ko=gift.text("item_ko", limit=200), quantity=quantity, unit=gift.text("unit", limit=60) or "×",
                kilograms_each=number_in(values.get("kilograms_each"), "kilograms_each"),
                giver=gift.text("giver", limit=300),
            )
        )  # fmt: skip
    return sorted(gifts, key=lambda gift: (gift.item_en, gift.quantity))


@dataclass(frozen=True)
class _Themes:
    """The sections and themes of a year by their titles."""

    by_title: dict[str, Heading]

    @classmethod
    def of(cls, folder: Folder) -> _Themes:
        if "themes" not in folder.found:
            rows = Heading.objects.in_use().filter(year=folder.year).exclude(level=Heading.Level.HEADING)
            folder.found["themes"] = cls({title: row for row in rows for title in (row.title_en, row.title_ko) if title})
        return folder.found["themes"]  # type: ignore[no-any-return]


def _connect(folder: Folder, row: Row, activity: Activity, *, new: bool) -> None:
    """Connect an activity with the whole it belongs to, with related ones, and with further themes."""
    ref = row.text("part_of")
    whole = folder.ask(Activity, ref, _("the activity")) if ref else None
    if whole is not None and goes_in_a_circle(row.ref, ref, folder.memo.get("part_of", {})):
        folder.doubt(_("it would belong to itself by way of “%(ref)s”") % {"ref": ref})
        whole = None
    folder.bring(activity, {"part_of": whole})
    others = [folder.ask(Activity, ref, _("the activity")) for ref in row.parts("related_ids")]
    folder.links(activity, "related", [other for other in others if other is not None], new=new)
    themes = []
    for title in row.parts("themes"):
        theme = _Themes.of(folder).by_title.get(title)
        if theme is None:
            folder.doubt(_("no section or theme is called “%(title)s”") % {"title": title[:80]})
        else:
            themes.append(theme)
    folder.links(activity, "theme", themes, new=new)


ACTIVITIES = Intake(
    file=FILE, order=50, apply=load_activity, required=("id", "section", "heading", "kind"), prepare=prepare,
    aside=("session",),
)
