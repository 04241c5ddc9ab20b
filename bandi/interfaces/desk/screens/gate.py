"""The gate's page: what is to leave, what is objected to and where, who answered, who signs, and the receipts of what left.

Excerpts are made anew for the reader who looks, under her own clearance; nothing of them is kept.
May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.approvals import may_decide
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records import releasing
from bandi.foundation.records.disclosing import FILE_REASONS, REASONS, Knowledge
from bandi.foundation.records.masks import MASKABLE, RULE_LABELS, Mask, Masks, masked_by, sharing_of
from bandi.foundation.records.models import Receipt, ReceiptObjection, Record
from bandi.foundation.records.release import Audience, Objection, Outgoing, Passage, Purpose, Severity, review
from bandi.foundation.reference.texts import language_of
from bandi.interfaces.desk.addresses import page_url
from bandi.interfaces.desk.leaving import MAKERS
from bandi.interfaces.desk.screens.gate_places import places_of

AROUND = 70
SHOWN_USES = 12
KIND_LABELS = {
    "report": _lazy("Report"), "list": _lazy("List"), "claims": _lazy("Numbers of a year"), "paper": _lazy("Letter or submission"),
    "sealed-list": _lazy("Sealed records"), "calendar": _lazy("Calendar feed"), "form": _lazy("Form of consent"), "certificate": _lazy("Certificate"), "results": _lazy("Results so far"), "file": _lazy("File"), "document": _lazy("Document"),
}  # fmt: skip
CODE_LABELS = {
    "name": _lazy("Name"), "protected_name": _lazy("Protected name"), "masked_name": _lazy("Masked name"), "relative": _lazy("Relative or friend"), "code": _lazy("Code"),
    "phone": _lazy("Telephone number"), "identity_number": _lazy("Identity number"), "online": _lazy("E-mail or messenger"), "account": _lazy("Bank account"),
    "whereabouts": _lazy("Address or place"), "birth": _lazy("Day of birth"), "combination": _lazy("Fits few people"), "small_cell": _lazy("Small number"),
    "file": _lazy("File"), "unread": _lazy("Not looked into"), "pictures": _lazy("Pictures"), "more": _lazy("Too many places"), "uncompared": _lazy("Not compared"), "used": _lazy("Protected records"),
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """A rule by which a name could be printed, what it would read, and how well that hides.

    people: whose names the reader may open; sharing: of how many of them it would be the form. again: another name in the same thing reads the same.
    """

    rule: str
    label: str
    form: str
    people: int = 0
    sharing: int = 0
    unread: int = 0
    again: bool = False


@dataclass(frozen=True)
class Place:
    """One objection as it is shown. before, marked, after: the text around it for this reader, empty where there is none.

    choices: how a name could be printed instead. masked: how it is printed, once somebody chose.
    """

    id: UUID | None
    label: str
    reason: str
    where: str
    blocks: bool
    before: str = ""
    marked: str = ""
    after: str = ""
    answer: str = ""
    answered_by: str = ""
    choices: tuple[Choice, ...] = ()
    masked: Choice | None = None
    record_url: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.answered_by)


@dataclass(frozen=True)
class Use:
    """A record that was used, by its name where the reader may know it."""

    name: str
    url: str


@dataclass(frozen=True)
class GatePage:
    """What `desk/gate/gate.html` shows. take_url: fetches it once everything is answered; again_url: begins a report anew (by POST)."""

    receipt: Receipt
    title: str
    kind: str
    purpose: str
    audience: str
    places: tuple[Place, ...]
    is_own: bool
    is_waiting: bool
    approval: Approval | None
    needs_second: bool
    may_decide: bool
    take_url: str
    build_url: str
    uses: tuple[Use, ...]
    more_uses: int
    digest: str

    @property
    def open_count(self) -> int:
        return sum(1 for place in self.places if not place.masked and (place.blocks or not place.is_answered))

    @property
    def blocking(self) -> int:
        return sum(1 for place in self.places if place.blocks and not place.masked)

    @property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """The rules by which all names that are open could be masked at once: none where there is one name or none."""
        open_ = [place for place in self.places if place.choices and not place.masked and not place.is_answered]
        return tuple((key, str(label)) for key, label in RULE_LABELS.items()) if len(open_) > 1 else ()

    @property
    def is_signed(self) -> bool:
        return self.approval is not None and self.approval.is_usable

    @property
    def may_go(self) -> bool:
        return self.is_own and self.is_waiting and not self.open_count and (self.is_signed or not self.needs_second)


def may_look(receipt: Receipt, account: Account) -> bool:
    """Whether a person may see a receipt: her own, or any for whoever approves what leaves."""
    return receipt.first_reader_id == account.pk or account.may(Permission.EXPORT_APPROVE)


def gate_page(receipt: Receipt, account: Account) -> GatePage:
    """Return the page of a receipt for the one who looks."""
    outgoing = _made(receipt, account)
    stored = {bytes(row.mark): row for row in receipt.objections.select_related("answered_by")}
    if outgoing is not None and receipt.state == Receipt.State.WAITING:
        places, needs_second = _places(outgoing, receipt, stored, account)
    else:
        said = places_of(receipt.kind, outgoing)
        places, needs_second = tuple(_kept(row, said) for row in stored.values()), False
    approval = releasing.approval_of(receipt) if receipt.first_reader_id else None
    uses, more = _uses(receipt)
    is_own, made = receipt.first_reader_id == account.pk, receipt.made if receipt.first_reader_id == account.pk else {}
    return GatePage(
        receipt=receipt, title=outgoing.title if outgoing is not None else str(KIND_LABELS.get(receipt.kind, receipt.kind)), kind=str(KIND_LABELS.get(receipt.kind, receipt.kind)),
        purpose=str(Purpose(receipt.purpose).label), audience=str(Audience(receipt.audience).label), places=places, is_own=is_own,
        is_waiting=receipt.state == Receipt.State.WAITING, approval=approval, needs_second=needs_second, may_decide=_decides(approval, account),
        take_url=str(made.get("url", "")), build_url=_build_url(made), uses=uses, more_uses=more, digest=bytes(receipt.digest).hex() if receipt.digest else "",
    )  # fmt: skip


def _made(receipt: Receipt, account: Account) -> Outgoing | None:
    maker, made = MAKERS.get(receipt.kind), receipt.made
    return maker(made, account) if maker and made else None


def _decides(approval: Approval | None, account: Account) -> bool:
    return approval is not None and approval.is_waiting and may_decide(approval, account)


def _build_url(made: dict[str, Any]) -> str:
    return f"{page_url('desk:report_edition', UUID(made['edition']))}file/{made.get('form', 'pdf')}/" if made.get("edition") else ""


def _places(outgoing: Outgoing, receipt: Receipt, stored: dict[bytes, ReceiptObjection], account: Account) -> tuple[tuple[Place, ...], bool]:
    """Return what is objected to now, as it reads masked, each with its place in the text and its answer, and whether a second reader is needed."""
    day, shared = timezone.localdate(), dict[str, Any]()
    verdict = review(outgoing, reader=account, on=day, shared=shared)
    seen = releasing.reviewed(outgoing, verdict, receipt, reader=account, on=day, shared=shared)
    names, said = _names_among(shared), places_of(outgoing.kind, outgoing)
    masked = [one for one, _mark in seen.places]
    told = _told(outgoing, masked)
    hidden = [_masked_place(one, stored[mark], told[one.where], seen.masks, names, said) for one, mark in seen.places]
    texts = _told(seen.outgoing, seen.verdict.objections)
    blank = Passage("", "")
    marks = releasing.marks_of(seen.outgoing, seen.verdict.objections)
    found = zip(seen.verdict.objections, marks, strict=True)
    shown = [_place(one, stored.get(mark), texts.get(one.where, blank) if one.end else blank, names, seen.masks, said, can_mask=not outgoing.is_fixed) for one, mark in found]
    return (*shown, *hidden), seen.verdict.needs_second


def _names_among(shared: dict[str, Any]) -> dict[str, UUID]:
    """Return the protected names that were opened for this review, with whose they are."""
    knowledge = shared.get("disclosing.known")
    return knowledge.protected if isinstance(knowledge, Knowledge) else {}


def _told(outgoing: Outgoing, objections: Iterable[Objection]) -> dict[str, Passage]:
    wanted = {one.where for one in objections if one.end}
    return ({"title": Passage("title", outgoing.title)} if "title" in wanted else {}) | {passage.where: passage for passage in outgoing.passages if passage.where in wanted}


def _place(one: Objection, row: ReceiptObjection | None, text: Passage, names: dict[str, UUID], masks: Masks, said: Callable[[str], str], *, can_mask: bool) -> Place:
    before, marked, after = _around(one, text)
    is_answered = row is not None and not row.rule
    return Place(
        id=row.pk if row else None, label=_label(one.code), reason=str(one.reason), where=_where(one, text, said), blocks=one.severity == Severity.BLOCKS,
        before=before, marked=marked, after=after, answer=row.answer if row else "", answered_by=_who(row) if is_answered else "",
        choices=_choices(marked, names, masks) if can_mask and one.code in MASKABLE else (), record_url=page_url("desk:record_by_id", one.record) if one.record else "",
    )  # fmt: skip


def _around(one: Objection, passage: Passage) -> tuple[str, str, str]:
    """Return what stands before it, itself, and what stands behind it: of its own field where the text is put together from several."""
    text = passage.text
    begin, end, _name = passage.part_at(one.start)
    end = max(end, one.end)
    first, last = max(begin, one.start - AROUND), min(end, one.end + AROUND)
    return ("…" if first > begin else "") + text[first : one.start], text[one.start : one.end], text[one.end : last] + ("…" if last < end else "")


def _where(one: Objection, passage: Passage, said: Callable[[str], str]) -> str:
    """Return the place in words, with the name of the field where the text has fields."""
    name = passage.part_at(one.start)[2] if one.end else ""
    return f"{said(one.where)}, {name}" if name else said(one.where)


def _masked_place(one: Objection, row: ReceiptObjection, text: Passage, masks: Masks, names: dict[str, UUID], said: Callable[[str], str]) -> Place:
    before, marked, after = _around(one, text)
    return Place(
        id=row.pk, label=_label(one.code), reason=str(one.reason), where=_where(one, text, said), blocks=one.severity == Severity.BLOCKS, before=before, marked=marked, after=after,
        answered_by=_who(row), masked=next((choice for choice in _choices(marked, names, masks) if choice.rule == row.rule), None),
        record_url=page_url("desk:record_by_id", one.record) if one.record else "",
    )  # fmt: skip


def _kept(row: ReceiptObjection, said: Callable[[str], str]) -> Place:
    what = row.code.partition(":")[2]
    reason = FILE_REASONS[what] if what in {"unread", "pictures"} else REASONS.get(row.code.partition(":")[2], REASONS.get(row.code.partition(":")[0], ""))
    masked = Choice(row.rule, str(RULE_LABELS.get(row.rule, row.rule)), "") if row.rule else None
    return Place(row.pk, _label(row.code), str(reason), said(row.where), row.severity == Severity.BLOCKS, answer=row.answer, answered_by=_who(row), masked=masked)


def _who(row: ReceiptObjection | None) -> str:
    if row is None or row.answered_at is None:
        return ""
    return row.answered_by.display_name if row.answered_by else _("the house itself")


def _label(code: str) -> str:
    area, _colon, what = code.partition(":")
    if area == "gate":
        return _("A check that failed")
    return str(CODE_LABELS.get(what, _("Consent") if area == "consent" else _("Release gate")))


def _choices(name: str, names: dict[str, UUID], masks: Masks) -> tuple[Choice, ...]:
    """Return how a name could be printed instead, and how many people each form fits; nothing for what is no Korean name."""
    try:
        forms = {rule: masked_by(name, rule) for rule in RULE_LABELS} if name else {}
    except ValueError:
        return ()
    counted = sharing_of(forms.items(), names)
    return tuple(
        Choice(
            rule, str(RULE_LABELS[rule]), form, counted[rule, form].people, counted[rule, form].sharing, counted[rule, form].unread,
            again=any(_is_another(mask, name, names) for mask in masks.every if mask.form == form),
        )
        for rule, form in {form: (rule, form) for rule, form in reversed(forms.items())}.values()
    )[::-1]  # fmt: skip


def _is_another(mask: Mask, name: str, names: dict[str, UUID]) -> bool:
    """Whether a mask hides another name than this one; two spellings of one person's name are none."""
    if mask.name == name or (mask.person is not None and mask.person == names.get(name)):
        return False
    return "".join(filter(str.isalnum, mask.name)).casefold() != "".join(filter(str.isalnum, name)).casefold()


