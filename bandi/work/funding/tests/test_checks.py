"""Checks before publishing: a settled grant that still owes a report, an item of which more went out than came in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bandi.foundation.records import editing
from bandi.foundation.records.findings import Finding, Scope, found
from bandi.work.funding.models import StockReceipt
from bandi.work.funding.tests import world

pytestmark = pytest.mark.django_db


def findings(name: str) -> list[Finding]:
    return [finding for finding in found(Scope(2031, date(2031, 1, 1), date(2031, 12, 31))) if name in finding.key]


def test_a_settled_grant_that_owes_a_report_contradicts_itself():
    grant = world.grant()
    owed = world.duty(grant)
    world.duty(grant, date(2032, 3, 1), "Next year")
    assert findings("grant-settled") == []

    editing.edit(grant, {"state": "closed"}, by=None)
    (finding,) = findings("grant-settled")
    assert finding.severity == "contradiction" and "1 report to its funder was not sent" in finding.message_en and finding.records == (grant.pk, owed.pk)
    editing.edit(owed, {"sent_on": date(2031, 6, 1)}, by=None)
    assert findings("grant-settled") == []


def test_an_item_of_which_more_went_out_than_came_in_is_found():
    bookmark = world.item(came=10)
    world.handout(bookmark, 10)
    assert findings("sums:stock") == []

    StockReceipt.objects.update(quantity=Decimal(9))
    assert [finding.records for finding in findings("sums:stock")] == [(bookmark.pk,)]
