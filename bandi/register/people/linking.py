"""Deciding whether two records are one person: same, not the same, cannot be told; and taking a decision back.

Guarantees: a decision stays with who and why, and the pair is not offered again; *same* moves nothing, so that taking it back separates the
            two again; who may not see both people decides nothing; protected people are linked with a second person's approval where
            their record, its compartment or its tier asks for it. Each step stands in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access import approvals
from bandi.foundation.access.clearance import belongs
from bandi.foundation.access.errors import ApprovalMissing, NotPermitted
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records.errors import NotUndoable
from bandi.foundation.vault.models import Tier
from bandi.foundation.vault.reading import opened
from bandi.register.people.models import Outcome, PairDecision, Person, ProtectedPerson, SealedPairDecision

KIND = approvals.register(
    approvals.Kind(
        "person-link", _lazy("Two protected people to be linked as one"),
        Permission.PAIR_DECIDE, Permission.LINK_APPROVE, timedelta(days=7),
    )
)  # fmt: skip
ASKED = "asked "
Row = Person | ProtectedPerson
Decision = PairDecision | SealedPairDecision


@dataclass(frozen=True)
class Read:
    """A decision as its reader sees it. outcome: empty while sealed for her, or while a link waits for its approval (`asked`)."""

    decision: Decision
    outcome: str
    why: str
    asked: UUID | None = None

    @property
    def is_sealed(self) -> bool:
        return not self.outcome and self.asked is None

    def far_end(self, key: UUID) -> UUID:
        """Return the other one of the two."""
        return self.decision.other_id if self.decision.one_id == key else self.decision.one_id


@transaction.atomic
def decide_pair(*, one: Row, other: Row, outcome: str, why: str, by: Account) -> Decision:
    """Decide about two records of one kind. A link that needs a second person is asked for, and made by `finish_link`.

    Raises: NotPermitted for who may not see both; ValidationError for one record twice, an unknown outcome, no reason for *not the
            same*, a pair that is decided, or keys that were destroyed.
    """
    require(by, Permission.PAIR_DECIDE)
    model = type(one)
    if model is not type(other) or model.objects.visible_to(by).filter(pk__in={one.pk, other.pk}).count() != len({one.pk, other.pk}):
        raise NotPermitted(Permission.PAIR_DECIDE.value)
    if one.pk == other.pk:
        raise ValidationError(_("This is one record, not two."))
    if outcome not in Outcome.values:
        raise ValidationError(_("Choose: the same person, not the same person, or it cannot be told."))
    if outcome == Outcome.OTHER and not why.strip():
        raise ValidationError(_("Say in a few words what tells them apart: it is remembered for ever, and nobody is asked again."))
    if decided_between(one, other) is not None:
        raise ValidationError(_("Somebody decided about these two already. Take that back first."))
    first, second = sorted((one, other), key=lambda row: row.pk)
    made = _sealed(first, second, outcome, why.strip()[:400], by) if isinstance(first, ProtectedPerson) else PairDecision(
        one=first, other=second, outcome=outcome, why=why.strip()[:400], decided_by=by
    )  # fmt: skip
    made.save(force_insert=True)
    _journal("decide", made, by)
    return made


def _sealed(one: ProtectedPerson, other: ProtectedPerson, outcome: str, why: str, by: Account) -> SealedPairDecision:
    if one.subject.erased_at or other.subject.erased_at:
        raise ValidationError(_("The keys of one of these people were destroyed. Nothing more can be kept with her or him."))
    verdict = outcome
    if outcome == Outcome.SAME and needs_approval(one, other):
        token = uuid4()
        approvals.ask(kind=KIND.key, subjects=[token], reason=why or _("Two records of one person."), by=by)
        verdict = f"{ASKED}{token}"
    made = SealedPairDecision(one=one, other=other, subject=one.subject, decided_by=by)
    made.verdict, made.why = verdict, why
    return made


def needs_approval(one: ProtectedPerson, other: ProtectedPerson) -> bool:
    """Return whether linking two protected people asks for a second person: their records say so, they stand in two compartments, or in a lethal one."""
    if one.is_kept_apart or other.is_kept_apart or one.compartment_id != other.compartment_id:
        return True
    return one.compartment.tier >= Tier.LETHAL


@transaction.atomic
def finish_link(*, decision: SealedPairDecision, by: Account) -> SealedPairDecision:
    """Make a link that a second person approved.

    Raises: NotPermitted; ApprovalMissing until somebody approved who belongs to the compartments of both; vault.Sealed, QuotaReached.
    """
    require(by, Permission.PAIR_DECIDE)
    held = SealedPairDecision.objects.select_for_update().get(pk=decision.pk, undone_at__isnull=True)
    _require_both(held, by)
    read = read_decisions([held])[0]
    approval = approval_of(read)
    used = approvals.use(approval, kind=KIND.key, subjects=[read.asked or ""], by=by)
    if used.decided_by is None or not all(belongs(used.decided_by, end.compartment) for end in (held.one, held.other)):
        raise ApprovalMissing("whoever approved cannot see both")
    held.verdict = Outcome.SAME.value  # type: ignore[assignment]
    held.save(update_fields=["verdict"])
    _journal("link", held, by)
    return held


@transaction.atomic
def undo_decision(*, decision: Decision, by: Account) -> None:
    """Take a decision back: linked people are two again, and the pair may be offered anew. Raises: NotPermitted; NotUndoable if it was."""
    require(by, Permission.PAIR_DECIDE)
    held: Any = type(decision).objects.select_for_update().get(pk=decision.pk)
    _require_both(held, by)
    if held.undone_at is not None:
        raise NotUndoable
    held.undone_at, held.undone_by = timezone.now(), by
    held.save(update_fields=["undone_at", "undone_by"])
    _journal("undo", held, by)


def decided_between(one: Row, other: Row) -> Decision | None:
    """Return the decision in force about two records, if there is one."""
    first, second = sorted((one.pk, other.pk))
    model: Any = SealedPairDecision if isinstance(one, ProtectedPerson) else PairDecision
    found: Decision | None = model.objects.filter(one=first, other=second, undone_at__isnull=True).first()
    return found


def in_force(model: type[Row], account: Account | None) -> Any:
    """Return the decisions in force about people of a kind, of which `account` may see both."""
    visible = model.objects.visible_to(account).values("pk")
    decisions: Any = SealedPairDecision if model is ProtectedPerson else PairDecision
    return decisions.objects.filter(undone_at__isnull=True, one__in=visible, other__in=visible).select_related("one", "other", "decided_by")


def decided_pairs(model: type[Row]) -> list[tuple[UUID, UUID]]:
    """Return every pair of a kind that is decided, whoever may see it: none of them is offered again."""
    decisions: Any = SealedPairDecision if model is ProtectedPerson else PairDecision
    return list(decisions.objects.filter(undone_at__isnull=True).values_list("one", "other"))


def about(person: Row, account: Account | None) -> list[Read]:
    """Return the decisions in force about one person, opened for whoever reads."""
    return read_decisions(in_force(type(person), account).filter(Q(one=person.pk) | Q(other=person.pk)))


def read_decisions(decisions: Iterable[Decision]) -> list[Read]:
    """Open decisions for whoever reads; what is sealed for her has no outcome. Raises: vault.QuotaReached, vault.HolderAway."""
    listed = list(decisions)
    opened([one for one in listed if isinstance(one, SealedPairDecision)], "verdict", "why", why="pairs")
    return [_read(one) for one in listed]


def _read(decision: Decision) -> Read:
    if isinstance(decision, PairDecision):
        return Read(decision, decision.outcome, decision.why)
    verdict, why = decision.verdict.plain or "", decision.why.plain or ""
    if verdict.startswith(ASKED):
        return Read(decision, "", why, UUID(verdict.removeprefix(ASKED)))
    return Read(decision, verdict if verdict in Outcome.values else "", why)


def approval_of(read: Read) -> Approval | None:
    """Return the request for a link that waits for a second person."""
    if read.asked is None:
        return None
    mine = Approval.objects.filter(kind=KIND.key, asked_by=read.decision.decided_by).order_by("-asked_at")
    return next((one for one in mine if one.subjects == [str(read.asked)]), None)


def _require_both(decision: Decision, by: Account) -> None:
    if not in_force(type(decision.one), by).filter(pk=decision.pk).exists() and decision.undone_at is None:
        raise NotPermitted(Permission.PAIR_DECIDE.value)


def _journal(verb: str, decision: Decision, by: Account) -> None:
    kind = type(decision)._meta.model_name
    journal.append(f"people:{kind}:{verb}", by=by.id, record=decision.one_id, change={"row": str(decision.pk), "other": str(decision.other_id)})
