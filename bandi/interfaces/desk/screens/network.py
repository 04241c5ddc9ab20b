"""The graph of a relationship: who stands around an organisation or an official, drawn from the records.

A line is what the records hold: that two took part in the same activity, that somebody is in office or belongs to a body, that
two signed the same text. Only what the reader may see is counted. The same is told in a list beside the picture.

May import: every package below the interfaces.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.records.sight import sight_of
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk.addresses import page_url
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Item
from bandi.interfaces.desk.screens.remembering import remembered
from bandi.interfaces.desk.tables import key_of
from bandi.register.activities.models import Activity, Participation
from bandi.register.people.models import Organisation, Person
from bandi.work.advocacy.models import Letter, Office, Signatory, Submission

AROUND = 16  # neighbours that are drawn; the list beside the picture holds more
LISTED = 60
AT_ONCE = 600  # activities that are looked at, the newest first
CENTRE, RADIUS = (400.0, 250.0), (215.0, 175.0)
FEW = 4  # so many neighbours need less height
MODELS: dict[str, tuple[Any, Q]] = {"o": (Organisation, Q(is_own=True)), "p": (Person, Q(organisation__is_own=True))}
LETTERS = {"o": "organisation", "p": "person"}
VIEWS = {True: "0 120 800 270", False: "0 0 800 500"}


@dataclass
class Tie:
    """How somebody stands to the one in the middle."""

    together: int = 0
    signed: int = 0
    words: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How strong the tie is: office and belonging above all."""
        return self.together + self.signed + 3 * len(self.words)


@dataclass(frozen=True)
class Node:
    """One circle of the picture. anchor: where its label stands to it; size: radius."""

    label: str
    url: str
    x: str
    y: str
    text_x: str
    text_y: str
    anchor: str
    size: int
    is_person: bool


@dataclass(frozen=True)
class Line:
    """One line between two circles; width from 1 to 5. is_between: not to the middle, but between two around it."""

    x1: str
    y1: str
    x2: str
    y2: str
    width: int
    is_between: bool = False


@dataclass(frozen=True)
class Network:
    """What `desk/relationship/_network.html` draws. items: the same in words; left_out: neighbours that are not drawn."""

    name: str
    view: str
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    items: tuple[Item, ...]
    left_out: int
    alt: str


def network_of(row: Organisation | Person, reader: Reader) -> Network:
    """Return the graph around an organisation or a person of public role, kept until something is written; without neighbours it has no nodes."""
    sight = sight_of(reader.account)
    return remembered(f"network:{row.pk}:{sight}:{reader.language}", lambda: _network(row, Reader(sight, reader.language)))  # type: ignore[arg-type]


def _network(row: Organisation | Person, reader: Reader) -> Network:
    """Return the graph. reader: a sight in the place of an account, so that nothing hangs on more of her than how far she sees."""
    shared = _together(row, reader)
    ties: dict[tuple[str, UUID], Tie] = {key: Tie(together=count) for key, count in _counted(shared, row)}
    for key, words in _standing(row):
        tie = ties.setdefault(key, Tie())
        if words not in tie.words:
            tie.words.append(words)
    for key in _signed_with(row, reader):
        ties.setdefault(key, Tie()).signed += 1
    known = _known(ties, reader)
    strongest = sorted(known, key=lambda key: (-ties[key].weight, key))[:LISTED]
    rows = _rows(strongest)
    ranked = sorted(((key, ties[key], rows[key]) for key in strongest if key in rows), key=lambda one: (-one[1].weight, reader.name(one[2]).text))
    drawn = ranked[:AROUND]
    names = [key for key, _tie, _row in drawn]
    between: Counter[Any] = _between(shared, names) if len(names) > 1 else Counter()
    places = {key: _place(number, len(drawn)) for number, key in enumerate(names)}
    lines = [_line(places[one], places[other], count, is_between=True) for (one, other), count in between.items() if count > 1]
    lines += [_line(CENTRE, places[key], tie.weight) for key, tie, _row in drawn]
    return Network(
        name=reader.name(row).text, view=VIEWS[len(drawn) <= FEW], nodes=tuple(_node(tie, one, places[key], reader) for key, tie, one in drawn), lines=tuple(lines),
        items=tuple(_item(tie, one, reader) for _key, tie, one in ranked), left_out=len(ranked) - len(drawn),
        alt=_alt(reader.name(row).text, drawn, reader),
    )  # fmt: skip


def _together(row: Organisation | Person, reader: Reader) -> Any:
    """Return who else took part in what the row took part in, of its newest activities; ourselves left out."""
    mine = Q(organisation=row.pk) if isinstance(row, Organisation) else Q(person=row.pk)
    newest = Activity.objects.visible_to(reader.account).filter(pk__in=Participation.objects.filter(mine).values("activity")).order_by("-starts_on", "-record_id")
    keys = list(newest.values_list("pk", flat=True)[:AT_ONCE])
    return Participation.objects.filter(activity__in=keys).filter(Q(organisation__isnull=True) | Q(organisation__is_own=False)).order_by()


def _counted(shared: Any, row: Organisation | Person) -> Iterable[tuple[tuple[str, UUID], int]]:
    """Yield everybody with the number of activities in which both took part."""
    for letter, name in LETTERS.items():
        for key, count in shared.filter(**{f"{name}__isnull": False}).values_list(name).annotate(Count("activity", distinct=True)):
            if key != row.pk:
                yield (letter, key), count


