"""Hours of volunteers: of their shifts, and as mentors with their mentees.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.texts import Text
from bandi.work.programmes.models import Pair, PairSession, Presence, Shift, Turn, Volunteer


@dataclass(frozen=True)
class Worked:
    """Hours of one volunteer on one day, and at what. record: the shift, or the pair where it is mentoring."""

    on: date
    task: Text
    hours: Decimal
    record: UUID
    is_mentoring: bool = False


def worked_by(volunteer: Volunteer, *, starts_on: date | None = None, ends_on: date | None = None, reader: Account | None = None) -> list[Worked]:
    """Return the days a volunteer worked, oldest first; of records that the reader may see."""
    shifts = Shift.objects.visible_to(reader).values("pk")
    pairs = Pair.objects.visible_to(reader).values("pk")
    turns = Turn.objects.filter(volunteer=volunteer, presence=Presence.CAME, shift__in=shifts).select_related("shift")
    sessions = PairSession.objects.filter(pair__mentor=volunteer, pair__in=pairs).select_related("pair__group")
    days = [Worked(turn.shift.held_on, turn.shift.title, turn.hours, turn.shift_id) for turn in turns]
    days += [Worked(one.held_on, one.pair.group.name, one.hours, one.pair_id, is_mentoring=True) for one in sessions]
    within = [one for one in days if (starts_on is None or one.on >= starts_on) and (ends_on is None or one.on <= ends_on)]
    return sorted(within, key=lambda one: (one.on, str(one.record)))


@dataclass(frozen=True)
class Season:
    """What volunteers did in a period.

    named: how many volunteers with a record came at least once. others: those without one, at most so many at one time in each call, activity, or shift of its own.
    hours: of all of them; without_times: people of shifts whose times are not known, of whom no hours are counted. records: the shifts and pairs.
    """

    named: int
    others: int
    hours: Decimal
    without_times: int
    records: tuple[UUID, ...]

    @property
    def people(self) -> int:
        return self.named + self.others


def season(starts_on: date, ends_on: date, *, activities: Iterable[UUID] = (), reader: Account | None = None, is_public: bool = False) -> Season:
    """Return what volunteers did from one day to another, at some activities alone where any are named.

    is_public: only shifts and pairs that may be printed. Whoever came without a record may have come to several shifts of one call: of these only the largest number is counted as people, all hours count.
    """
    about = set(activities)
    shifts = Shift.objects.visible_to(reader).filter(held_on__range=(starts_on, ends_on)).select_related("call").prefetch_related("turns")
    pairs = PairSession.objects.filter(held_on__range=(starts_on, ends_on), pair__in=Pair.objects.visible_to(reader)).select_related("pair")
    if about:
        shifts, pairs = shifts.filter(activity__in=about) | shifts.filter(activity=None, call__activity__in=about), pairs.none()
    if is_public:
        shifts, pairs = shifts.filter(handling=Handling.OPEN), pairs.filter(pair__handling=Handling.OPEN)
    named: set[UUID] = set()
    others: dict[UUID, int] = {}
    hours, without_times, records = Decimal(0), 0, []
    for shift in shifts:
        came = [turn for turn in shift.turns.all() if turn.presence == Presence.CAME]
        for turn in came:
            turn.shift = shift
        if not came and not shift.others:
            continue
        named |= {turn.volunteer_id for turn in came}
        occasion = shift.call_id or shift.activity_id or shift.pk
        others[occasion] = max(others.get(occasion, 0), shift.others)
        hours += sum((turn.hours for turn in came), Decimal(0)) + shift.length * shift.others
        without_times += sum(1 for turn in came if not turn.hours) + (shift.others if not shift.length else 0)
        records.append(shift.pk)
    for session in pairs:
        named.add(session.pair.mentor_id)
        hours += session.hours
        records.append(session.pair_id)
    return Season(len(named), sum(others.values()), hours, without_times, tuple(dict.fromkeys(records)))
