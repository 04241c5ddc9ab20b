"""The history of a relationship on one page: what we did with an organisation or a person, what was asked, promised, answered.

Everything is asked with `visible_to`; what an account may not see leaves neither a line nor a count.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.records.sight import BySight, sight_of
from bandi.foundation.reference.statements import (
    FEW,
    ROOMS,
    UUID_VALUE,
    Given,
    GivenIds,
    GivenKeys,
    GivenTexts,
    Statement,
    room_for,
)
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import write_day, write_edtf, write_money, write_number, write_span
from bandi.interfaces.desk.addresses import page_url, url_of, with_state
from bandi.interfaces.desk.paging import PAGE, pages_of, within
from bandi.interfaces.desk.panels import Panel, offer_panel, offer_way
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Action, Item, Tile
from bandi.interfaces.desk.screens.remembering import remembered
from bandi.interfaces.desk.screens.year import asks_seen
from bandi.interfaces.desk.tables import key_of
from bandi.register.activities.models import Activity, Ask, Outcome, Participation
from bandi.register.activities.models.results import days_after
from bandi.register.people.models import Alias, Organisation, Person
from bandi.work.advocacy.models import Letter, Submission, Uptake
from bandi.work.funding.models import Grant

SHOWN = 400
SHOWN_OPEN = 12
TOLD = ("title_en", "title_ko", "kind", "starts_on", "ends_on", "precision", "when")
UNTOLD = ("activity__summary_en", "activity__summary_ko", "activity__dates", "activity__rhythm_text", "activity__date_note")
_KIND: Any = Activity._meta.get_field("kind")


@dataclass(frozen=True)
class Year:
    """What was in a year: the lines on this page, and how many there are in all."""

    label: str
    items: tuple[Item, ...]
    count: str


@dataclass(frozen=True)
class RelationshipPage:
    """What `desk/relationship/relationship.html` shows. years: their lines from the newest to the oldest; pages: as `parts/pagination.html` has them."""

    name: str
    url: str
    tiles: tuple[Tile, ...]
    open_asks: tuple[Item, ...]
    years: tuple[Year, ...]
    pages: dict[str, Any] | None


def _of(is_body: bool) -> dict[str, Given]:
    """Return the condition that names the organisation or the person."""
    return {"organisation" if is_body else "person": Given("row", UUID_VALUE)}


def _asked(is_body: bool) -> BySight[Ask]:
    named = Q(organisation__isnull=True, counterpart__in=GivenTexts("names"))
    return BySight(lambda sight: asks_seen(sight).filter(Q(**_of(is_body)) | named).select_related("activity").defer(*UNTOLD).order_by("answered_on", "due_on", "-activity__starts_on")[:SHOWN])


def _parts(is_body: bool) -> Statement[Any]:
    return Statement(lambda: Participation.objects.filter(**_of(is_body)).order_by().values_list("activity")[: FEW + 1])


def _few_newest(room: int) -> BySight[Any]:
    return BySight(lambda sight: _in_order(_seen(sight).filter(pk__in=GivenKeys("keys", room)))[:PAGE])


def _many_newest(is_body: bool) -> BySight[Any]:
    there = Exists(Participation.objects.filter(activity=OuterRef("pk"), **_of(is_body)))
    return BySight(lambda sight: _in_order(_seen(sight).filter(there | Q(pk__in=GivenIds("beside"))))[:PAGE])


def _seen(sight: Any) -> QuerySet[Activity]:
    return Activity.objects.visible_to(sight)


BODIES = (True, False)
_ASKS = {is_body: _asked(is_body) for is_body in BODIES}
_PARTS = {is_body: _parts(is_body) for is_body in BODIES}
_FEW_NEWEST = {room: _few_newest(room) for room in ROOMS}
_MANY_NEWEST = {is_body: _many_newest(is_body) for is_body in BODIES}
_TOLD: BySight[Activity] = BySight(lambda sight: _seen(sight).filter(pk__in=GivenKeys("keys", PAGE)).only(*TOLD))
_OUTCOMES: Statement[Any] = Statement(lambda: Outcome.objects.filter(activity__in=GivenKeys("keys", PAGE)).values_list("activity_id", "text_en", "text_ko"))
_ALIASES: Statement[str] = Statement(lambda: Alias.objects.filter(record=Given("row", UUID_VALUE)).values_list("name", flat=True))

Line = tuple[date | None, Item | UUID]
"""A day and what was on it; of an activity its id, because it is read only where it is shown."""


def relationship_page(row: Organisation | Person, reader: Reader, asked_page: int = 1) -> RelationshipPage:
    """Return the page of an organisation or a person of public role."""
    asked = asks_of(row, reader)
    others = _kept_others(row, reader)
    activities = _activities(row, asked, reader)
    counts = Counter(_by_year(row, activities, reader))
    counts.update(str(day.year) if day else "" for day, _item in others)
    number = within(asked_page, counts.total())
    newest = _newest(row, asked, reader) if number == 1 else _in_order(activities)[: number * PAGE]
    lines: list[Line] = sorted([*newest, *others], key=lambda line: (line[0] is not None, line[0] or date.min), reverse=True)
    part = lines[(number - 1) * PAGE : number * PAGE]
    told = _told([what for _day, what in part if isinstance(what, UUID)], reader)
    years: dict[str, list[Item]] = {}
    for day, what in part:
        years.setdefault(str(day.year) if day else "", []).append(told[what] if isinstance(what, UUID) else what)
    url = page_url("desk:relationship", row.pk, key_of(row._meta.label_lower))
    return RelationshipPage(
        name=reader.name(row).text, url=url_of(row), tiles=tuple(_tiles(asked, counts)),
        open_asks=tuple(ask_item(ask, reader) for ask in asked if ask.is_open),
        years=tuple(Year(year or _("without a date"), tuple(items), write_number(counts[year])) for year, items in years.items()),
        pages=pages_of(number, counts.total(), lambda page: with_state(url, {"page": str(page) if page > 1 else ""})),
    )  # fmt: skip


def asks_of(row: Organisation | Person, reader: Reader) -> list[Ask]:
    """Return the requests and promises between us and somebody, those without an answer first, then by day."""
    return _ASKS[isinstance(row, Organisation)].all(reader.account, row=row.pk, names=_names(row, reader))


def ask_item(ask: Ask, reader: Reader) -> Item:
    """Return a request or promise as a line: its words, when it was made, how long it has waited or took."""
    today = timezone.localdate()
    kind = str(ask.get_direction_display())
    made = write_span(ask.activity.span, reader.language)
    if ask.is_open and ask.due_on:
        at = (_("late since %(day)s") if ask.due_on < today else _("answer by %(day)s")) % {"day": write_day(ask.due_on, reader.language)}
    elif ask.is_open:
        waited = days_after(ask.activity, today)
        at = ngettext("open for %(count)s day", "open for %(count)s days", waited) % {"count": write_number(waited)} if waited is not None else _("still open")
    else:
        at = _lag(ask.lag_days) or _("answered")
    return Item(
        reader.phrase(ask.text).text or ask.counterpart or kind, url_of(ask.activity),
        sub=" · ".join(part for part in (kind, made, reader.name(ask.activity).text, reader.phrase(ask.answered).text) if part), icon="check" if not ask.is_open else "due", at=at,
    )  # fmt: skip


def _lag(days: int | None) -> str:
    return ngettext("after %(count)s day", "after %(count)s days", days) % {"count": write_number(days)} if days is not None else ""


def _names(row: Organisation | Person, reader: Reader) -> list[str]:
    own = (row.name_en, row.name_ko, row.abbreviation) if isinstance(row, Organisation) else (row.full_name, row.name_ko, row.name_in("en"))
    aliases = reader.once(("aliases", row.pk), lambda: _ALIASES.all(row=row.pk))
    return [name for name in dict.fromkeys((*own, *aliases)) if name]


def _tiles(asked: list[Ask], counts: Counter[str]) -> Iterable[Tile]:
    ours = [ask for ask in asked if ask.direction == Ask.Direction.ASKED]
    promised = [ask for ask in asked if ask.direction == Ask.Direction.PROMISED]
    lags = sorted(ask.lag_days for ask in asked if ask.lag_days is not None)
    years = sorted(year for year in counts if year)
    yield Tile(_("Contacts"), write_number(counts.total()), note=f"{years[0]}–{years[-1]}" if years else "")
    yield Tile(_("Requests of ours"), write_number(len(ours)), note=_open_note(ours))
    yield Tile(_("Promises to us"), write_number(len(promised)), note=_open_note(promised))
    if lags:
        yield Tile(_("Days until the answer"), write_number(lags[len(lags) // 2]), note=_("in the middle of all answers"))


def _open_note(asked: list[Ask]) -> str:
    count = sum(ask.is_open for ask in asked)
    return ngettext("%(count)s open", "%(count)s open", count) % {"count": count} if count else ""


def _activities(row: Organisation | Person, asked: list[Ask], reader: Reader) -> QuerySet[Activity]:
    """Return the activities in which somebody took part, or at which something was asked or promised."""
    mine = Q(organisation=row.pk) if isinstance(row, Organisation) else Q(person=row.pk)
    there = Q(pk__in=Participation.objects.filter(mine).values("activity"))
    return Activity.objects.visible_to(reader.account).filter(there | Q(pk__in={ask.activity_id for ask in asked}))


def _by_year(row: Organisation | Person, activities: QuerySet[Activity], reader: Reader) -> dict[str, int]:
    """Return how many activities there were in each year, those without a day under ""; kept until something is written."""
    year = Substr(Cast("starts_on", CharField()), 1, 4)

    def count() -> dict[str, int]:
        return {found or "": number for found, number in activities.order_by().annotate(begun=year).values_list("begun").annotate(Count("pk"))}

    return remembered(f"relationship:{row.pk}:{sight_of(reader.account)}", count)


def _in_order(activities: QuerySet[Activity]) -> QuerySet[Activity, tuple[date | None, UUID]]:
    return activities.order_by(F("starts_on").desc(nulls_last=True), "-record_id").values_list("starts_on", "pk")


def _newest(row: Organisation | Person, asked: list[Ask], reader: Reader) -> list[tuple[date | None, UUID]]:
    """Return the day and the id of the newest activities: looked up by their keys where they are few, found by walking the list in its order where they are many."""
    is_body = isinstance(row, Organisation)
    beside = {ask.activity_id for ask in asked}
    keys = [*(key for (key,) in _PARTS[is_body].plain(row=row.pk)), *beside]
    if not keys:
        return []
    if len(keys) <= FEW:
        return _FEW_NEWEST[room_for(len(keys))].all(reader.account, keys=keys)
    return _MANY_NEWEST[is_body].all(reader.account, row=row.pk, beside=beside)


def _told(keys: list[UUID], reader: Reader) -> dict[UUID, Item]:
    """Return activities as lines, each with what came of it."""
    if not keys:
        return {}
    outcomes: dict[UUID, list[str]] = defaultdict(list)
    for activity_id, english, korean in _OUTCOMES.all(keys=keys):
        outcomes[activity_id].append(reader.pair(english, korean).text)
    found = {}
    for activity in _TOLD.all(reader.account, keys=keys):
        sub = " · ".join(part for part in (reader.related(activity, _KIND).text, *outcomes[activity.pk][:2]) if part)
        found[activity.pk] = Item(reader.name(activity).text, url_of(activity), sub=sub, icon="activities", at=write_span(activity.span, reader.language))
    return found


def _kept_others(row: Organisation | Person, reader: Reader) -> list[Line]:
    """Return the lines that are no activities, kept until something is written: they hang on the records, the language and how far the reader sees."""
    sight = sight_of(reader.account)
    return remembered(f"relationship:others:{row.pk}:{sight}:{reader.language}", lambda: list(_others(row, Reader(sight, reader.language))))  # type: ignore[arg-type]


def _others(row: Organisation | Person, reader: Reader) -> Iterator[Line]:
    yield from _texts(row, reader)
    if isinstance(row, Organisation):
        yield from _uptakes(row, reader)
        yield from _grants(row, reader)


def _texts(row: Organisation | Person, reader: Reader) -> Iterator[Line]:
    signed = {"record__signatories__organisation": row.pk} if isinstance(row, Organisation) else {"record__signatories__person": row.pk}
    asked = Q(**signed)
    if isinstance(row, Organisation):
        asked |= Q(addressed_to__organisation=row.pk)
    named = Q()
    for name in _names(row, reader):
        if len(name) > 4:
            named |= Q(recipients_en__icontains=name) | Q(recipients_ko__icontains=name)
    for letter in Letter.objects.visible_to(reader.account).filter(asked | named).distinct()[:SHOWN]:
        yield letter.sent_on, Item(reader.phrase(letter.recipients).text, url_of(letter), sub=f"{_('letter')} · {reader.phrase(letter.message).text}", icon="advocacy", at=write_edtf(letter.sent, reader.language))
    for one in Submission.objects.visible_to(reader.account).filter(asked | Q(mechanism__in=_names(row, reader))).distinct()[:SHOWN]:
        yield one.filed_on, Item(reader.name(one).text, url_of(one), sub=_("submission"), icon="upload", at=write_edtf(one.filed, reader.language))


def _uptakes(row: Organisation, reader: Reader) -> Iterator[Line]:
    names = _names(row, reader)
    for one in Uptake.objects.visible_to(reader.account).filter(Q(body_en__in=names) | Q(body_ko__in=names))[:SHOWN]:
        day = date.fromisoformat(one.document_date) if len(one.document_date) == 10 and one.document_date[4] == "-" else None
        label = reader.phrase(Text(one.document_en, one.document_ko)).text
        yield day, Item(label, url_of(one), sub=f"{_('took up')}: {reader.phrase(one.own_text).text}", icon="star", at=write_edtf(one.document_date, reader.language))


def _grants(row: Organisation, reader: Reader) -> Iterator[Line]:
    for one in Grant.objects.visible_to(reader.account).filter(funder=row.pk)[:SHOWN]:
        money = write_money(one.amount, one.currency, reader.language) if one.amount is not None else ""
        sub = " · ".join(part for part in (_("grant"), str(one.get_state_display()), money) if part)
        yield one.decided_on or one.applied_on or one.starts_on, Item(reader.name(one).text, url_of(one), sub=sub, icon="money", at=write_span(one.span, reader.language))


@offer_way("organisations", "outlets", "people")
def to_the_relationship(row: Any, reader: Reader) -> Iterable[Action]:
    """Lead from a record to the history of the relationship."""
    yield Action(_("Relationship"), page_url("desk:relationship", row.pk, key_of(row._meta.label_lower)), "history")


@offer_panel("organisations", "people")
def open_asks(row: Any, reader: Reader) -> Iterable[Panel]:
    """Show what is open between us and somebody on her page."""
    waiting = [ask for ask in asks_of(row, reader) if ask.is_open]
    url = page_url("desk:relationship", row.pk, key_of(row._meta.label_lower))
    yield Panel("open-asks", _("Open requests and promises"), tuple(ask_item(ask, reader) for ask in waiting[:SHOWN_OPEN]), "due", url)
