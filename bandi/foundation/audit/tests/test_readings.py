from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from bandi.keyholder.reads import ReadLog
from bandi.locks.pairs import PrivateHalf

pytestmark = pytest.mark.django_db


def verified() -> dict[str, object]:
    out = StringIO()
    call_command("audit_verify", "--json", stdout=out)
    answer: dict[str, object] = json.loads(out.getvalue())
    return answer


def test_the_read_log_is_walked_with_the_journal(settings: object) -> None:
    file = Path(settings.HOME) / "holder" / "reads.jsonl"  # type: ignore[attr-defined]
    log = ReadLog(file, PrivateHalf.new().public)
    for _ in range(3):
        log.append({"verb": "open"})
    log.close()
    assert verified()["readings"] == 3
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + lines[2])
    with pytest.raises(SystemExit) as stopped:
        verified()
    assert stopped.value.code == 1
