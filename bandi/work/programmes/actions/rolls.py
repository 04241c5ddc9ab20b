"""Calling the roll of a shift or a meeting: who came, in one step with one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict
from bandi.work.programmes.models import Meeting, MeetingPresence, Member, Presence, Shift, Turn, Volunteer


@dataclass(frozen=True)
class Mark:
    """What the roll says of one person; presence empty: not put down. stayed: hours of a volunteer, where they differ."""

    presence: str = ""
    stayed: Decimal | None = None


@transaction.atomic
def call_shift(shift: Shift, *, marks: Mapping[UUID, Mark], others: int, by: Account | None, version: int | None = None, seen: Mapping[UUID, Mark] | None = None) -> int:
    """Bring the turns of a shift to what the roll says, by the id of the volunteer, and return how many changed.

    seen:   what stood there when the roll was opened: who was not touched since stays as somebody else may have marked her.
    Raises: NotPermitted; ValidationError; Conflict when somebody else changed the same person or the number of the others meanwhile.
    """
    require(by, Permission.RECORDS_EDIT)
    known = {turn.volunteer_id: turn for turn in shift.turns.all()}
    marks = _touched(marks, seen, {pk: Mark(turn.presence, turn.stayed) for pk, turn in known.items()})
    people = Volunteer.objects.visible_to(by).in_bulk(set(marks) - set(known))
    changed = _count_others(shift, others, by, version)
    for pk, mark in marks.items():
        _check(mark)
        turn = known.get(pk)
        if turn is None and mark.presence:
            if pk not in people:
                raise ValidationError(_("Somebody on the list was removed meanwhile. Open it again."))
            editing.add(Turn(shift=shift, volunteer=people[pk], presence=mark.presence, stayed=mark.stayed), by=by)
        elif turn is not None and not mark.presence:
            editing.remove(turn, by=by)
        elif turn is not None and (turn.presence, turn.stayed) != (mark.presence, mark.stayed):
            editing.edit(turn, {"presence": mark.presence, "stayed": mark.stayed}, by=by)
        else:
            continue
        changed += 1
    return changed


@transaction.atomic
def call_meeting(meeting: Meeting, *, marks: Mapping[UUID, Mark], others: int, by: Account | None, version: int | None = None, seen: Mapping[UUID, Mark] | None = None) -> int:
    """Bring the attendance of a meeting to what the roll says, by the id of the member, and return how many changed.

    seen:   as for a shift.
    Raises: NotPermitted; ValidationError; Conflict when somebody else changed the same person or the number of the others meanwhile.
    """
    require(by, Permission.RECORDS_EDIT)
    known = {one.member_id: one for one in meeting.presences.all()}
    marks = _touched(marks, seen, {pk: Mark(one.presence) for pk, one in known.items()})
    people = Member.objects.visible_to(by).filter(group=meeting.group_id).in_bulk(set(marks) - set(known))
    changed = _count_others(meeting, others, by, version)
    for pk, mark in marks.items():
        _check(mark)
        one = known.get(pk)
        if one is None and mark.presence:
            if pk not in people:
                raise ValidationError(_("Somebody on the list was removed meanwhile. Open it again."))
            editing.add(MeetingPresence(meeting=meeting, member=people[pk], presence=mark.presence), by=by)
        elif one is not None and not mark.presence:
            editing.remove(one, by=by)
        elif one is not None and one.presence != mark.presence:
            editing.edit(one, {"presence": mark.presence}, by=by)
        else:
            continue
        changed += 1
    return changed


def overtaken(marks: Mapping[UUID, Mark], seen: Mapping[UUID, Mark], standing: Mapping[UUID, Mark]) -> dict[UUID, Mark]:
    """Return how those stand now whom somebody else marked otherwise than this roll does, since it was opened."""
    nothing = Mark()
    return {pk: now for pk, mark in marks.items() if mark != seen.get(pk, nothing) != (now := standing.get(pk, nothing)) != mark}


def _touched(marks: Mapping[UUID, Mark], seen: Mapping[UUID, Mark] | None, standing: Mapping[UUID, Mark]) -> Mapping[UUID, Mark]:
    if seen is None:
        return marks
    if theirs := overtaken(marks, seen, standing):
        raise Conflict(version=0, theirs={str(pk): mark for pk, mark in theirs.items()})
    return {pk: mark for pk, mark in marks.items() if mark != seen.get(pk, Mark())}


def _count_others(row: Shift | Meeting, others: int, by: Account | None, version: int | None) -> int:
    counted = type(row)._default_manager.values_list("others", flat=True).get(pk=row.pk)
    if counted == others:
        return 0
    editing.edit(row, {"others": others}, by=by, version=version)
    return 1


def _check(mark: Mark) -> None:
    if mark.presence and mark.presence not in Presence.values:
        raise ValidationError(_("Choose whether she or he came."))
