"""Letting something leave: the verdict, what people answered to it, the second signature, and the receipt.

Guarantees: nothing leaves without a receipt; an objection that blocks is never answered away; each one that asks has a person's reason, or
            for a command the reason given with it; a name may be masked by a rule instead, and what leaves is reviewed anew as it reads then; where a second reader is needed another person approved this very receipt; an answer
            counts only for the same thing: what changed since is asked anew. Each step stands in the journal.

Every path out calls `leave`, lets go of its file only when that returns, and writes what `receipt.masks.of` makes of it.
`tests/house/test_outputs.py` walks the paths.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BinaryField, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access import approvals
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.masks import FORMS, MASKABLE, NOTHING, Mask, Masks, masked_by
from bandi.foundation.records.models.release import Receipt, ReceiptObjection, ReceiptUse
from bandi.foundation.records.release import USES, Objection, Outgoing, Severity, Verdict, review
from bandi.foundation.reference.statements import TEXT_VALUE, Given, Statement
from bandi.foundation.vault import operational

LONGEST_ANSWER = 1000
REMEMBERED = timedelta(days=365)
KIND = approvals.register(
    approvals.Kind(
        "release", _lazy("Something that leaves the house and needs a second reader"),
        Permission.RECORDS_EXPORT, Permission.EXPORT_APPROVE, timedelta(hours=72),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Where a review stands: the verdict, and which of its objections somebody answered before, by their marks.

    open: objections that still block or wait for a reason. waits_for_second: all is answered, and another person has to sign.
    """

    verdict: Verdict
    marks: tuple[bytes, ...]
    answered: Mapping[bytes, ReceiptObjection]
    open: tuple[Objection, ...]
    waits_for_second: bool

    @property
    def may_leave(self) -> bool:
        return not self.open and not self.waits_for_second


@dataclass(frozen=True)
class Masked:
    """A thing as it reads masked. outgoing: the masked one. verdict: what is objected to it. places: the objections that a mask answers, in the text as it was, each with its mark."""

    outgoing: Outgoing
    verdict: Verdict
    masks: Masks = NOTHING
    places: tuple[tuple[Objection, bytes], ...] = ()

    @property
    def marks(self) -> frozenset[bytes]:
        return frozenset(mark for _one, mark in self.places)


def leave(
    outgoing: Outgoing, *, by: Account | None, receipt: Receipt | None = None, accept: str = "", mask: str = "", made: dict[str, Any] | None = None,
    second: Account | None = None, digest: bytes | None = None, on: date | None = None,
) -> Receipt:  # fmt: skip
    """Let something leave and return its receipt; `receipt.masks` says how names are printed in it.

    receipt: one that waited: its answers count; without it the one of the same key and person is found. accept: a reason for everything that only asks (commands).
             mask: the rule for every name that it can mask (commands). made: how the gate's page
             makes it again. second: who approved the same act elsewhere (a sealed export). digest: SHA-256 of the file, where it is known.
    Raises:  Withheld, with the verdict and the receipt that waits now; NotPermitted for another's receipt.
    """
    receipt = receipt or waiting_for(outgoing, by)
    if receipt is not None and receipt.first_reader_id != (by.pk if by else None):
        raise NotPermitted(Permission.RECORDS_EXPORT.value)
    day, shared = on or timezone.localdate(), dict[str, Any]()
    verdict = review(outgoing, reader=by, on=day, shared=shared)
    if receipt is None and verdict.may_leave:  # nothing was objected to, so nothing can have been answered or masked
        with transaction.atomic():
            return _let_go(_used(outgoing, shared), _begun(outgoing, Receipt(first_reader=by)), second, digest, by)
    with transaction.atomic():
        kept = _kept(outgoing, verdict, by=by, receipt=receipt, made=made)
        if mask:
            _mask_all(outgoing, verdict, kept, mask, by)
    seen = reviewed(outgoing, verdict, kept, reader=by, on=day, shared=shared)
    with transaction.atomic():
        if seen.masks:
            kept = _kept(seen.outgoing, seen.verdict, by=by, receipt=kept, made=made, beside=seen.marks)
        where = standing(seen.outgoing, seen.verdict, kept)
        if accept.strip():
            _answer_all(kept, accept.strip(), by)
            where = standing(seen.outgoing, seen.verdict, kept)
        signed = second or _signed(kept, where, by)
        if not where.open and (signed or not seen.verdict.needs_second):
            kept.masks = seen.masks
            return _let_go(_used(seen.outgoing, shared), kept, signed, digest, by)
    raise Withheld(seen.verdict, kept.pk)


