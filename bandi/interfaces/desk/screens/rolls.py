"""The roll of a shift or a meeting: everybody who may come, by code, with the name where the reader may know it.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.reference.writing import write_day, write_number
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.panels import offer_way
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Action
from bandi.interfaces.desk.screens.volunteering import names_by_code
from bandi.work.programmes.actions.rolls import Mark, overtaken
from bandi.work.programmes.models import Enrolment, Meeting, Member, Presence, Shift, Volunteer

MOST = 500


@dataclass(frozen=True)
class Line:
    """One person on the roll.

    choices: value, word, whether it is chosen. stayed: hours as typed; error: what is wrong with them.
    was:     how she stood when the roll was opened, as the form carries it. theirs: how somebody else marked her since.
    """

    key: str
    code: str
    name: str
    url: str
    choices: tuple[tuple[str, str, bool], ...]
    stayed: str = ""
    error: str = ""
    was: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class RollPage:
    """What `desk/programmes/roll.html` shows.

    has_hours: of a shift; length: its hours in words; more: people who are not on the roll yet; seen: how everybody stood when it was opened;
    is_overtaken: somebody else marked the same people otherwise since then.
    """

    title: str
    url: str
    when: str
    length: str
    lines: tuple[Line, ...]
    more: tuple[Line, ...]
    others: str
    others_error: str
    has_hours: bool
    version: int
    is_wrong: bool
    seen: dict[UUID, Mark]
    is_overtaken: bool
    others_stand: str
    others_theirs: str


def roll_of_shift(shift: Shift, reader: Reader, data: QueryDict | None = None) -> tuple[RollPage, dict[UUID, Mark], int]:
    """Return the page, and what was posted as far as it can be taken."""
    known: dict[UUID, Mark] = {turn.volunteer_id: Mark(turn.presence, turn.stayed) for turn in shift.turns.all()}
    visible = Volunteer.objects.visible_to(reader.account)
    expected: set[UUID] = set(known)
    if shift.call_id:
        expected |= set(Enrolment.objects.visible_to(reader.account).filter(call=shift.call_id, state=Enrolment.State.ACCEPTED).values_list("volunteer", flat=True))
    people = list(visible.filter(pk__in=expected).order_by("code"))
    more = list(visible.exclude(pk__in=expected).filter(until=None).order_by("code")[:MOST])
    length = write_number(shift.length) if shift.length else ""
    return _page(shift, people, more, known, reader, data, title=reader.phrase(shift.title).text, length=length, has_hours=True)


def roll_of_meeting(meeting: Meeting, reader: Reader, data: QueryDict | None = None) -> tuple[RollPage, dict[UUID, Mark], int]:
    """Return the page, and what was posted as far as it can be taken."""
    known: dict[UUID, Mark] = {one.member_id: Mark(one.presence) for one in meeting.presences.all()}
    members = Member.objects.visible_to(reader.account).filter(group=meeting.group_id).order_by("code")
    there = [one for one in members if one.pk in known or _belongs(one, meeting)]
    more = [one for one in members if one not in there][:MOST]
    return _page(meeting, there, more, known, reader, data, title=reader.name(meeting).text, length="", has_hours=False)


def _belongs(member: Member, meeting: Meeting) -> bool:
    return (member.joined_on is None or member.joined_on <= meeting.held_on) and (member.left_on is None or member.left_on >= meeting.held_on)


def _page(
    row: Any, people: list[Any], more: list[Any], known: dict[UUID, Mark], reader: Reader, data: QueryDict | None, *, title: str, length: str, has_hours: bool
) -> tuple[RollPage, dict[UUID, Mark], int]:  # fmt: skip
    marks, errors = _posted([*people, *more], data) if data is not None else (known, {})
    seen = _seen([*people, *more], data, known)
    theirs = overtaken(marks, seen, known) if data is not None else {}
    names = names_by_code([one.code for one in (*people, *more)], reader)
    others, others_error, others_theirs, then = str(row.others), "", "", None
    if data is not None:
        others = data.get("others", "").strip()
        others_error = "" if not others or (others.isdecimal() and len(others) < 7) else _("Write a whole number.")
        then, now = data.get("was-others"), str(row.others)
        if then is not None and not others_error and (others or "0") == then:
            others = now
        elif then is not None and now not in (then, others or "0"):
            others_theirs = now

    def line(one: Any) -> Line:
        mark, now = marks.get(one.pk, Mark()), known.get(one.pk, Mark())
        is_touched = data is not None and mark != seen[one.pk]
        was = seen[one.pk] if is_touched and one.pk not in theirs else now
        if not is_touched and one.pk not in errors:
            mark = now
        stayed = data.get(f"hours-{one.pk}", "") if data is not None and (is_touched or one.pk in errors) else (f"{mark.stayed.normalize():f}" if mark.stayed is not None else "")
        choices = tuple((value, str(words), mark.presence == value) for value, words in (("", _("not put down")), *Presence.choices))
        return Line(str(one.pk), one.code, names.get(one.code, ""), url_of(one), choices, stayed, errors.get(one.pk, ""), _carried(was), _said(theirs[one.pk]) if one.pk in theirs else "")

    page = RollPage(
        title=title, url=url_of(row), when=write_day(row.held_on, reader.language) + (f", {row.starts_at:%H:%M}–{row.ends_at:%H:%M}" if row.starts_at and row.ends_at else ""),
        length=length, lines=tuple(line(one) for one in people), more=tuple(line(one) for one in more), others=others, others_error=others_error, has_hours=has_hours,
        version=row.version, is_wrong=bool(errors or others_error), seen=seen, is_overtaken=bool(theirs or others_theirs), others_stand=then if then is not None and others_error else str(row.others), others_theirs=others_theirs,
    )  # fmt: skip
    return page, marks, int(others or 0) if not others_error else 0


def _carried(mark: Mark) -> str:
    """Return a mark as the form carries it, so that saving knows who was touched: "came", "came 2.5"."""
    return f"{mark.presence} {mark.stayed.normalize():f}" if mark.stayed is not None else mark.presence


def _said(mark: Mark) -> str:
    words = str(Presence(mark.presence).label) if mark.presence else _("not put down")
    return f"{words}, {write_number(mark.stayed)} {_('hours')}" if mark.stayed is not None else words


def _seen(people: Iterable[Any], data: QueryDict | None, known: dict[UUID, Mark]) -> dict[UUID, Mark]:
    """Return how people stood when the form was opened; as they stand, where it does not say."""
    seen = {}
    for one in people:
        said, standing = (data or {}).get(f"was-{one.pk}"), known.get(one.pk, Mark())
        presence, _blank, hours = (said or "").partition(" ")
        try:
            then = Mark(presence, Decimal(hours).quantize(Decimal("0.01")) if hours else None)
        except InvalidOperation:
            then = standing
        seen[one.pk] = standing if said is None else then
    return seen


def _posted(people: Iterable[Any], data: QueryDict) -> tuple[dict[UUID, Mark], dict[UUID, str]]:
    marks, errors = {}, {}
    for one in people:
        if (presence := data.get(f"came-{one.pk}")) is None:
            continue
        typed, stayed = data.get(f"hours-{one.pk}", "").strip().replace(",", "."), None
        if typed:
            try:
                stayed = Decimal(typed)
            except InvalidOperation:
                errors[one.pk] = _("Write hours such as 2 or 2.5.")
            else:
                if not (stayed.is_finite() and Decimal("0.25") <= stayed <= 24):
                    errors[one.pk], stayed = _("Between a quarter of an hour and 24 hours."), None
        marks[one.pk] = Mark(presence if presence in Presence.values else "", stayed.quantize(Decimal("0.01")) if stayed is not None else None)
    return marks, errors


@offer_way("shifts", "meetings")
def to_the_roll(row: Any, reader: Reader) -> Iterable[Action]:
    """Lead to taking the attendance."""
    if reader.edits:
        name = "desk:shift_roll" if isinstance(row, Shift) else "desk:meeting_roll"
        yield Action(_("Attendance"), reverse(name, args=[row.pk]), "check")
