"""`bandi keys revoke COMPARTMENT USER --as STEWARD`: let somebody out of a compartment and turn its lock."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.compartments import let_out
from bandi.foundation.access.keyed import KeyedCommand, account_named
from bandi.foundation.access.models import Account
from bandi.foundation.vault.models import Compartment
from bandi.foundation.vault.reading import Reader


class Command(KeyedCommand):
    help = _lazy("Let somebody out of a compartment and turn its lock, so that what she may have copied opens nothing.")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("user", help=_lazy("whom to let out"))

    def act(self, compartment: Compartment, steward: Account, reader: Reader, options: dict[str, Any]) -> dict[str, Any]:
        other = account_named(options["user"])
        let_out(compartment=compartment, account=other, by=steward, reader=reader)
        return {"compartment": compartment.key, "user": other.username, "lock": compartment.current.number}

    def told(self, outcome: dict[str, Any]) -> str:
        return _("%(user)s is out of %(compartment)s. The lock was turned: number %(lock)s.") % outcome
