"""`bandi keys recover WHO`: let a person into compartments with three shares, when nobody is left who could.

Exit codes: 0 let in; 2 not.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.backup.asking import OPTION_HELP, lists_of, sentence
from bandi.foundation.backup.commands import reasons
from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.foundation.vault import recovery
from bandi.foundation.vault.calling import all_called, compartment_called
from bandi.foundation.vault.models import Compartment, Member
from bandi.locks.errors import ShareError


class Command(TerminalCommand):
    help = _lazy("Let a person into compartments, as their steward, with three shares of the recovery key. Only when nobody is left who could.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("who", metavar="WHO", help=_lazy("user name, or fingerprint of the person's key without spaces"))
        parser.add_argument("--compartment", action="append", metavar="KEY", help=_lazy("a compartment (default: all); give it once for each"))
        parser.add_argument("--shares-file", metavar="FILE", help=OPTION_HELP)
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print the outcome as JSON"))

    def work(self, options: dict[str, Any]) -> int:
        member = _member(options["who"])
        compartments = Compartment.objects.filter(is_retired=False, tier__gt=1)
        if options["compartment"]:
            called = [compartment_called(words) for words in options["compartment"]]
            compartments = compartments.filter(pk__in={one.pk for one in called if one})
            if None in called or compartments.count() != len(set(called)):
                raise Stop(_("There is no such compartment. There are: %(keys)s") % {"keys": all_called()})
        with reasons():
            try:
                made = recovery.let_in(recovery.opened(lists_of(options)), member, compartments, by=None)
            except ShareError as problem:
                raise Stop(sentence(problem)) from None
        if options["as_json"]:
            self.answer({"member": member.id.hex, "fingerprint": member.fingerprint, "compartments": sorted(one.key for one in compartments), "keys": made})
        else:
            self.say(_("Let in: the key with the fingerprint %(fingerprint)s, into %(count)s compartments, as steward. It stands in the journal.") % {"fingerprint": member.fingerprint, "count": compartments.count()})
            self.say(_("Now let her sign in and let the others in; then renew the shares: bandi keys shares --new"))
        return 0


def _member(who: str) -> Member:
    account = get_user_model()._default_manager.filter(username=who.strip().lower()).first()
    if account is not None and getattr(account, "member", None) is not None:
        return account.member
    wanted = who.replace(" ", "").lower()
    for member in Member.objects.filter(retired_at__isnull=True):
        if member.fingerprint.replace(" ", "") == wanted:
            return member
    raise Stop(_("Nobody with keys is called so. Open an account for the person first, and let her sign in once."))
