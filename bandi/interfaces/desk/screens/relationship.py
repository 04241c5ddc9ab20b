"""The history of a relationship on one page: what we did with an organisation or a person, what was asked, promised, answered.

Everything is asked with `visible_to`; what an account may not see leaves neither a line nor a count.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import write_day, write_edtf, write_money, write_number, write_span
from bandi.interfaces.desk.addresses import url_of
from bandi.interfaces.desk.panels import Panel, offer_panel, offer_way
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Action, Item, Tile
from bandi.interfaces.desk.tables import key_of
from bandi.register.activities.models import Activity, Ask, Outcome
from bandi.register.activities.models.results import days_after
from bandi.register.people.models import Alias, Organisation, Person
from bandi.work.advocacy.models import Letter, Submission, Uptake
from bandi.work.funding.models import Grant

SHOWN = 400
SHOWN_OPEN = 12


@dataclass(frozen=True)
class RelationshipPage:
    """What `desk/relationship/relationship.html` shows. years: the year, and its lines from the newest to the oldest."""

    name: str
    url: str
    tiles: tuple[Tile, ...]
    open_asks: tuple[Item, ...]
    years: tuple[tuple[str, tuple[Item, ...]], ...]


def relationship_page(row: Organisation | Person, reader: Reader) -> RelationshipPage:
    """Return the page of an organisation or a person of public role."""
    asked = list(asks_of(row, reader))
    lines = sorted(_lines(row, asked, reader), key=lambda line: (line[0] is not None, line[0] or date.min), reverse=True)
    years: dict[str, list[Item]] = {}
    for day, item in lines:
        years.setdefault(str(day.year) if day else _("without a date"), []).append(item)
    waiting = [ask for ask in asked if ask.is_open]
    return RelationshipPage(
        name=reader.name(row).text, url=url_of(row), tiles=tuple(_tiles(asked, lines)), open_asks=tuple(ask_item(ask, reader) for ask in waiting),
        years=tuple((year, tuple(items)) for year, items in years.items()),
    )  # fmt: skip


def asks_of(row: Organisation | Person, reader: Reader) -> Any:
    """Return the requests and promises between us and somebody, those without an answer first, then by day."""
    names = _names(row)
    mine = Q(organisation=row.pk) if isinstance(row, Organisation) else Q(person=row.pk)
    rows = Ask.objects.filter(mine | Q(organisation__isnull=True, counterpart__in=names), activity__in=Activity.objects.visible_to(reader.account))
    return rows.select_related("activity").order_by("answered_on", "due_on", "-activity__starts_on")[:SHOWN]


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


def _names(row: Organisation | Person) -> list[str]:
    own = (row.name_en, row.name_ko, row.abbreviation) if isinstance(row, Organisation) else (row.full_name, row.name_ko, row.name_in("en"))
    return [name for name in {*own, *Alias.objects.filter(record=row.pk).values_list("name", flat=True)} if name]


def _tiles(asked: list[Ask], lines: list[tuple[date | None, Item]]) -> Iterable[Tile]:
    ours = [ask for ask in asked if ask.direction == Ask.Direction.ASKED]
    promised = [ask for ask in asked if ask.direction == Ask.Direction.PROMISED]
    lags = sorted(ask.lag_days for ask in asked if ask.lag_days is not None)
    days = [day for day, _item in lines if day]
    yield Tile(_("Contacts"), write_number(len(lines)), note=f"{min(days).year}–{max(days).year}" if days else "")
    yield Tile(_("Requests of ours"), write_number(len(ours)), note=_open_note(ours))
    yield Tile(_("Promises to us"), write_number(len(promised)), note=_open_note(promised))
    if lags:
        yield Tile(_("Days until the answer"), write_number(lags[len(lags) // 2]), note=_("in the middle of all answers"))


def _open_note(asked: list[Ask]) -> str:
    count = sum(ask.is_open for ask in asked)
    return ngettext("%(count)s open", "%(count)s open", count) % {"count": count} if count else ""


def _lines(row: Organisation | Person, asked: list[Ask], reader: Reader) -> Iterator[tuple[date | None, Item]]:
    yield from _activities(row, asked, reader)
    yield from _texts(row, reader)
    if isinstance(row, Organisation):
        yield from _uptakes(row, reader)
        yield from _grants(row, reader)


def _activities(row: Organisation | Person, asked: list[Ask], reader: Reader) -> Iterator[tuple[date | None, Item]]:
    how = {"participations__organisation": row.pk} if isinstance(row, Organisation) else {"participations__person": row.pk}
    keys = set(Activity.objects.filter(**how).values_list("pk", flat=True)[:SHOWN]) | {ask.activity_id for ask in asked}
    found = list(Activity.objects.visible_to(reader.account).filter(pk__in=keys).select_related("kind"))
    outcomes: dict[Any, list[Outcome]] = {}
    for outcome in Outcome.objects.filter(activity__in=[activity.pk for activity in found]):
        outcomes.setdefault(outcome.activity_id, []).append(outcome)
    for activity in found:
        came = [reader.phrase(outcome.text).text for outcome in outcomes.get(activity.pk, [])[:2]]
        sub = " · ".join(part for part in (reader.term_of(activity.kind), *came) if part)
        yield activity.starts_on, Item(reader.name(activity).text, url_of(activity), sub=sub, icon="activities", at=write_span(activity.span, reader.language))


def _texts(row: Organisation | Person, reader: Reader) -> Iterator[tuple[date | None, Item]]:
    signed = {"record__signatories__organisation": row.pk} if isinstance(row, Organisation) else {"record__signatories__person": row.pk}
    asked = Q(**signed)
    if isinstance(row, Organisation):
        asked |= Q(addressed_to__organisation=row.pk)
    named = Q()
    for name in _names(row):
        if len(name) > 4:
            named |= Q(recipients_en__icontains=name) | Q(recipients_ko__icontains=name)
    for letter in Letter.objects.visible_to(reader.account).filter(asked | named).distinct()[:SHOWN]:
        yield letter.sent_on, Item(reader.phrase(letter.recipients).text, url_of(letter), sub=f"{_('letter')} · {reader.phrase(letter.message).text}", icon="advocacy", at=write_edtf(letter.sent, reader.language))
    for one in Submission.objects.visible_to(reader.account).filter(asked | Q(mechanism__in=_names(row))).distinct()[:SHOWN]:
        yield one.filed_on, Item(reader.name(one).text, url_of(one), sub=_("submission"), icon="upload", at=write_edtf(one.filed, reader.language))


def _uptakes(row: Organisation, reader: Reader) -> Iterator[tuple[date | None, Item]]:
    names = _names(row)
    for one in Uptake.objects.visible_to(reader.account).filter(Q(body_en__in=names) | Q(body_ko__in=names))[:SHOWN]:
        day = date.fromisoformat(one.document_date) if len(one.document_date) == 10 and one.document_date[4] == "-" else None
        label = reader.phrase(Text(one.document_en, one.document_ko)).text
        yield day, Item(label, url_of(one), sub=f"{_('took up')}: {reader.phrase(one.own_text).text}", icon="star", at=write_edtf(one.document_date, reader.language))


def _grants(row: Organisation, reader: Reader) -> Iterator[tuple[date | None, Item]]:
    for one in Grant.objects.visible_to(reader.account).filter(funder=row.pk)[:SHOWN]:
        money = write_money(one.amount, one.currency, reader.language) if one.amount is not None else ""
        sub = " · ".join(part for part in (_("grant"), str(one.get_state_display()), money) if part)
        yield one.decided_on or one.applied_on or one.starts_on, Item(reader.name(one).text, url_of(one), sub=sub, icon="money", at=write_span(one.span, reader.language))


@offer_way("organisations", "outlets", "people")
def to_the_relationship(row: Any, reader: Reader) -> Iterable[Action]:
    """Lead from a record to the history of the relationship."""
    yield Action(_("Relationship"), reverse("desk:relationship", args=[key_of(row._meta.label_lower), row.pk]), "history")


@offer_panel("organisations", "people")
def open_asks(row: Any, reader: Reader) -> Iterable[Panel]:
    """Show what is open between us and somebody on her page."""
    waiting = [ask for ask in asks_of(row, reader) if ask.is_open]
    url = reverse("desk:relationship", args=[key_of(row._meta.label_lower), row.pk])
    yield Panel("open-asks", _("Open requests and promises"), tuple(ask_item(ask, reader) for ask in waiting[:SHOWN_OPEN]), "due", url)
