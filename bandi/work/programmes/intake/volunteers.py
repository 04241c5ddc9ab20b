"""Loading volunteer_calls.csv, volunteers.csv and shifts.csv: volunteers by code, or a number of them without any.

May import: records, activities, this package's models.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import day_of
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.models import Handling
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity, Programme
from bandi.work.programmes.intake.reading import gathered_by, named, time_of
from bandi.work.programmes.models import Presence, Shift, Turn, Volunteer, VolunteerCall


def load_call(folder: Folder, row: Row) -> VolunteerCall:
    """Make or change one call."""
    return folder.put(
        VolunteerCall, row.needed("id"),
        {
            **named(row), "activity": folder.ask(Activity, row.text("activity"), _("the activity")), "programme": folder.ask(Programme, row.text("programme"), _("the programme")),
            "wanted": row.count_of("wanted"), "opens_on": day_of(row, "opens_on"), "closes_on": day_of(row, "closes_on"), "text_en": row.text("text"), "text_ko": row.text("text_ko"),
            "briefing_en": row.text("briefing"), "briefing_ko": row.text("briefing_ko"),
        },
    )  # fmt: skip


def load_volunteer(folder: Folder, row: Row) -> Volunteer:
    """Make or change one volunteer, by code. A name has no column."""
    group = row.text("group", limit=60)
    folder.term("volunteer_group", group)
    values = {
        "code": row.needed("id", limit=40), "group": group, "since": day_of(row, "since"), "until": day_of(row, "until"), "languages": row.text("languages", limit=200),
        "is_minor": row.flag("minor"), "guardian_agreed": row.flag("guardian_agreed"),
    }  # fmt: skip
    return folder.put(Volunteer, row.ref, values, handling=Handling.INTERNAL)


def load_shift(folder: Folder, row: Row) -> Shift:
    """Make or change one shift; `count` says how many came without a record of their own."""
    day = day_of(row, "date")
    if day is None:
        row.needed("date")
    return folder.put(
        Shift, row.needed("id"),
        {
            **named(row), "call": folder.ask(VolunteerCall, row.text("call"), _("the call")), "activity": folder.ask(Activity, row.text("activity"), _("the activity")), "held_on": day,
            "starts_at": time_of(row, "from"), "ends_at": time_of(row, "to"), "break_minutes": row.count_of("break_minutes") or 0, "place": row.text("place", limit=200),
            "wanted": row.count_of("wanted"), "others": row.count_of("count") or 0,
        },
    )  # fmt: skip


def load_turns(folder: Folder, row: Row) -> Shift:
    """Bring the turns of one shift to what the file holds."""
    shift: Shift = folder.need(Shift, row.ref, _("the shift"))
    wanted = []
    for values in row.objects("rows"):
        one = row.within(values)
        presence = one.text("presence") or Presence.CAME
        if presence not in Presence.values:
            raise RowProblem(_("“%(value)s” is no attendance; write one of %(words)s") % {"value": presence[:40], "words": ", ".join(Presence.values)})
        hours = one.number_of("hours")
        if hours is not None and not Decimal("0.25") <= hours <= 24:
            raise RowProblem(_("“hours” lies between 0.25 and 24"))
        wanted.append(Turn(shift=shift, volunteer=folder.need(Volunteer, one.needed("volunteer"), _("the volunteer")), presence=presence, stayed=hours))
    wanted.sort(key=lambda turn: turn.volunteer.code)
    folder.parts(Turn, {"shift": shift}, wanted, order=("volunteer__code",))
    return shift


VOLUNTEERS = (
    Intake(file="volunteer_calls.csv", order=184, apply=load_call, required=("id", "title")),
    Intake(file="volunteers.csv", order=185, apply=load_volunteer, required=("id",)),
    Intake(file="shifts.csv", order=186, apply=load_shift, required=("id", "title", "date")),
    Intake(file="turns.csv", order=187, apply=load_turns, required=("id", "shift", "volunteer"), prepare=gathered_by("shift")),
)
