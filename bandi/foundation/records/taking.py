"""Taking sealed records along in bulk: a purpose, a second person, one file with a manifest, and nothing twice.

Guards against: "just export everything to Excel". The likeliest breach is a spreadsheet on a laptop.
Guarantees:     a record that the gate refuses for this use (no consent) is left out, and the manifest counts how many were;
                without an approval by somebody else no file is made; an approval is used up by one file; the file holds only what the
                asker's own keys open, within her quota; the journal and a receipt of the gate keep its digest and count.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access import approvals
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records.models import RecordBase, SealedPart, SealedRecordBase
from bandi.foundation.records.release import Audience, Outgoing, Purpose, review
from bandi.foundation.records.releasing import digest_of, leave
from bandi.foundation.vault.reading import opened
from bandi.foundation.vault.values import SealedValue

KIND = approvals.register(
    approvals.Kind(
        "sealed-export", _lazy("Sealed records to be taken along in a file"),
        Permission.RECORDS_EXPORT, Permission.EXPORT_APPROVE, timedelta(hours=24),
    )
)  # fmt: skip
_LISTS = UUID("6f1d4f0e-9a43-4f0c-8a56-3f3e8f5f6f10")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula, also as it is typed with Korean and Japanese keyboards."""
_BLANK = " \u00a0\u3000\ufeff\u200b"
"""What programs take away from the beginning of a cell before they look at it."""


@dataclass(frozen=True)
class Taken:
    """A file that may leave: its bytes (ZIP with records.csv, a table of each kind of part that goes along, and manifest.json), how many records, and its digest."""

    body: bytes
    records: int
    digest: str


def subject_of(model: type[SealedRecordBase]) -> UUID:
    """Return the id under which approvals name a kind of sealed records."""
    return uuid5(_LISTS, model._meta.label_lower)


@dataclass(frozen=True)
class Use:
    """For what and before whom a file is taken along; by default for work within the office, where it must stay."""

    purpose: Purpose = Purpose.OFFICE
    audience: Audience = Audience.INTERNAL

    @classmethod
    def of(cls, purpose: str, audience: str) -> Use:
        """Return what a form says. Raises: ValidationError for what is half said or unknown."""
        if not purpose and not audience:
            return cls()
        if purpose not in Purpose.values or audience not in Audience.values or (purpose == Purpose.OFFICE) != (audience == Audience.INTERNAL):
            raise ValidationError(_lazy("Say both: what it is for and who gets it."))
        return cls(Purpose(purpose), Audience(audience))

    def subjects(self, model: type[SealedRecordBase]) -> list[str]:
        """Return what an approval is about: a kind of records, and this use of them."""
        named = [] if self == Use() else [uuid5(_LISTS, f"{self.purpose}/{self.audience}")]
        return sorted(str(one) for one in [subject_of(model), *named])


USES = (Use(), *(Use(purpose, audience) for purpose in Purpose for audience in Audience if purpose != Purpose.OFFICE and audience != Audience.INTERNAL))


def ask(*, model: type[SealedRecordBase], purpose: str, by: Account, use: Use = Use()) -> Approval:
    """Ask to take records of a kind along. Raises: NotPermitted; ValidationError without a purpose."""
    return approvals.ask(kind=KIND.key, subjects=use.subjects(model), reason=purpose, by=by)


def waiting_or_usable(*, model: type[SealedRecordBase], by: Account) -> Approval | None:
    """Return the asker's newest request for a kind that waits or may be used, or None."""
    known = [use.subjects(model) for use in USES]
    mine = approvals.asked_by(by).filter(kind=KIND.key).order_by("-asked_at")
    return next((one for one in mine if one.subjects in known and (one.is_waiting or one.is_usable)), None)


def use_of(approval: Approval, model: type[SealedRecordBase]) -> Use:
    """Return the use that an approval is for."""
    return next((use for use in USES if use.subjects(model) == approval.subjects), Use())


