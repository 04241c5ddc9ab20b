"""What may be done to claims beyond editing them."""

from __future__ import annotations

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit.models import Revision


def check_undo(revision: Revision, by: Account | None) -> None:
    """Raise NotPermitted when an acceptance would be taken back by somebody who may not accept."""
    if any(name.startswith("accepted_") for name in {**(revision.before or {}), **(revision.after or {})}):
        require(by, Permission.CLAIMS_ACCEPT)
