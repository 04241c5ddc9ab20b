"""The guards hold on the real tree, and each of them speaks on a tree broken on purpose."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from bandi.foundation.access.policies import ATTRIBUTE, public
from tests.house import guards

REPOSITORY = Path(__file__).resolve().parents[2]
ROOT = REPOSITORY / "bandi"


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, object]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}", pattern.callback


def write(root: Path, name: str, text: str) -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return root


def test_no_file_is_longer_than_four_hundred_lines(tmp_path: Path) -> None:
    assert guards.files_too_long(ROOT) == []
    assert guards.files_too_long(write(tmp_path, "long.py", "x = 1\n" * 401)) == ["long.py has 401 lines"]


def test_every_file_has_found_its_purpose(tmp_path: Path) -> None:
    assert guards.files_without_purpose(ROOT) == []
    assert guards.files_without_purpose(write(tmp_path, "work/utils.py", "")) == ["work/utils.py"]


def test_every_package_says_what_it_knows(tmp_path: Path) -> None:
    assert guards.packages_without_a_word(ROOT) == []
    assert guards.packages_without_a_word(write(tmp_path, "work/__init__.py", "")) == ["work"]


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color:red">', '<a onclick="x()">', "<style>p{}</style>", "<script>x()</script>",
        '<a href="javascript:x()">', '<img src="https://example.org/x.png">', '<link href="//example.org/x.css">',
    ],
)  # fmt: skip
def test_no_template_needs_an_unsafe_policy_or_the_network(tmp_path: Path, markup: str) -> None:
    assert guards.inline_markup(ROOT) == []
    assert guards.inline_markup(write(tmp_path, "desk/templates/desk/page.html", markup))


def test_addresses_point_down(tmp_path: Path) -> None:
    assert guards.addresses_pointing_up(ROOT) == []
    write(tmp_path, "register/people/templates/people/page.html", '{% url "activities:page" %}')
    write(tmp_path, "register/claims/views.py", 'reverse("people:page")\n')
    assert guards.addresses_pointing_up(tmp_path) == [
        "register/claims/views.py names people:",
        "register/people/templates/people/page.html names activities:",
    ]


def test_foreign_keys_point_down() -> None:
    relations = [
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    ]
    assert len(relations) > 40
    assert guards.relations_pointing_up(relations) == []
    assert guards.relations_pointing_up([("people", "activities"), ("claims", "people")]) == [
        "claims → people",
        "people → activities",
    ]


def test_every_view_declares_its_permission() -> None:
    declared = list(addresses())
    assert len(declared) > 20
    assert guards.undeclared_views(declared, ATTRIBUTE) == []

    def forgotten(request: object) -> None: ...

    def remembered(request: object) -> None: ...

    assert guards.undeclared_views([("a", forgotten), ("b", public(remembered))], ATTRIBUTE) == ["a"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("bandi/foundation/audit/journal.py", "import bandi.register.people.models", "Imports point down the floors"),
        ("bandi/foundation/audit/journal.py", "import bandi.foundation.access.models", "Within the foundation"),
        ("bandi/register/people/models/person.py", "import bandi.register.claims.models", "Activities stand on people"),
        ("bandi/publishing/models/edition.py", "import bandi.register.people.models", "Publishing sees claims"),
        ("bandi/work/advocacy/due.py", "import bandi.work.funding.models", "Packages of work are blind"),
        ("bandi/hangul/jamo.py", "import django", "The press and the pure libraries"),
        ("bandi/interfaces/desk/cells.py", "import bandi.parsing.readers.pdf", "Readers of strangers' files"),
    ],
)
def test_an_import_pointing_up_breaks_its_contract(tmp_path: Path, file: str, line: str, contract: str) -> None:
    shutil.copytree(ROOT, tmp_path / "bandi", ignore=shutil.ignore_patterns("*.otf", "*.woff2", "static", "locale", "__pycache__"))
    shutil.copy(REPOSITORY / ".importlinter", tmp_path)
    broken = tmp_path / file
    broken.write_text(f"{broken.read_text()}\n{line}\n")

    result = lint(tmp_path)

    assert result.returncode == 1
    assert f"{contract}" in result.stdout
    assert "BROKEN" in result.stdout
