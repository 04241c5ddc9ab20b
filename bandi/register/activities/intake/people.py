"""Who took part: our people, partners, counterparts, as far as the register knows them.

May import: people, records, this package's models.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity, Participation, Side
from bandi.register.people.intake.matching import organisations, people
from bandi.register.people.models import Person


def participations_of(folder: Folder, row: Row, activity: Activity) -> list[Participation]:
    """Return the participations that a row tells, in the order in which they are kept (side, then order)."""
    counterparts = [_counterpart(folder, values, activity, order) for order, values in enumerate(row.objects("counterparts"))]
    ours = [_ours(folder, values, activity, order) for order, values in enumerate(row.objects("our_people"))]
    partners = [_partner(folder, name, activity, order) for order, name in enumerate(row.parts("partners"))]
    return [*counterparts, *ours, *partners]


def _ours(folder: Folder, values: dict[str, Any], activity: Activity, order: int) -> Participation:
    ref, name = _text(values, "id"), _text(values, "name")
    if not (ref or name):
        raise RowProblem(_("somebody in “%(name)s” has neither an id nor a name") % {"name": "our_people"})
    person = folder.find(Person, ref)
    found = person.pk if person else people(folder).find(name) if name else None
    if found is None:
        folder.doubt(_("the person “%(ref)s” is not in the folder") % {"ref": (ref or name)[:80]})
    return Participation(
        activity=activity, side=Side.OURS, person_id=found, name="" if found else (name or ref)[:300],
        role=_text(values, "role")[:200], role_ko=_text(values, "role_ko")[:200], order=order,
    )  # fmt: skip


def _partner(folder: Folder, name: str, activity: Activity, order: int) -> Participation:
    found = organisations(folder).find(name)
    return Participation(
        activity=activity, side=Side.PARTNER, organisation_id=found, name="" if found else name[:300], order=order
    )


def _counterpart(folder: Folder, values: dict[str, Any], activity: Activity, order: int) -> Participation:
    name, body = _text(values, "name"), _text(values, "organisation")
    if not (name or body):
        raise RowProblem(_("somebody in “%(name)s” has neither a name nor an organisation") % {"name": "counterparts"})
    person = people(folder).find(name) if name else None
    organisation = organisations(folder).find(body) if body else None
    unknown = [text for text, found in ((name, person), (body, organisation)) if text and not found]
    return Participation(
        activity=activity, side=Side.COUNTERPART, person_id=person, organisation_id=organisation,
        name=", ".join(unknown)[:300], role=_text(values, "role")[:200], role_ko=_text(values, "role_ko")[:200], order=order,
    )  # fmt: skip


def _text(values: dict[str, Any], name: str) -> str:
    return str(values.get(name) or "").strip()
