"""Writing down the schema of the embedded database, as all migrations make it. A test says when it is out of date.

`python tools/schema.py` walks every migration on an empty file, which takes a minute, and writes `bandi/config/schema.sql`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django

REPOSITORY = Path(__file__).resolve().parents[1]


def walked() -> str:
    """Return the schema that walking every migration on an empty file makes."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from bandi.foundation.vault import written_schema

    file, settings.WRITTEN_SCHEMA = settings.WRITTEN_SCHEMA, Path(settings.HOME) / "none"
    try:
        call_command("migrate", verbosity=0)
        return written_schema.of(connection)
    finally:
        settings.WRITTEN_SCHEMA = file


def main() -> int:
    """Write the schema, or print it with `--print`; needs an empty office."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"BANDI_HOME": home, "BANDI_DATABASE": "", "DJANGO_SETTINGS_MODULE": "bandi.config.settings"}
        sys.path.insert(0, str(REPOSITORY))
        django.setup()
        from django.conf import settings

        schema = walked()
        if "--print" in sys.argv[1:]:
            print(schema, end="")
        else:
            settings.WRITTEN_SCHEMA.write_text(schema, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
