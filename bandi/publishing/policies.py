"""What may be done to editions beyond writing them."""

from __future__ import annotations

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit.models import Revision
from bandi.foundation.records.errors import NotUndoable
from bandi.publishing.models import Edition


def check_undo(revision: Revision, by: Account | None) -> None:
    """Refuse to take back a publication without the permission to publish, and anything else while it is published.

    Raises: NotPermitted; NotUndoable for other edits of a published edition, and for pictures on the cover.
    """
    if revision.before and any(name.startswith("cover") for name in revision.before):
        raise NotUndoable  # the picture before is destroyed; another is chosen on the page of the cover
    if any(name.startswith("published_") for name in {**(revision.before or {}), **(revision.after or {})}):
        require(by, Permission.EDITION_PUBLISH)
    elif Edition.objects.filter(pk=revision.record, published_at__isnull=False).exists():
        raise NotUndoable
