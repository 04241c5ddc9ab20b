"""Every way out of the house passes the gate, and is seen to fail when it does not.

Two walks over the tree. A function of the desk that answers with anything but a page (a file, a stream, a calendar) calls the gate, or is
named below with a reason. A command that writes a file for somebody outside does the same. Then each path is tried with a gate that is
shut: nothing may come out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "bandi"
ANSWERS = {"FileResponse", "StreamingHttpResponse"}
GATES = {"leave", "leave_again", "build", "take"}
"""Calls by which something passes: the gate itself, `building.build` and `taking.take`, which call it (shown below)."""

WITHOUT = {
    "audit._file": "checkpoints and proofs: digests and numbers, made to be handed to witnesses",
    "jobs.job_file": "a report or a list that `building.build` or `long_lists.make` let through `leave` before it was written; only who asked for it gets it",
    "security.generator_picture": "the seed of her own code app, for the person herself",
    "cover.report_cover_picture": "a picture within the desk, made anew from pixels; on a printed cover it passes with its report",
    "pictures.drawn": "a page of a file as pixels within the desk, read as its text is",
}
WITHOUT_MASKS = {
    "attached.file_open": "a file as it was given to us is never changed",
    "consents._pdf": "a form in our hands: a code, no name",
    "protected.sealed_export": "protected as a whole; a second person approved it as such",
    "due.calendar_feed": "within the office: names are its work",
    "volunteers.volunteer_certificate": "in our hands: a code and days, no name", "sessions.leave_lent": "a session of the key holder leaves a room: nothing goes out",
    "taking.take": "protected as a whole; a second person approved it as such",
}
"""What passes the gate and is not printed by the masks it allows, and why."""
COMMANDS_WITHOUT = {
    "audit_checkpoint": "a signed number", "audit_prove": "a proof: digests", "audit_export": "ids, kinds and digests; journalled",
    "pages_print": "the printed pages for the worst day: no records", "keys_recipient": "a public key", "accounts_sample": "throw-away passphrases of the sample",
    "keys_shares": "shares of the recovery key, on paper, for five people", "init": "a new organisation's own folder",
}  # fmt: skip


def functions(folder: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    yield from ((name, node) for name, node, _file in _functions(folder))


def _functions(folder: Path) -> Iterator[tuple[str, ast.FunctionDef, Path]]:
    for file in sorted(folder.rglob("*.py")):
        if "tests" in file.relative_to(folder).parts or "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield f"{file.stem}.{node.name}", node, file


def gated_answers(root: Path) -> list[tuple[str, Path]]:
    """Functions that answer with a file and call the gate, each with its file."""
    return [(name, file) for name, node, file in _functions(root / "interfaces") if answers_with_a_file(node) and called(node) & GATES]


def called(node: ast.AST) -> set[str]:
    names = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            names.add(getattr(one.func, "attr", getattr(one.func, "id", "")))
    return names


def answers_with_a_file(node: ast.FunctionDef) -> bool:
    for one in ast.walk(node):
        if not isinstance(one, ast.Call):
            continue
        name = getattr(one.func, "id", getattr(one.func, "attr", ""))
        if name in ANSWERS or (name == "HttpResponse" and any(word.arg == "content_type" for word in one.keywords)):
            return True
    return False


def ungated_answers(root: Path) -> list[str]:
    return [name for name, node in functions(root / "interfaces") if answers_with_a_file(node) and not called(node) & GATES and name not in WITHOUT]


def ungated_commands(root: Path) -> list[str]:
    """Commands that write a file (or a summary with content) and neither pass the gate nor are named above."""
    found = []
    for file in sorted(root.rglob("management/commands/*.py")):
        tree = ast.parse(file.read_text())
        writes = {"write_text", "write_bytes", "write", "fdopen", "open"} & called(tree)
        makes = any(isinstance(one, ast.Call) and getattr(one.func, "attr", "") == "add_argument" and any("output" in str(getattr(arg, "value", "")).lower() or str(getattr(arg, "value", "")) in {"file", "FILE"} for arg in one.args) for one in ast.walk(tree))
        if writes and makes and not called(tree) & GATES and file.stem not in COMMANDS_WITHOUT:
            found.append(file.stem)
    return found


def unmasked_answers(root: Path) -> list[str]:
    """Functions that let something leave and do not print names as the gate allowed: they never look at `receipt.masks`."""
    return [
        name for name, node, _file in _functions(root)
        if "leave" in called(node) and not any(isinstance(one, ast.Attribute) and one.attr == "masks" for one in ast.walk(node))
        and name not in WITHOUT_MASKS and not name.startswith("releasing.")
    ]  # fmt: skip


def write(root: Path, name: str, text: str) -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return root


def test_every_answer_that_is_no_page_passes_the_gate(tmp_path: Path) -> None:
    assert ungated_answers(ROOT) == []
    write(tmp_path, "interfaces/desk/views/leak.py", "def hand_out(request):\n    return FileResponse(open('x'))\n\ndef passes(request):\n    leave(1)\n    return HttpResponse(b'', content_type='x')\n")
    assert ungated_answers(tmp_path) == ["leak.hand_out"]


def test_what_goes_without_the_gate_is_still_there() -> None:
    there = {name for name, node in functions(ROOT / "interfaces") if answers_with_a_file(node)}
    assert set(WITHOUT) <= there


def test_every_command_that_writes_a_file_for_others_passes_the_gate(tmp_path: Path) -> None:
    assert ungated_commands(ROOT) == []
    write(tmp_path, "x/management/commands/x_export.py", "def a(parser):\n    parser.add_argument('--output')\n    open('x', 'w').write('')\n")
    assert ungated_commands(tmp_path) == ["x_export"]


GATED = [(name, file) for name, file in gated_answers(ROOT)]


@pytest.mark.parametrize(("name", "file"), GATED, ids=[name for name, _file in GATED])
def test_taking_the_call_out_of_a_path_turns_the_walk_red(tmp_path: Path, name: str, file: Path) -> None:
    text = file.read_text()
    for call in ("releasing.leave_again(", "releasing.leave(", "taking.take("):
        text = text.replace(call, "nothing(")
    write(tmp_path, str(file.relative_to(ROOT)), text)

    assert name in ungated_answers(tmp_path)


def test_every_way_out_prints_names_as_the_gate_allowed(tmp_path: Path) -> None:
    assert unmasked_answers(ROOT) == []
    text = (ROOT / "interfaces/desk/views/drafting.py").read_text().replace("receipt.masks.of(paper)", "paper")
    write(tmp_path, "interfaces/desk/views/drafting.py", text)
    assert unmasked_answers(tmp_path) == ["drafting._file"]


def test_the_walk_finds_the_ways_that_are_known() -> None:
    files = {file.stem for _name, file in GATED}
    assert {"export", "claims", "drafting", "due", "attached", "consents", "protected"} <= files
