"""`bandi person erase CODE --basis withdrawal`: destroy the keys of a protected person and of everything she told us.

Exit codes: 0 destroyed (or destroyed before); 2 nothing was destroyed; 3 nothing was destroyed, because a legal hold stands.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.foundation.vault.erasure import BASES
from bandi.foundation.vault.errors import Held
from bandi.register.people.erasing import erase_person, is_erased, subjects_of
from bandi.register.people.models import ProtectedPerson


class Command(TerminalCommand):
    help = _lazy("Destroy the keys of a protected person and of everything sealed about her. This cannot be undone. Exit code 2: nothing was destroyed; 3: a legal hold stands.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help=_lazy("the person's code, such as W-2024-017"))
        parser.add_argument("--basis", choices=BASES, required=True, help=_lazy("why"))
        parser.add_argument("--yes", action="store_true", help=_lazy("do not ask again"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("answer for a program"))

    def work(self, options: dict[str, Any]) -> int:
        person = ProtectedPerson.objects.filter(code=options["code"]).first()
        if person is None:
            raise Stop(_("No protected person has the code %(code)s.") % {"code": options["code"]})
        was_erased = is_erased(person)
        if not options["yes"] and not was_erased:
            self._ask_again(person)
        try:
            erased = erase_person(person=person, basis=options["basis"], by=None)
        except Held:
            raise Stop(_("A legal hold stands on this person; nothing was destroyed."), code=3) from None
        if options["as_json"]:
            self.answer({"code": erased.code, "subjects": erased.subjects, "was_erased": was_erased})
        elif was_erased:
            self.say(_("%(code)s was erased before; nothing of it opens.") % {"code": erased.code})
        else:
            self.say(_("%(code)s: %(count)s keys destroyed; in 30 days no backup can bring them back.") % {"code": erased.code, "count": erased.subjects})
        return 0

    def _ask_again(self, person: ProtectedPerson) -> None:
        self.say(_("%(code)s: the keys of %(count)s parts of the record are destroyed for ever.") % {"code": person.code, "count": len(subjects_of(person))})
        try:
            typed = input(_("Type the code again to go on: "))
        except EOFError:
            typed = ""
        if typed.strip() != person.code:
            raise Stop(_("The code was another; nothing was destroyed."))
