"""Facts about what our programmes run on: questions, volunteers, groups. May import: the foundation, people, activities."""

from bandi.work.programmes.models.coded import CODE, Coded, NamedAfter, Presence
from bandi.work.programmes.models.groups import (
    GroupCount,
    Meeting,
    MeetingPresence,
    Member,
    MemberGroup,
    Pair,
    PairSession,
)
from bandi.work.programmes.models.questions import Question, QuestionSet, Round, Sheet, Tally
from bandi.work.programmes.models.volunteers import Enrolment, Shift, Turn, Volunteer, VolunteerCall

__all__ = [
    "CODE", "Coded", "Enrolment", "GroupCount", "Meeting", "MeetingPresence", "Member", "MemberGroup", "NamedAfter", "Pair", "PairSession", "Presence", "Question",
    "QuestionSet", "Round", "Sheet", "Shift", "Tally", "Turn", "Volunteer", "VolunteerCall",
]  # fmt: skip
