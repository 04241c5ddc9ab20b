"""The commands about keys, backups, the journal and erasure: each has help, an answer for programs, and exit codes that mean something."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class

from tests.conftest import empty_office, run

COMMANDS = (
    "backup_create", "backup_verify", "backup_restore", "audit_verify", "audit_checkpoint", "audit_prove", "audit_readings",
    "keys_rotate", "keys_grant", "keys_revoke", "keys_rehearse", "person_erase",
)  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_each_has_help_and_speaks_to_programs(name: str) -> None:
    area, _, verb = name.partition("_")
    parser = load_command_class(get_commands()[name], name).create_parser("bandi", f"{area} {verb}")
    told = parser.format_help()

    assert "--json" in told
    assert len(parser.description or "") > 40
    assert all(action.help for action in parser._actions), "every word of it is explained"


@pytest.mark.slow
def test_each_answers_a_program_and_ends_with_a_code_that_means_something(tmp_path: Path) -> None:
    home, stick, disk = empty_office(tmp_path / "home"), tmp_path / "stick", tmp_path / "disk"
    stick.mkdir()
    disk.mkdir()
    people = [{"username": name, "name_en": name.title(), "name_ko": ""} for name in ("haneul", "bada")]
    answers = {"language": "en", "name_en": "Society of the Lighthouse", "name_ko": "", "people": people, "compartments": ["identities", "testimony"], "mechanisms": False, "shares_to": str(stick), "backup_to": str(disk)}
    (tmp_path / "answers.json").write_text(json.dumps(answers))

    def bandi(*words: str, code: int = 0, where: Path = home) -> Any:
        done = run(where, *words, BANDI_SAMPLE="", LC_ALL="en_GB.UTF-8")
        assert done.returncode == code, (words, done.returncode, done.stderr)
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout) if code == 0 and "--json" in words else done.stderr

    accounts = json.loads(run(home, "init", "--answers", str(tmp_path / "answers.json"), "--json", BANDI_SAMPLE="").stdout)["accounts"]
    for name in ("haneul", "bada"):
        (tmp_path / name).write_text(accounts[name])
    as_haneul = ("--as", "haneul", "--passphrase-file", str(tmp_path / "haneul"))
    three = tmp_path / "three"
    three.write_text("\n".join(_share(stick / f"share-{number}.txt") for number in (2, 3, 5)))

    assert bandi("keys", "rotate", "testimony", *as_haneul, "--json")["lock"] == 2
    assert "no compartment" in bandi("keys", "rotate", "nothing", *as_haneul, code=2)
    assert bandi("keys", "revoke", "testimony", "bada", *as_haneul, "--json")["lock"] == 3
    assert "Nothing was changed" in bandi("keys", "rotate", "testimony", "--as", "haneul", "--passphrase-file", str(tmp_path / "bada"), code=2)
    assert len(bandi("keys", "grant", "testimony", "bada", "--steward", *as_haneul, "--json")["fingerprint"]) > 10
    assert bandi("keys", "grant", "testimony", "nobody", *as_haneul, code=2)

    read = bandi("audit", "readings", *as_haneul, "--json")
    assert read["closed"] == 0 and {("haneul", "turned a lock"), ("haneul", "let somebody in")} <= {(one["who"], one["did"]) for one in read["readings"]}
    assert bandi("audit", "readings", *as_haneul, "--of", "bada", "--json")["readings"] == []
    assert bandi("keys", "rotate", "audit", *as_haneul, "--json")["lock"] == 2
    kept = bandi("audit", "readings", *as_haneul, "--json")
    assert kept["closed"] == 0 and len(kept["readings"]) > len(read["readings"]), "what was read before the lock was turned can still be read"
    assert "Nothing was shown" in bandi("audit", "readings", "--as", "haneul", "--passphrase-file", str(tmp_path / "bada"), code=2)
    bandi("keys", "revoke", "audit", "bada", *as_haneul)
    assert "does not belong" in bandi("audit", "readings", "--as", "bada", "--passphrase-file", str(tmp_path / "bada"), code=2)
    bandi("keys", "grant", "audit", "bada", "--steward", *as_haneul)
    assert bandi("audit", "readings", "--as", "bada", "--passphrase-file", str(tmp_path / "bada"), "--json")["closed"] == 0, "with the older locks"
    assert bandi("keys", "rehearse", "--shares-file", str(three), "--json")["not_granted"] == 0
    (tmp_path / "two").write_text("\n".join(three.read_text().splitlines()[:2]))
    assert bandi("keys", "rehearse", "--shares-file", str(tmp_path / "two"), code=2)

    made = bandi("backup", "create", "--to", str(disk), "--json")
    assert (made["files"], made["sealed_files"]) == (made["log_files"] + made["server_files"], 0)
    assert "not there" in bandi("backup", "create", "--to", str(tmp_path / "nowhere"), code=2)
    assert {part["part"] for part in bandi("backup", "verify", str(disk), "--shares-file", str(three), "--json")} == {"data", "keys"}
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for file in disk.iterdir():
        body = bytearray(file.read_bytes())
        if file.suffix == ".data":
            body[-10] ^= 1
        (damaged / file.name).write_bytes(body)
    assert bandi("backup", "verify", str(damaged), code=1)
    other = tmp_path / "other"
    assert bandi("backup", "restore", "--from", str(disk), "--into", str(other), "--shares-file", str(three), "--json")["journal_holds"]
    assert "not empty" in bandi("backup", "restore", "--from", str(disk), "--shares-file", str(three), code=2)

    assert bandi("audit", "verify", "--json")["holds"]
    assert bandi("audit", "verify", "--json", where=other)["holds"]
    signed = bandi("audit", "checkpoint", "--json")
    assert bandi("audit", "prove", "1", "--json")[0]["sequence"] == 1
    assert bandi("audit", "prove", str(signed["size"] + 99), code=1)
    assert bandi("audit", "verify", "--key", "nonsense", code=2)
    assert bandi("person", "erase", "W-0000-000", "--basis", "withdrawal", "--yes", code=2)


def _share(file: Path) -> str:
    """Return the words of a share in their order, as its page numbers them."""
    words = dict(pair.split() for line in file.read_text().splitlines() for pair in _cells(line))
    return " ".join(words[str(number)] for number in range(1, 34))


def _cells(line: str) -> list[str]:
    parts = line.split()
    return [f"{one} {other}" for one, other in zip(parts[::2], parts[1::2], strict=False) if one.isdecimal() and other.isalpha() and len(parts) % 2 == 0]
