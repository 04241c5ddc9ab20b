"""The stock: a balance that is computed from its entries, and never falls below nothing whichever way an entry is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import NotUndoable
from bandi.work.funding.balance import balance_of
from bandi.work.funding.models import HandOut, StockCorrection, StockItem
from bandi.work.funding.tests import world

pytestmark = pytest.mark.django_db


def correction(item: StockItem, difference: int) -> StockCorrection:
    made = StockCorrection(item=item, counted_on=date(2031, 7, 1), difference=Decimal(difference), reason="Counted the shelf")
    return editing.add(made, by=None)


def last(row: object) -> Revision:
    return Revision.objects.filter(row=str(row.pk)).order_by("-entry_id").first()


def test_what_is_left_is_what_came_in_corrected_less_what_was_handed_out():
    bookmark = world.item(came=100)
    world.receipt(bookmark, 20)
    correction(bookmark, -5)
    world.handout(bookmark, 30)
    editing.remove(world.handout(bookmark, 10), by=None)

    balance = balance_of(bookmark.pk)
    assert (balance.came, balance.corrected, balance.gone, balance.left) == (120, -5, 30, 85)
    assert StockItem.objects.with_balance().get().left == 85
    assert world.item("Poster").pk and balance_of(StockItem.objects.get(name_en="Poster").pk).left == 0


def test_a_hand_out_larger_than_the_balance_is_refused_and_says_what_to_do():
    bookmark = world.item(came=100)
    world.handout(bookmark, 70)

    with pytest.raises(ValidationError) as refused:
        world.handout(bookmark, 31)
    assert "Only 30 are left" in refused.value.message_dict["quantity"][0] and "first enter what came in" in refused.value.message_dict["quantity"][0]
    world.handout(bookmark, 30)
    assert balance_of(bookmark.pk).left == 0


def test_a_hand_out_cannot_be_raised_above_the_balance_nor_moved_to_an_item_that_has_too_few():
    bookmark, poster = world.item(came=100), world.item("Poster", came=5)
    given = world.handout(bookmark, 70)

    for changes in ({"quantity": Decimal(101)}, {"item_id": poster.pk}):
        with pytest.raises(ValidationError, match="Only"):
            editing.edit(given, changes, by=None)
    editing.edit(given, {"quantity": Decimal(100)}, by=None)
    assert (balance_of(bookmark.pk).left, balance_of(poster.pk).left) == (0, 5)


def test_what_came_in_cannot_be_lowered_removed_or_undone_below_what_was_handed_out():
    bookmark = world.item()
    came = world.receipt(bookmark, 100)
    world.handout(bookmark, 70)

    with pytest.raises(ValidationError, match="1 would be missing"):
        editing.edit(came, {"quantity": Decimal(69)}, by=None)
    with pytest.raises(ValidationError, match="70 would be missing"):
        editing.remove(came, by=None)
    with pytest.raises(NotUndoable):
        editing.undo(last(came), by=None)
    editing.edit(came, {"quantity": Decimal(70)}, by=None)
    assert balance_of(bookmark.pk).left == 0


def test_a_removed_hand_out_comes_back_only_while_there_is_enough():
    bookmark = world.item(came=100)
    first = world.handout(bookmark, 70)
    gone = editing.remove(first, by=None)
    world.handout(bookmark, 40)

    with pytest.raises(NotUndoable):
        editing.undo(gone, by=None)
    world.receipt(bookmark, 10)
    editing.undo(gone, by=None)
    assert balance_of(bookmark.pk).left == 0


def test_a_correction_takes_no_more_than_there_is_and_stays_while_it_is_needed():
    bookmark = world.item(came=10)
    with pytest.raises(ValidationError):
        correction(bookmark, -11)
    with pytest.raises(ValidationError, match="correction of nothing"):
        correction(bookmark, 0)
    found = correction(bookmark, 5)
    world.handout(bookmark, 15)

    with pytest.raises(ValidationError, match="5 would be missing"):
        editing.remove(found, by=None)
    assert balance_of(bookmark.pk).left == 0


def test_a_hand_out_that_nobody_counted_takes_nothing_off_and_is_told():
    bookmark = world.item()
    world.handout(bookmark, None)

    assert (balance_of(bookmark.pk).left, balance_of(bookmark.pk).uncounted) == (0, 1)


def test_a_quantity_of_nothing_or_less_is_refused():
    bookmark = world.item(came=10)
    for quantity in (0, -3):
        with pytest.raises(ValidationError):
            world.handout(bookmark, quantity)
        with pytest.raises(ValidationError):
            world.receipt(bookmark, quantity)


def test_an_entry_is_never_less_protected_than_its_activity(ada, dan):
    bookmark, harbour = world.item(came=10), world.activity("The hidden harbour", handling="protected")
    with pytest.raises(ValidationError, match="protected"):
        world.handout(bookmark, 1, activity=harbour)
    hidden = world.handout(bookmark, 1, activity=harbour, handling="protected")
    open_one = world.handout(bookmark, 2, activity=world.activity())
    editing.edit(open_one.activity, {"handling": "protected"}, by=None)

    assert list(HandOut.objects.visible_to(dan)) == []
    assert set(HandOut.objects.visible_to(ada)) == {hidden, open_one}
