"""Grants, budgets and the stock on the desk: what a user holds and does, from the form to the page of what is due."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing, relations
from bandi.interfaces.desk import tables
from bandi.work.funding.balance import balance_of
from bandi.work.funding.models import BudgetLine, Grant, HandOut, ReportingDuty, StockItem
from bandi.work.funding.tests import world

pytestmark = pytest.mark.django_db
OFFICE = {"purpose": "office", "audience": "internal", "identity": "full"}
KINDS = ("grants", "reporting-duties", "budget-lines", "stock", "stock-receipts", "hand-outs")


def page(client: Any, account: Any, name: str, *args: Any, **query: str) -> str:
    client.force_login(account)
    response = client.get(reverse(f"desk:{name}", args=args), query)
    assert response.status_code == 200
    return (response.getvalue() if response.streaming else response.content).decode()


def post(client: Any, account: Any, key: str, **values: Any) -> Any:
    client.force_login(account)
    return client.post(reverse("desk:record_new", args=[key]), {"handling": "open", **values})


def test_a_grant_is_entered_with_what_is_owed_for_it_and_stands_with_its_funder(client, dan):
    funder = world.funder()
    made = post(client, dan, "grants", title_en="Lanterns for all", title_ko="모두의 등불", funder=str(funder.pk), state="running", amount="20000", currency="USD", when="2031-01/2031-12", reference="MF-7")
    grant = Grant.objects.get()
    assert made.status_code == 302 and (grant.starts_on.month, grant.ends_on.month) == (1, 12)
    post(client, dan, "reporting-duties", grant=str(grant.pk), kind="financial", title_en="Report on money", due_on=timezone.localdate() + timedelta(days=2))

    assert "Report on money" in page(client, dan, "record", "grants", grant.pk) and "Lanterns for all" in page(client, dan, "record", "organisations", funder.pk)
    assert "Lanterns for all" in page(client, dan, "relationship", "organisations", funder.pk)
    assert {entry.kind for entry in Entry.objects.filter(actor=dan.pk)} >= {"funding:grant:create", "funding:reportingduty:create"}
    assert "Report on money" in page(client, dan, "due", kind="reporting") and "report to a funder" in page(client, dan, "due")


def test_the_calendar_feed_holds_reports_of_open_grants_only(client, dan):
    grant = world.grant()
    world.duty(grant, timezone.localdate(), "Report on money")
    inside = world.grant("Inside", funder=grant.funder, handling="internal")
    world.duty(inside, timezone.localdate(), "Report inside")
    client.force_login(dan)
    made = client.post(reverse("desk:calendar_key_make"), {"name": "telephone"}).content.decode()
    feed = client.get(re.search(r"http://testserver(/feeds/[\w-]+\.ics)", made).group(1)).content.decode()

    assert "Report on money" in feed and "Report inside" not in feed


def test_an_activity_shows_the_grant_that_pays_for_it_and_the_grant_it_was_about(client, dan):
    walk, talk = world.activity(), world.activity("Talk with the moon")
    grant = world.grant()
    relations.tie(grant, "activities", walk, by=dan)
    relations.tie(grant, "meetings", talk, by=dan)

    assert "Grants that pay for it" in page(client, dan, "record", "activities", walk.pk) and "The grant it was about" in page(client, dan, "record", "activities", talk.pk)
    shown = page(client, dan, "record", "grants", grant.pk)
    assert "Lantern walk" in shown and "Talk with the moon" in shown
    assert "Lanterns for all" in page(client, dan, "record_list", "grants", activity=str(walk.pk))
    assert "Lanterns for all" not in page(client, dan, "record_list", "grants", activity=str(talk.pk))


def test_a_report_is_sent_in_its_cell_and_is_due_no_more_until_it_is_taken_back(client, dan):
    owed = world.duty(world.grant(), timezone.localdate())
    url = reverse("desk:record_cell", args=["reporting-duties", owed.pk, "sent_on"])
    client.force_login(dan)
    client.post(url, {"sent_on": timezone.localdate().isoformat(), "version": owed.version})
    assert ReportingDuty.objects.get().sent_on and "Half-year report" not in page(client, dan, "due")

    accepted = reverse("desk:record_cell", args=["reporting-duties", owed.pk, "accepted_on"])
    refused = client.post(accepted, {"accepted_on": (timezone.localdate() - timedelta(days=9)).isoformat(), "version": owed.version + 1})
    assert "A report is accepted after it was sent" in refused.content.decode()


def test_the_page_of_a_trip_adds_up_its_meetings_and_never_two_currencies(client, dan):
    trip = world.activity("Trip to the pond")
    world.line(trip, "3000000", "1000000", text_en="Flights of the frogs")
    world.line(world.activity("Meeting with the frog", part_of=trip), "2000", "2500", "USD")
    shown = page(client, dan, "record", "activities", trip.pk)

    for words in ("Planned KRW 3 million", "KRW 2 million left", "Planned USD 2,000", "USD 500 too much", "The currencies stand apart", "Meeting with the frog", "Flights of the frogs"):
        assert words in shown
    BudgetLine.objects.filter(currency="USD").update(other_currency="KRW", rate=Decimal(1350))
    assert "All together planned KRW 5.7 million" in page(client, dan, "record", "activities", trip.pk)


def test_the_page_of_a_grant_says_what_is_left_or_why_nobody_can(client, dan):
    grant = world.grant(amount=Decimal(5000), currency="USD")
    world.line(world.activity(), "3000", "1000", "USD", grant=grant)
    assert "USD 4,000 of the grant left" in page(client, dan, "record", "grants", grant.pk)

    world.line(world.activity(), "100", "100", "KRW", grant=grant)
    shown = page(client, dan, "record", "grants", grant.pk)
    assert "of the grant left" not in shown and "what is left of the grant cannot be said" in shown


def test_material_comes_in_is_handed_out_and_a_larger_hand_out_is_refused_on_the_form(client, dan):
    walk, bookmark = world.activity(), world.item()
    post(client, dan, "stock-receipts", item=str(bookmark.pk), quantity="100", how="printed", when="2031-05-01")
    wrong = post(client, dan, "hand-outs", item=str(bookmark.pk), quantity="101", when="2031-05-26", activity=str(walk.pk))
    assert wrong.status_code == 200 and "Only 100 are left" in wrong.content.decode() and not HandOut.objects.exists()
    post(client, dan, "hand-outs", item=str(bookmark.pk), quantity="40", when="2031-05-26", activity=str(walk.pk), to_whom_en="Visitors of the walk")

    assert balance_of(bookmark.pk).left == 60
    shown = page(client, dan, "record", "activities", walk.pk)
    assert "Material handed out" in shown and "Visitors of the walk" in shown and "40 copies" in shown
    assert "60 copies left" in page(client, dan, "record", "stock", bookmark.pk) and "60 copies" in page(client, dan, "record_list", "stock")


def test_a_receipt_that_is_needed_is_not_removed_and_says_why(client, dan):
    bookmark = world.item()
    came = world.receipt(bookmark, 10)
    world.handout(bookmark, 8)
    client.force_login(dan)
    answer = client.post(reverse("desk:record_remove", args=["stock-receipts", came.pk]), follow=True)

    assert "8 would be missing" in answer.content.decode() and balance_of(bookmark.pk).left == 2


def test_a_correction_is_a_part_of_its_item_and_refused_beside_its_field(client, dan):
    bookmark = world.item(came=10)
    url = reverse("desk:part_new", args=["stock", bookmark.pk, "corrections"])
    client.force_login(dan)
    refused = client.post(url, {"counted_on": "2031-06-01", "difference": "-11", "reason": "Rain"})
    assert "1 would be missing" in refused.content.decode()
    client.post(url, {"counted_on": "2031-06-01", "difference": "-3", "reason": "Rain"})

    assert balance_of(bookmark.pk).left == 7 and "Rain" in page(client, dan, "record", "stock", bookmark.pk)


def test_the_stock_is_narrowed_and_sorted_by_what_is_left(client, dan):
    world.item("Acorn poster")
    world.item("Birch poster", came=5)
    world.item("Cedar poster", came=50)
    assert "Acorn poster" not in page(client, dan, "record_list", "stock", left="yes") and "Birch poster" not in page(client, dan, "record_list", "stock", left="no")

    shown = page(client, dan, "record_list", "stock", sort="-left")
    assert shown.index("Cedar poster") < shown.index("Birch poster") < shown.index("Acorn poster")


@pytest.mark.parametrize("key", KINDS)
def test_an_empty_list_teaches_and_a_reader_cannot_write(client, ben, dan, key):
    assert reverse("desk:record_new", args=[key]) in page(client, dan, "record_list", key)

    assert reverse("desk:record_new", args=[key]) not in page(client, ben, "record_list", key)
    assert post(client, ben, key).status_code == 403


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_list_sorts_by_each_column_and_exports_what_it_shows(client, dan, language):
    grant, walk, bookmark = world.grant(amount=5, currency="USD"), world.activity(), world.item(came=9)
    world.duty(grant)
    world.line(walk, grant=grant)
    world.handout(bookmark, 3, activity=walk)
    dan.language = language
    dan.save()
    for key in KINDS:
        for column in tables.KINDS[key].columns:
            if column.sort:
                page(client, dan, "record_list", key, sort=f"-{column.name}")
        written = page(client, dan, "record_export", key, "csv", **OFFICE).removeprefix("\ufeff")
        assert len(list(csv.DictReader(io.StringIO(written)))) == 1


def test_what_belongs_to_a_protected_activity_leaves_no_trace_for_an_officer(client, ada, dan):
    walk, bookmark = world.activity(), world.item(came=9)
    spent = world.line(walk, text_en="Boat of the harbour")
    given = world.handout(bookmark, 3, activity=walk, to_whom_en="Sailors of the moon")
    editing.edit(spent, {"note": "Touched by a person"}, by=ada)
    editing.edit(walk, {"handling": "protected"}, by=None)

    for row, key, words in ((spent, "budget-lines", "Boat of the harbour"), (given, "hand-outs", "Sailors of the moon")):
        client.force_login(dan)
        assert client.get(reverse("desk:record", args=[key, row.pk])).status_code == 404
        shown = page(client, dan, "record_list", key) + page(client, dan, "record_export", key, "csv", **OFFICE) + page(client, dan, "search", q=words.split()[-1])
        assert words not in shown + page(client, dan, "home")
        assert words in page(client, ada, "record_list", key)


def test_a_new_item_names_its_kind_in_the_language_of_the_page(client, dan):
    call_command("funding_starter", "--quiet")
    dan.language = "ko"
    dan.save()
    client.force_login(dan)
    client.cookies["django_language"] = "ko"
    shown = client.get(reverse("desk:record_new", args=["stock"])).content.decode()

    assert "책갈피" in shown and "품목" in shown
    assert StockItem.objects.count() == 0


def test_pasted_hand_outs_are_saved_only_while_there_is_enough(client, dan):
    bookmark = world.item(came=100)
    client.force_login(dan)
    rows = f"Item\tQuantity\tDate\n{bookmark.name_en}\t60\t2031-05-26\n{bookmark.name_en}\t61\t2031-05-27"
    url = reverse("desk:record_paste", args=["hand-outs"])
    preview = client.post(url, {"rows": rows})
    assert preview.status_code == 200 and not HandOut.objects.exists()

    left = client.post(url, {"rows": rows, "save": "1"})
    assert "Only 40 are left" in left.content.decode() and HandOut.objects.get().quantity == 60


def test_chosen_receipts_that_are_needed_are_not_removed_together(client, dan):
    bookmark = world.item()
    came = [world.receipt(bookmark, 10), world.receipt(bookmark, 10)]
    world.handout(bookmark, 15)
    client.force_login(dan)
    answer = client.post(reverse("desk:record_chosen", args=["stock-receipts"]), {"action": "remove", "selected": [str(one.pk) for one in came]}, follow=True)

    assert "would be missing" in answer.content.decode() and balance_of(bookmark.pk).left == 5
