"""Facts about organisations, people of public role, places, and protected people. May import: the foundation."""

from bandi.register.people.models.names import Alias
from bandi.register.people.models.organisation import Organisation
from bandi.register.people.models.person import Person
from bandi.register.people.models.place import Place
from bandi.register.people.models.profile import (
    Agreement,
    Award,
    DonationChannel,
    Membership,
    MembershipFee,
    MissionPoint,
    Profile,
)
from bandi.register.people.models.protected import ProtectedPerson, Statement

__all__ = [
    "Agreement", "Alias", "Award", "DonationChannel", "Membership", "MembershipFee", "MissionPoint", "Organisation", "Person", "Place",
    "Profile", "ProtectedPerson", "Statement",
]  # fmt: skip
