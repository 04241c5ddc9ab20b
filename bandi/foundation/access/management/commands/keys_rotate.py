"""`bandi keys rotate COMPARTMENT --as STEWARD`: turn a compartment's lock; everybody who belongs keeps her way in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.clearance import is_steward
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.keyed import KeyedCommand
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.vault.membership import rotate
from bandi.foundation.vault.models import Compartment
from bandi.foundation.vault.reading import Reader


class Command(KeyedCommand):
    help = _lazy("Turn a compartment's lock: a new key pair, wrapped to its members and to the recovery key; old wraps go.")

    def act(self, compartment: Compartment, steward: Account, reader: Reader, options: dict[str, Any]) -> dict[str, Any]:
        if not is_steward(steward, compartment):
            raise NotPermitted(Permission.MEMBERSHIP_GRANT.value)
        fresh = rotate(compartment=compartment, by=reader, progress=lambda done, of: self.step(f"{done:,} / {of:,}"))
        return {"compartment": compartment.key, "lock": fresh.number, "subjects": fresh.subject_keys.count()}

    def told(self, outcome: dict[str, Any]) -> str:
        return _("The lock of %(compartment)s was turned: number %(lock)s, %(subjects)s keys wrapped anew.") % outcome