def _used(outgoing: Outgoing, shared: Mapping[str, Any]) -> set[UUID]:
    """Return the records used: those its maker names, and those that checkers found."""
    return outgoing.used() | shared.get(USES, set())


def reviewed(outgoing: Outgoing, verdict: Verdict, receipt: Receipt, *, reader: Account | None, on: date, shared: dict[str, Any] | None = None) -> Masked:
    """Return a thing as it reads with the masks that its receipt keeps, and what is objected to it then. Without a mask it is what was reviewed already."""
    rules = {bytes(mark): rule for mark, rule in receipt.objections.exclude(rule="").filter(answered_at__isnull=False).values_list("mark", "rule")}
    if not rules or outgoing.is_fixed:
        return Masked(outgoing, verdict)
    marks = marks_of(outgoing, verdict.objections)
    places = tuple((one, mark) for one, mark in zip(verdict.objections, marks, strict=True) if mark in rules and one.code in MASKABLE)
    names = excerpts_of(outgoing, (one for one, _mark in places))
    usable = [(one, mark, name) for (one, mark), name in zip(places, names, strict=True) if can_mask(name, rules[mark])]
    masks = Masks(tuple(Mask(name, rules[mark], masked_by(name, rules[mark]), _person(one)) for one, mark, name in usable))
    places = tuple((one, mark) for one, mark, _name in usable)
    seen = masks.outgoing(outgoing)
    found = review(seen, reader=reader, on=on, shared=shared)
    # A form that was just made fits the person whom it hides: that is what it is for, and was decided with the mask.
    texts = excerpts_of(seen, found.objections)
    left = tuple(one for one, text in zip(found.objections, texts, strict=True) if not (one.code == "disclosure:masked_name" and text in masks.forms))
    return Masked(seen, Verdict(left), masks, places)


def _person(one: Objection) -> UUID | None:
    return one.record if one.code == "disclosure:protected_name" else None


def excerpts_of(outgoing: Outgoing, objections: Iterable[Objection]) -> list[str]:
    """Return the letters that each objection is about, empty for a whole passage, table or file."""
    wanted = list(objections)
    places = {one.where for one in wanted if one.end}
    texts = {passage.where: passage.text for passage in outgoing.passages if passage.where in places} if places else {}
    if "title" in places:
        texts.setdefault("title", outgoing.title)
    return [texts.get(one.where, "")[one.start : one.end] for one in wanted]


def leave_again(outgoing: Outgoing, *, by: Account | None) -> Receipt:
    """Let something leave that is fetched again and again by a program: reviewed each time, with one receipt as long as its content is the same.

    The digest on its receipt is that of its texts. Raises: Withheld.
    """
    content = hashlib.sha256("\x1f".join(passage.text for passage in outgoing.passages).encode()).digest()
    content = hmac.digest(operational.derived("receipt marks"), content, "sha256")
    last = Receipt.objects.left().filter(key=_key(outgoing), first_reader=by).order_by("-left_at").first()
    if last is not None and last.digest is not None and bytes(last.digest) == content and review(outgoing, reader=by, on=timezone.localdate()).may_leave:
        return last
    return leave(outgoing, by=by, digest=content)


