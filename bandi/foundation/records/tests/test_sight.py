"""A sight says how far permissions reach, and fails where a query asks for more of a person."""

from __future__ import annotations

from typing import Any

import pytest

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.sight import Sight, sight_of

pytestmark = pytest.mark.django_db


def test_a_sight_has_what_its_account_may_read(ada: Account, cho: Account) -> None:
    for account in (ada, cho):
        sight = sight_of(account)
        assert sight is not None
        for permission in (Permission.RECORDS_READ, Permission.PROTECTED_READ):
            assert sight.may(permission) == account.may(permission)
    assert sight_of(None) is None


def test_a_sight_cannot_stand_for_a_person_whose_compartments_are_asked_for() -> None:
    anybody: Any = Sight(reads=True, protected=True)

    with pytest.raises(AttributeError):
        _ = anybody.member_id
    with pytest.raises(KeyError):
        anybody.may(Permission.RECORDS_EDIT)
