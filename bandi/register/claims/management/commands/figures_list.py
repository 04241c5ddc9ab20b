"""`bandi figures list`: the figures that claims can be bound to, and what each counts."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bandi.foundation.records.figures import all_figures
from bandi.foundation.reference.texts import language_of


class Command(BaseCommand):
    """List the figures with what they count."""

    help = "List the figures that numbers of a report can be bound to, and what each of them counts."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print a list of objects in both languages")
        parser.add_argument("--language", choices=["en", "ko"], help="language of the text (default: that of LANG)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            keys = ("key", "label_en", "label_ko", "help_en", "help_ko")
            listed = [{key: getattr(figure, key) for key in keys} for figure in all_figures()]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2))
            return
        language = options["language"] or language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")
        for figure in all_figures():
            label, help_ = (getattr(figure, f"{name}_{language}") for name in ("label", "help"))
            self.stdout.write(f"{figure.key:<32}{label}\n{'':<32}{help_}")
