"""Groups with their registers, meetings and pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.audit import clock
from bandi.foundation.reference.writing import write_edtf, write_number
from bandi.interfaces.desk import filters
from bandi.interfaces.desk.reading import Reader, Shown
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related, TypedDate
from bandi.interfaces.desk.tables.volunteers import times
from bandi.register.activities.models import Activity, Programme
from bandi.register.people.models import Place
from bandi.work.programmes.models import (
    GroupCount,
    Meeting,
    MeetingPresence,
    Member,
    MemberGroup,
    Pair,
    PairSession,
    Presence,
    Volunteer,
)
from bandi.work.programmes.numbering import next_code


def new_member(asked: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """The next free code of the year, for the house only."""
    return {"code": next_code(Member, "M", clock.today().year), "handling": "internal", "joined_on": clock.today()}


def new_meeting(asked: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """Nobody without a record came yet."""
    return {"others": 0}


def met(row: Meeting, reader: Reader) -> Shown:
    """What a meeting was about; without a subject the group's name."""
    subject = reader.phrase(row.subject)
    group = reader.name(row.group).text if reader.sees(row.group) else ""
    return Shown(subject.text or group, lang=subject.lang, mark=subject.mark, sub=group if subject.text else "")


def came(row: Meeting, reader: Reader) -> Shown:
    """How many came."""
    return Shown(write_number(sum(1 for one in row.presences.all() if one.presence == Presence.CAME) + row.others))


def pair_of(row: Pair, reader: Reader) -> Shown:
    """Both codes, each only where it may be told."""
    return Shown(" – ".join(one.code if reader.sees(one) else "—" for one in (row.mentor, row.mentee)))


def pair_hours(row: Pair, reader: Reader) -> Shown:
    """Hours together so far."""
    total = sum(one.hours for one in row.sessions.all())
    return Shown(write_number(total) if total else "")


def since(row: MemberGroup, reader: Reader) -> Shown:
    """Since when, and until when if it ended."""
    end = f" – {write_edtf(row.until, reader.language)}" if row.until else ""
    return Shown(write_edtf(row.since, reader.language) + end)


GROUPS = ListOf(
    key="groups", model=MemberGroup, title=_("Groups"), one=_("group of members"), new=_("New group"), icon="people", area="programmes",
    hint=_("A youth network, a class, mentors and their mentees: who belongs to it (by code), when it meets, who came. A number without names can be kept as well."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Name"), is_main=True), Column("kind", read=drawing.word("kind", "group_kind"), edit="kind"),
        Column("since", label=_("Since"), kind="date", read=since), Column("programme", edit="programme"),
    ),
    default_sort="name", brief=("name", "kind", "since"), needs=("programme",), search=("name_en", "name_ko"), words={"kind": "group_kind"}, spares=("about_en", "about_ko"),
    filters=(
        filters.by_word("kind", _("Kind"), "group_kind"), filters.by_record("programme", _("Programme"), Programme, order="name_en", is_first=True),
        filters.by_answer("now", _("State"), yes=Q(until=""), no=~Q(until=""), words=(_("going on"), _("ended"))), filters.by_translation("name"), filters.by_handling(),
    ),
    groups=(Group(_("Group"), ("name", "kind", "programme", "since", "until")), Group(_("About it"), ("about", "handling"))), dates=(TypedDate("since"), TypedDate("until")),
    parts=(
        PartOf("counts", GroupCount, _("Counted without names"), _("count"), ("counted_on", "country", "count", "note"), ("counted_on", "country", "count", "note"), "figures",
               _("How many members there were on a day, by country or together. Where the register holds fewer, this number counts.")),
    ),
    related=(Related("members", "group", "group"), Related("meetings", "group", "group"), Related("pairs", "group", "group")),
    paste=("name_en", "name_ko", "kind", "programme", "since"), same=("name_en", "name_ko"),
)  # fmt: skip