def standing(outgoing: Outgoing, verdict: Verdict, receipt: Receipt | None) -> Standing:
    """Hold a verdict against the reasons that a receipt keeps. A mask is no reason: where the name still stands, the gate stays shut."""
    marks = tuple(marks_of(outgoing, verdict.objections))
    answered = {bytes(row.mark): row for row in receipt.objections.all() if row.answered_at and not row.rule} if receipt else {}
    still = [one for one, mark in zip(verdict.objections, marks, strict=True) if one.severity == Severity.BLOCKS or mark not in answered]
    return Standing(verdict, marks, answered, tuple(still), verdict.needs_second and not still)


def marks_of(outgoing: Outgoing, objections: Iterable[Objection]) -> list[bytes]:
    """Return a keyed mark for each objection: what it found cannot be guessed from it without the server's key."""
    wanted = list(objections)
    key = operational.derived("receipt marks")
    return [hmac.digest(key, one.mark(excerpt), "sha256") for one, excerpt in zip(wanted, excerpts_of(outgoing, wanted), strict=True)]


@transaction.atomic
def answer(*, objection: ReceiptObjection, reason: str, by: Account) -> None:
    """Answer an objection that asks. Raises: NotPermitted; ValidationError without a reason, for one that blocks, for what has left."""
    require(by, Permission.RECORDS_EXPORT)
    receipt = Receipt.objects.select_for_update().get(pk=objection.receipt_id)
    if receipt.first_reader_id != by.pk:
        raise NotPermitted(Permission.RECORDS_EXPORT.value)
    words = reason.strip()
    if not words or len(words) > LONGEST_ANSWER:
        raise ValidationError(_("Say why it may leave, in a sentence."))
    if objection.severity == Severity.BLOCKS:
        raise ValidationError(_("This cannot be answered away: change the text or leave it out."))
    if receipt.state != Receipt.State.WAITING:
        raise ValidationError(_("It has left or was given up."))
    objection.answer = words
    objection.answered_by, objection.answered_at = by, timezone.now()
    objection.save(update_fields=["sealed_answer", "answered_by", "answered_at"])
    journal.append("records:release:answer", by=by.pk, record=receipt.pk, change={"objection": str(objection.pk), "code": objection.code})


@transaction.atomic
def mask_name(*, objection: ReceiptObjection, rule: str, by: Account) -> None:
    """Answer an objection about a name, also one that blocks, by printing the name by a rule wherever it stands.

    Raises: NotPermitted; ValidationError for a rule that is not offered, for what is no name, for what has left or is signed.
    """
    receipt = _own(objection.receipt_id, by)
    if rule not in FORMS:
        raise ValidationError(_("Choose how the name is to be printed."))
    if objection.code not in MASKABLE:
        raise ValidationError(_("Only a name can be masked."))
    objection.rule, objection.answer = rule, ""
    objection.answered_by, objection.answered_at = by, timezone.now()
    objection.save(update_fields=["rule", "sealed_answer", "answered_by", "answered_at"])
    journal.append("records:release:mask", by=by.pk, record=receipt.pk, change={"objection": str(objection.pk), "rule": rule})


@transaction.atomic
def take_back(*, objection: ReceiptObjection, by: Account) -> None:
    """Take an answer or a mask back, so that it is asked again. Raises: NotPermitted; ValidationError for what has left or is signed."""
    receipt = _own(objection.receipt_id, by)
    objection.rule, objection.answer = "", ""
    objection.answered_by, objection.answered_at = None, None
    objection.save(update_fields=["rule", "sealed_answer", "answered_by", "answered_at"])
    journal.append("records:release:take-back", by=by.pk, record=receipt.pk, change={"objection": str(objection.pk), "code": objection.code})


def _own(receipt_id: UUID, by: Account) -> Receipt:
    """Return one's own receipt that still waits and that nobody has signed as it is."""
    require(by, Permission.RECORDS_EXPORT)
    receipt = Receipt.objects.select_for_update().get(pk=receipt_id)
    if receipt.first_reader_id != by.pk:
        raise NotPermitted(Permission.RECORDS_EXPORT.value)
    if receipt.state != Receipt.State.WAITING:
        raise ValidationError(_("It has left or was given up."))
    signed = approval_of(receipt)
    if signed is not None and signed.is_usable:
        raise ValidationError(_("It was signed as it is. Give it up and begin again to change what is printed."))
    return receipt


