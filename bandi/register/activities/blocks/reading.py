"""What the providers of this package read, once for an edition: the activities of the period with all that is printed.

Guards against: printing what must not be. Protected activities are kept apart here and nothing but their total leaves
                `Held`; internal ones are not read at all; withheld places are dropped before anything sees them.
May import: the foundation, people, this package's models.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q

from bandi.foundation.records.blocks import Request
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.terms import Terms
from bandi.register.activities.models import Activity, Headcount, Participation, Picture
from bandi.register.people.models import Place, Profile


@dataclass(frozen=True)
class Held:
    """A protected activity: its kind and its one total. There is nothing else to print."""

    heading: UUID | None
    kind: str
    total: Headcount | None


@dataclass(frozen=True)
class World:
    """The activities of an edition.

    activities:   open ones, in the order of print, by id. by_heading, parts: their order within a heading and a whole.
    held:         protected ones, by heading.
    home_country: English name of the country in which the organisation sits; places there are printed without it.
    """

    activities: dict[UUID, Activity]
    by_heading: dict[UUID | None, list[Activity]]
    parts: dict[UUID, list[Activity]]
    held: dict[UUID | None, list[Held]]
    home_country: str
    terms: Terms

    def is_outside(self, activity: Activity, request: Request) -> bool:
        """Return whether an activity lies outside the period and is told because of something later."""
        return not activity.in_period or not _touches(activity, request)

    def within(self, request: Request) -> list[Activity]:
        """Return the open activities of the period itself."""
        return [row for row in self.activities.values() if not self.is_outside(row, request)]


def world(request: Request) -> World:
    """Return what an edition prints of activities. A constant number of queries, however many activities there are."""
    return request.once("activities.world", lambda: _read(request))


def printable_places(activity: Activity) -> tuple[list[Place], bool]:
    """Return the places of an activity that may be printed, and whether one of them is withheld."""
    places = list(activity.places.all())
    shown = [place for place in places if not place.is_withheld and place.handling == Handling.OPEN]
    return shown, len(shown) < len(places)


def _read(request: Request) -> World:
    pictures = Picture.objects.in_use().filter(handling=Handling.OPEN, shows_people="no").exclude(caption_en="", caption_ko="")
    people = Participation.objects.select_related("person", "person__organisation", "organisation")
    rows = list(
        Activity.objects.in_use()
        .exclude(handling=Handling.INTERNAL)
        .filter(_told_in(request))
        .select_related("kind", "our_role", "heading", "part_of", "session", "session__series", "programme")
        .prefetch_related(
            Prefetch("participations", queryset=people.order_by("side", "order")),
            Prefetch("headcounts", queryset=Headcount.objects.order_by("order")),
            Prefetch("pictures", queryset=pictures.order_by("order"), to_attr="printable_pictures"),
            "outcomes", "asks", "asks__organisation", "places", "gifts_in_kind", "amounts", "roll",
        )
    )  # fmt: skip
    rows.sort(key=lambda row: (row.order == 0, row.order, str(row.starts_on or ""), row.title_en))
    terms = request.once("reference.terms", Terms.read)
    by_heading: dict[UUID | None, list[Activity]] = defaultdict(list)
    parts: dict[UUID, list[Activity]] = defaultdict(list)
    held: dict[UUID | None, list[Held]] = defaultdict(list)
    shown = {row.id: row for row in rows if row.handling == Handling.OPEN}
    for row in rows:
        if row.handling != Handling.OPEN:
            held[row.heading_id].append(Held(row.heading_id, row.kind.key, _total(row.headcounts.all())))
            continue
        by_heading[row.heading_id].append(row)
        if row.part_of_id in shown:
            parts[row.part_of_id].append(row)
    return World(shown, by_heading, parts, held, _home(), terms)


def _told_in(request: Request) -> Q:
    """Activities that touch the period, and those that stand under a heading of its year whenever they were."""
    touches = (Q(starts_on__isnull=True) | Q(starts_on__lte=request.ends_on)) & (
        Q(ends_on__isnull=True) | Q(ends_on__gte=request.starts_on)
    )
    years = range(request.starts_on.year, request.ends_on.year + 1)
    dated = Q(starts_on__isnull=False) | Q(ends_on__isnull=False)
    of_other_years = Q(heading__year__isnull=False) & ~Q(heading__year__in=years)
    return (Q(heading__year__in=years) & Q(in_period=False)) | (touches & dated) | (~dated & ~of_other_years)


def _touches(activity: Activity, request: Request) -> bool:
    span = activity.span
    return not span or span.overlaps(request.starts_on, request.ends_on)


def _total(headcounts: Iterable[Headcount]) -> Headcount | None:
    """Return the one number for the whole; where only groups were counted, none: groups are too small to be printed."""
    return next((row for row in headcounts if not row.group and row.part_of_id is None and row.count), None)


def _home() -> str:
    row = Profile.objects.in_use().order_by("-organisation__is_own").values_list("organisation__country_en", flat=True)
    return row.first() or ""
