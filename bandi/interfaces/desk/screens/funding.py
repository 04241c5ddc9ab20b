"""What stands on the pages of activities, grants and items in stock: sums planned, spent and left, and what the shelf should hold.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.reference.writing import write_money, write_number
from bandi.interfaces.desk.addresses import list_url, url_of, with_state
from bandi.interfaces.desk.panels import Panel, offer_panel
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Item
from bandi.interfaces.desk.tables.funding import so_many
from bandi.register.activities.models import Activity
from bandi.work.funding.adding import Total, by_currency, in_currency, lines_of, together
from bandi.work.funding.balance import balance_of
from bandi.work.funding.models import BudgetLine, Grant, StockItem


@offer_panel("activities")
def budget(row: Activity, reader: Reader) -> Iterable[Panel]:
    """Show what an activity with its parts is planned to cost, did cost, and what is left, each currency for itself."""
    lines = lines_of(row.pk, reader.account)
    if not lines:
        return
    url = with_state(list_url("budget-lines"), {"activity": str(row.pk)})
    items = [*_sums(lines, url, reader), *_of_parts(row, lines, reader)]
    yield Panel("budget", _("Budget"), tuple(items), "money", url, _unrated(lines), is_counted=False)


@offer_panel("grants")
def paid_by(row: Grant, reader: Reader) -> Iterable[Panel]:
    """Show what a grant is planned to pay and paid, and what is left of it where that can be said."""
    lines = list(BudgetLine.objects.visible_to(reader.account).filter(grant=row.pk))
    if not lines:
        return
    url = with_state(list_url("budget-lines"), {"grant": str(row.pk)})
    items, note = list(_sums(lines, url, reader)), _unrated(lines)
    if row.amount is not None:
        whole = in_currency(lines, row.currency)
        if whole is None:
            note = _("Some lines are in another currency without a rate to %(currency)s: what is left of the grant cannot be said.") % {"currency": row.currency}
        else:
            items.append(_left_of_grant(row.amount, whole, url, reader))
    yield Panel("paid-by-grant", _("What it pays for"), tuple(items), "money", url, note, is_counted=False)


@offer_panel("stock")
def shelf(row: StockItem, reader: Reader) -> Iterable[Panel]:
    """Show how much of an item the shelf should hold, and from which entries that follows."""
    balance = balance_of(row.pk)
    came, gone = (write_number(value, reader.language) for value in (balance.came, balance.gone))
    parts = [_("came in: %(count)s") % {"count": came}, _("handed out: %(count)s") % {"count": gone}]
    if balance.corrected:
        parts.insert(1, _("corrected: %(count)s") % {"count": f"{'+' if balance.corrected > 0 else '−'}{write_number(abs(balance.corrected), reader.language)}"})
    label = (_("At most %(amount)s left") if balance.uncounted else _("%(amount)s left")) % {"amount": so_many(balance.left, row, reader)}
    if not (balance.came or balance.corrected or balance.gone):
        label = _("Nothing was counted yet")
    note = ""
    if balance.uncounted:
        note = ngettext("%(count)s hand-out was not counted and is not taken off.", "%(count)s hand-outs were not counted and are not taken off.", balance.uncounted) % {"count": balance.uncounted}
    if balance.left < 0:
        note = _("More was handed out than came in: enter what came in, or correct the stock after counting it.")
    url = with_state(list_url("hand-outs"), {"item": str(row.pk)})
    yield Panel("shelf", _("On the shelf"), (Item(label, url, sub=" · ".join(parts), icon="warning" if balance.left < 0 else "check"),), "publications", note=note, is_first=True, is_counted=False)


def _sums(lines: Sequence[BudgetLine], url: str, reader: Reader) -> Iterator[Item]:
    for total in by_currency(lines):
        yield _sum(total, url, reader)
    if whole := together(lines):
        yield _sum(whole, url, reader, _("converted at the rates of the lines"))


def _sum(total: Total, url: str, reader: Reader, words: str = "") -> Item:
    spent, over = write_money(total.spent, total.currency, reader.language), total.left < 0
    parts = [words, _("spent %(money)s") % {"money": spent}]
    if total.unplanned:
        parts.append(ngettext("%(count)s line was not planned", "%(count)s lines were not planned", total.unplanned) % {"count": total.unplanned})
    left = (_("%(money)s too much") if over else _("%(money)s left")) % {"money": write_money(abs(total.left), total.currency, reader.language)}
    return Item(
        (_("All together planned %(money)s") if words else _("Planned %(money)s")) % {"money": write_money(total.planned, total.currency, reader.language)}, url, sub=" · ".join(part for part in parts if part),
        icon="warning" if over else "money", at=left,
    )  # fmt: skip


def _of_parts(row: Activity, lines: Sequence[BudgetLine], reader: Reader) -> Iterator[Item]:
    """Yield the activities beneath a trip that have lines of their own."""
    parts = {line.activity_id: line.activity for line in lines if line.activity_id != row.pk}
    for key, part in parts.items():
        own = [line for line in lines if line.activity_id == key]
        told = ", ".join(write_money(total.planned, total.currency, reader.language) for total in by_currency(own))
        yield Item(reader.name(part).text, url_of(part), sub=_("of it planned: %(money)s") % {"money": told}, icon="activities")


def _left_of_grant(amount: Decimal, whole: Total, url: str, reader: Reader) -> Item:
    rest = amount - whole.spent
    money = write_money(abs(rest), whole.currency, reader.language)
    words = _("%(money)s of the grant left") if rest >= 0 else _("%(money)s more spent than the grant holds")
    free = write_money(amount - whole.planned, whole.currency, reader.language)
    return Item(words % {"money": money}, url, sub=_("not planned yet: %(money)s") % {"money": free} if amount >= whole.planned else "", icon="check" if rest >= 0 else "warning")


def _unrated(lines: Sequence[BudgetLine]) -> str:
    """Return why the currencies of some lines stand apart."""
    currencies = {line.currency for line in lines}
    if len(currencies) < 2 or together(lines):
        return ""
    return _("The currencies stand apart: not every line has a rate to one of them.")
