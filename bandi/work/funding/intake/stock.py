"""Loading stock.csv, stock_receipts.csv, stock_corrections.csv and hand_outs.csv.

What came in is read before what was handed out. A hand-out that is larger than what is left is refused like on the desk; since it depends on the
other files, each hand-out is looked at again at every load.
May import: people, activities, records, this package's models.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import day_of, span_of
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.reference.writing import write_number
from bandi.register.activities.models import Activity
from bandi.register.people.intake.matching import organisation_called
from bandi.work.funding.balance import balance_of
from bandi.work.funding.intake.grants import amount_of, currency_of, one_of, titles
from bandi.work.funding.models import HandOut, StockCorrection, StockItem, StockReceipt
from bandi.work.funding.models.belonging import handling_with


def load_item(folder: Folder, row: Row) -> StockItem:
    """Make or change one item."""
    name, unit = titles(row, "title", 300), row.text("unit", limit=60)
    folder.term("stock_unit", unit)
    return folder.put(
        StockItem,
        row.needed("id"),
        {
            "name_en": name["en"], "name_ko": name["ko"], "kind": folder.term("stock_kind", row.text("kind")), "unit": unit,
            "kept_at": row.text("kept_at", limit=200), "note": row.text("note", limit=400),
        },
    )  # fmt: skip


def load_receipt(folder: Folder, row: Row) -> StockReceipt:
    """Make or change one entry of what came in."""
    item, span, cost = folder.need(StockItem, row.needed("item"), _("the item")), span_of(row, "date", "end_date"), amount_of(row, "cost")
    quantity = amount_of(row, "quantity")
    if quantity is None or quantity <= 0:
        raise RowProblem(_("“quantity” should be more than nothing"))
    name = row.text("organisation")
    organisation = organisation_called(folder, name)
    if name and organisation is None:
        folder.doubt(_("no organisation is called “%(name)s”") % {"name": name[:80]})
    return folder.put(
        StockReceipt,
        row.needed("id"),
        {
            "item": item, "quantity": quantity, "how": one_of(StockReceipt.How, row, "how", StockReceipt.How.PRINTED), "organisation": organisation,
            "when": span.written, "starts_on": span.starts_on, "ends_on": span.ends_on, "precision": span.precision.value,
            "cost": cost, "currency": currency_of(row, "currency", cost), "note": row.text("note", limit=400),
        },
        handling=handling_with(item),
        of_year=True,
    )  # fmt: skip


def by_item(folder: Folder, rows: list[Row]) -> list[Row]:
    """Gather the corrections of each item into one row, so that they are brought to what the file holds together."""
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(row.text("item"), []).append(row)
    return [found[0].renamed(item, rows=[one.values for one in found]) for item, found in gathered.items()]


def load_corrections(folder: Folder, row: Row) -> StockItem:
    """Bring the corrections of one item to what the file holds."""
    item: StockItem = folder.need(StockItem, row.ref, _("the item"))
    wanted = []
    for values in row.objects("rows"):
        one = row.within(values)
        difference, counted_on = amount_of(one, "difference"), day_of(one, "counted_on")
        if not difference or counted_on is None:
            raise RowProblem(_("a correction needs “counted_on” and a “difference” that is not 0"))
        wanted.append(StockCorrection(item=item, counted_on=counted_on, difference=difference, reason=one.needed("reason", limit=300)))
    wanted.sort(key=lambda correction: (correction.counted_on, correction.difference))
    folder.parts(StockCorrection, {"item": item}, wanted, order=("counted_on", "difference"))
    return item


def load_handout(folder: Folder, row: Row) -> HandOut:
    """Make or change one hand-out. Raises: RowProblem when more was handed out than there was."""
    item, span, quantity = folder.need(StockItem, row.needed("item"), _("the item")), span_of(row, "date", "end_date"), amount_of(row, "quantity")
    if quantity is not None and quantity <= 0:
        raise RowProblem(_("“quantity” should be more than nothing; leave it empty where nobody counted"))
    activity = folder.ask(Activity, row.text("activity_id"), _("the activity"))
    handout = folder.put(
        HandOut,
        row.needed("id"),
        {
            "item": item, "quantity": quantity, "activity": activity, "when": span.written, "starts_on": span.starts_on, "ends_on": span.ends_on,
            "precision": span.precision.value, "to_whom_en": row.text("to_whom", limit=200), "to_whom_ko": row.text("to_whom_ko", limit=200), "note": row.text("note", limit=400),
        },
        handling=handling_with(item, activity),
        of_year=True,
    )  # fmt: skip
    if quantity is not None and (left := balance_of(item.pk).left) < 0:
        raise RowProblem(_("%(missing)s more were handed out than came in; add what came in to stock_receipts.csv, or correct the quantity") % {"missing": write_number(-left)})
    return handout


STOCK = (
    Intake(file="stock.csv", order=76, apply=load_item, required=("id", "title")),
    Intake(file="stock_receipts.csv", order=77, apply=load_receipt, required=("id", "item", "quantity")),
    Intake(file="stock_corrections.csv", order=78, apply=load_corrections, required=("item", "counted_on", "difference", "reason"), prepare=by_item),
    Intake(file="hand_outs.csv", order=79, apply=load_handout, required=("id", "item", "quantity"), always=True),
)
