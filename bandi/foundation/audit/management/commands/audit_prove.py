"""`bandi audit prove`: a file that shows offline what one entry says and that the signed journal holds it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.audit import checkpoints
from bandi.foundation.audit.errors import AuditError
from bandi.foundation.audit.terminal import AuditCommand, unreadable


class Command(AuditCommand):
    help = _lazy(
        "Write a proof (.tlog-proof) that an entry stands in the journal as last signed; it is verified without Bandi "
        "(tools/verify_audit.py). Exit code 1 when no checkpoint covers the entry."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sequence", nargs="?", type=int, metavar="SEQUENCE", help=_lazy("number of the entry"))
        parser.add_argument("--record", metavar="ID", help=_lazy("every entry about this record instead"))
        parser.add_argument("--output", metavar="FILE", help=_lazy("write to this file; with --record, into this folder, a file for each entry"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print a list of objects: sequence, file or proof"))

    def work(self, options: dict[str, Any]) -> None:
        sequence, record, output = options["sequence"], options["record"], options["output"]
        if (sequence is None) == (record is None):
            raise CommandError(_("give either the number of an entry or --record ID"), returncode=2)
        try:
            proofs = [checkpoints.prove(sequence)] if record is None else checkpoints.prove_record(UUID(record))
        except ValueError:
            raise CommandError(_("this is not the id of a record"), returncode=2) from None
        except AuditError as error:
            raise CommandError(_("%(why)s (make one with `bandi audit checkpoint`)") % {"why": error}) from None
        answers = []
        for proof in proofs:
            file = None
            if output:
                file = Path(output) / proof.file_name if record else Path(output)
                try:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(proof.text, encoding="utf-8")
                except OSError as error:
                    raise unreadable(error) from None
            answers.append({"sequence": proof.sequence, **({"file": str(file)} if file else {"proof": proof.text})})
        if options["as_json"]:
            self.stdout.write(json.dumps(answers, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(str(answer.get("file") or answer["proof"]) for answer in answers).rstrip("\n"))
