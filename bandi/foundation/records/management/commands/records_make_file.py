"""The process behind a file that is being made; started by the desk, not by people (they press a button there)."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from bandi.foundation.records import jobs
from bandi.foundation.records.models import Job
from bandi.foundation.vault.reading import Reader


class Command(BaseCommand):
    """Make the file of a job. Whose keys it reads with comes through standard input: an object with `token` and `member`."""

    help = "Make a file that somebody asked for on the desk: a report, a long list. Started by the desk; people press a button there."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("job", help="id of the job")

    def handle(self, *args: Any, **options: Any) -> None:
        given = json.loads(sys.stdin.read() or "{}")
        member = given.get("member", "")
        job = Job.objects.filter(pk=options["job"], ended_at=None).select_related("asked_by").first()
        if job is None:
            raise CommandError("there is no such job, or it has ended")
        jobs.make(job, Reader(given.get("token", ""), UUID(member) if member else None))