def _uses(receipt: Receipt) -> tuple[tuple[Use, ...], int]:
    """Return records that were used, open ones by name; how many more there are. What is protected is counted, never named here."""
    keys = list(receipt.uses.values_list("record", flat=True)[:2000])
    rows = Record.objects.filter(pk__in=keys[:500]).exclude(handling="protected").order_by("kind", "label_en")[:SHOWN_USES]
    shown = tuple(Use(str(row.label.in_language(language_of(get_language() or "en"))), page_url("desk:record_by_id", row.pk)) for row in rows)
    return shown, receipt.uses.count() - len(shown)


@dataclass(frozen=True)
class Line:
    """A receipt in the list."""

    url: str
    kind: str
    purpose: str
    audience: str
    state: str
    state_label: str
    moment: Any
    first: str
    second: str
    objections: int


def lines_of(receipts: Iterable[Receipt], counts: dict[UUID, int]) -> Sequence[Line]:
    """Return receipts as they stand in the list."""
    return [
        Line(
            page_url("desk:gate", row.pk), str(KIND_LABELS.get(row.kind, row.kind)), str(Purpose(row.purpose).label), str(Audience(row.audience).label), row.state,
            row.get_state_display(), row.left_at or row.asked_at, row.first_reader.display_name if row.first_reader else _("the house itself"),
            row.second_reader.display_name if row.second_reader else "", counts.get(row.pk, 0),
        )
        for row in receipts
    ]  # fmt: skip
