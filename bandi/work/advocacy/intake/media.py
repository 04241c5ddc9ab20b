"""Loading media.csv: every item as printed, spellings of an outlet merged, items listed twice recognised.

May import: people, activities, records, this package's models.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import point
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row
from bandi.register.activities.models import Activity
from bandi.register.people.intake.organisations import outlet_called
from bandi.register.people.models import Alias
from bandi.work.advocacy.models import MediaItem, Publication

_KEY = "same_as"


def headline_key(text: str) -> str:
    """Return the form in which headlines are compared: letters and digits only, without case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def find_duplicates(folder: Folder, rows: list[Row]) -> list[Row]:
    """Mark each item whose outlet, day and headline stand in an earlier row with the id of that row."""
    first: dict[tuple[str, str, str], str] = {}
    found = []
    for row in rows:
        outlet = row.text("outlet_canonical") or row.text("outlet")
        key = (headline_key(outlet), row.text("date"), headline_key(row.text("headline") or row.text("headline_ko")))
        earlier = first.setdefault(key, row.ref) if all(key) else row.ref
        found.append(row if earlier == row.ref else row.renamed(row.ref, **{_KEY: earlier}))
    return found


def load_item(folder: Folder, row: Row) -> MediaItem:
    """Make or change one item. A duplicate stays in the list and points to the item it repeats."""
    printed = row.needed("outlet", limit=200)
    outlet = outlet_called(folder, row.text("outlet_canonical", limit=300) or printed)
    if printed not in (outlet.name_en, outlet.name_ko) and not Alias.objects.filter(record=outlet.pk, name=printed).exists():
        Alias.objects.create(record_id=outlet.pk, name=printed, source=row.file)
        folder.writes += 1
    earlier = folder.find(MediaItem, row.text(_KEY))
    if earlier is not None:
        folder.doubt(_("the same item stands in the list already, as “%(ref)s”") % {"ref": row.text(_KEY)})
    headline, headline_ko = row.text("headline", limit=600), row.text("headline_ko", limit=600)
    if not headline_ko:
        row.needed("headline")
    return folder.put(
        MediaItem,
        row.needed("id"),
        {
            "published_on": point(row.needed("date"), "date")[0],
            "outlet": outlet,
            "outlet_text": printed,
            "headline_en": headline,
            "headline_ko": headline_ko,
            "address": row.text("address", limit=600),
            "activity": folder.ask(Activity, row.text("linked_activity_id"), _("the activity")),
            "duplicate_of": earlier,
            **_told(folder, row),
            "note": row.text("note", limit=400),
            "order": row.number,
        },
        of_year=True,
    )


def _told(folder: Folder, row: Row) -> dict[str, Any]:
    """Return what only some folders tell of an item; a column that is missing changes nothing."""
    told: dict[str, Any] = {}
    if "topic" in row.values:
        told["topic"] = folder.term("media_topic", row.text("topic"))
    if "language" in row.values:
        told["language"] = row.text("language", limit=10)
    if "publication_id" in row.values:
        told["publication"] = folder.ask(Publication, row.text("publication_id"), _("the publication"))
    if "names_us" in row.values and row.text("names_us"):
        told["naming"] = MediaItem.Naming.NAMES_US if row.flag("names_us") else MediaItem.Naming.TOPIC
    return told


MEDIA = Intake(
    file="media.csv", order=86, apply=load_item, required=("id", "date", "outlet", "headline"), prepare=find_duplicates
)