MEMBERS = ListOf(
    key="members", counts_people=True, model=Member, title=_("Members"), one=_("member"), new=_("New member"), icon="person", area="programmes",
    hint=_("Members of groups by a code such as M-2024-011. The name is kept sealed, as a protected person of the same code."),
    columns=(
        Column("code", sort="code", is_main=True), Column("group", label=_("Group"), edit="group"), Column("country", edit="country"),
        Column("role", read=drawing.word("role", "member_role"), edit="role"), Column("joined_on", kind="date", edit="joined_on"), Column("left_on", kind="date", edit="left_on", is_minor=True),
    ),
    default_sort="code", brief=("code", "country", "role", "joined_on"), needs=("group", "country"), search=("code", "role"), words={"role": "member_role"},
    filters=(
        filters.by_record("group", _("Group"), MemberGroup, order="name_en", is_first=True), filters.by_record("country", _("Country"), Place, order="name_en"), filters.by_word("role", _("Role"), "member_role"),
        filters.by_answer("now", _("State"), yes=Q(left_on=None), no=Q(left_on__isnull=False), words=(_("with us"), _("left"))),
        filters.by_answer("minor", _("Under age"), yes=Q(is_minor=True), no=Q(is_minor=False)), filters.by_handling(),
    ),
    groups=(Group(_("Member"), ("code", "group", "country", "role", "joined_on", "left_on")), Group(_("What must be known"), ("is_minor", "guardian_agreed", "note", "handling"))),
    related=(Related("meetings", "presences__member", "member"), Related("pairs", "mentee", "mentee")),
    paste=("code", "group", "country", "role", "joined_on", "left_on", "note"), same=("code",), start=new_member,
)  # fmt: skip

MEETINGS = ListOf(
    key="meetings", model=Meeting, title=_("Meetings and lessons"), one=_("meeting"), new=_("New meeting"), icon="calendar", area="programmes",
    hint=_("A meeting of a group, a Saturday of a class, a day of a project, with who came. It may belong to an activity of the year."),
    columns=(
        Column("held_on", kind="date", sort="held_on", edit="held_on"), Column("subject", label=_("Subject"), read=met, is_main=True), Column("times", label=_("Time"), kind="tight", read=times),
        Column("came", label=_("Came"), kind="number", read=came), Column("activity", read=drawing.occasion("activity"), edit="activity", is_minor=True),
    ),
    default_sort="-held_on", brief=("held_on", "subject", "came"), needs=("group", "activity"), many=("presences",), search=("subject_en", "subject_ko", "note"),
    filters=(
        filters.by_year(Meeting, "held_on"), filters.by_month(Meeting, "held_on"), filters.by_record("group", _("Group"), MemberGroup, order="name_en", is_first=True),
        filters.by_record("activity", _("Activity"), Activity, order="-starts_on"), filters.by_record("member", _("Member"), Member, field="member", through="presences", order="code"),
        filters.by_translation("subject"), filters.by_handling(),
    ),
    groups=(Group(_("Meeting"), ("group", "activity", "held_on", "starts_at", "ends_at", "subject")), Group(_("How many"), ("others", "note", "handling"))),
    parts=(
        PartOf("presences", MeetingPresence, _("Who came"), _("attendance"), ("member", "presence"), ("member", "presence"), "people", _("By code. Call the whole roll at once with “Attendance”.")),
    ),
    paste=("group", "held_on", "starts_at", "ends_at", "subject_en", "subject_ko", "others"), same=("group", "held_on", "starts_at"), start=new_meeting,
)  # fmt: skip

PAIRS = ListOf(
    key="pairs", model=Pair, title=_("Mentoring pairs"), one=_("mentoring pair"), new=_("New mentoring pair"), icon="link", area="programmes",
    hint=_("A mentor (a volunteer) and a mentee (a member of a group), with the hours they spend together and what went wrong."),
    columns=(
        Column("both", label=_("Mentor – mentee"), sort="mentor__code", read=pair_of, is_main=True), Column("group", label=_("Group"), edit="group"), Column("subject", edit="subject"),
        Column("since", kind="date", edit="since"), Column("until", kind="date", edit="until", is_minor=True), Column("hours", label=_("Hours"), kind="number", read=pair_hours),
    ),
    default_sort="both", brief=("both", "since", "hours"), needs=("mentor", "mentee", "group"), many=("sessions",), search=("mentor__code", "mentee__code", "subject"),
    filters=(
        filters.by_record("group", _("Group"), MemberGroup, order="name_en", is_first=True), filters.by_record("mentor", _("Mentor"), Volunteer, order="code"),
        filters.by_record("mentee", _("Mentee"), Member, order="code"), filters.by_answer("now", _("State"), yes=Q(until=None), no=Q(until__isnull=False), words=(_("going on"), _("ended"))),
        filters.has_parts("trouble", _("Trouble"), "sessions", (_("something went wrong"), _("nothing")), trouble__gt=""),
    ),
    groups=(Group(_("Pair"), ("group", "mentor", "mentee", "subject", "since", "until", "handling")),),
    parts=(
        PartOf("sessions", PairSession, _("Hours together"), _("session of the pair"), ("held_on", "hours", "subject", "trouble"), ("held_on", "hours", "subject", "trouble"), "calendar",
               _("Each time they met, with the hours and what went wrong. Hours of mentors count as volunteers’ hours.")),
    ),
    paste=("group", "mentor", "mentee", "subject", "since", "until"), same=("group", "mentor", "mentee"),
)  # fmt: skip
