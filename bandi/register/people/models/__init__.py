"""Facts about organisations, people of public role, places, and protected people. May import: the foundation."""

from bandi.register.people.models.consent import Consent, ConsentTask, ConsentText
from bandi.register.people.models.names import Alias, SealedName
from bandi.register.people.models.organisation import Organisation
from bandi.register.people.models.pairs import Outcome, PairDecision, SealedPairDecision
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
from bandi.register.people.models.relations import PersonRelation, SealedRelation

__all__ = [
    "Agreement", "Alias", "Award", "Consent", "ConsentTask", "ConsentText", "DonationChannel", "Membership", "MembershipFee", "MissionPoint", "Organisation", "Outcome",
    "PairDecision", "Person", "PersonRelation", "Place", "Profile", "ProtectedPerson", "SealedName", "SealedPairDecision", "SealedRelation",
    "Statement",
]  # fmt: skip