@transaction.atomic
def ask_second(*, receipt: Receipt, reason: str, by: Account) -> Approval:
    """Ask for a second reader. Raises: NotPermitted; ValidationError without a reason or for what does not wait."""
    if receipt.first_reader_id != by.pk:
        raise NotPermitted(Permission.RECORDS_EXPORT.value)
    if receipt.state != Receipt.State.WAITING:
        raise ValidationError(_("It has left or was given up."))
    return approvals.ask(kind=KIND.key, subjects=[receipt.pk], reason=reason, by=by)


@transaction.atomic
def drop(*, receipt: Receipt, by: Account) -> None:
    """Give up what waits. Raises: NotPermitted for another's."""
    held = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if held.first_reader_id != by.pk or held.state != Receipt.State.WAITING:
        raise NotPermitted(Permission.RECORDS_EXPORT.value)
    held.state = Receipt.State.DROPPED
    held.made = {}
    held.save(update_fields=["state", "sealed_made"])
    journal.append("records:release:drop", by=by.pk, record=held.pk)


def close(receipt: Receipt, digest: bytes) -> None:
    """Note the digest of a file that was made or sent after the gate opened; one that broke off keeps none."""
    Receipt.objects.filter(pk=receipt.pk, state=Receipt.State.LEFT, digest=None).update(digest=digest)
    receipt.digest = digest


def approval_of(receipt: Receipt) -> Approval | None:
    """Return the newest request for a second reader that waits, was refused or may be used, or None."""
    mine = Approval.objects.filter(kind=KIND.key, asked_by=receipt.first_reader).order_by("-asked_at")
    return next((one for one in mine if one.subjects == [str(receipt.pk)]), None)


def waiting_for(outgoing: Outgoing, by: Account | None) -> Receipt | None:
    """Return the receipt of the same thing that this person asked for and that still waits, or None."""
    if not outgoing.key:
        return None
    asked = {"key": _key(outgoing), "purpose": outgoing.purpose, "audience": outgoing.audience}
    if by is not None:
        return _WAITING.first(by=by.pk, **asked)
    return Receipt.objects.waiting().filter(first_reader=None, **asked).order_by("-asked_at").first()


_WAITING: Statement[Receipt] = Statement(
    lambda: Receipt.objects.waiting().filter(
        key=Given("key", BinaryField()), first_reader_id=Given("by", Account._meta.pk), purpose=Given("purpose", TEXT_VALUE), audience=Given("audience", TEXT_VALUE),
    ).order_by("-asked_at")[:1]
)  # fmt: skip


def _key(outgoing: Outgoing) -> bytes | None:
    return hmac.digest(operational.derived("receipt keys"), f"{outgoing.kind}\x1f{outgoing.key}".encode(), "sha256") if outgoing.key else None


def _kept(
    outgoing: Outgoing, verdict: Verdict, *, by: Account | None, receipt: Receipt | None, made: dict[str, Any] | None, beside: frozenset[bytes] = frozenset()
) -> Receipt:
    """Return the receipt with the objections of this verdict; answers of the same marks stay, also those of an earlier receipt of the same thing.

    beside: marks of objections that stay though the verdict has them no more, because a mask answered them.
    """
    marks = marks_of(outgoing, verdict.objections)
    kept = _begun(outgoing, receipt or Receipt(first_reader=by))
    if made is not None:
        kept.made = made
    kept.save()
    there = {bytes(row.mark): row for row in kept.objections.all()}
    gone = [row.pk for mark, row in there.items() if mark not in {*marks, *beside}]
    kept.objections.filter(pk__in=gone).delete()
    fresh = {
        mark: ReceiptObjection(receipt=kept, code=one.code, severity=one.severity, where=one.where[:200], record=one.record, mark=mark)
        for one, mark in zip(verdict.objections, marks, strict=True) if mark not in there
    }  # fmt: skip
    for mark, before in _answered_before(kept).items() if fresh else ():
        if (row := fresh.get(mark)) and (row.severity == Severity.ASK or before.rule):
            row.answer, row.rule = before.answer, before.rule
            row.answered_by, row.answered_at = before.answered_by, before.answered_at
    ReceiptObjection.objects.bulk_create(fresh.values(), batch_size=500)
    return kept


