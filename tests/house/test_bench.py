"""Measurements that nobody runs for weeks still begin: each module of `bench` can be loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(f"bench.{path.stem}" for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("__"))

pytestmark = pytest.mark.slow


def test_every_measurement_can_be_loaded() -> None:
    asked = f"import django, importlib, os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'bandi.config.settings')\ndjango.setup()\nfor name in {MODULES!r}: importlib.import_module(name)"

    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]


def test_there_is_something_to_load() -> None:
    assert {"bench.pages", "bench.names_desk", "bench.vault"} <= set(MODULES)
