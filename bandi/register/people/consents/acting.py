"""Giving, limiting, renewing and withdrawing consent. Each act is one transaction with its entry in the journal.

A consent only becomes narrower. What would make it wider (another purpose, a later end, a fuller name, taking a withdrawal back) is a new
consent, because it is a new word of the person. That holds for forms, cells, undo and commands alike (`may_become`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access import approvals
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.audit import clock, journal
from bandi.foundation.records import editing
from bandi.foundation.records.models import Record
from bandi.register.people.consents.asking import COVERED
from bandi.register.people.consents.states import KIND, needs_second
from bandi.register.people.models import Consent, ConsentTask, ConsentText

CONFIRMING = approvals.register(
    approvals.Kind(KIND, _lazy("A consent of great reach: before the public by name, or for a child"), Permission.RECORDS_EDIT, Permission.EXPORT_APPROVE, timedelta(days=30))
)  # fmt: skip
FIXED = ("person_id", "statement_id", "about_id", "file", "replaces_id", "text_id", "given_from", "is_child")


@transaction.atomic
def give_consent(*, by: Account | None, **values: Any) -> Consent:
    """Record a consent that was given. One of great reach waits until a second person confirms it.

    Raises: NotPermitted when what it is about does not exist for `by`; ValidationError.
    """
    row = Consent(**values)
    _permit(row, by)
    if row.replaces is not None and _scope(row.replaces) != _scope(row):
        raise ValidationError({"replaces": _("It can replace only a consent about the same.")})
    consent = editing.create(Consent, by=by, **values)
    if by is not None and needs_second(consent):
        approvals.ask(kind=KIND, subjects=[consent.pk], reason=_("Consent %(code)s") % {"code": consent.code}, by=by)
    return consent


@transaction.atomic
def limit_consent(*, consent: Consent, changes: Mapping[str, Any], by: Account | None, version: int | None = None) -> Consent:
    """Make a consent narrower: fewer purposes or audiences, a less open name, an earlier end. Raises: NotPermitted, ValidationError, Conflict."""
    return editing.edit(consent, changes, by=by, version=version)


@transaction.atomic
def withdraw_consent(*, consent: Consent, said: str = "", everything: bool = False, by: Account | None) -> Consent:
    """Take a consent back, from this moment on. It needs nobody's approval and cannot be undone: only a new consent allows again.

    everything: she took back all she ever allowed; nothing given before this moment counts, in whatever compartment it stands.
    Raises:     NotPermitted; ValidationError when it was withdrawn before.
    """
    if consent.withdrawn_at is not None and not (everything and not consent.withdraws_all):
        raise ValidationError(_("It was withdrawn already."))
    changes: dict[str, Any] = {"withdrawn_at": consent.withdrawn_at or clock.moment(), "withdraws_all": everything}
    if everything:
        changes["withdrawn_at"] = clock.moment()
    if said.strip():
        changes["withdrawal"] = said.strip()
    withdrawn = editing.edit(consent, changes, by=by)
    journal.append("people:consent:withdraw", by=by.pk if by else None, record=consent.pk, change={"everything": everything})
    return withdrawn


def next_code(consent_of: str) -> str:
    """Return a free code for a consent about the person or statement of a code: W-2024-017 gives C-2024-017, then C-2024-017-2."""
    head = "C-" + consent_of.partition("-")[2] if "-" in consent_of else f"C-{consent_of}"
    taken = set(Consent.objects.filter(Q(code=head) | Q(code__startswith=f"{head}-")).values_list("code", flat=True))
    return head if head not in taken else next(f"{head}-{number}" for number in range(2, len(taken) + 3) if f"{head}-{number}" not in taken)


def may_become(consent: Consent, changes: Mapping[str, Any] | None) -> None:
    """Refuse what would make a consent wider, or hide that one was withdrawn. Raises: ValidationError."""
    if changes is None:
        if consent.withdrawn_at is not None or consent.replaces_id is not None:
            raise ValidationError(_("What the person said last stays: this consent cannot be removed. Withdraw it instead."))
        return
    problems: dict[str, Any] = {}
    for name in FIXED:
        if name in changes and changes[name] != getattr(consent, name):
            problems[name.removesuffix("_id").replace("given_from", "given_on")] = _("This was said once and stays. Record a new consent instead.")
    for name in ("purposes", "audiences"):
        if name in changes and set(changes[name]) - set(getattr(consent, name)):
            problems[name] = _("A consent can only become narrower. Record a new consent for what was allowed now.")
    if "identity" in changes and changes["identity"] not in COVERED[consent.identity]:
        problems["identity"] = _("A consent can only become narrower. Record a new consent for what was allowed now.")
    for name in ("alters_voice", "hides_picture"):
        if getattr(consent, name) and changes.get(name) is False:
            problems[name] = _("A consent can only become narrower. Record a new consent for what was allowed now.")
    problems |= _dates_that_widen(consent, changes) | _words_that_widen(consent, changes)
    if problems:
        raise ValidationError(problems)


def _dates_that_widen(consent: Consent, changes: Mapping[str, Any]) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    later = "ends_on" in changes and consent.ends_on is not None and (changes["ends_on"] is None or changes["ends_on"] > consent.ends_on)
    begins, now_begins = consent.starts_on, changes.get("starts_on", consent.starts_on)
    earlier = "starts_on" in changes and begins is not None and (now_begins is None or now_begins < begins)
    if later or earlier:
        problems["period"] = _("A period can only become shorter. To renew it, record a new consent.")
    for name in ("withdrawn_at", "limited_at"):
        was, now = getattr(consent, name), changes.get(name, getattr(consent, name))
        if was is not None and (now is None or now < was):
            problems[name] = _("A withdrawal is not taken back. Record a new consent instead.")
    return problems


def _words_that_widen(consent: Consent, changes: Mapping[str, Any]) -> dict[str, Any]:
    if consent.withdraws_all and changes.get("withdraws_all") is False:
        return {"withdraws_all": _("A withdrawal is not taken back. Record a new consent instead.")}
    if consent.is_child and ((changes.get("guardian_agreed") and not consent.guardian_agreed) or (changes.get("child_agreed") and not consent.child_agreed)):
        return {"child_agreed": _("Record a new consent for what was allowed now.")}
    return {}


def text_may_become(text: ConsentText, changes: Mapping[str, Any] | None) -> None:
    """Refuse to change or remove words somebody agreed to. Raises: ValidationError."""
    if Consent.objects.filter(text=text).exists() and (changes is None or set(changes) - {"used_from", "is_removed"}):
        raise ValidationError(_("Somebody agreed to these words: they stay. Make a new version."))


def task_may_become(task: ConsentTask, changes: Mapping[str, Any] | None) -> None:
    """Refuse to remove a task or to change what it is: what was asked for after a withdrawal stays to be seen. Raises: ValidationError."""
    if changes is None or {"kind", "receipt", "used_in"} & set(changes):
        raise ValidationError(_("It stays to be seen. Say what came of it instead."))


def _permit(row: Consent, by: Account | None) -> None:
    if by is None:
        return
    from bandi.register.people.models import ProtectedPerson, Statement

    for model, key in ((ProtectedPerson, row.person_id), (Statement, row.statement_id), (Consent, row.replaces_id)):
        if key is not None and not model.objects.visible_to(by).filter(pk=key).exists():  # type: ignore[attr-defined]
            raise NotPermitted(Permission.RECORDS_EDIT.value)
    if row.about_id is not None and not _exists_for(row.about, by):
        raise NotPermitted(Permission.RECORDS_EDIT.value)


def _exists_for(spine: Record | None, by: Account) -> bool:
    from django.apps import apps

    model: Any = apps.get_model(spine.kind) if spine else None
    return bool(model and model.objects.visible_to(by).filter(pk=spine.pk).exists())  # type: ignore[union-attr]


def _scope(row: Consent) -> tuple[Any, ...]:
    return row.person_id, row.statement_id, row.about_id, row.file
