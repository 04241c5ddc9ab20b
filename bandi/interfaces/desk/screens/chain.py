"""Chains on the pages of records: what came before, what came after, how many days lie between.

May import: every package below the interfaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.reference.writing import write_edtf, write_number
from bandi.interfaces.desk.addresses import url_of_kind
from bandi.interfaces.desk.panels import Panel, offer_panel
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Item
from bandi.interfaces.desk.tables import kind_of
from bandi.work.advocacy.chains import Step, chain_of

SHOWN = 24
_DAY = re.compile(r"^\d{4}-\d\d-\d\d")


@offer_panel("activities", "letters", "submissions", "publications", "uptakes", "documents", "recommendations")
def the_chain(row: Any, reader: Reader) -> Iterable[Panel]:
    """Show the chain of a record where anything was said or taken up in it: other ties stand among what is related."""
    steps = chain_of(row, reader.account)
    if not any(step.model.startswith("advocacy.") for step in steps) or len(steps) < 2:
        return
    own = next(step for step in steps if step.record == row.pk)
    near = sorted(steps, key=lambda step: step.distance)[:SHOWN]
    items = tuple(_item(step, own, reader) for step in steps if step in near)
    yield Panel("chain", _("From what we said to what was taken up"), items, "link", note=_("By date. An order of days, not a proof of cause."))


def _item(step: Step, own: Step, reader: Reader) -> Item:
    kind = kind_of(step.model)
    words = str(kind.one) if kind else ""
    label = reader.phrase(step.label).text or _("(without a name)")
    if step.record == own.record:
        return Item(label, url_of_kind(step.model, step.record), sub=f"{words} · {_('this record')}", icon="star", at=write_edtf(step.written, reader.language))
    return Item(label, url_of_kind(step.model, step.record), sub=" · ".join(part for part in (words, _lag(step, own)) if part), icon=kind.icon if kind else "", at=write_edtf(step.written.partition(" (")[0], reader.language))


def _lag(step: Step, own: Step) -> str:
    if step.on is None or own.on is None or not (_DAY.match(step.written) and _DAY.match(own.written)):
        return ""
    days = (step.on - own.on).days
    if days == 0:
        return _("the same day")
    count = {"count": write_number(abs(days))}
    if days > 0:
        return ngettext("%(count)s day after", "%(count)s days after", days) % count
    return ngettext("%(count)s day before", "%(count)s days before", -days) % count
