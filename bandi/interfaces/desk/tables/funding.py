"""Money that is planned and owed: grants, reports to funders, budget lines; and the stock of material."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bandi.foundation.reference.writing import write_day, write_money, write_number
from bandi.interfaces.desk import filters
from bandi.interfaces.desk.reading import Reader, Shown
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related, Several, TypedDate
from bandi.register.activities.models import Activity
from bandi.register.people.models import Organisation, Person
from bandi.work.funding.balance import balance_of
from bandi.work.funding.models import (
    BudgetLine,
    Grant,
    GrantState,
    HandOut,
    ReportingDuty,
    StockCorrection,
    StockItem,
    StockReceipt,
)

PERIOD = (TypedDate("when", "starts_on", "ends_on", "precision"),)


def amount(name: str, currency: str = "currency") -> drawing.Draw:
    """An amount of money with its currency."""

    def draw(row: object, reader: Reader) -> Shown:
        value = getattr(row, name)
        return Shown() if value is None else Shown(write_money(value, getattr(row, currency), reader.language))

    return draw


def due_on(row: ReportingDuty, reader: Reader) -> Shown:
    """The day something is due, and how it stands beneath."""
    return Shown(write_day(row.due_on, reader.language) if row.due_on else "", sub=how_it_stands(row))


def how_it_stands(row: ReportingDuty) -> str:
    """Return in words whether a report was accepted, sent, is late or open."""
    if row.accepted_on:
        return _now("accepted")
    if row.sent_on:
        late = row.days_late or 0
        return ngettext("sent %(count)s day late", "sent %(count)s days late", late) % {"count": late} if late > 0 else _now("was sent")
    if row.due_on and row.due_on < timezone.localdate():
        return _now("late")
    return _now("not sent yet")


def left(row: StockItem, reader: Reader) -> Shown:
    """How much of an item is left, computed from its entries."""
    value = getattr(row, "left", None)
    if value is None:
        value = balance_of(row.pk).left
    if value == 0 and not getattr(row, "came", 1):
        return Shown(_now("nothing entered"))
    return Shown(so_many(value, row, reader), sub=_now("more was handed out than came in") if value < 0 else "")


def quantity(row: StockReceipt | HandOut, reader: Reader) -> Shown:
    """A quantity with its unit; of a hand-out that nobody counted it is said."""
    if row.quantity is None:
        return Shown(_now("not counted"))
    return Shown(so_many(row.quantity, row.item, reader))


def so_many(quantity: Decimal, item: StockItem, reader: Reader) -> str:
    """Return a quantity of an item with its unit: "40 copies"; Korean counters of one syllable stand without a space ("40부")."""
    unit = reader.term("stock_unit", item.unit) if item.unit else ""
    between = "" if reader.language == "ko" and len(unit) == 1 else " "
    return f"{write_number(quantity, reader.language)}{between}{unit}".strip()


GRANTS = ListOf(
    key="grants", model=Grant, title=_("Grants"), one=_("grant"), new=_("New grant"), icon="money", area="money",
    hint=_("What a funder gives us for a purpose and a time: what it pays for, what must be reported and when. A funder is an organisation of the register."),
    columns=(
        Column("title", sort="title_{lang}", label=_("Title"), is_main=True), Column("funder", sort="funder__name_{lang}"),
        Column("state", kind="tight", sort="state", edit="state"), Column("amount", kind="number", sort="amount", read=amount("amount")),
        Column("when", label=_("Period"), kind="date", sort="starts_on", read=drawing.when, edit="when"),
        Column("owner", edit="owner", is_minor=True),
    ),
    default_sort="-when", brief=("title", "funder", "state", "amount", "when"), search=("title_en", "title_ko", "reference"), needs=("funder", "owner"), spares=("note",),
    filters=(
        filters.by_choice("state", _("State"), GrantState), filters.by_record("funder", _("Funder"), Organisation, order="name_en", is_first=True),
        filters.by_year(Grant, "starts_on"), filters.by_record("activity", _("Pays for"), Activity, field="activities", order="-starts_on"),
        filters.by_record("meeting", _("Meeting with the funder"), Activity, field="meetings", order="-starts_on"),
        filters.by_record("owner", _("Who sees to it"), Person, order="full_name"), filters.by_translation("title"), filters.by_handling(),
    ),
    groups=(
        Group(_("Grant"), ("title", "funder", "reference", "state", "amount", "currency")),
        Group(_("When"), ("when", "applied_on", "decided_on", "owner")), Group(_("Where this is from"), ("address", "note", "handling")),
    ),
    several=(Several("activities", _("Activities it pays for"), "activities"), Several("meetings", _("Meetings with the funder"), "calendar")),
    related=(Related("reporting-duties", "grant", "grant"), Related("budget-lines", "grant", "grant")), dates=PERIOD,
    paste=("title_en", "title_ko", "funder", "reference", "state", "amount", "currency", "when", "note"), same=("title_en", "title_ko"),
)  # fmt: skip

DUTIES = ListOf(
    key="reporting-duties", model=ReportingDuty, title=_("Reports to funders"), one=_("report to a funder"), new=_("New report to a funder"), icon="due", area="money",
    hint=_("What we owe a funder by a day: reports on what was done, on money, audits, meetings. Open ones stand on the page of what is due."),
    columns=(
        Column("due_on", label=_("Due"), sort="due_on", kind="date", read=due_on, edit="due_on"), Column("title", sort="title_{lang}", label=_("Title"), is_main=True),
        Column("kind", kind="tight", sort="kind", edit="kind"), Column("grant", sort="grant__title_{lang}"), Column("owner", edit="owner"),
        Column("sent_on", sort="sent_on", edit="sent_on"), Column("accepted_on", sort="accepted_on", edit="accepted_on"),
    ),
    default_sort="-due_on", brief=("due_on", "title", "kind", "sent_on"), search=("title_en", "title_ko", "note"), needs=("grant", "owner"), spares=("note",),
    filters=(
        filters.by_answer("open", _("State"), yes=Q(sent_on__isnull=True), no=Q(sent_on__isnull=False), words=(_("not sent yet"), _("was sent"))),
        filters.by_answer("accepted", _("Accepted"), yes=Q(accepted_on__isnull=False), no=Q(accepted_on__isnull=True)),
        filters.by_answer("late", _("In time"), yes=Q(sent_on__lte=F("due_on")), no=Q(sent_on__gt=F("due_on")), words=(_("sent in time"), _("sent late"))),
        filters.by_choice("kind", _("Kind"), ReportingDuty.Kind), filters.by_record("grant", _("Grant"), Grant, order="title_en", is_first=True), filters.by_year(ReportingDuty, "due_on"),
        filters.by_record("owner", _("Who sees to it"), Person, order="full_name"), filters.by_translation("title"), filters.by_handling(),
    ),
    groups=(Group(_("Report"), ("grant", "kind", "title", "due_on", "owner")), Group(_("What became of it"), ("sent_on", "accepted_on", "address", "note", "handling"))),
    paste=("grant", "kind", "title_en", "title_ko", "due_on", "owner", "sent_on", "accepted_on"), same=("title_en", "title_ko", "due_on"),
)  # fmt: skip

BUDGET_LINES = ListOf(
    key="budget-lines", model=BudgetLine, title=_("Budget lines"), one=_("budget line"), new=_("New budget line"), icon="figures", area="money",
    hint=_("What an activity is planned to cost and did cost, line by line: flights, a hall, interpretation. Currencies are never added up without a rate."),
    columns=(
        Column("text", sort="text_{lang}", label=_("What for"), read=lambda row, reader: reader.name(row), is_main=True), Column("category", sort="category__order", edit="category"),
        Column("activity", read=drawing.occasion("activity")), Column("planned", kind="number", sort="planned", read=amount("planned"), edit="planned"),
        Column("spent", kind="number", sort="spent", read=amount("spent"), edit="spent"), Column("left", label=_("Left over"), kind="number", read=amount("left")),
        Column("grant", label=_("Paid by"), edit="grant"),
    ),
    default_sort="text", brief=("text", "category", "planned", "spent", "left"), search=("text_en", "text_ko", "note"), needs=("category", "activity", "grant"), terms={"category": "budget_category"},
    filters=(
        filters.by_record("activity", _("Activity"), Activity, order="-starts_on", is_first=True), filters.by_term("category", _("Category"), "budget_category", is_first=True),
        filters.by_record("grant", _("Paid by"), Grant, order="title_en"),
        filters.by_answer("over", _("Spent"), yes=Q(spent__gt=F("planned")), no=Q(spent__lte=F("planned")), words=(_("more than planned"), _("within the plan"))),
        filters.by_answer("waiting", _("Amounts"), yes=Q(spent__isnull=True), no=Q(spent__isnull=False), words=(_("only planned"), _("spent"))),
        filters.by_year(BudgetLine, "activity__starts_on"), filters.by_translation("text"), filters.by_handling(),
    ),
    groups=(
        Group(_("Budget line"), ("activity", "category", "text", "planned", "spent", "currency", "spent_on", "grant")),
        Group(_("Converted"), ("other_currency", "rate", "rate_on", "rate_source")), Group(_("Further"), ("order", "note", "handling")),
    ),
    paste=("activity", "category", "text_en", "text_ko", "planned", "spent", "currency", "grant", "note"), same=("text_en", "text_ko", "planned"),
)  # fmt: skip

STOCK = ListOf(
    key="stock", model=StockItem, title=_("Stock"), one=_("item in stock"), new=_("New item in stock"), icon="publications", area="money",
    hint=_("Posters, bookmarks, booklets, food: what we keep to hand out. Enter what came in and what was handed out; how much is left is counted from that."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Title"), is_main=True), Column("kind", sort="kind__order", edit="kind"),
        Column("left", label=_("Left"), kind="number", sort="left", read=left), Column("came", label=_("Came in"), kind="number", sort="came", is_minor=True),
        Column("corrected", label=_("Corrected"), kind="number", is_minor=True), Column("gone", label=_("Handed out"), kind="number", sort="gone"), Column("kept_at", edit="kept_at", is_minor=True),
    ),
    default_sort="name", brief=("name", "kind", "left"), search=("name_en", "name_ko", "kept_at"), needs=("kind",), terms={"kind": "stock_kind"}, words={"unit": "stock_unit"},
    filters=(
        filters.by_term("kind", _("Kind"), "stock_kind", is_first=True), filters.by_answer("left", _("Left"), yes=Q(left__gt=0), no=Q(left__lte=0), words=(_("some left"), _("nothing left"))),
        filters.by_translation("name"), filters.by_handling(),
    ),
    groups=(Group(_("Material"), ("name", "kind", "unit", "kept_at", "note", "handling")),),
    parts=(
        PartOf("corrections", StockCorrection, _("Corrections after counting"), _("correction"), ("counted_on", "difference", "reason"), ("counted_on", "difference", "reason"), "check",
               _("When the shelf holds more or fewer than the entries say: how many, and why.")),
    ),
    related=(Related("stock-receipts", "item", "item"), Related("hand-outs", "item", "item")), scope=lambda rows: rows.with_balance(),
    paste=("name_en", "name_ko", "kind", "unit", "kept_at", "note"), same=("name_en", "name_ko"),
)  # fmt: skip

RECEIPTS = ListOf(
    key="stock-receipts", model=StockReceipt, title=_("What came in"), one=_("entry of what came in"), new=_("Enter what came in"), icon="download", area="money",
    hint=_("What was printed, bought or given to us: how many, when, from whom, at what cost."),
    columns=(
        Column("when", sort="starts_on", kind="date", read=drawing.when, edit="when"), Column("item", read=lambda row, reader: reader.name(row.item) if reader.sees(row.item) else Shown(), sort="item__name_{lang}", is_main=True),
        Column("quantity", kind="number", sort="quantity", read=quantity, edit="quantity"), Column("how", kind="tight", edit="how"), Column("organisation", label=_("From whom"), edit="organisation"),
        Column("cost", kind="number", sort="cost", read=amount("cost"), edit="cost"),
    ),
    default_sort="-when", brief=("when", "item", "quantity", "how", "organisation"), search=("note", "item__name_en", "item__name_ko"), needs=("item", "organisation"),
    filters=(
        filters.by_record("item", _("Item"), StockItem, order="name_en", is_first=True), filters.by_choice("how", _("How it came"), StockReceipt.How), filters.by_year(StockReceipt, "starts_on"),
        filters.by_record("organisation", _("From whom"), Organisation, order="name_en"), filters.by_handling(),
    ),
    groups=(Group(_("What came in"), ("item", "quantity", "how", "when", "organisation", "cost", "currency", "note", "handling")),), dates=PERIOD,
    paste=("item", "quantity", "how", "when", "organisation", "cost", "currency", "note"), same=("when", "quantity"),
)  # fmt: skip

HAND_OUTS = ListOf(
    key="hand-outs", model=HandOut, title=_("Material handed out"), one=_("hand-out"), new=_("Enter what was handed out"), icon="upload", area="money",
    hint=_("What was handed out, how much, at which activity, and to whom as a group. Nobody is named here."),
    columns=(
        Column("when", sort="starts_on", kind="date", read=drawing.when, edit="when"), Column("item", read=lambda row, reader: reader.name(row.item) if reader.sees(row.item) else Shown(), sort="item__name_{lang}", is_main=True),
        Column("quantity", kind="number", sort="quantity", read=quantity, edit="quantity"), Column("activity", read=drawing.occasion("activity")),
        Column("to_whom", label=_("To which group"), edit="to_whom_{lang}"),
    ),
    default_sort="-when", brief=("when", "item", "quantity", "to_whom"), search=("to_whom_en", "to_whom_ko", "note", "item__name_en", "item__name_ko"), needs=("item", "activity"),
    filters=(
        filters.by_record("item", _("Item"), StockItem, order="name_en", is_first=True), filters.by_record("activity", _("Activity"), Activity, order="-starts_on"), filters.by_year(HandOut, "starts_on"),
        filters.by_answer("counted", _("Quantity"), yes=Q(quantity__isnull=False), no=Q(quantity__isnull=True), words=(_("was counted"), _("not counted"))), filters.by_translation("to_whom"), filters.by_handling(),
    ),
    groups=(Group(_("What was handed out"), ("item", "quantity", "when", "activity", "to_whom", "note", "handling")),), dates=PERIOD,
    paste=("item", "quantity", "when", "activity", "to_whom_en", "to_whom_ko", "note"), same=("when", "quantity"),
)  # fmt: skip
