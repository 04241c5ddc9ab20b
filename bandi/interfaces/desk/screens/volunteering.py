"""Volunteers and members on their pages: who it is, for those who may know; hours; members by country.

The name is a protected person of the same code. It is asked for with `visible_to` and opened by the reader's own keys; whoever belongs to no compartment sees
the same page as if there were none. May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.audit import clock
from bandi.foundation.records.sealing import rooms_for_records
from bandi.foundation.reference.writing import write_day, write_edtf, write_number
from bandi.foundation.vault.values import SealedValue
from bandi.interfaces.desk.addresses import url_of, url_of_kind, with_state
from bandi.interfaces.desk.panels import Panel, offer_panel, offer_way
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Action, Item
from bandi.interfaces.desk.unsealing import unseal
from bandi.register.people.models import Place, ProtectedPerson
from bandi.work.programmes.counting import members_on
from bandi.work.programmes.hours import Worked, worked_by
from bandi.work.programmes.models import Coded, MemberGroup, Volunteer

SHOWN = 60


def people_by_code(codes: Sequence[str], reader: Reader) -> dict[str, ProtectedPerson]:
    """Return the protected people of these codes that exist for the reader, with their names opened where her keys do."""
    if not codes:
        return {}
    found = list(ProtectedPerson.objects.visible_to(reader.account).filter(code__in=codes))
    unseal(found, ("name",))
    return {one.code: one for one in found}


def names_by_code(codes: Sequence[str], reader: Reader) -> dict[str, str]:
    """Return the names of these codes, as far as the reader's keys open them."""
    return {code: str(one.name) for code, one in people_by_code(codes, reader).items() if isinstance(one.name, SealedValue) and one.name.is_open}


@offer_panel("volunteers", "members")
def who_it_is(row: Coded, reader: Reader) -> Iterable[Panel]:
    """The sealed name, for those for whom it exists; a way to keep one, for those who could."""
    person = people_by_code([row.code], reader).get(row.code)
    if person is not None:
        name = str(person.name) if person.name else _("no name is kept yet")
        yield Panel("who", _("Who it is"), (Item(name, url_of(person), icon="lock", sub=_("sealed in %(compartment)s") % {"compartment": person.compartment}),), "lock")
    elif reader.edits and rooms_for_records(reader.account).exists():
        url = with_state(reverse("desk:record_new", args=["protected"]), {"code": row.code})
        yield Panel("who", _("Who it is"), (Item(_("Keep the name, sealed"), url, icon="add", sub=_("As a protected person of the same code. Everybody else goes on seeing the code.")),), "lock")


@offer_panel("volunteers")
def hours_of(row: Volunteer, reader: Reader) -> Iterable[Panel]:
    """Every day of work with its hours, and the sum."""
    days = worked_by(row, reader=reader.account)
    items = tuple(Item(reader.phrase(one.task).text, _url(one), icon="calendar", sub=write_day(one.on, reader.language), at=_hours(one.hours)) for one in reversed(days))
    note = _("Together: %(hours)s") % {"hours": _hours(sum((one.hours for one in days), Decimal(0)))}
    yield Panel("hours", _("Hours"), items[:SHOWN], "figures", note=note)


def _url(one: Worked) -> str:
    return url_of_kind("programmes.pair" if one.is_mentoring else "programmes.shift", one.record)


def _hours(hours: Decimal) -> str:
    return _("%(count)s h") % {"count": write_number(hours)}


@offer_way("volunteers")
def to_the_certificate(row: Volunteer, reader: Reader) -> Iterable[Action]:
    """Lead to the certificate of hours, in either language."""
    if worked_by(row, reader=reader.account):
        yield Action(_("Certificate in Korean"), reverse("desk:volunteer_certificate", args=[row.pk, "ko"]), "download")
        yield Action(_("Certificate in English"), reverse("desk:volunteer_certificate", args=[row.pk, "en"]), "download")


@offer_panel("groups")
def members_today(row: MemberGroup, reader: Reader) -> Iterable[Panel]:
    """How many members there are today, by country, without a name."""
    yield from (panel for panel in (members_panel(row, clock.today(), reader),) if panel)


def members_panel(row: MemberGroup, day: date, reader: Reader) -> Panel | None:
    """Return the members of a group on a day by country; None where nothing tells."""
    found = members_on(row, day, reader=reader.account)
    if found is None:
        return None
    places = {one.pk: one for one in Place.objects.visible_to(reader.account).filter(pk__in=[key for key in found.countries if key])}
    lines: list[tuple[str, int, str]] = []
    for key, count in found.countries.items():
        place = places.get(key)
        lines.append((reader.name(place).text if place else _("country not entered"), count, url_of(place) if place else ""))
    lines.sort(key=lambda one: (-one[1], one[0]))
    items = tuple(Item(label, url, at=write_number(count)) for label, count, url in lines) or (Item(_("nobody"), "", at="0"),)
    told = _("counted without names, %(day)s") % {"day": write_edtf(found.counted_on, reader.language)} if found.is_counted else _("from the register")
    title = _("Members on %(day)s: %(count)s") % {"day": write_day(day, reader.language), "count": write_number(found.count)}
    return Panel("members-on", title, items, "people", reverse("desk:group_members", args=[row.pk]), note=told)

