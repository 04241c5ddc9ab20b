"""Facts of advocacy. May import: the foundation, the register."""

from bandi.work.advocacy.models.documents import Letter, Publication, Submission, Uptake
from bandi.work.advocacy.models.feeds import CalendarKey
from bandi.work.advocacy.models.mechanisms import Deadline, FormRule, Mechanism, MechanismSession, Office
from bandi.work.advocacy.models.media import MediaItem

__all__ = [
    "CalendarKey", "Deadline", "FormRule", "Letter", "Mechanism", "MechanismSession", "MediaItem", "Office", "Publication", "Submission",
    "Uptake",
]  # fmt: skip
