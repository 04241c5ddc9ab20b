"""The process behind a long list that is being made; started by the desk, not by people (they press *Export*)."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from bandi.foundation.records.models import ListExport
from bandi.foundation.vault.reading import Reader
from bandi.interfaces.desk import long_lists


class Command(BaseCommand):
    """Make the list of a job. Whose keys it reads with comes through standard input: an object with `token` and `member`."""

    help = "Make a long list that somebody takes along on the desk. Started by the desk; people press Export there."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("job", help="id of the job")

    def handle(self, *args: Any, **options: Any) -> None:
        given = json.loads(sys.stdin.read() or "{}")
        member = given.get("member", "")
        job = ListExport.objects.filter(pk=options["job"], ended_at=None).select_related("asked_by").first()
        if job is None:
            raise CommandError("there is no such job, or it has ended")
        long_lists.make(job, Reader(given.get("token", ""), UUID(member) if member else None))
