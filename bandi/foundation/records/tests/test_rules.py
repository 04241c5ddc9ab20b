"""A change asks the rules it may break, and no other; what is refused is what was refused."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from bandi.foundation.records.rules import clean_changed, is_concerned
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity

NAMES = {constraint.name: constraint for constraint in Activity._meta.constraints}


def test_a_constraint_is_concerned_by_each_of_its_fields_and_by_no_other() -> None:
    title, dates = NAMES["activity_has_a_title"], NAMES["activity_ends_after_it_starts"]

    assert is_concerned(title, {"title_en"}) and is_concerned(title, {"title_ko", "order"}) and not is_concerned(title, {"starts_on"})
    assert is_concerned(dates, {"ends_on"}) and is_concerned(dates, {"starts_on"}) and not is_concerned(dates, {"title_en"})


def test_a_constraint_over_an_expression_is_always_asked() -> None:
    assert is_concerned(models.UniqueConstraint(models.functions.Lower("title_en"), name="one"), {"order"})


def test_the_condition_of_a_unique_constraint_belongs_to_it() -> None:
    constraint = models.UniqueConstraint(fields=["kind"], condition=models.Q(order=1), name="one")

    assert is_concerned(constraint, {"order"}) and is_concerned(constraint, {"kind"}) and not is_concerned(constraint, {"number"})


@pytest.mark.django_db
@pytest.mark.parametrize(("changed", "values"), [(["title_en"], {"title_en": "", "title_ko": ""}), (["ends_on"], {"starts_on": date(2031, 5, 2), "ends_on": date(2031, 5, 1)}), (["order"], {"order": -1})])
def test_what_a_change_breaks_is_said_as_the_whole_check_says_it(changed: list[str], values: dict[str, Any]) -> None:
    given = {"title_en": "Lantern walk", "handling": "open", "order": 0, **values}
    problems = []
    for check in (lambda row: clean_changed(row, changed, exclude=["record", "kind"]), lambda row: row.full_clean(exclude=["record", "kind"])):
        with pytest.raises(ValidationError) as refused:
            check(Activity(**given))
        problems.append(refused.value.message_dict)

    assert problems[0] == problems[1]


@pytest.mark.django_db
def test_a_reference_that_stays_is_not_asked_for_and_one_that_changes_or_is_missing_is() -> None:
    known = Term.objects.create(vocabulary="activity_kind", key="lantern_walk", label_en="Lantern walk", label_ko="등불 걷기")
    row = Activity(title_en="Lantern walk", handling="open", kind=known)
    with CaptureQueriesContext(connection) as captured:
        clean_changed(row, ["title_en"], exclude=["record"])
    assert not [query["sql"] for query in captured if "reference_term" in query["sql"]]

    row.kind_id = uuid4()
    with pytest.raises(ValidationError) as refused:
        clean_changed(row, ["kind_id"], exclude=["record"])
    assert set(refused.value.message_dict) == {"kind"}
    row.kind_id = None
    with pytest.raises(ValidationError) as refused:
        clean_changed(row, ["title_en"], exclude=["record"])
    assert set(refused.value.message_dict) == {"kind"}
    with pytest.raises(ValidationError):
        row.full_clean(exclude=["record"])
