"""Asking a row its own rules when some of its fields change.

A constraint that names none of the changed fields holds as it did before, and a reference that stays points to what it pointed to: asking
costs a query each, and can only say what is known. Everything else of `full_clean` is asked as ever, and the database asks every constraint once more when the row is written.

May import: Django.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models


def clean_changed(row: models.Model, changed: Collection[str], *, exclude: Collection[str]) -> None:
    """Ask the rules of `row`. changed: attribute names that have new values already. Raises: ValidationError, as `full_clean` does."""
    names = {field.name for field in row._meta.concrete_fields if field.attname in changed}
    concerned = [(model, [one for one in constraints if is_concerned(one, names)]) for model, constraints in row.get_constraints()]
    still = {field.name for field in row._meta.concrete_fields if field.is_relation and field.attname not in changed and getattr(row, field.attname) is not None}
    vars(row)["get_constraints"] = lambda: concerned
    vars(row)["clean_fields"] = lambda exclude=None: type(row).clean_fields(row, exclude={*(exclude or ()), *still})
    try:
        row.full_clean(exclude=exclude)
    finally:
        del vars(row)["get_constraints"], vars(row)["clean_fields"]


def is_concerned(constraint: models.BaseConstraint, names: Collection[str]) -> bool:
    """Return whether a constraint may answer differently now that fields of these names changed."""
    known = _fields_of(constraint)
    return known is None or not known.isdisjoint(names)


def _fields_of(constraint: models.BaseConstraint) -> frozenset[str] | None:
    """Return the names of all fields a constraint speaks of; None where that cannot be told."""
    asked: Any = constraint
    if isinstance(constraint, models.CheckConstraint):
        return frozenset(asked.condition.referenced_base_fields) if isinstance(asked.condition, models.Q) else None
    if isinstance(constraint, models.UniqueConstraint) and not constraint.expressions:
        return frozenset({*constraint.fields, *(asked.condition.referenced_base_fields if asked.condition else ())})
    return None
