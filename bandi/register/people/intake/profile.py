"""Loading organisation.json: our own organisation as it presents itself, and the lists that belong to it.

May import: records, this package.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import within_reach
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.records.splitting import items, picked, slug
from bandi.foundation.reference.dates import DateError, DateSpan
from bandi.register.people.intake.matching import folded, organisation_called, person_called
from bandi.register.people.models import Agreement, Award, Membership, MissionPoint, Organisation, Profile

FILE = "organisation.json"
_FOUNDING = ("composition", "goal", "direction", "manner")
_WORDS = "name_en name_ko abbreviation country legal_form founded chair mission contact"


def own_organisation(folder: Folder, row: Row) -> Organisation:
    """Return our own organisation: the one the folder marks so, or one of the names in organisation.json, or a new one."""
    name_en, name_ko = row.text("name_en", limit=300), row.text("name_ko", limit=300)
    if not (name_en or name_ko):
        raise RowProblem(_("“%(name)s” is empty") % {"name": "name_en"})
    marked = list(Organisation.objects.in_use().filter(is_own=True))
    names = {folded(name_en), folded(name_ko)} - {""}
    named = next((own for own in marked if {folded(own.name_en), folded(own.name_ko)} & names), None)
    found = named or organisation_called(folder, name_en) or organisation_called(folder, name_ko)
    folder.found.pop("organisations", None)
    if found is None:
        return folder.put(
            Organisation,
            slug(row.text("abbreviation") or name_en or name_ko),
            {
                "name_en": name_en,
                "name_ko": name_ko,
                "abbreviation": row.text("abbreviation", limit=40),
                "country_en": row.text("country", limit=120),
                "country_ko": row.text("country_ko", limit=120),
                "type": folder.term("organisation_type", "own_organisation"),
                "is_own": True,
            },
        )
    given = {"is_own": True, "name_en": found.name_en or name_en, "name_ko": found.name_ko or name_ko}
    folder.bring(found, given)
    return found


def load_profile(folder: Folder, row: Row) -> Profile:
    """Make or change the profile and the points of the mission."""
    organisation = own_organisation(folder, row)
    mission, contact = row.within(row.object("mission")), row.within(row.object("contact"))
    founding = next((row.object(key) for key in row.values if key.startswith("mandate") and row.values[key]), {})
    chair = row.text("chair", limit=200)
    profile = folder.put(
        Profile,
        f"profile-{organisation.record.ref or organisation.pk}",
        {
            "organisation": organisation,
            "founded": row.text("founded", limit=30),
            "legal_form": row.text("legal_form", limit=200),
            "chair": chair,
            "purpose_en": mission.text("purpose"),
            "purpose_ko": mission.text("purpose_ko"),
            "mandate_en": "\n".join(str(founding[key]) for key in _FOUNDING if founding.get(key)),
            "mandate_ko": "\n".join(str(founding[f"{key}_ko"]) for key in _FOUNDING if founding.get(f"{key}_ko")),
            "mandate_adopted": str(founding.get("adopted") or "")[:60],
            "address_en": contact.text("address", limit=300),
            "address_ko": contact.text("address_ko", limit=300),
            "phones": contact.parts("phone"),
            "faxes": contact.parts("fax"),
            "emails": contact.parts("email"),
            "websites": contact.parts("website"),
            "accounts": contact.objects("social_media"),
        },
    )
    _store_points(folder, profile, mission)
    return profile


def _store_points(folder: Folder, profile: Profile, mission: Row) -> None:
    english, korean = mission.parts("points", "\n"), mission.parts("points_ko", "\n")
    wanted = [
        MissionPoint(
            profile=profile,
            order=number + 1,
            text_en=english[number] if number < len(english) else "",
            text_ko=korean[number] if number < len(korean) else "",
        )
        for number in range(max(len(english), len(korean)))
    ]
    folder.parts(MissionPoint, {"profile": profile}, wanted)


def load_award(folder: Folder, row: Row) -> Award:
    """Make or change an award to the organisation."""
    return folder.put(
        Award,
        row.ref,
        {
            "name_en": row.text("name", limit=300) or row.needed("name_ko", limit=300),
            "name_ko": row.text("name_ko", limit=300),
            "giver_en": row.text("giver", limit=300),
            "giver_ko": row.text("giver_ko", limit=300),
            "awarded": row.text("date", limit=30) or row.text("year", limit=30),
            "note": row.text("note", limit=400),
        },
    )


def load_staff_award(folder: Folder, row: Row) -> Award:
    """Make or change an award to one of our people; it is printed only when somebody chooses it."""
    name = row.text("person", limit=200)
    person = person_called(folder, name) or person_called(folder, row.text("person_ko"))
    written, _bracket, remark = row.text("date").partition(" (")
    note = "; ".join(filter(None, [row.text("note"), remark.rstrip(")")]))
    return folder.put(
        Award,
        f"staff-{row.ref}"[:160],
        {
            "name_en": row.text("award", limit=300) or row.needed("award_ko", limit=300),
            "name_ko": row.text("award_ko", limit=300),
            "giver_en": row.text("giver", limit=300),
            "giver_ko": row.text("giver_ko", limit=300),
            "person": person,
            "person_name": "" if person else name,
            "awarded": written[:30],
            "is_printed": False,
            "note": note[:400],
        },
    )


def load_membership(folder: Folder, row: Row) -> Membership:
    """Make or change a membership; `kind` is a word of the vocabulary membership_kind."""
    name, name_ko = row.text("name", limit=300), row.text("name_ko", limit=300)
    person = row.text("person")
    return folder.put(
        Membership,
        row.ref,
        {
            "name_en": name or row.needed("name_ko"),
            "name_ko": name_ko,
            "abbreviation": row.text("abbreviation", limit=40),
            "organisation": organisation_called(folder, name) or organisation_called(folder, row.text("abbreviation")),
            "person": person_called(folder, person) if person else None,
            "kind": folder.term("membership_kind", row.text("kind")),
            "role": row.text("role", limit=200),
            "since": _written(row, "since"),
            "until": _written(row, "until"),
            "fee": row.text("fee", limit=100),
        },
    )


def load_agreement(folder: Folder, row: Row) -> Agreement:
    """Make or change an agreement with a partner."""
    return folder.put(
        Agreement,
        row.ref,
        {
            "partner_en": row.text("partner", limit=300) or row.needed("partner_ko", limit=300),
            "partner_ko": row.text("partner_ko", limit=300),
            "kind": row.text("kind", limit=60),
            "since": _written(row, "date") or _written(row, "since"),
            "until": _written(row, "until"),
            "contents": row.text("contents"),
        },
    )


def _written(row: Row, name: str) -> str:
    """Return a date as it is written. Raises: RowProblem for one that cannot be."""
    text = row.text(name, limit=30)
    try:
        within_reach(DateSpan.parse(text), name)
    except DateError as error:
        raise RowProblem(_("“%(name)s”: “%(value)s” is not a date") % {"name": name, "value": text}) from error
    return text


def _named(*keys: str):  # type: ignore[no-untyped-def]
    return lambda row: " ".join(filter(None, (row.text(key) for key in keys)))


def _profile_keys(folder: Folder, rows: list[Row]) -> list[Row]:
    keys = [key for row in rows for key in row.values if key.startswith("mandate")]
    return picked(*_WORDS.split(), *keys)(folder, rows)


PROFILE = [
    Intake(file=FILE, part="profile", order=24, apply=load_profile, prepare=_profile_keys),
    Intake(file=FILE, part="awards", order=25, apply=load_award, prepare=items("awards", _named("name", "date", "year"))),
    Intake(
        file=FILE, part="staff_awards", order=25, apply=load_staff_award,
        prepare=items("staff_awards", _named("person", "award")),
    ),
    Intake(file=FILE, part="memberships", order=25, apply=load_membership, prepare=items("memberships", _named("name"))),
    Intake(file=FILE, part="agreements", order=25, apply=load_agreement, prepare=items("agreements", _named("partner"))),
]  # fmt: skip
