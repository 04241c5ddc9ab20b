"""`bandi keys grant COMPARTMENT USER --as STEWARD`: let somebody into a compartment."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.compartments import let_in
from bandi.foundation.access.errors import ApprovalMissing
from bandi.foundation.access.keyed import KeyedCommand, account_named
from bandi.foundation.access.models import Account
from bandi.foundation.reference.terminal import Stop
from bandi.foundation.vault.models import Compartment
from bandi.foundation.vault.reading import Reader


class Command(KeyedCommand):
    help = _lazy("Let somebody into a compartment. Compare the fingerprint that is printed with the one she reads to you.")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("user", help=_lazy("whom to let in"))
        parser.add_argument("--steward", action="store_true", dest="is_steward", help=_lazy("as a steward, who may let in others"))

    def act(self, compartment: Compartment, steward: Account, reader: Reader, options: dict[str, Any]) -> dict[str, Any]:
        other = account_named(options["user"])
        try:
            let_in(compartment=compartment, account=other, is_steward_too=options["is_steward"], by=steward, reader=reader)
        except ApprovalMissing:
            raise Stop(_("Lives depend on this compartment: somebody else approves first. Ask for it on the compartment's page of the desk, then come back.")) from None
        return {"compartment": compartment.key, "user": other.username, "fingerprint": other.member.fingerprint if other.member else ""}

    def told(self, outcome: dict[str, Any]) -> str:
        return _("%(user)s belongs to %(compartment)s now. Her fingerprint: %(fingerprint)s") % outcome
