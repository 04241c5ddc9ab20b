"""`bandi report check`: hold every number of a year's report against the records, and list what does not fit.

Exit codes: 0 nothing differs; 1 a number differs or two statements exclude each other; 2 there is nothing to check.
"""

from __future__ import annotations

import json
import os
import textwrap
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.audit.terminal import one_line
from bandi.foundation.records.findings import Finding
from bandi.foundation.reference.texts import Language, language_of
from bandi.publishing.checking import Checked, check_year
from bandi.register.claims.comparing import year_or_bare
from bandi.register.claims.measuring import Measured
from bandi.register.claims.models import State

_ORDER = (State.DIFFERS, State.NO_EVIDENCE, State.ACCEPTED, State.AGREES)
_SHOWN_RECORDS = 6
_WIDTH = 110


class Command(BaseCommand):
    """Check a year before publishing."""

    help = "Check every number of a year's report against the records, and list contradictions, doubts and hints."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="year of the report")
        parser.add_argument("--json", action="store_true", help="print one list: an object for each claim, then the findings")
        parser.add_argument("--measure-only", action="store_true", help="measure and keep the numbers, print nothing, exit with 0")
        parser.add_argument("--language", choices=["en", "ko"], help="language of the sentences (default: that of LANG; English with --json)")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or language_of(os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")
        with translation.override(language):
            status = self._check(options, language)
        if status:
            raise SystemExit(status)

    def _check(self, options: dict[str, Any], language: Language) -> int:
        try:
            checked = check_year(options["year"])
        except LookupError:
            self.stderr.write(_("There is nothing to check for %(year)s. Load the year first: bandi year load FOLDER") % options)
            return 0 if options["measure_only"] else 2
        if options["measure_only"]:
            return 0
        if options["json"]:
            self.stdout.write(json.dumps(checked.as_list(options["language"] or "en"), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(checked, language)))
        return 1 if checked.differs else 0


def _lines(checked: Checked, language: Language) -> list[str]:
    lines: list[str] = []
    for state in _ORDER:
        found = [each for each in checked.measured if each.state == state]
        if not found:
            continue
        lines += [f"{state.label} ({len(found)})".upper(), ""]
        for each in found:
            lines += _claim_lines(checked, each, language)
        lines.append("")
    for severity, title in (("contradiction", _("Contradictions")), ("doubt", _("Doubts")), ("hint", _("Hints"))):
        findings = [each for each in checked.findings if each.severity == severity]
        if findings:
            lines += [f"{title} ({len(findings)})".upper(), ""]
            for finding in findings:
                lines += _finding_lines(checked, finding, language)
            lines.append("")
    lines.append(_summary(checked))
    return lines


def _claim_lines(checked: Checked, each: Measured, language: Language) -> list[str]:
    claim = each.claim
    statement = one_line(claim.statement.in_language(language).text)
    printed = "–" if claim.value is None else year_or_bare(claim.value, claim.unit)
    computed = "–" if each.value is None else year_or_bare(each.value, claim.unit)
    head = f"{claim.mark:<6}{printed:>14}{computed:>14}  {statement}"
    if each.state == State.AGREES:
        return [head]
    reason = each.reason_ko if language == "ko" else each.reason_en
    return [head, *_wrapped(reason), *_wrapped(_records(checked, each.records))]


def _finding_lines(checked: Checked, finding: Finding, language: Language) -> list[str]:
    message = finding.message_ko if language == "ko" else finding.message_en
    where = "; ".join(filter(None, [", ".join(finding.claims), _records(checked, finding.records)]))
    return [*textwrap.wrap(f"- {message}", _WIDTH, subsequent_indent="  "), *_wrapped(where, indent=2)]


def _records(checked: Checked, records: tuple[Any, ...]) -> str:
    names = checked.called(records)
    more = len(names) - _SHOWN_RECORDS
    return ", ".join(names[:_SHOWN_RECORDS]) + (f" (+{more})" if more > 0 else "")


def _wrapped(text: str, indent: int = 6) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent) if text else []


def _summary(checked: Checked) -> str:
    counts = {state: sum(1 for each in checked.measured if each.state == state) for state in _ORDER}
    told = ", ".join(f"{state.label} {counts[state]}" for state in _ORDER if counts[state])
    claims = ngettext("%(count)s number", "%(count)s numbers", len(checked.measured)) % {"count": len(checked.measured)}
    findings = ngettext("%(count)s finding", "%(count)s findings", len(checked.findings)) % {"count": len(checked.findings)}
    return f"{claims}: {told}. {findings}."
