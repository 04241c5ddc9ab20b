"""Loading organisations.csv and outlets.csv.

May import: records, this package.
"""

from __future__ import annotations

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row
from bandi.foundation.records.splitting import slug
from bandi.register.people.intake.matching import folded, organisation_called, organisations
from bandi.register.people.intake.spellings import spellings, store_spellings
from bandi.register.people.models import Organisation

OWN_TYPE = "own_organisation"
OUTLET_TYPE = "media"


def load_organisation(folder: Folder, row: Row) -> Organisation:
    """Make or change one organisation. It is our own if its type or its name in organisation.json says so."""
    name_en, name_ko = row.text("name", limit=300), row.text("name_ko", limit=300)
    if not name_ko:
        row.needed("name")
    kind = row.text("type")
    own = kind == OWN_TYPE or bool({folded(name_en), folded(name_ko)} & own_names(folder) - {""})
    organisation = folder.put(
        Organisation,
        row.needed("id"),
        {
            "name_en": name_en,
            "name_ko": name_ko,
            "abbreviation": row.text("abbreviation", limit=40),
            "type": folder.term("organisation_type", kind),
            "country_en": row.text("country", limit=120),
            "country_ko": row.text("country_ko", limit=120),
            "relation": row.text("relation", limit=400),
            "is_own": own,
            "is_outlet": kind == OUTLET_TYPE,
        },
    )
    store_spellings(folder, organisation, spellings(row), {name_en, name_ko})
    folder.found.pop("organisations", None)
    return organisation


def own_names(folder: Folder) -> set[str]:
    """Return the names of our own organisation in organisation.json, as they are compared."""
    if "own_names" not in folder.memo:
        names = {folded(str(folder.organisation.get(key) or "")) for key in ("name_en", "name_ko")}
        folder.memo["own_names"] = names - {""}
    return folder.memo["own_names"]  # type: ignore[no-any-return]


def outlet_called(folder: Folder, name: str) -> Organisation:
    """Return the outlet `name`; it is made when no organisation has that name."""
    outlet = organisation_called(folder, name)
    if outlet is None:
        outlet = folder.put(
            Organisation,
            f"outlet-{slug(name)}",
            {"name_en": name[:300], "type": folder.term("organisation_type", OUTLET_TYPE), "is_outlet": True},
        )
        organisations(folder).add(name, outlet.pk)
    elif not outlet.is_outlet:
        outlet.is_outlet = True
        outlet.save(update_fields=["is_outlet", "updated_at"])
        folder.writes += 1
    return outlet


def load_outlet(folder: Folder, row: Row) -> Organisation:
    """Give an outlet its Korean name and country."""
    outlet = outlet_called(folder, row.needed("outlet_canonical", limit=300))
    given = {
        "name_ko": row.text("name_ko", limit=300),
        "country_en": row.text("country", limit=120),
        "country_ko": row.text("country_ko", limit=120),
    }
    folder.bring(outlet, {name: value for name, value in given.items() if value})
    return outlet


ORGANISATIONS = Intake(file="organisations.csv", order=10, apply=load_organisation, required=("id", "name"),
    aside=("country_code", "name_ko_status"),
)
OUTLETS = Intake(
    file="outlets.csv", order=12, apply=load_outlet, required=("outlet_canonical",), key="outlet_canonical",
    aside=("language",),
)
