"""Loading places.csv.

May import: records, this package's models.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.people.models import Place


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

PLACES = Intake(file="places.csv", order=30, apply=load_place, required=("id", "name"), aside=("region_ko", "location_precision"))
