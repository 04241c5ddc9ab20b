"""`bandi person erase CODE --basis withdrawal`: destroy the keys of a protected person and of everything she told us."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bandi.foundation.vault.erasure import BASES
from bandi.foundation.vault.errors import Held
from bandi.register.people.erasing import erase_person, is_erased, subjects_of
from bandi.register.people.models import ProtectedPerson


class Command(BaseCommand):
    help = "Destroy the keys of a protected person and of everything sealed about her. This cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the person's code, such as W-2024-017")
        parser.add_argument("--basis", choices=BASES, required=True, help="why")
        parser.add_argument("--yes", action="store_true", help="do not ask again")
        parser.add_argument("--json", action="store_true", help="answer for a program")

    def handle(self, *args: Any, **options: Any) -> None:
        person = ProtectedPerson.objects.filter(code=options["code"]).first()
        if person is None:
            raise CommandError(f"no protected person has the code {options['code']}")
        if not options["yes"] and not is_erased(person):
            self.stdout.write(f"{person.code}: the keys of {len(subjects_of(person))} parts of the record are destroyed for ever.")
            if input("Type the code again to go on: ").strip() != person.code:
                raise CommandError("the code was another; nothing was destroyed")
        try:
            erased = erase_person(person=person, basis=options["basis"], by=None)
        except Held as error:
            raise CommandError("a legal hold stands on this person; nothing was destroyed", returncode=3) from error
        if options["json"]:
            self.stdout.write(json.dumps({"code": erased.code, "subjects": erased.subjects}))
        else:
            self.stdout.write(f"{erased.code}: {erased.subjects} keys destroyed; in 30 days no backup can bring them back.")
