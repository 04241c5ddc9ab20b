"""Loading groups.csv, group_counts.csv, members.csv, meetings.csv and mentoring_pairs.csv: members by code, or a number of them without any.

May import: records, people, activities, this package's models.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import day_of, point
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.models import Handling
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity, Programme
from bandi.register.people.models import Place
from bandi.work.programmes.intake.reading import gathered_by, named, time_of
from bandi.work.programmes.models import GroupCount, Meeting, Member, MemberGroup, Pair, PairSession, Volunteer


def load_group(folder: Folder, row: Row) -> MemberGroup:
    """Make or change one group."""
    kind = row.text("kind", limit=60)
    folder.term("group_kind", kind)
    since, until = row.text("since", limit=60), row.text("until", limit=60)
    for name, text in (("since", since), ("until", until)):
        if text:
            point(text, name)
    values = {
        **named(row, "name"), "kind": kind, "programme": folder.ask(Programme, row.text("programme"), _("the programme")), "since": since, "until": until,
        "about_en": row.text("about"), "about_ko": row.text("about_ko"),
    }  # fmt: skip
    return folder.put(MemberGroup, row.needed("id"), values)


def load_counts(folder: Folder, row: Row) -> MemberGroup:
    """Bring the counts of one group to what the file holds. country: id of a place; empty for all together."""
    group: MemberGroup = folder.need(MemberGroup, row.ref, _("the group"))
    wanted = []
    for values in row.objects("rows"):
        one = row.within(values)
        on, count = one.needed("on", limit=60), one.count_of("count")
        first, last = point(on, "on")
        if count is None:
            raise RowProblem(_("“%(name)s” is empty") % {"name": "count"})
        country = folder.ask(Place, one.text("country"), _("the place"))
        wanted.append(GroupCount(group=group, counted_on=on, counted_from=first, counted_until=last, country=country, count=count, note=one.text("note", limit=400)))
    wanted.sort(key=lambda one: (one.counted_from, str(one.country_id or ""), one.count))
    have = sorted(GroupCount.objects.filter(group=group), key=lambda one: (one.counted_from, str(one.country_id or ""), one.count))
    if [(one.counted_on, one.country_id, one.count, one.note) for one in have] != [(one.counted_on, one.country_id, one.count, one.note) for one in wanted]:
        folder.parts(GroupCount, {"group": group}, wanted, order=("counted_from", "country"))
    return group


def load_member(folder: Folder, row: Row) -> Member:
    """Make or change one member, by code. A name has no column."""
    role = row.text("role", limit=60)
    folder.term("member_role", role)
    values = {
        "code": row.needed("id", limit=40), "group": folder.need(MemberGroup, row.needed("group"), _("the group")), "country": folder.ask(Place, row.text("country"), _("the place")),
        "role": role, "joined_on": day_of(row, "joined_on"), "left_on": day_of(row, "left_on"), "is_minor": row.flag("minor"), "guardian_agreed": row.flag("guardian_agreed"),
    }  # fmt: skip
    return folder.put(Member, row.ref, values, handling=Handling.INTERNAL)


def load_meeting(folder: Folder, row: Row) -> Meeting:
    """Make or change one meeting; `count` says how many came without a record of their own."""
    day = day_of(row, "date")
    if day is None:
        row.needed("date")
    return folder.put(
        Meeting, row.needed("id"),
        {
            "group": folder.need(MemberGroup, row.needed("group"), _("the group")), "activity": folder.ask(Activity, row.text("activity"), _("the activity")), "held_on": day,
            "starts_at": time_of(row, "from"), "ends_at": time_of(row, "to"), "subject_en": row.text("subject", limit=300), "subject_ko": row.text("subject_ko", limit=300),
            "others": row.count_of("count") or 0, "note": row.text("note", limit=400),
        },
    )  # fmt: skip


def load_pair(folder: Folder, row: Row) -> Pair:
    """Make or change one pair; `sessions` holds days with hours: 2024-03-05 2; 2024-03-12 1.5."""
    pair = folder.put(
        Pair, row.needed("id"),
        {
            "group": folder.need(MemberGroup, row.needed("group"), _("the group")), "mentor": folder.need(Volunteer, row.needed("mentor"), _("the volunteer")),
            "mentee": folder.need(Member, row.needed("mentee"), _("the member")), "since": day_of(row, "since"), "until": day_of(row, "until"), "subject": row.text("subject", limit=200),
        },
    )  # fmt: skip
    wanted = []
    for text in row.parts("sessions"):
        day, _blank, hours = text.partition(" ")
        one = row.within({"day": day, "hours": hours})
        held_on, number = day_of(one, "day"), one.number_of("hours") or Decimal(2)
        if held_on is None or not Decimal("0.25") <= number <= 24:
            raise RowProblem(_("“hours” lies between 0.25 and 24"))
        wanted.append(PairSession(pair=pair, held_on=held_on, hours=number.quantize(Decimal("0.01"))))
    wanted.sort(key=lambda one: (one.held_on, one.hours))
    folder.parts(PairSession, {"pair": pair}, wanted, order=("held_on", "hours"), ignore=("subject", "trouble"))
    return pair


GROUPS = (
    Intake(file="groups.csv", order=190, apply=load_group, required=("id", "name")),
    Intake(file="group_counts.csv", order=191, apply=load_counts, required=("id", "group", "on", "count"), prepare=gathered_by("group")),
    Intake(file="members.csv", order=192, apply=load_member, required=("id", "group")),
    Intake(file="meetings.csv", order=193, apply=load_meeting, required=("id", "group", "date")),
    Intake(file="mentoring_pairs.csv", order=194, apply=load_pair, required=("id", "group", "mentor", "mentee")),
)
