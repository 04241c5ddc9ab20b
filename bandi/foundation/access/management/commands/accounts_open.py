"""`bandi accounts open NAME --role ROLE`: open an account and print its passphrase once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bandi.foundation.access.actions import open_account
from bandi.foundation.access.permissions import Role


class Command(BaseCommand):
    help = "Open an account and print its passphrase once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", action="append", required=True, choices=[role.value for role in Role])
        parser.add_argument("--name", default="", help="name as colleagues know it")
        parser.add_argument("--language", default="ko", choices=["ko", "en"])

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            account, secret = open_account(
                username=options["username"], roles=[Role(role) for role in options["role"]], by=None,
                name_en=options["name"], name_ko=options["name"], language=options["language"],
            )  # fmt: skip
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{account.username}\n{secret}")
