"""`bandi audit verify`: hold the journal against its chain, its tree and everything that was signed over it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext

from bandi.foundation.audit import notes, verifying
from bandi.foundation.audit.terminal import AuditCommand, unreadable
from bandi.foundation.audit.verifying import Doubt, Fault, Finding, Report
from bandi.keyholder import reads

WORDS = {
    Fault.CUT_OFF: _lazy("it covers more entries than there are: the newest were cut off"),
    Fault.OTHER_ROOT: _lazy("it covers other entries than those stored now: something was changed and linked anew"),
    Fault.BAD_SIGNATURE: _lazy("its signature is not that of the key"),
    Fault.NOT_A_CHECKPOINT: _lazy("it is not a checkpoint"),
    Fault.ALTERED: _lazy("what is stored beside it differs from what it says"),
    Fault.MISSING: _lazy("the journal tells of more checkpoints than there are, or of fewer"),
    Fault.TILE: _lazy("the stored roots of tiles differ from the entries"),
    Fault.UNGUARDED: _lazy("the database would let entries be changed: its triggers are gone (`bandi migrate` sets them again)"),
    Doubt.NO_KEY: _lazy("no key here to check its signature with (give one with --key)"),
    Doubt.OTHER_KEY: _lazy("signed with another key than that of this house (a former one can be given with --key)"),
}


class Command(AuditCommand):
    help = _lazy(
        "Hold the journal against its chain, its tree and all checkpoints, and against checkpoints that witnesses kept. "
        "The key holder's read log is walked as well. Exit code 0: all holds; 1: something was changed or taken out; 3: it holds, but a signature could not be checked."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint", action="append", default=[], metavar="FILE", help=_lazy("a checkpoint, proof or request as a witness kept it; may be repeated")
        )  # fmt: skip
        parser.add_argument("--key", action="append", default=[], help=_lazy("a verifier key to trust beside that of this house; may be repeated"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print one object"))

    def work(self, options: dict[str, Any]) -> None:
        try:
            witnessed = [Path(name).read_text(encoding="utf-8") for name in options["checkpoint"]]
            keys = [notes.Verifier.read(text) for text in options["key"]]
        except (OSError, UnicodeDecodeError, notes.NoteError) as error:
            raise unreadable(error) from None
        report = verifying.verify(witnessed=witnessed, keys=keys)
        readings, broken = _readings()
        if options["as_json"]:
            self.stdout.write(json.dumps({**_as_json(report), "readings": readings, "readings_broken_at": broken}))
        else:
            self.stdout.write(_in_words(report))
            self.stdout.write(
                _("The read log holds: %(count)s entries.") % {"count": readings}
                if broken is None
                else _("FAULT: the read log is broken at entry %(number)s.") % {"number": broken}
            )
        if broken is not None:
            raise SystemExit(1)
        if not report.is_certain:
            raise SystemExit(3 if report.holds else 1)


def _readings() -> tuple[int, int | None]:
    """Walk the key holder's read log; return how many entries hold, and the number of the first that does not."""
    try:
        return reads.verify(Path(settings.HOME) / "holder" / "reads.jsonl").entries, None
    except reads.Broken as error:
        return error.at - 1, error.at


def _as_json(report: Report) -> dict[str, object]:
    findings = [
        {"what": finding.what.name.lower(), "is_fault": isinstance(finding.what, Fault), "size": finding.size, "witnessed": finding.is_witnessed}
        for finding in report.findings
    ]  # fmt: skip
    return {
        "entries": report.entries, "holds": report.holds, "broken_at": report.broken_at, "root": report.root.hex(),
        "checkpoints": report.checkpoints, "witnessed": report.witnessed, "findings": findings,
    }  # fmt: skip


def _in_words(report: Report) -> str:
    lines = [
        _("The chain holds: %(count)s entries.") % {"count": report.entries}
        if report.broken_at is None
        else _("The chain is broken at entry %(number)s; %(count)s entries before it hold.") % {"number": report.broken_at, "count": report.entries}
    ]
    if report.checkpoints or report.witnessed:
        told = _("%(own)s checkpoints and %(witnessed)s from witnesses agree with the entries.")
        lines.append(told % {"own": report.checkpoints, "witnessed": report.witnessed})
    lines += [_line(finding) for finding in report.findings]
    if report.holds and not report.witnessed:
        lines.append(
            _("No witness was asked: what somebody with the server's key wrote anew is seen only against a checkpoint kept outside (--checkpoint FILE).")
        )
    return "\n".join(lines)


def _line(finding: Finding) -> str:
    mark = _("FAULT") if isinstance(finding.what, Fault) else pgettext("doubt", "open")
    whose = _("checkpoint of a witness") if finding.is_witnessed else _("checkpoint")
    what = WORDS[finding.what]
    if finding.size:
        return _("%(mark)s: %(whose)s over %(count)s entries: %(what)s") % {"mark": mark, "whose": whose, "count": finding.size, "what": what}
    return f"{mark}: {whose}: {what}" if finding.is_witnessed else f"{mark}: {what}"
