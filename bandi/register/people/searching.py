"""What organisations, people and places offer to search: their names in both scripts and all other spellings."""

from __future__ import annotations

from bandi.foundation.records.indexing import searchable
from bandi.foundation.records.search import SearchDocument
from bandi.register.people.models import Agreement, Award, DonationChannel, Membership, Organisation, Person, Place
from bandi.register.people.models.names import Alias


def offer() -> None:
    """Offer all of them; called once when the packages are ready."""
    searchable(Organisation, organisation)
    searchable(Person, person)
    searchable(Place, place)
    for model in (Membership, Award, Agreement, DonationChannel):
        searchable(model, named)


def organisation(row: Organisation) -> SearchDocument:
    """An organisation by its names, abbreviation and spellings."""
    body = [row.abbreviation, *_spellings(row)]
    return SearchDocument(row.id, row._meta.label_lower, row.name_en, row.name_ko, subtitle=row.abbreviation, body="\n".join(body))


def person(row: Person) -> SearchDocument:
    """A person of public role by the name in either order and script, with the role beneath."""
    body = "\n".join([row.full_name, row.role_en, row.role_ko, *_spellings(row)])
    return SearchDocument(row.id, row._meta.label_lower, row.name_in("en"), row.name_ko, subtitle=row.role_en or row.role_ko, body=body)


def place(row: Place) -> SearchDocument:
    """A place by its names, city and country; of a withheld one its own name only."""
    around = [] if row.is_withheld else [row.city_en, row.city_ko, row.country_en, row.country_ko, *_spellings(row)]
    return SearchDocument(row.id, row._meta.label_lower, row.name_en, row.name_ko, body="\n".join(around))


def named(row: Membership | Award | Agreement | DonationChannel) -> SearchDocument:
    """Anything that has no more than a name."""
    english, korean = row.labels()
    return SearchDocument(row.id, row._meta.label_lower, english, korean)


def _spellings(row: Organisation | Person | Place) -> list[str]:
    return list(Alias.objects.filter(record=row.record_id).values_list("name", flat=True))
