"""Loading donation_channels.csv: ways of giving. An account number never comes here.

May import: records, this package's models.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.people.models import DonationChannel

_ACCOUNT = re.compile(r"\d(?:[\s-]?\d){8,}")
_TELEPHONE = re.compile(r"0\d{1,2}[\s-]?\d{3,4}[\s-]?\d{4}")
_TEXTS = ("name", "for_whom", "details", "follow_up", "note", "tax_note", "recurring")


def load_channel(folder: Folder, row: Row) -> DonationChannel:
    """Make or change a way of giving. Raises: RowProblem when a text holds what looks like an account number."""
    for name in _TEXTS:
        if holds_account(row.text(name)) or holds_account(row.text(f"{name}_ko")):
            raise RowProblem(_("“%(name)s” seems to hold an account number, which is not kept here") % {"name": name})
    return folder.put(
        DonationChannel,
        row.needed("id"),
        {
            "name_en": row.text("name", limit=300) or row.needed("name_ko", limit=300),
            "name_ko": row.text("name_ko", limit=300),
            "kind": folder.term("channel_kind", row.text("kind")),
            "for_whom_en": row.text("for_whom", limit=300),
            "for_whom_ko": row.text("for_whom_ko", limit=300),
            "recurring": row.text("recurring", limit=60),
            "tax_note": row.text("tax_note", limit=200),
            "details_en": row.text("details", limit=500),
            "details_ko": row.text("details_ko", limit=500),
            "follow_up": row.text("follow_up", limit=400),
            "note": row.text("note", limit=400),
        },
    )


def holds_account(text: str) -> bool:
    """Return whether a text holds nine digits or more in a row, set apart by nothing but dashes, that are no telephone."""
    return any(not _TELEPHONE.fullmatch(match[0]) for match in _ACCOUNT.finditer(text))


CHANNELS = Intake(file="donation_channels.csv", order=26, apply=load_channel, required=("id", "name"))
