"""What never becomes of rows of this package, whichever way somebody asks.

A code hangs on a sealed name and on certificates; a question hangs on its answers. May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bandi.foundation.records.models import Handling, RecordBase
from bandi.work.programmes.models import Coded, Enrolment, Meeting, Pair, Question, Round, Sheet


def keep_code(row: Coded, changes: Mapping[str, Any] | None) -> None:
    """Refuse another code: the sealed name is found by it."""
    if changes and "code" in changes and changes["code"] != row.code:
        raise ValidationError({"code": _("A code stays as it is. Make a new record for somebody else.")})


def keep_hidden(row: RecordBase, changes: Mapping[str, Any] | None) -> None:
    """Refuse to protect a record while others bear its name in the open."""
    if not changes or changes.get("handling") != Handling.PROTECTED:
        return
    for model in (Round, Enrolment, Meeting, Pair):
        for name in model.NAMED_AFTER:
            if model._meta.get_field(name).related_model is type(row) and model.objects.in_use().filter(**{name: row.pk}).exclude(handling=Handling.PROTECTED).exists():
                raise ValidationError({"handling": _("Others bear its name: protect first its answers, enrolments, meetings or pairs.")})


def keep_person(row: Coded, changes: Mapping[str, Any] | None) -> None:
    """Refuse another code, and protecting somebody whose code stands in the open elsewhere."""
    keep_code(row, changes)
    keep_hidden(row, changes)


def keep_answers(row: Question, changes: Mapping[str, Any] | None) -> None:
    """Refuse what would give answers another meaning: another kind or number of options, or taking an answered question away."""
    if changes == {} or not is_answered(row):
        return
    if changes is None:
        raise ValidationError(_("This question was answered and stays. Make a new set without it."))
    if changes.keys() & {"order", "kind", "lowest", "highest"} or any(len(changes[name] or ()) != len(getattr(row, name) or ()) for name in ("options_en", "options_ko") if name in changes and getattr(row, name)):
        raise ValidationError(_("This question was answered: its number, its kind, its scale and the number of its options stay. Words may be corrected."))


def keep_set(row: Round, changes: Mapping[str, Any] | None) -> None:
    """Refuse another set of questions once something was answered."""
    if changes and "question_set_id" in changes and changes["question_set_id"] != row.question_set_id and (row.tallies.exists() or row.sheets.exists()):
        raise ValidationError({"question_set": _("Something was answered already. Make a new use of the other set.")})


def is_answered(question: Question) -> bool:
    """Return whether somebody answered a question."""
    if question.tallies.exists():
        return True
    sheets = Sheet.objects.filter(round__question_set=question.question_set_id)
    return any(str(question.order) in answers for answers in sheets.values_list("answers", flat=True).iterator())
