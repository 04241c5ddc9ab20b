"""Commands that act with a steward's keys: she gives her passphrase at the terminal, and it is kept for that act alone.

May import: the foundation below, Django.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access import unlocking
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.foundation.vault.calling import all_called, compartment_called
from bandi.foundation.vault.errors import HolderAway, Sealed, Untouched
from bandi.foundation.vault.models import Compartment
from bandi.foundation.vault.reading import Reader


class KeyedCommand(TerminalCommand):
    """A command of a steward. Write `act`. Exit codes: 0 done; 2 not done."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("compartment", help=_lazy("the compartment: its short word, such as testimony, or its name"))
        parser.add_argument("--as", dest="steward", metavar="USER", required=True, help=_lazy("the steward who acts"))
        parser.add_argument("--passphrase-file", type=Path, help=_lazy("file with her passphrase (for machines; people are asked)"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print the outcome as JSON"))

    def work(self, options: dict[str, Any]) -> int:
        compartment = compartment_called(options["compartment"])
        if compartment is None:
            raise Stop(_("There is no compartment %(key)s. There are: %(known)s") % {"key": options["compartment"], "known": all_called()})
        steward = account_named(options["steward"])
        token = unlocked(steward, options["passphrase_file"])
        try:
            outcome = self.act(compartment, steward, Reader(token, steward.member_id), options)
        except NotPermitted:
            raise Stop(_("%(name)s is no steward of this compartment.") % {"name": steward.username}) from None
        except ValidationError as problem:
            raise Stop(" ".join(problem.messages)) from None
        except Untouched:
            raise Stop(_("Lives depend on this compartment: it opens after a touch of the security key, which only the desk can ask for. Nothing was changed.")) from None
        except Sealed:
            raise Stop(_("These keys do not open the compartment. Nothing was changed.")) from None
        except HolderAway:
            raise Stop(_("The key holder does not answer. Nothing was changed.")) from None
        finally:
            unlocking.end(token)
        if options["as_json"]:
            self.say(json.dumps(outcome, ensure_ascii=False))
        else:
            self.say(self.told(outcome))
        return 0

    def act(self, compartment: Compartment, steward: Account, reader: Reader, options: dict[str, Any]) -> dict[str, Any]:
        """Do what the command is for and return what came of it."""
        raise NotImplementedError

    def told(self, outcome: dict[str, Any]) -> str:
        """Return the outcome in words."""
        raise NotImplementedError


def account_named(username: str) -> Account:
    """Return an account that holds keys. Raises: Stop."""
    account = Account.objects.filter(username=username.strip().lower(), is_active=True).select_related("member").first()
    if account is None or account.member is None:
        raise Stop(_("%(name)s has no account, or no keys yet.") % {"name": username})
    return account


def unlocked(account: Account, file: Path | None, *, ask: Callable[[str], str] = getpass.getpass) -> str:
    """Return the token of an unlocked session that may let others in. Raises: Stop for a wrong passphrase."""
    try:
        phrase = file.read_text().strip() if file else ask(f"{_('Passphrase of %(name)s') % {'name': account.username}}: ")
    except (OSError, EOFError, KeyboardInterrupt):
        raise Stop(_("Stopped. Nothing was changed.")) from None
    token = unlocking.begin(account, phrase)
    if not token or not unlocking.finish(token) or not unlocking.renew(account, token, phrase):
        raise Stop(_("The passphrase does not unlock these keys, or a security key is needed: then use the desk. Nothing was changed."))
    return token
