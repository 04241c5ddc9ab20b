"""Loading people.csv: people of public role.

May import: records, this package.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.people.intake.matching import organisation_called
from bandi.register.people.intake.spellings import share_a_word, spellings, store_spellings
from bandi.register.people.models import Person
from bandi.register.people.models.person import NameStatus

_HANGUL = re.compile(r"^[가-힣]{2,5}$")


def load_person(folder: Folder, row: Row) -> Person:
    """Make or change one person of public role."""
    name = row.needed("name", limit=200)
    name_ko = row.text("name_ko", limit=100)
    family, given = row.text("family_name", limit=100), row.text("given_name", limit=100)
    if not (family and given):
        family, given = parts_of(name, name_ko)
    status = row.text("name_ko_status")
    if status and status not in NameStatus.values:
        raise RowProblem(_("“%(value)s” is no status of a Korean name") % {"value": status[:40]})
    employer = row.text("organisation")
    organisation = organisation_called(folder, employer)
    if employer and organisation is None:
        folder.doubt(_("the organisation “%(name)s” is not in the folder") % {"name": employer[:80]})
    found = spellings(row)
    alike = [(spelling, source) for spelling, source in found if share_a_word(spelling, f"{name} {family} {given} {name_ko}")]
    remarks = [f"{spelling} ({source})" if source else spelling for spelling, source in found if (spelling, source) not in alike]
    person = folder.put(
        Person,
        row.needed("id"),
        {
            "full_name": name,
            "family_name": family,
            "given_name": given,
            "name_ko": name_ko,
            "name_ko_status": status,
            "role_en": row.text("role", limit=300),
            "role_ko": row.text("role_ko", limit=300),
            "organisation": organisation,
            "relation": row.text("relation", limit=60),
            "note": "; ".join(filter(None, [row.text("note"), *remarks]))[:400],
        },
    )
    store_spellings(folder, person, alike, {name, name_ko})
    if relation := row.text("relation"):
        folder.term("person_relation", relation)
    folder.found.pop("people", None)
    return person


def parts_of(name: str, name_ko: str) -> tuple[str, str]:
    """Return family and given name where the writing itself tells them apart; otherwise two empty texts.

    A comma tells ("Doe, Jane"). So does a hyphenated given name of as many parts as the Korean name has syllables beside
    the one of the family name ("Gil-Dong Hong" for 홍길동, in whichever order). No list of names is asked.
    """
    if name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        return (family, given) if family and given else ("", "")
    words = name.split()
    if len(words) == 2 and _HANGUL.match(name_ko):
        hyphenated = [word for word in words if "-" in word.strip("-")]
        if len(hyphenated) == 1 and hyphenated[0].count("-") + 2 == len(name_ko):
            given = hyphenated[0]
            return next(word for word in words if word != given), given
    return "", ""


PEOPLE = Intake(file="people.csv", order=20, apply=load_person, required=("id", "name"), aside=("name_order",))
