"""Finding the organisation or person that a printed name means.

Names are compared without case, spacing, a leading article and closing marks. A name or abbreviation that several
records share means none of them.
May import: records, this package's models.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from bandi.foundation.records.intake import Folder
from bandi.register.people.models import Alias, Organisation, Person

_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def folded(name: str) -> str:
    """Return the form in which names are compared: "The  Red Cross." and "red cross" are one."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", text).strip(" .,;").removeprefix("the ")


class Names:
    """An index of names; `find` returns the one record a name means."""

    def __init__(self, names: Iterable[tuple[str, UUID]]) -> None:
        self._index: dict[str, UUID | None] = {}
        for name, record in names:
            self.add(name, record)

    def add(self, name: str, record: UUID) -> None:
        key = folded(name)
        if key:
            known = self._index.setdefault(key, record)
            if known != record:
                self._index[key] = None

    def find(self, name: str) -> UUID | None:
        """Return the record called `name`, with or without a remark in brackets at its end."""
        found = self._index.get(folded(name))
        return found or self._index.get(folded(_BRACKETS.sub("", name)))


def organisations(folder: Folder) -> Names:
    """Return the names of all organisations, read once for the folder."""
    if "organisations" not in folder.found:
        rows = Organisation.objects.in_use().values_list("pk", "name_en", "name_ko", "abbreviation")
        names = [(name, row[0]) for row in rows for name in row[1:] if name]
        folder.found["organisations"] = Names([*names, *_aliases(Organisation)])
    return folder.found["organisations"]  # type: ignore[no-any-return]


def people(folder: Folder) -> Names:
    """Return the names of all people of public role, read once for the folder."""
    if "people" not in folder.found:
        rows = Person.objects.in_use().values_list("pk", "full_name", "name_ko", "family_name", "given_name")
        names = [(name, row[0]) for row in rows for name in row[1:3] if name]
        names += [(f"{row[4]} {row[3]}", row[0]) for row in rows if row[3] and row[4]]
        names += [(f"{row[3]} {row[4]}", row[0]) for row in rows if row[3] and row[4]]
        folder.found["people"] = Names([*names, *_aliases(Person)])
    return folder.found["people"]  # type: ignore[no-any-return]


def _aliases(model: type[Organisation] | type[Person]) -> Iterable[tuple[str, UUID]]:
    return Alias.objects.filter(record__kind=model._meta.label_lower).values_list("name", "record")


def organisation_called(folder: Folder, name: str) -> Organisation | None:
    """Return the organisation that `name` means, or None."""
    found = organisations(folder).find(name) if name else None
    return Organisation.objects.get(pk=found) if found else None


def person_called(folder: Folder, name: str) -> Person | None:
    """Return the person of public role that `name` means, or None."""
    found = people(folder).find(name) if name else None
    return Person.objects.get(pk=found) if found else None
