"""`bandi audit …`, and what it writes, verified by the programs that know nothing of Bandi."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.management import CommandError, call_command

from bandi.foundation.audit import checkpoints, journal, notes, signing
from bandi.foundation.audit.models import Entry
from bandi.foundation.audit.tests.world import KEY, RECORD, intrusion, link_anew, sign_anew, store, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key")]
TOOLS = Path(__file__).resolve().parents[4] / "tools"


def bandi(*words: str) -> tuple[int, str]:
    """Run a command of the area and return its exit code and what it printed."""
    out = io.StringIO()
    try:
        call_command(f"audit_{words[0]}", *words[1:], stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, out.getvalue()


def offline(program: str, *words: object, folder: Path) -> tuple[int, str]:
    """Run a program of tools/ with Python's standard library only, away from the repository."""
    command = [sys.executable, "-S", "-E", str(TOOLS / f"{program}.py"), *map(str, words)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def key() -> str:
    return str(checkpoints.verifier())


def test_verify_says_what_holds_and_what_nobody_looked_at() -> None:
    write(3)
    checkpoints.make(by=None)

    code, text = bandi("verify")
    assert code == 0
    assert "The chain holds: 4 entries." in text
    assert "No witness was asked" in text
    found = json.loads(bandi("verify", "--json")[1])
    assert (found["holds"], found["checkpoints"], found["witnessed"]) == (True, 1, 0)


def test_verify_holds_the_journal_against_what_a_witness_kept(tmp_path: Path) -> None:
    write(5)
    kept = tmp_path / "kept.txt"
    assert bandi("checkpoint", "--output", str(kept))[0] == 0
    assert bandi("verify", "--checkpoint", str(kept))[0] == 0
    rows = list(journal.rows())
    with intrusion():
        store(link_anew([rows[0]._replace(kind="a:thing:forged"), *rows[1:]]))
        sign_anew([5])

    assert bandi("verify")[0] == 0
    code, text = bandi("verify", "--checkpoint", str(kept), "--key", key())
    assert code in (1, 3)
    code, text = bandi("verify", "--checkpoint", str(kept), "--json")
    assert [finding["what"] for finding in json.loads(text)["findings"] if finding["is_fault"]] == ["other_root"]
    assert code == 1


def test_verify_tells_a_doubt_from_a_fault_by_its_exit_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(2)
    checkpoints.make(by=None)
    verifier = key()
    monkeypatch.setattr(signing, "_providers", [])
    assert bandi("verify")[0] == 3
    assert bandi("verify", "--key", verifier)[0] == 0
    with intrusion():
        Entry.objects.filter(sequence=1).update(kind="a:thing:forged")
    assert bandi("verify")[0] == 1
    assert bandi("verify", "--key", "nonsense")[0] == 2
    assert bandi("verify", "--checkpoint", str(tmp_path / "missing"))[0] == 2


def test_checkpoint_without_a_key_or_on_a_forged_journal_signs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    write(3)
    assert bandi("checkpoint", "--key") == (0, key() + "\n")
    bandi("checkpoint")
    write(1)
    with intrusion():
        Entry.objects.filter(sequence=2).update(kind="a:thing:forged")
    assert bandi("checkpoint")[0] == 1
    monkeypatch.setattr(signing, "_providers", [])
    assert bandi("checkpoint") == (1, "no signing key is set up")


def test_prove_wants_an_entry_or_a_record(tmp_path: Path) -> None:
    write(4)
    assert bandi("prove", "2")[0] == 1
    bandi("checkpoint")
    assert bandi("prove")[0] == 2
    assert bandi("prove", "1", "--record", str(RECORD))[0] == 2
    assert bandi("prove", "--record", "x")[0] == 2
    assert bandi("prove", "--record", str(uuid4()))[0] == 1
    assert json.loads(bandi("prove", "--record", str(RECORD), "--output", str(tmp_path / "p"), "--json")[1]) == [
        {"sequence": 1, "file": str(tmp_path / "p" / "entry-1.tlog-proof")},
        {"sequence": 4, "file": str(tmp_path / "p" / "entry-4.tlog-proof")},
    ]
    assert json.loads(bandi("prove", "1", "--json")[1])[0]["proof"] == checkpoints.prove(1).text


def test_an_export_is_for_its_owner_only_and_is_journalled(tmp_path: Path) -> None:
    write(3)
    file = tmp_path / "journal.jsonl"

    assert json.loads(bandi("export", str(file), "--json")[1]) == {"file": str(file), "entries": 4}
    assert file.stat().st_mode & 0o777 == 0o600
    assert [json.loads(line)["kind"] for line in file.read_text().splitlines()][-1] == "audit:chain:export"
    assert bandi("export", str(tmp_path / "no" / "folder"))[0] == 2


def test_a_stranger_verifies_the_whole_journal_with_the_standard_library(tmp_path: Path) -> None:
    write(300, kind="활동:항목:보기")
    file, kept = tmp_path / "journal.jsonl", tmp_path / "kept.txt"
    bandi("checkpoint", "--output", str(kept))
    write(20)
    bandi("export", str(file))

    code, text = offline("verify_audit", file, "--checkpoint", kept, "--key", key(), folder=tmp_path)
    assert (code, text) == (0, "322 entries hold, and 1 checkpoints agree with them\n")
    assert offline("verify_audit", file, "--checkpoint", kept, folder=tmp_path)[0] == 3

    wrong = str(notes.verifier_of(Ed25519PrivateKey.generate(), checkpoints.origin()))
    assert offline("verify_audit", file, "--checkpoint", kept, "--key", wrong, folder=tmp_path)[0] == 1
    lines = file.read_text().splitlines(keepends=True)
    for spoilt in (lines[:200], lines[1:], [*lines[:9], lines[10], lines[9], *lines[11:]], [lines[0].replace("보기", "쓰기"), *lines[1:]]):
        (tmp_path / "spoilt").write_text("".join(spoilt))
        assert offline("verify_audit", tmp_path / "spoilt", "--checkpoint", kept, "--key", key(), folder=tmp_path)[0] == 1
    assert offline("verify_audit", tmp_path / "absent", folder=tmp_path)[0] == 2


def test_a_stranger_verifies_one_entry_with_the_standard_library(tmp_path: Path) -> None:
    write(9)
    bandi("checkpoint")
    file = tmp_path / "entry.tlog-proof"
    bandi("prove", "4", "--output", str(file))

    code, text = offline("verify_audit", "--proof", file, "--key", key(), folder=tmp_path)
    assert code == 0
    said = json.loads(text)
    assert (said["sequence"], said["kind"], said["record"], said["size"]) == ("4", "a:thing:see", RECORD.hex, 9)

    text = file.read_text()
    for spoilt in (text.replace("index 3", "index 4"), text.replace("\n9\n", "\n8\n"), text.replace("extra AAAA", "extra AAAB"), ""):
        file.write_text(spoilt)
        assert offline("verify_audit", "--proof", file, "--key", key(), folder=tmp_path)[0] == 1


def test_a_witness_cosigns_growth_and_refuses_a_fork_signed_with_the_true_key(tmp_path: Path) -> None:
    kept, request, pem = tmp_path / "kept", tmp_path / "request", tmp_path / "key.pem"
    pem.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    write(5)
    bandi("checkpoint", "--since-size", "0", "--output", str(request))
    assert offline("witness", kept, request, "--key", key(), folder=tmp_path) == (0, "accepted: 5 entries\n")
    write(5)
    bandi("checkpoint", "--since", str(kept), "--output", str(request))
    done = subprocess.run(
        [sys.executable, TOOLS / "witness.py", kept, request, "--key", key(), "--sign-with", pem, "--name", "w.example"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    accepted, line = done.stdout.splitlines()
    assert accepted == "accepted: 11 entries"
    signed = notes.read_checkpoint(f"{kept.read_text()}{line}\n").signatures[-1]
    moment = int.from_bytes(signed[1][4:12], "big")
    body = notes.read_checkpoint(kept.read_text()).body
    KEY.public_key().verify(signed[1][12:], f"cosignature/v1\ntime {moment}\n{body}".encode())

    before = kept.read_text()
    rows = list(journal.rows())
    with intrusion():
        store(link_anew([*rows[:6], rows[6]._replace(kind="a:thing:forged"), *rows[7:]]))
        sign_anew([5, 11])
    write(4)
    bandi("checkpoint", "--since", str(kept), "--output", str(request))
    code, text = offline("witness", kept, request, "--key", key(), folder=tmp_path)
    assert (code, text.startswith("REFUSED")) == (1, True)
    assert kept.read_text() == before
    assert list(tmp_path.glob("kept.refused-*"))


def test_a_witness_refuses_a_shorter_journal_and_another_journal(tmp_path: Path) -> None:
    kept, request = tmp_path / "kept", tmp_path / "request"
    write(5)
    bandi("checkpoint", "--output", str(kept))
    with intrusion():
        store(list(journal.rows())[:3])
        sign_anew([3])
    bandi("checkpoint", "--since-size", "0", "--output", str(request))
    assert offline("witness", kept, request, "--key", key(), folder=tmp_path)[0] == 1
    other = notes.Checkpoint("another/journal", 9, bytes(32)).signed(KEY)
    request.write_text(f"old 5\n\n{other}")
    assert offline("witness", kept, request, "--key", key(), folder=tmp_path)[0] == 1


def test_the_commands_speak_korean_at_a_korean_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(2)
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    kept = tmp_path / "kept.txt"

    assert bandi("checkpoint", "--output", str(kept)) == (0, f"{kept}: 항목 2개\n")
    assert bandi("verify")[1].startswith("사슬이 온전합니다: 항목 3개.")
    assert "증인에게 물어보지 않았습니다" in bandi("verify")[1]
    assert bandi("prove")[1] == "항목 번호나 --record ID 가운데 하나만 적어 주세요"
    assert bandi("prove", "99")[1] == "확인점에 담긴 항목 가운데 그런 항목이 없습니다(`bandi audit checkpoint`로 확인점을 만드세요)"
    assert bandi("verify", "--key", "nonsense") == (2, "확인용 열쇠가 아닙니다")
    with intrusion():
        Entry.objects.filter(sequence=2).update(kind="invented:thing:change")
    code, text = bandi("verify")
    assert code == 1
    assert "사슬이 2번 항목에서 끊겼습니다" in text


def test_what_a_program_reads_is_the_same_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    write(2)
    bandi("checkpoint")
    english = bandi("verify", "--json")
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")

    assert bandi("verify", "--json") == english


def test_a_file_that_cannot_be_written_is_exit_code_2(tmp_path: Path) -> None:
    write(1)
    for words in (("checkpoint", "--output", str(tmp_path / "no" / "file")), ("verify", "--checkpoint", str(tmp_path / "none"))):
        code, text = bandi(*words)
        assert (code, "Errno" in text) == (2, False)
