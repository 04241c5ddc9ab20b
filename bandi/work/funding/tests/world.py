"""A small world of money and material, counted by hand: everything in it is invented and looks it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bandi.foundation.records import editing
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity
from bandi.register.people.models import Organisation
from bandi.work.funding.models import BudgetLine, Grant, HandOut, ReportingDuty, StockItem, StockReceipt


def term(vocabulary: str, key: str) -> Term:
    """Return a word of a vocabulary, made if it is not there."""
    found, _made = Term.objects.get_or_create(vocabulary=vocabulary, key=key, defaults={"label_en": key.title()})
    return found


def activity(title: str = "Lantern walk", on: date = date(2031, 5, 26), **values: Any) -> Activity:
    """Return an activity of one day."""
    dates = {"when": on.isoformat(), "starts_on": on, "ends_on": on, "precision": "day"}
    return editing.create(Activity, by=None, **{"kind": term("activity_kind", "walk"), "title_en": title, **dates, **values})


def funder(name: str = "Moon Foundation") -> Organisation:
    """Return an organisation that gives grants."""
    return editing.create(Organisation, by=None, name_en=name, name_ko="달 재단")


def grant(title: str = "Lanterns for all", **values: Any) -> Grant:
    """Return a running grant."""
    values.setdefault("funder", values.get("funder") or funder())
    return editing.create(Grant, by=None, **{"title_en": title, "state": "running", **values})


def duty(of: Grant, due_on: date | None = date(2031, 6, 1), title: str = "Half-year report", **values: Any) -> ReportingDuty:
    """Return something owed to the funder of a grant."""
    return editing.create(ReportingDuty, by=None, grant=of, title_en=title, due_on=due_on, **values)


def line(of: Activity, planned: str | None = "100", spent: str | None = None, currency: str = "KRW", **values: Any) -> BudgetLine:
    """Return a line of a budget."""
    amounts = {"planned": Decimal(planned) if planned else None, "spent": Decimal(spent) if spent else None}
    return editing.create(BudgetLine, by=None, **{"activity": of, "category": term("budget_category", "flights"), "currency": currency, **amounts, **values})


def item(name: str = "Firefly bookmark", came: int = 0, **values: Any) -> StockItem:
    """Return an item in stock, of which some came in."""
    made = editing.create(StockItem, by=None, name_en=name, unit="copies", **values)
    return (receipt(made, came), made)[1] if came else made


def receipt(of: StockItem, quantity: int = 100, on: date = date(2031, 5, 1), **values: Any) -> StockReceipt:
    """Return an entry of what came in."""
    return editing.create(StockReceipt, by=None, item=of, quantity=Decimal(quantity), **day(on), **values)


def handout(of: StockItem, quantity: int | None = 30, on: date = date(2031, 5, 26), **values: Any) -> HandOut:
    """Return an entry of what was handed out."""
    return editing.create(HandOut, by=None, item=of, quantity=None if quantity is None else Decimal(quantity), **day(on), **values)


def day(on: date) -> dict[str, Any]:
    """Return the columns of a date known to the day."""
    return {"when": on.isoformat(), "starts_on": on, "ends_on": on, "precision": "day"}