def _begun(outgoing: Outgoing, receipt: Receipt) -> Receipt:
    """Return a receipt that says what leaves, not saved yet."""
    receipt.kind, receipt.about, receipt.language, receipt.key = outgoing.kind, outgoing.about, outgoing.language, _key(outgoing)
    receipt.purpose, receipt.audience = outgoing.purpose, outgoing.audience
    return receipt


def _answered_before(receipt: Receipt) -> dict[bytes, ReceiptObjection]:
    """Return what was answered when the same thing left last to the same people for the same purpose, within a year, and still has its reason."""
    if receipt.key is None:
        return {}
    since = timezone.now() - REMEMBERED
    same = Receipt.objects.left().filter(key=receipt.key, purpose=receipt.purpose, audience=receipt.audience, left_at__gt=since).exclude(pk=receipt.pk)
    last = same.order_by("-left_at").first()
    told = Q(sealed_answer__isnull=False) | ~Q(rule="")
    rows = last.objections.filter(told, answered_at__isnull=False).select_related("answered_by") if last else ()
    return {bytes(row.mark): row for row in rows}


def _mask_all(outgoing: Outgoing, verdict: Verdict, receipt: Receipt, rule: str, by: Account | None) -> None:
    """Mask every name that the rule reads and nobody decided about yet; what it does not read is asked as before."""
    rows = {bytes(row.mark): row for row in receipt.objections.filter(answered_at=None)}
    for one, mark, name in zip(verdict.objections, marks_of(outgoing, verdict.objections), excerpts_of(outgoing, verdict.objections), strict=True):
        row = rows.get(mark)
        if row is None or one.code not in MASKABLE or not can_mask(name, rule):
            continue
        row.rule, row.answered_by, row.answered_at = rule, by, timezone.now()
        row.save(update_fields=["rule", "answered_by", "answered_at"])


def can_mask(name: str, rule: str) -> bool:
    """Return whether a rule reads a name."""
    try:
        return rule in FORMS and bool(masked_by(name, rule))
    except ValueError:
        return False


def _answer_all(receipt: Receipt, reason: str, by: Account | None) -> None:
    now = timezone.now()
    for row in receipt.objections.filter(severity=Severity.ASK, answered_at=None):
        row.answer = reason[:LONGEST_ANSWER]
        row.answered_by, row.answered_at = by, now
        row.save(update_fields=["sealed_answer", "answered_by", "answered_at"])


def _signed(receipt: Receipt, where: Standing, by: Account | None) -> Account | None:
    """Use up the approval of a second reader, where one is needed and nothing else is open. None: not signed yet."""
    approval = approval_of(receipt) if where.waits_for_second and by is not None else None
    if approval is None or not approval.is_usable or by is None:
        return None
    return approvals.use(approval, kind=KIND.key, subjects=[receipt.pk], by=by).decided_by


def _let_go(used: set[UUID], receipt: Receipt, second: Account | None, digest: bytes | None, by: Account | None) -> Receipt:
    receipt.state, receipt.left_at = Receipt.State.LEFT, timezone.now()
    receipt.second_reader, receipt.digest = second, digest
    receipt.made = {}
    receipt.save()
    ReceiptUse.objects.bulk_create((ReceiptUse(receipt=receipt, record=record) for record in sorted(used)), batch_size=2000)
    change = {"kind": receipt.kind, "purpose": str(receipt.purpose), "audience": str(receipt.audience), "digest": digest.hex() if digest else ""}
    journal.append("records:release:leave", by=by.pk if by else None, record=receipt.pk, change=change)
    return receipt


def digest_of(content: bytes) -> bytes:
    """Return the digest under which a receipt knows a file."""
    return hashlib.sha256(content).digest()
