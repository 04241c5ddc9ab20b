"""What the vault says when the house starts: a plain database file is named, whoever left it so."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning
from django.utils.translation import gettext as _

FOR_OFFICES = "office"
"""The tag of checks that tell an office something when a command starts; those that tell programmers something are asked by `bandi check` and the tests."""


def database_is_encrypted(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the embedded database file is not encrypted and nobody decided that it should not be."""
    from django.conf import settings

    plain = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
    if not plain or not settings.DATABASE_ENCRYPTED:
        return []
    return [
        Warning(
            _("The database file is not encrypted."),
            hint=_("Stop the desk and run: bandi database encrypt"),
            id="vault.W001",
        )
    ]
