"""`bandi accounts sample FILE`: open the throw-away accounts of the sample office, once, and keep their passphrases in FILE.

Only for an installation marked as a sample (BANDI_SAMPLE=yes): the passphrases lie readable on the disk.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from bandi.foundation.access.actions import open_account, renew_passphrase
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Role

PEOPLE = {
    "director": (Role.DIRECTOR, "Sample director", "견본 사무국장"),
    "officer": (Role.OFFICER, "Sample officer", "견본 담당자"),
    "reader": (Role.READER, "Sample reader", "견본 열람자"),
    "admin": (Role.ADMINISTRATOR, "Sample administrator", "견본 관리자"),
    "steward": (Role.STEWARD, "Sample steward", "견본 자료관리인"),
    "auditor": (Role.AUDITOR, "Sample auditor", "견본 감사"),
}


class Command(BaseCommand):
    help = "Open the throw-away accounts of the sample office and keep their passphrases in FILE."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SAMPLE:
            raise CommandError("this is not a sample installation (BANDI_SAMPLE is not set)")
        file: Path = options["file"]
        if file.exists() and Account.objects.filter(username__in=PEOPLE).count() == len(PEOPLE):
            return
        lines = []
        for username, (role, name_en, name_ko) in PEOPLE.items():
            account = Account.objects.filter(username=username).first()
            if account is None:
                _, secret = open_account(
                    username=username, roles=[role], by=None, name_en=name_en, name_ko=name_ko, is_sample=True
                )
            else:
                secret = renew_passphrase(account=account, by=None)
                Account.objects.filter(pk=account.pk).update(is_sample=True)
                account.notices.all().delete()
            lines.append(f"{username}\t{secret}")
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write("\n".join(lines) + "\n")