@transaction.atomic
def take(*, model: type[SealedRecordBase], approval: Approval | None, by: Account) -> Taken:
    """Make the file, let it through the gate and use the approval up. Raises: NotPermitted; ApprovalMissing; Withheld; vault.QuotaReached; vault.HolderAway."""
    require(by, Permission.RECORDS_EXPORT)
    use = use_of(approval, model) if approval is not None else Use()
    used = approvals.use(approval, kind=KIND.key, subjects=use.subjects(model), by=by)
    rows = opened(model.objects.visible_to(by).select_related("compartment").order_by("code"), why="export")  # type: ignore[attr-defined]
    readable = [row for row in rows if all(getattr(row, name).is_open for name in model.sealed_fields())]
    what = _outgoing(model, [row.pk for row in readable], use)
    refused = {one.record for one in review(what, reader=by, on=timezone.localdate()).blocks if one.record}
    readable = [row for row in readable if row.pk not in refused]
    table, beside = _table(model, readable), _parts(model, readable)
    manifest = {
        "kind": model._meta.label_lower, "records": len(readable), "sha256": hashlib.sha256(table).hexdigest(), "approval": str(used.pk),
        "asked_by": str(by.pk), "approved_by": str(used.decided_by_id), "made_at": timezone.now().isoformat(timespec="seconds"),
        "beside": {name: {"rows": count, "sha256": hashlib.sha256(body).hexdigest()} for name, (body, count) in beside.items()},
        "compartments": sorted({row.compartment.key for row in readable}), "purpose": str(use.purpose), "audience": str(use.audience), "left_out": len(refused),
        "keep": "Protected. Keep it encrypted, hand it to nobody else, and destroy it when the purpose is served.",
    }  # fmt: skip
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("records.csv", table)
        for name, (part, _count) in beside.items():
            archive.writestr(name, part)
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    body = target.getvalue()
    # The reason for taking it along, which the second person read, is the answer to what the gate only asks.
    leave(_outgoing(model, [row.pk for row in readable], use), by=by, second=used.decided_by, accept=used.reason, digest=digest_of(body))
    change = {**manifest, "file": hashlib.sha256(body).hexdigest()}
    journal.append("records:sealed:export", by=by.id, record=used.pk, change=change)
    return Taken(body, len(readable), change["file"])


def _outgoing(model: type[SealedRecordBase], keys: Sequence[UUID], use: Use) -> Outgoing:
    """Return the file for the gate. What it says is not looked through: it is protected as a whole, and the second person approved it as such."""
    return Outgoing(
        kind="sealed-list", title=str(model._meta.verbose_name_plural), purpose=use.purpose, audience=use.audience, language="",
        records=tuple(keys), about=subject_of(model),
    )  # fmt: skip


def _parts(model: type[SealedRecordBase], rows: Sequence[Any]) -> dict[str, tuple[bytes, int]]:
    """Return a table and its number of rows for each kind of part that goes along with these records, by the name of its file."""
    found = {}
    for relation in model._meta.related_objects:
        part = relation.related_model
        if not (isinstance(part, type) and issubclass(part, SealedPart) and part.GOES_ALONG and relation.field.name == part.OWNER):
            continue
        of_these = part.objects.filter(**{f"{part.OWNER}__in": rows}).select_related(part.OWNER).order_by(f"{part.OWNER}__code", "pk")  # type: ignore[attr-defined]
        open_ones = [row for row in opened(of_these, why="export") if all(getattr(row, name).is_open for name in part.sealed_fields())]
        found[f"{relation.get_accessor_name()}.csv"] = (_table(part, open_ones), len(open_ones))
    return found


def _table(model: type[SealedRecordBase] | type[SealedPart], rows: Sequence[Any]) -> bytes:
    names = [field.name for field in model._meta.concrete_fields if field.name not in {"id", "subject", "is_removed", "version", "updated_at", "handling"}]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row, name) for name in names])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return text that a workbook can hold: without the characters that XML 1.0 (section 2.2) forbids, for one of them and no file is made."""
    return _UNWRITABLE.sub("", text)


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(_BLANK).startswith(_RISKY) else text


def _cell(row: Any, name: str) -> str:
    """Return a value as text that no spreadsheet takes for a formula. Another record is told by what everybody who sees this one may know: its label."""
    value = getattr(row, name)
    if isinstance(value, RecordBase):
        value = value.labels()[0]
    return harmless(value.plain or "" if isinstance(value, SealedValue) else "" if value is None else str(value))
