"""The desk and every command start without the libraries that only some visits need; each is loaded by the first who asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LATER = ("bandi.citations", "bandi.disclosure", "docx", "openpyxl", "lxml", "numpy", "PIL", "duckdb", "splink")
START = """
import sys, django
django.setup()
import bandi.config.urls
{more}
print([name for name in {later} if name in sys.modules])
"""


def loaded(more: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", START.format(more=more, later=LATER)], cwd=REPOSITORY, capture_output=True, text=True, timeout=120,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bandi.config.settings", "BANDI_SAMPLE": "yes"},
    )  # fmt: skip
    return done.stdout.strip() or done.stderr


def test_what_only_some_visits_need_is_not_loaded_at_the_start() -> None:
    assert loaded() == "[]"


def test_the_check_sees_what_is_loaded() -> None:
    assert loaded("import docx, bandi.citations") == "['bandi.citations', 'docx', 'lxml', 'numpy']"
