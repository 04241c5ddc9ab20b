"""The process behind a file that is being built; started by the desk, not by people (they have `bandi report build`)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bandi.publishing.jobs import run_build
from bandi.publishing.models import Build


class Command(BaseCommand):
    """Build the file of a job."""

    help = "Build the file that somebody asked for on the desk. For people there is `bandi report build`."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("job", help="id of the job")

    def handle(self, *args: Any, **options: Any) -> None:
        job = Build.objects.filter(pk=options["job"], ended_at=None).select_related("edition", "asked_by").first()
        if job is None:
            raise CommandError("there is no such job, or it has ended")
        run_build(job)
