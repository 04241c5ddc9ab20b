"""Loading the programmes in organisation.json: what we keep doing, since when, and what began when.

May import: records, this package's models.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import point
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.records.splitting import items, slug
from bandi.register.activities.models import Programme

_SINCE = re.compile(r"\b(?:since|from)\s+(\d{4}(?:-\d{2})?)\b", re.IGNORECASE)


def load_programme(folder: Folder, row: Row) -> Programme:
    """Make or change one programme."""
    return folder.put(
        Programme,
        row.ref,
        {
            "name_en": row.text("name", limit=300) or row.needed("name_ko", limit=300),
            "name_ko": row.text("name_ko", limit=300),
            "starts": starts_of(row),
            "note_en": row.text("note", limit=400),
            "note_ko": row.text("note_ko", limit=400),
            "target": row.text("target", limit=300),
        },
    )


def starts_of(row: Row) -> list[dict[str, str]]:
    """Return when the programme began and changed: as stated, otherwise `since` and every "since 2001" of the note."""
    stated = [_start(item) for item in row.objects("starts")]
    if stated:
        return stated
    found = []
    if since := row.text("since"):
        point(since, "since")
        found.append({"on": since, "what": ""})
    for clause in re.split(r"[;.]", row.text("note")):
        for year in _SINCE.findall(clause):
            if year != since:
                found.append({"on": year, "what": clause.strip()})
    return found


def _start(item: dict[str, Any]) -> dict[str, str]:
    on = str(item.get("on") or "").strip()
    if not on:
        raise RowProblem(_("“%(name)s” is empty") % {"name": "on"})
    point(on, "on")
    return {name: str(item[name]) for name in ("on", "what", "what_ko") if item.get(name)}


def programme_called(folder: Folder, name: str) -> Programme | None:
    """Return the programme of that name, or None with a doubt."""
    if not name:
        return None
    known: dict[str, Programme | None] = folder.found.setdefault("programmes", {})
    if name not in known:
        known[name] = (
            folder.find(Programme, slug(name))
            or Programme.objects.in_use().filter(name_en=name).first()
            or Programme.objects.in_use().filter(name_ko=name).first()
        )
    if known[name] is None:
        folder.doubt(_("no programme is called “%(name)s”") % {"name": name[:80]})
    return known[name]


PROGRAMMES = Intake(
    file="organisation.json", part="programmes", order=35, apply=load_programme,
    prepare=items("programmes", lambda row: row.text("name") or row.text("name_ko")),
)  # fmt: skip
