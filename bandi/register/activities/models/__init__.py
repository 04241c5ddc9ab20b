"""Facts about what we did. May import: the foundation, people."""

from bandi.register.activities.models.activity import Activity, Heading, Programme
from bandi.register.activities.models.attendance import Headcount, Measure, Participation, Qualifier, Side
from bandi.register.activities.models.material import HeldText, Picture
from bandi.register.activities.models.money import Amount, InKind
from bandi.register.activities.models.results import Ask, FollowUp, Minutes, Outcome
from bandi.register.activities.models.sessions import RollEntry, Session

__all__ = [
    "Activity", "Amount", "Ask", "FollowUp", "Headcount", "Heading", "HeldText", "InKind", "Measure", "Minutes", "Outcome", "Participation",
    "Picture", "Programme", "Qualifier", "RollEntry", "Session", "Side",
]  # fmt: skip
