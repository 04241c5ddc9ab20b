"""Checkpoints of the journal on its page: what was signed, what to hand to whom, and what a verification found, in words.

May import: every package below the interfaces.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.audit import checkpoints
from bandi.foundation.audit.errors import AuditError, Inconsistent, NoSigningKey, NotCovered, NothingToSign
from bandi.foundation.audit.models import Checkpoint
from bandi.foundation.audit.verifying import Doubt, Fault, Report
from bandi.foundation.reference.writing import write_number

SHOWN = 5

FOUND = {
    Fault.CUT_OFF.name: _lazy("A checkpoint covers more entries than there are: the newest were cut off."),
    Fault.OTHER_ROOT.name: _lazy("A checkpoint covers other entries than those stored now: something was changed and linked anew."),
    Fault.BAD_SIGNATURE.name: _lazy("The signature of a checkpoint is not that of this house."),
    Fault.NOT_A_CHECKPOINT.name: _lazy("A stored checkpoint cannot be read."),
    Fault.ALTERED.name: _lazy("What is stored beside a checkpoint differs from what it says."),
    Fault.MISSING.name: _lazy("The journal tells of more checkpoints than there are, or of fewer."),
    Fault.TILE.name: _lazy("Stored roots differ from the entries they stand for."),
    Fault.UNGUARDED.name: _lazy("The database would let entries be changed: its triggers are gone."),
    Doubt.NO_KEY.name: _lazy("Signatures were not checked: there is no key here."),
    Doubt.OTHER_KEY.name: _lazy("A checkpoint is signed with another key than that of this house, perhaps a former one."),
}
REFUSED = {
    NoSigningKey: _lazy("There is no key to sign with on this machine."),
    NothingToSign: _lazy("The journal has no entry to sign yet."),
    NotCovered: _lazy("No checkpoint covers this entry yet. Make one, then fetch the proof."),
    Inconsistent: _lazy("Nothing was signed or proved: what was signed before is not the beginning of what is stored now. Verify the journal."),
}


@dataclass(frozen=True)
class Signed:
    """One checkpoint in the list. growth_url: proof that the journal only grew since, empty for the newest."""

    size: str
    root: str
    made_at: datetime
    url: str
    growth_url: str = ""


@dataclass(frozen=True)
class CheckpointsPanel:
    """What `desk/report/_checkpoints.html` shows. key: for witnesses, empty when there is none."""

    rows: tuple[Signed, ...]
    count: int
    note: str
    key: str
    newest_size: int


def panel() -> CheckpointsPanel:
    """Return the newest checkpoints, newest first, and the key they are signed with."""
    stored = list(Checkpoint.objects.order_by("-size")[:SHOWN])
    url = reverse("desk:audit_checkpoint_file")
    rows = tuple(
        Signed(
            size=write_number(one.size), root=b64encode(bytes(one.root)).decode(), made_at=one.made_at,
            url=f"{url}?size={one.size}", growth_url=f"{url}?since={one.size}" if place else "",
        )
        for place, one in enumerate(stored)
    )  # fmt: skip
    newest = stored[0] if stored else None
    return CheckpointsPanel(
        rows, Checkpoint.objects.count(), newest.note.strip() if newest else "", _key(), newest.size if newest else 0
    )


def _key() -> str:
    try:
        return str(checkpoints.verifier())
    except AuditError:
        return ""


def refusal(error: AuditError) -> str:
    """Return in words why nothing was signed or proved."""
    return str(REFUSED[type(error)])


def kept(report: Report, at: datetime) -> dict[str, object]:
    """Return what is remembered of a verification until the next."""
    findings = list(dict.fromkeys(finding.what.name for finding in report.findings))
    return {
        "entries": report.entries, "broken_at": report.broken_at, "at": at.isoformat(),
        "checkpoints": report.checkpoints, "findings": findings, "holds": report.holds,
    }  # fmt: skip


def verified(found: Mapping[str, object]) -> str:
    """Return in words what a verification found."""
    words = []
    if found["broken_at"] is None:
        words.append(
            _("All %(entries)s entries follow each other; nothing was changed or taken out.")
            % {"entries": write_number(int(str(found["entries"])))}
            if found.get("holds", True)
            else _("The entries follow each other, but something does not agree.")
        )
    else:
        words.append(
            _("The chain is broken at entry %(number)s: something was changed or taken out by a way around the desk.")
            % {"number": found["broken_at"]}
        )
    findings = found.get("findings")
    names = findings if isinstance(findings, list) else []
    words += [str(FOUND[name]) for name in names if name in FOUND]
    if found.get("checkpoints") and found.get("holds"):
        words.append(_("The checkpoints stored here agree with them; a witness can hold theirs against them too."))
    return " ".join(words)
