"""`bandi report build --year 2024 --language en --format pdf --output FILE`: build an edition of the activity report.

Exit codes: 0 the file is built; 1 it is built, and a section asks for blocks that nobody offers; 2 nothing is built; 3 the release gate
did not open: what it blocks is to be changed, what it asks is to be answered (`--accept REASON`, or on the desk).
"""

from __future__ import annotations

import json
import os
import resource
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.audit.terminal import one_line
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.masks import FORMS
from bandi.foundation.records.release import Severity
from bandi.foundation.reference.texts import language_of
from bandi.publishing.building import FORMATS, Built, build, find_edition
from bandi.publishing.errors import EditionMissing

SHOWN = 20
MOST_OBJECTIONS = 40


class Command(BaseCommand):
    """Build an edition of the activity report from the records, as PDF, Word or HTML."""

    help = "Build an edition of the activity report from the records, as PDF, Word or HTML."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="the year of the report")
        parser.add_argument("--language", choices=["en", "ko"], required=True, help="the language of the edition")
        parser.add_argument("--format", choices=FORMATS, help="default: what the name of the file ends in, otherwise pdf")
        parser.add_argument("--output", metavar="FILE", help="default: report-YEAR-LANGUAGE.FORMAT in this folder")
        parser.add_argument("--json", action="store_true", help="print a summary as JSON")
        parser.add_argument("--accept", metavar="REASON", default="", help="answer everything about which the release gate only asks")
        parser.add_argument("--mask", metavar="RULE", default="", choices=["", *FORMS], help=f"print every name to which the gate objects by a rule: {', '.join(FORMS)}")
        parser.add_argument("--by", metavar="USER", help="user name of the account that builds (default: the house itself)")

    def handle(self, *args: Any, **options: Any) -> None:
        code = language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")
        with translation.override(code):
            status = self._build(options)
        if status:
            raise SystemExit(status)

    def _build(self, options: dict[str, Any]) -> int:
        year, language = options["year"], options["language"]
        suffix = Path(options["output"] or "").suffix.lstrip(".").lower()
        form = options["format"] or (suffix if suffix in FORMATS else "pdf")
        output = Path(options["output"] or f"report-{year}-{language}.{form}")
        by = None
        if options["by"]:
            by = Account.objects.filter(username=options["by"].strip().lower(), is_active=True).first()
            if by is None:
                return self._stop(_("no active account is called “%(name)s”") % {"name": options["by"]})
        if output.is_dir():
            return self._stop(_("%(path)s is a folder; name a file in it") % {"path": output})
        if not output.parent.is_dir():
            return self._stop(_("the folder %(path)s does not exist") % {"path": output.parent})
        try:
            edition = find_edition(year, language)
            built = build(edition, form, output, by=by, accept=options["accept"], mask=options["mask"], progress=self._step)
        except EditionMissing as problem:
            there = str(problem) or _("none")
            what = _("there is no edition of %(year)s in this language (%(language)s); there are: %(there)s")
            return self._stop(what % {"year": year, "language": language, "there": there})
        except Withheld as withheld:
            return self._withheld(withheld)
        except NotPermitted:
            return self._stop(_("this account may not build a report"))
        except OSError as problem:
            return self._stop(_("%(path)s cannot be written: %(reason)s") % {"path": output, "reason": problem.strerror})
        if options["json"]:
            self.stdout.write(json.dumps(_summary(built), ensure_ascii=False, indent=1))
        else:
            self._tell(built)
        return 1 if built.missing else 0

    def _step(self, step: str, seconds: float) -> None:
        names = {"count": _("counted"), "assemble": _("assembled"), "draw": _("drawn"), "review": _("reviewed"), "write": _("written")}
        self.stderr.write(f"  {names[step]:<12} {seconds:6.2f} s", style_func=str)

    def _withheld(self, withheld: Withheld) -> int:
        verdict = withheld.verdict
        self.stderr.write(_("The release gate did not open: this may not leave yet."), style_func=str)
        for one in verdict.objections[:MOST_OBJECTIONS]:
            self.stderr.write("  " + one_line(f"{Severity(one.severity).label} · {one.where}: {one.reason}"), style_func=str)
        if len(verdict.objections) > MOST_OBJECTIONS:
            self.stderr.write("  " + _("… and %(count)s more") % {"count": len(verdict.objections) - MOST_OBJECTIONS}, style_func=str)
        if verdict.blocks:
            self.stderr.write(_("What blocks cannot be answered away: change the text, mask the name (--mask RULE) or leave it out."), style_func=str)
        elif verdict.needs_second:
            self.stderr.write(_("A second person has to read it: build it with --by USER and answer it on the desk, or build it there."), style_func=str)
        else:
            self.stderr.write(_("Look at each place; if it may leave, build it again with --accept \"REASON\"."), style_func=str)
        return 3

    def _tell(self, built: Built) -> None:
        say = self.stdout.write
        say(f"{built.output}  ({built.size / 1024:,.0f} KB)")
        counted = _("%(sections)s sections, %(entries)s entries, %(tables)s tables, %(charts)s charts, %(maps)s maps")
        say("  " + counted % built.counts)
        if built.untranslated:
            number = len(built.untranslated)
            say("")
            say(
                ngettext("%(count)s passage stands in the other language:", "%(count)s passages stand in the other language:", number)
                % {"count": number}
            )
            for passage in built.untranslated[:SHOWN]:
                say(f"  {_short(passage.title, 32)} · {_short(passage.text, 76)}")
            if number > SHOWN:
                say("  " + _("… and %(count)s more (all of them with --json)") % {"count": number - SHOWN})
        for name, title in built.missing:
            self.stderr.write(_("nobody offers “%(name)s”, which stands under “%(title)s”") % {"name": name, "title": one_line(title)})

    def _stop(self, reason: str) -> int:
        self.stderr.write(f"bandi report build: {reason}")
        return 2


def _summary(built: Built) -> dict[str, Any]:
    return {
        "output": str(built.output),
        "format": built.format,
        "language": built.language,
        "year": built.year,
        "bytes": built.size,
        "seconds": built.seconds,
        "peak_memory_mb": _peak_memory(),
        "counts": built.counts,
        "untranslated": [asdict(passage) for passage in built.untranslated],
        "missing": [{"name": name, "section": title} for name, title in built.missing],
    }


def _peak_memory() -> float:
    """Return the most memory this process held, in megabytes; Linux counts in kilobytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def _short(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
