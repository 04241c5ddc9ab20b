"""Volunteers by code, calls, enrolments, shifts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.audit import clock
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk import filters
from bandi.interfaces.desk.reading import Reader, Shown
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related
from bandi.register.activities.models import Activity, Programme
from bandi.work.programmes.models import Enrolment, Presence, Shift, Turn, Volunteer, VolunteerCall
from bandi.work.programmes.numbering import next_code


def new_volunteer(asked: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """The next free code of the year, for the house only."""
    return {"code": next_code(Volunteer, "V", clock.today().year), "handling": "internal", "since": clock.today()}


def new_shift(asked: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """A new shift has no break and nobody without a record yet."""
    return {"break_minutes": 0, "others": 0}


def enrolled(row: VolunteerCall, reader: Reader) -> Shown:
    """How many were accepted, of how many wanted."""
    accepted = sum(1 for one in row.enrolments.all() if one.state == Enrolment.State.ACCEPTED and not one.is_removed)
    return Shown(f"{write_number(accepted)} / {write_number(row.wanted)}" if row.wanted is not None else write_number(accepted))


def came(row: Shift, reader: Reader) -> Shown:
    """How many came, of how many wanted."""
    count = sum(1 for turn in row.turns.all() if turn.presence == Presence.CAME) + row.others
    return Shown(f"{write_number(count)} / {write_number(row.wanted)}" if row.wanted is not None else write_number(count))


def times(row: Any, reader: Reader) -> Shown:
    """From when to when."""
    return Shown(f"{row.starts_at:%H:%M}–{row.ends_at:%H:%M}" if row.starts_at and row.ends_at else "")


def hours(row: Shift, reader: Reader) -> Shown:
    """Hours of everybody together."""
    total = row.length * row.others
    for turn in row.turns.all():
        turn.shift = row
        total += turn.hours
    return Shown(write_number(total) if total else "")


def answers_call(row: Enrolment, reader: Reader) -> Shown:
    """The volunteer's code, with the call beneath."""
    call = reader.name(row.call).text if reader.sees(row.call) else ""
    return Shown(row.volunteer.code if reader.sees(row.volunteer) else "—", sub=call)


TURNS = PartOf(
    "turns", Turn, _("Who is put down"), _("volunteer of the shift"), ("volunteer", "presence", "hours"), ("volunteer", "presence", "stayed"), "people",
    _("By code. Call the whole roll at once with “Attendance”."),
)  # fmt: skip

CALLS = ListOf(
    key="volunteer-calls", model=VolunteerCall, title=_("Calls for volunteers"), one=_("call for volunteers"), new=_("New call for volunteers"), icon="comment", area="volunteers",
    hint=_("For what volunteers are wanted, how many, until when; and what they are told before they begin."),
    columns=(
        Column("title", sort="title_{lang}", label=_("Title"), is_main=True), Column("activity", read=drawing.occasion("activity"), edit="activity"),
        Column("opens_on", kind="date", sort="opens_on", edit="opens_on"), Column("closes_on", kind="date", edit="closes_on"),
        Column("accepted", label=_("Accepted, of wanted"), kind="number", read=enrolled),
    ),
    default_sort="-opens_on", brief=("title", "accepted"), needs=("activity",), many=("enrolments",), search=("title_en", "title_ko"), spares=("text_en", "text_ko", "briefing_en", "briefing_ko"),
    filters=(
        filters.by_year(VolunteerCall, "opens_on"), filters.by_record("activity", _("Activity"), Activity, order="-starts_on"),
        filters.by_record("programme", _("Programme"), Programme, order="name_en", is_first=True),
        filters.by_translation("title"), filters.by_handling(),
    ),
    groups=(
        Group(_("Call"), ("title", "activity", "programme", "wanted", "opens_on", "closes_on")), Group(_("In words"), ("text",)), Group(_("Before they begin"), ("briefing", "handling")),
    ),
    related=(Related("shifts", "call", "call"), Related("enrolments", "call", "call")), paste=("title_en", "title_ko", "wanted", "opens_on", "closes_on"), same=("title_en", "opens_on"),
)  # fmt: skip

