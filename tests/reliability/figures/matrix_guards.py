"""The guards of what is sealed, each as a way to take it away for a moment. F28b asks whether anything notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from bandi.foundation.access.middleware import DeclaredPermissions
from bandi.foundation.access.models import Account
from bandi.foundation.records.models.sealed import SealedQuerySet
from bandi.foundation.vault.models import Compartment, Membership
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables.description import ListOf
from bandi.register.people.models.consent import ConsentQuerySet

Removal = Callable[[], AbstractContextManager[Any]]


def _exchange(module: str, name: str, by: Any) -> Removal:
    return lambda: patch.object(import_module(module), name, by)


def _yes(*_: Any, **__: Any) -> bool:
    return True


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _all_of(account: Any) -> Any:
    return Compartment.objects.all()


def _leavers_too(account: Account) -> Any:
    return Compartment.objects.filter(pk__in=Membership.objects.filter(member=account.member_id).values("compartment"))


def _without_assignment(self: Any, account: Any) -> Any:
    from bandi.foundation.access.clearance import compartments_of

    return self.in_use() if account is None else self.in_use().filter(compartment__in=compartments_of(account))


def _any_record(pk: Any, reader: Any) -> Any:
    from bandi.foundation.records.models import Record
    from bandi.foundation.records.sealing import record_row

    record = Record.objects.filter(pk=pk).first()
    return record_row(record) if record else None


def _permits(row: Any, by: Any) -> None:
    from bandi.foundation.records import sealing
    from bandi.foundation.records.models import SealedPart

    if isinstance(row, SealedPart) and row.subject_id is None:
        row.subject = sealing.subject_for(sealing._owner_of(row))


def _sees(self: Any, row: Any) -> bool:
    return row is not None and not row.is_removed


def _every_decision(model: Any, account: Any) -> Any:
    from bandi.register.people.models import PairDecision, ProtectedPerson, SealedPairDecision

    decisions: Any = SealedPairDecision if model is ProtectedPerson else PairDecision
    return decisions.objects.filter(undone_at__isnull=True)


def _every_room(account: Any) -> Any:
    return dict.fromkeys(Compartment.objects.filter(tier__gt=1).values_list("pk", flat=True))


def _any_person(account: Any, keys: Any) -> Any:
    from bandi.register.people.models import ProtectedPerson

    return {row.pk: row for row in ProtectedPerson.objects.filter(pk__in=list(keys)).select_related("compartment", "subject")}


@contextmanager
def _names_without_assignment() -> Iterator[None]:
    with patch.object(import_module("bandi.register.people.sealed_names"), "rooms_of", _every_room), patch.object(import_module("bandi.register.people.sealed_names"), "known_to", _any_person):
        yield


def _all_rows(self: Any, reader: Any) -> Any:
    return self.model.objects.visible_to(None)


@contextmanager
def _everything_visible() -> Iterator[None]:
    with patch.object(SealedQuerySet, "visible_to", lambda self, account: self.in_use()):
        yield


DESK, ACCESS, RECORDS = "bandi.interfaces.desk", "bandi.foundation.access", "bandi.foundation.records"
GUARDS: dict[str, Removal] = {
    "ConsentQuerySet.known_to": lambda: patch.object(ConsentQuerySet, "known_to", lambda self, account: self.all()),
    "consents: about what exists for her": _exchange("bandi.register.people.consents.acting", "_permit", _nothing),
    "consents: only narrower": _exchange(f"{RECORDS}.editing", "_ask_guard", _nothing),
    "SealedQuerySet.visible_to": _everything_visible,
    "visible_to: the assignment": lambda: patch.object(SealedQuerySet, "visible_to", _without_assignment),
    "visible_to: the compartment": _exchange(f"{RECORDS}.models.sealed", "compartments_of", _all_of),
    "visible_to: leavers": _exchange(f"{RECORDS}.models.sealed", "compartments_of", _leavers_too),
    "DeclaredPermissions": lambda: patch.object(DeclaredPermissions, "process_view", _nothing),
    "Account.may": lambda: patch.object(Account, "may", _yes),
    "ListOf.rows": lambda: patch.object(ListOf, "rows", _all_rows),
    "Reader.sees": lambda: patch.object(Reader, "sees", _sees),
    "Reader.sees_spine": lambda: patch.object(Reader, "sees_spine", _yes),
    "visible_record: an id alone": _exchange(f"{DESK}.views.records", "visible_record", _any_record),
    "visible_record: links": _exchange(f"{DESK}.views.parts", "visible_record", _any_record),
    "visible_record: undo": _exchange(f"{DESK}.views.history", "visible_record", _any_record),
    "undo: what was removed": _exchange(f"{DESK}.views.history", "_may_bring_back", _yes),
    "undo: both ends of a link": _exchange(f"{DESK}.views.history", "sees_ends", _yes),
    "history: the far end": _exchange(f"{DESK}.history", "sees_ends", _yes),
    "export: never what is sealed": _exchange(f"{DESK}.views.export", "is_sealed_record", lambda _model: False),
    "forms: compartments to choose": _exchange(f"{DESK}.forms", "rooms_for_records", _all_of),
    "filters: compartments to choose": _exchange(f"{DESK}.filters", "compartments_of", _all_of),
    "forms: closed values": _exchange(f"{DESK}.forms", "is_closed", lambda _row, _name: False),
    "a compartment's page": _exchange(f"{DESK}.views.vault", "is_member", _yes),
    "a compartment's stewards": _exchange(f"{DESK}.views.vault", "is_steward", _yes),
    "let_in and let_out: stewards": _exchange(f"{ACCESS}.compartments", "_require_steward", _nothing),
    "emergencies: of the compartment": _exchange(f"{ACCESS}.compartments", "is_member", _yes),
    "sealing.permit": _exchange(f"{RECORDS}.sealing", "permit", _permits),
    "sealing.prepared": _exchange(f"{RECORDS}.sealing", "belongs", _yes),
    "sealing.keep_fixed": _exchange(f"{RECORDS}.sealing", "keep_fixed", _nothing),
    "taking along: the second person": _exchange(f"{ACCESS}.approvals", "use", lambda *_, **__: SimpleNamespace(pk=uuid4(), decided_by_id=None, decided_by=None, reason="moss")),
    "editing: the permission": _exchange(f"{RECORDS}.editing", "require", _nothing),
    "pairs: both ends": _exchange("bandi.register.people.linking", "in_force", _every_decision),
    "pairs: the permission": _exchange("bandi.register.people.linking", "require", _nothing),
    "pairs: the second person": _exchange("bandi.register.people.linking", "needs_approval", lambda _one, _other: False),
    "names: who exists for the reader": _names_without_assignment,
    "attaching: the permission": _exchange(f"{RECORDS}.attaching", "require", _nothing),
    "assigning: stewards": _exchange(f"{RECORDS}.assigning", "_may", _nothing),
    "assigning: members alone": _exchange(f"{RECORDS}.assigning", "is_member", _yes),
    "the page of assignments": _exchange(f"{DESK}.views.assignments", "is_steward", _yes),
    "a legal hold": _exchange("bandi.foundation.vault.erasure", "is_held", lambda _subject: False),
    "a legal hold: the permission": _exchange("bandi.register.people.holding", "require", _nothing),
}  # fmt: skip
"""What is taken away, by what it guards."""

SEEN_AT: dict[str, tuple[str, ...]] = {
    "ConsentQuerySet.known_to": ("desk:record",), "consents: about what exists for her": (), "consents: only narrower": (),
    "visible_record: an id alone": ("desk:record_by_id",), "visible_record: links": ("desk:link_remove",),
    "visible_record: undo": ("desk:undo",), "undo: what was removed": ("desk:undo",), "undo: both ends of a link": (),
    "history: the far end": (), "export: never what is sealed": ("desk:record_export",),
    "forms: compartments to choose": (), "filters: compartments to choose": (), "forms: closed values": (),
    "a compartment's page": ("desk:compartment", "desk:emergency_decide"), "a compartment's stewards": ("desk:member_in", "desk:member_out", "desk:lock_turn"),
    "Reader.sees": (), "Reader.sees_spine": ("desk:home", "desk:audit"),
    "let_in and let_out: stewards": (), "emergencies: of the compartment": (), "sealing.permit": (), "sealing.prepared": (),
    "sealing.keep_fixed": (), "taking along: the second person": (), "editing: the permission": (), "attaching: the permission": (),
    "pairs: both ends": ("desk:pair_undo",), "pairs: the permission": (), "pairs: the second person": (), "names: who exists for the reader": (),
    "assigning: stewards": (), "assigning: members alone": (), "the page of assignments": ("desk:assignments",), "a legal hold": (),
    "a legal hold: the permission": (),
    "visible_to: the assignment": ("desk:record",), "visible_to: leavers": ("desk:record",),
}  # fmt: skip
"""Where to look for what a guard keeps; everywhere for one that is not named. Empty: among the acts alone."""
