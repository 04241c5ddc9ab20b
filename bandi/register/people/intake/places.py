"""Loading places.csv.

Against whom: somebody who looks for a route or a hiding place. A place flagged as withheld keeps nothing that locates it. A
place that only sensitive activities name is withheld even if nobody flagged it, and does not keep its name either.
May import: records, this package's models.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import NO, FileProblem, Row, RowProblem, read_rows
from bandi.register.people.models import Place


def withhold(folder: Folder, rows: list[Row]) -> list[Row]:
    """Cut off everything that locates a place of sensitive activities alone, and everything but the name of a flagged one."""
    open_places, held_places = _places_told(folder)
    found = []
    for row in rows:
        if row.ref in held_places - open_places:
            bare = row.only("id")
            found.append(bare.renamed(row.ref, withheld="yes", name=_WITHHELD["en"], name_ko=_WITHHELD["ko"]))
        elif row.text("withheld").lower() in NO | {""}:
            found.append(row)
        else:
            found.append(row.only("id", "name", "name_ko", "kind", "withheld"))
    return found


def _places_told(folder: Folder) -> tuple[set[str], set[str]]:
    """Return the ids of the places that open activities name, and of those that sensitive ones name."""
    told: tuple[set[str], set[str]] = (set(), set())
    file = folder.path / "activities.jsonl"
    try:
        activities = list(read_rows(file)) if file.is_file() else []
    except FileProblem:
        activities = []
    for activity in activities:
        if isinstance(activity, Row):
            sensitive = activity.values.get("sensitive") not in (None, False, "", "no", "false")
            ids = activity.values.get("place_ids")
            if isinstance(ids, list):
                told[sensitive].update(str(ref) for ref in ids if ref)
    return told


def load_place(folder: Folder, row: Row) -> Place:
    """Make or change one place. A withheld place keeps its name for counting and loses everything that locates it."""
    name_en, name_ko = row.text("name", limit=300), row.text("name_ko", limit=300)
    if not name_ko:
        row.needed("name")
    withheld = row.flag("withheld")
    latitude, longitude = row.number_of("latitude"), row.number_of("longitude")
    if (latitude is None) != (longitude is None):
        raise RowProblem(_("a place has both coordinates or neither"))
    values = {
        "name_en": name_en,
        "name_ko": name_ko,
        "city_en": row.text("city", limit=120),
        "city_ko": row.text("city_ko", limit=120),
        "region": row.text("region", limit=120),
        "country_en": row.text("country", limit=120),
        "country_ko": row.text("country_ko", limit=120),
        "country_code": row.text("country_code", limit=2).upper(),
        "latitude": None if latitude is None else float(latitude),
        "longitude": None if longitude is None else float(longitude),
        "note": row.text("note", limit=400),
    }
    if withheld:
        folder.hold()
        values = {name: values[name] for name in ("name_en", "name_ko")} | _NOWHERE
    values |= {"kind": folder.term("place_kind", row.text("kind")), "is_withheld": withheld}
    return folder.put(Place, row.needed("id"), values)


_NOWHERE = {
    "city_en": "", "city_ko": "", "region": "", "country_en": "", "country_ko": "", "country_code": "",
    "latitude": None, "longitude": None, "note": "",
}  # fmt: skip

_WITHHELD = {"en": "Withheld place", "ko": "비공개 장소"}

PLACES = Intake(
    file="places.csv", order=30, apply=load_place, required=("id", "name"), prepare=withhold,
    aside=("region_ko", "location_precision"),
)  # fmt: skip