VOLUNTEERS = ListOf(
    key="volunteers", counts_people=True, model=Volunteer, title=_("Volunteers"), one=_("volunteer"), new=_("New volunteer"), icon="star", area="volunteers",
    hint=_("People who work for us unpaid, by a code such as V-2024-003. The name is kept sealed, as a protected person of the same code; whoever wants no names counts them in the shift."),
    columns=(
        Column("code", sort="code", is_main=True), Column("group", read=drawing.word("group", "volunteer_group"), edit="group"),
        Column("since", kind="date", edit="since"), Column("until", kind="date", edit="until", is_minor=True), Column("is_minor", edit="is_minor", is_minor=True),
    ),
    default_sort="code", brief=("code", "group"), search=("code", "group", "languages"), words={"group": "volunteer_group"},
    filters=(
        filters.by_word("group", _("Group of volunteers"), "volunteer_group"),
        filters.by_answer("now", _("State"), yes=Q(until=None), no=Q(until__isnull=False), words=(_("with us"), _("left"))),
        filters.by_answer("minor", _("Under age"), yes=Q(is_minor=True), no=Q(is_minor=False)), filters.by_handling(),
    ),
    groups=(Group(_("Volunteer"), ("code", "group", "since", "until", "languages")), Group(_("What must be known"), ("is_minor", "guardian_agreed", "note", "handling"))),
    related=(Related("enrolments", "volunteer", "volunteer"), Related("shifts", "turns__volunteer", "volunteer"), Related("pairs", "mentor", "mentor")),
    paste=("code", "group", "since", "until", "languages", "note"), same=("code",), start=new_volunteer,
)  # fmt: skip

ENROLMENTS = ListOf(
    key="enrolments", model=Enrolment, title=_("Enrolments"), one=_("enrolment"), new=_("New enrolment"), icon="check", area="volunteers",
    hint=_("Who answered a call, and what became of it: accepted, briefed, thanked, given a certificate."),
    columns=(
        Column("who", label=_("Volunteer"), sort="volunteer__code", read=answers_call, is_main=True), Column("state", edit="state", kind="tight"), Column("applied_on", kind="date", edit="applied_on", is_minor=True),
        Column("briefed_on", kind="date", edit="briefed_on"), Column("thanked_on", kind="date", edit="thanked_on"), Column("certified_on", kind="date", edit="certified_on"),
    ),
    default_sort="who", brief=("who", "state", "thanked_on"), needs=("volunteer", "call"), search=("volunteer__code", "note"),
    filters=(
        filters.by_record("call", _("Call"), VolunteerCall, order="-opens_on", is_first=True), filters.by_record("volunteer", _("Volunteer"), Volunteer, order="code"),
        filters.by_choice("state", _("State"), Enrolment.State),
        filters.by_answer("thanked", _("Thanked"), yes=Q(thanked_on__isnull=False), no=Q(thanked_on=None)),
        filters.by_answer("certified", _("Certificate"), yes=Q(certified_on__isnull=False), no=Q(certified_on=None)),
    ),
    groups=(Group(_("Enrolment"), ("call", "volunteer", "state", "applied_on")), Group(_("What became of it"), ("briefed_on", "thanked_on", "certified_on", "note", "handling"))),
    paste=("call", "volunteer", "state", "applied_on"), same=("call", "volunteer"),
)  # fmt: skip

SHIFTS = ListOf(
    key="shifts", model=Shift, title=_("Shifts"), one=_("shift"), new=_("New shift"), icon="calendar", area="volunteers",
    hint=_("Work for volunteers on one day: from when to when, where, how many are wanted. Hours are computed from who came."),
    columns=(
        Column("held_on", kind="date", sort="held_on", edit="held_on"), Column("title", sort="title_{lang}", label=_("Task"), is_main=True),
        Column("times", label=_("Time"), kind="tight", read=times), Column("place", edit="place", is_minor=True), Column("came", label=_("Came, of wanted"), kind="number", read=came),
        Column("hours", label=_("Hours"), kind="number", read=hours), Column("activity", read=drawing.occasion("activity"), edit="activity", is_minor=True),
    ),
    default_sort="-held_on", brief=("held_on", "title", "came", "hours"), needs=("activity",), many=("turns",), search=("title_en", "title_ko", "place"),
    filters=(
        filters.by_year(Shift, "held_on"), filters.by_month(Shift, "held_on"), filters.by_record("call", _("Call"), VolunteerCall, order="-opens_on", is_first=True),
        filters.by_record("activity", _("Activity"), Activity, order="-starts_on"),
        filters.by_record("volunteer", _("Volunteer"), Volunteer, field="volunteer", through="turns", order="code"),
        filters.has_parts("roll", _("Attendance"), "turns", (_("still to be taken"), _("nothing open")), presence=Presence.PLANNED), filters.by_translation("title"), filters.by_handling(),
    ),
    groups=(
        Group(_("Shift"), ("title", "call", "activity", "held_on", "starts_at", "ends_at", "break_minutes", "place")), Group(_("How many"), ("wanted", "others", "handling")),
    ),
    parts=(TURNS,), paste=("title_en", "title_ko", "held_on", "starts_at", "ends_at", "place", "wanted", "others"), same=("title_en", "held_on", "starts_at"), start=new_shift,
)  # fmt: skip
