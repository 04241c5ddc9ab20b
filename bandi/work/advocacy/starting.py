"""Where the starter set stands and what its tables are called.

May import: Django.
"""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

STARTER = Path(__file__).resolve().parent / "starter"
SOURCE = "starter"
FILES = (
    ("mechanisms.csv", _("mechanisms")), ("mechanism_rules.csv", _("rules")), ("mechanism_sessions.csv", _("sessions")), ("deadlines.csv", _("deadlines")),
    ("text_forms.csv", _("forms of texts")), ("text_form_sections.csv", _("headings of forms")),
)  # fmt: skip
