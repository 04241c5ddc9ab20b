"""Loading grants.csv, reporting_duties.csv and budget_lines.csv.

May import: people, activities, records, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from bandi.foundation.records.dating import day_of, span_of
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity
from bandi.register.people.intake.matching import organisation_called, person_called
from bandi.register.people.models import Organisation, Person
from bandi.work.funding.models import BudgetLine, Grant, GrantState, ReportingDuty
from bandi.work.funding.models.belonging import handling_with


def amount_of(row: Row, name: str, places: int = 2) -> Decimal | None:
    """Return a number with as many places as its column keeps, so that a row that says the same changes nothing. Raises: RowProblem."""
    number = row.number_of(name)
    return None if number is None else number.quantize(Decimal(1).scaleb(-places))


def titles(row: Row, base: str, limit: int) -> dict[str, str]:
    """Return a text in both languages, of which one must be there. Raises: RowProblem."""
    english, korean = row.text(base, limit=limit), row.text(f"{base}_ko", limit=limit)
    if not korean:
        row.needed(base)
    return {"en": english, "ko": korean}


def one_of(choices: type[TextChoices], row: Row, name: str, default: str) -> str:
    """Return a word that is one of `choices`. Raises: RowProblem naming all of them."""
    value = row.text(name) or default
    if value not in choices.values:
        raise RowProblem(_("“%(name)s” should be one of %(words)s, not “%(value)s”") % {"name": name, "words": ", ".join(choices.values), "value": value[:40]})
    return value


def currency_of(row: Row, name: str, *amounts: object) -> str:
    """Return a currency as its three letters; needed as soon as one of `amounts` is there. Raises: RowProblem."""
    currency = row.text(name, limit=3).upper()
    if not currency and any(amount is not None for amount in amounts):
        raise RowProblem(_("an amount needs its currency"))
    return currency


def funder_called(folder: Folder, name: str) -> Organisation:
    """Return the organisation that gives a grant. Raises: RowProblem when nobody of that name is in the folder."""
    found = organisation_called(folder, name)
    if found is None:
        raise RowProblem(_("no organisation is called “%(name)s”: add the funder to organisations.csv") % {"name": name[:80]})
    return found


def owner_called(folder: Folder, row: Row) -> Person | None:
    """Return who sees to it; a name that nobody bears is noted."""
    name = row.text("owner")
    found = person_called(folder, name)
    if name and found is None:
        folder.doubt(_("nobody of this name is among the people: “%(name)s”") % {"name": name[:80]})
    return found


def activities_in(folder: Folder, row: Row, name: str) -> list[Activity]:
    """Return the activities a cell names; one that is not in the folder is noted."""
    found: Iterable[Activity | None] = [folder.ask(Activity, ref, _("the activity")) for ref in row.parts(name)]
    return [activity for activity in found if activity is not None]


def in_order(earlier: date | None, later: date | None, words: str) -> None:
    """Raises: RowProblem in `words` when the later day lies before the earlier one."""
    if earlier and later and later < earlier:
        raise RowProblem(words)


def load_grant(folder: Folder, row: Row) -> Grant:
    """Make or change one grant, with the activities it pays for and the meetings about it."""
    title, amount, span = titles(row, "title", 400), amount_of(row, "amount"), span_of(row)
    applied_on, decided_on = day_of(row, "applied_on"), day_of(row, "decided_on")
    in_order(applied_on, decided_on, _("the funder decided before we applied"))
    grant = folder.put(
        Grant,
        row.needed("id"),
        {
            "title_en": title["en"], "title_ko": title["ko"], "funder": funder_called(folder, row.needed("funder")), "reference": row.text("reference", limit=120),
            "state": one_of(GrantState, row, "state", GrantState.RUNNING), "amount": amount, "currency": currency_of(row, "currency", amount),
            "when": span.written, "starts_on": span.starts_on, "ends_on": span.ends_on, "precision": span.precision.value,
            "applied_on": applied_on, "decided_on": decided_on, "owner": owner_called(folder, row), "address": row.text("address", limit=600), "note": row.text("note"),
        },
    )  # fmt: skip
    folder.relate(grant.activities, activities_in(folder, row, "activity_ids"))
    folder.relate(grant.meetings, activities_in(folder, row, "meeting_ids"))
    return grant


def load_duty(folder: Folder, row: Row) -> ReportingDuty:
    """Make or change one thing that is owed to the funder of a grant."""
    title, grant = titles(row, "title", 400), folder.need(Grant, row.needed("grant"), _("the grant"))
    sent_on, accepted_on = day_of(row, "sent_on"), day_of(row, "accepted_on")
    if accepted_on and not sent_on:
        raise RowProblem(_("“accepted_on” needs “sent_on”"))
    in_order(sent_on, accepted_on, _("it was accepted before it was sent"))
    return folder.put(
        ReportingDuty,
        row.needed("id"),
        {
            "grant": grant, "kind": one_of(ReportingDuty.Kind, row, "kind", ReportingDuty.Kind.NARRATIVE), "title_en": title["en"], "title_ko": title["ko"],
            "due_on": day_of(row, "due_on"), "owner": owner_called(folder, row), "sent_on": sent_on, "accepted_on": accepted_on,
            "address": row.text("address", limit=600), "note": row.text("note"),
        },
        handling=handling_with(grant),
    )  # fmt: skip


def load_budget_line(folder: Folder, row: Row) -> BudgetLine:
    """Make or change one line of the budget of an activity."""
    activity = folder.need(Activity, row.needed("activity_id"), _("the activity"))
    planned, spent, rate = amount_of(row, "planned"), amount_of(row, "spent"), amount_of(row, "rate", 8)
    other = row.text("currency_other", limit=3).upper()
    if planned is None and spent is None:
        raise RowProblem(_("give “planned” or “spent”"))
    if (rate is None) != (not other):
        raise RowProblem(_("“rate” and “currency_other” belong together"))
    grant = folder.ask(Grant, row.text("grant"), _("the grant"))
    return folder.put(
        BudgetLine,
        row.needed("id"),
        {
            "activity": activity, "category": folder.term("budget_category", row.needed("category", limit=120)), "text_en": row.text("text", limit=300),
            "text_ko": row.text("text_ko", limit=300), "planned": planned, "spent": spent, "currency": currency_of(row, "currency", planned, spent),
            "other_currency": other, "rate": rate, "rate_on": day_of(row, "rate_on"), "rate_source": row.text("rate_source", limit=200), "grant": grant,
            "spent_on": day_of(row, "spent_on"), "note": row.text("note", limit=400), "order": row.number,
        },
        handling=handling_with(activity, grant),
        of_year=True,
    )  # fmt: skip


GRANTS = (
    Intake(file="grants.csv", order=76, apply=load_grant, required=("id", "funder", "title")),
    Intake(file="reporting_duties.csv", order=77, apply=load_duty, required=("id", "grant", "title")),
    Intake(file="budget_lines.csv", order=78, apply=load_budget_line, required=("id", "activity_id", "category", "currency")),
)
