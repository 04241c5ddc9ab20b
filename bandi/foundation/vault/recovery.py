"""The recovery key: its public half stands here, its private half only on paper, in five shares of which three are needed."""

from __future__ import annotations

from bandi.foundation.vault.models import RecoveryKey


def recovery_public() -> bytes | None:
    """Return the public half to which every compartment is granted, None before `bandi init` made it."""
    key = RecoveryKey.objects.filter(retired_at__isnull=True).order_by("-made_at").first()
    return bytes(key.public) if key else None
