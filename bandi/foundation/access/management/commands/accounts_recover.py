"""`bandi accounts recover NAME`: a recovery code for somebody whose second factor is lost, when nobody is left to approve one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bandi.foundation.access.factors.recovery import issue
from bandi.foundation.access.models import Account


class Command(BaseCommand):
    help = "Issue a recovery code on the server itself, for an account whose second factor is lost. The holder is told, the journal says so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="user name of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        account = Account.objects.filter(username=options["username"].strip().lower(), is_active=True).first()
        if account is None:
            raise CommandError("there is no open account of that name")
        self.stdout.write(issue(account=account, by=None, approval=None))