def _between(shared: Any, drawn: list[tuple[str, UUID]]) -> Counter[tuple[tuple[str, UUID], tuple[str, UUID]]]:
    """Return in how many of these activities two of those who are drawn took part, both in the order in which they stand."""
    places = {key: number for number, key in enumerate(drawn)}
    there: dict[UUID, set[tuple[str, UUID]]] = defaultdict(set)
    for letter, name in LETTERS.items():
        keys = [key for other, key in drawn if other == letter]
        for activity, key in shared.filter(**{f"{name}__in": keys}).values_list("activity", name) if keys else ():
            there[activity].add((letter, key))
    return Counter(pair for keys in there.values() for pair in combinations(sorted(keys, key=places.__getitem__), 2))


def _standing(row: Organisation | Person) -> Iterable[tuple[tuple[str, UUID], str]]:
    """Yield who holds an office at a body, or belongs to it."""
    if isinstance(row, Organisation):
        for one in Office.objects.filter(mechanism__organisation=row.pk, mechanism__is_removed=False):
            yield ("p", one.person_id), _("in office")
        for key in Person.objects.in_use().filter(organisation=row.pk).values_list("pk", flat=True):
            yield ("p", key), _("belongs to it")
        return
    for one in Office.objects.filter(person=row.pk, mechanism__organisation__isnull=False, mechanism__is_removed=False).select_related("mechanism"):
        yield ("o", one.mechanism.organisation_id), _("in office")
    if row.organisation_id:
        yield ("o", row.organisation_id), _("belongs to it")


def _signed_with(row: Organisation | Person, reader: Reader) -> Iterable[tuple[str, UUID]]:
    """Yield who signed the same letter or submission, once for each text."""
    mine = Q(organisation=row.pk) if isinstance(row, Organisation) else Q(person=row.pk)
    texts = set(Signatory.objects.filter(mine, declined_on__isnull=True).values_list("record", flat=True)[:AT_ONCE])
    if not texts:
        return
    seen = {key for model in (Letter, Submission) for key in model.objects.visible_to(reader.account).filter(pk__in=texts).values_list("pk", flat=True)}
    for organisation, person in Signatory.objects.filter(record__in=seen, declined_on__isnull=True).exclude(mine).values_list("organisation", "person"):
        if organisation:
            yield "o", organisation
        elif person:
            yield "p", person


def _known(ties: dict[tuple[str, UUID], Tie], reader: Reader) -> set[tuple[str, UUID]]:
    """Return the ends of the ties that the reader may see; our own organisation and our own staff are no counterparts."""
    found: set[tuple[str, UUID]] = set()
    for letter, (model, ours) in MODELS.items():
        keys = [key for kind, key in ties if kind == letter]
        seen = model.objects.visible_to(reader.account).filter(pk__in=keys).exclude(ours).order_by() if keys else None
        found.update((letter, key) for key in (seen.values_list("pk", flat=True) if seen is not None else ()))
    return found


def _rows(known: list[tuple[str, UUID]]) -> dict[tuple[str, UUID], Any]:
    """Return the rows behind ends that are known to be seen."""
    found: dict[tuple[str, UUID], Any] = {}
    for letter, (model, _ours) in MODELS.items():
        keys = [key for kind, key in known if kind == letter]
        found.update({(letter, row.pk): row for row in (model.objects.filter(pk__in=keys) if keys else ())})
    return found


def _place(number: int, count: int) -> tuple[float, float]:
    """Return where the neighbour of a number stands: on an ellipse, from the top to the right."""
    angle = -math.pi / 2 + 2 * math.pi * (number + 0.5) / max(count, 1)
    height = RADIUS[1] / 2 if count <= FEW else RADIUS[1]
    return CENTRE[0] + RADIUS[0] * math.cos(angle), CENTRE[1] + height * math.sin(angle)


def _line(one: tuple[float, float], other: tuple[float, float], weight: int, *, is_between: bool = False) -> Line:
    width = 1 if is_between else min(5, 1 + int(math.log2(max(weight, 1))))
    return Line(*(f"{value:.1f}" for value in (*one, *other)), width, is_between)


def _node(tie: Tie, row: Any, place: tuple[float, float], reader: Reader) -> Node:
    x, y = place
    size = min(14, 5 + 2 * int(math.log2(max(tie.weight, 1))))
    side = "start" if x > CENTRE[0] + 12 else ("end" if x < CENTRE[0] - 12 else "middle")
    text_x = x + (size + 5) * {"start": 1, "end": -1, "middle": 0}[side]
    text_y = y + (4 if side != "middle" else (size + 14 if y > CENTRE[1] else -size - 6))
    label = reader.name(row).text
    short = label if len(label) <= (14 if reader.language == "ko" else 26) else label[: (13 if reader.language == "ko" else 25)].rstrip() + "…"
    return Node(short, _url(row), f"{x:.1f}", f"{y:.1f}", f"{text_x:.1f}", f"{text_y:.1f}", side, size, isinstance(row, Person))


def _item(tie: Tie, row: Any, reader: Reader) -> Item:
    told = list(tie.words)
    if tie.together:
        told.append(ngettext("%(count)s activity together", "%(count)s activities together", tie.together) % {"count": write_number(tie.together)})
    if tie.signed:
        told.append(ngettext("%(count)s text signed together", "%(count)s texts signed together", tie.signed) % {"count": write_number(tie.signed)})
    return Item(reader.name(row).text, _url(row), sub=" · ".join(told), icon="person" if isinstance(row, Person) else "organisation")


def _url(row: Any) -> str:
    return page_url("desk:relationship", row.pk, key_of(row._meta.label_lower))


def _alt(name: str, drawn: list[tuple[Any, Tie, Any]], reader: Reader) -> str:
    first = ", ".join(reader.name(row).text for _key, _tie, row in drawn[:5])
    return _("%(name)s in the middle; around it, the closest first: %(first)s. The list tells all of them.") % {"name": name, "first": first}
