"""Facts of advocacy. May import: the foundation, the register."""

from bandi.work.advocacy.models.documents import Letter, Publication, Submission, Uptake
from bandi.work.advocacy.models.drafting import Annex, Footnote, Signatory, TextVersion
from bandi.work.advocacy.models.feeds import CalendarKey
from bandi.work.advocacy.models.filings import Filing
from bandi.work.advocacy.models.forms import FormSection, TextForm
from bandi.work.advocacy.models.holdings import LibraryDocument, TextFinding
from bandi.work.advocacy.models.incoming import IncomingFile
from bandi.work.advocacy.models.mechanisms import Deadline, FormRule, Mechanism, MechanismSession, Office
from bandi.work.advocacy.models.media import MediaItem
from bandi.work.advocacy.models.recommendations import HandedTo, ProgressStep, Recommendation
from bandi.work.advocacy.models.stages import OUT, Stage

__all__ = [
    "OUT", "Annex", "CalendarKey", "Deadline", "Filing", "Footnote", "FormRule", "FormSection", "HandedTo", "IncomingFile", "Letter",
    "LibraryDocument", "Mechanism", "MechanismSession", "MediaItem", "Office", "ProgressStep", "Publication", "Recommendation",
    "Signatory", "Stage", "Submission", "TextFinding", "TextForm", "TextVersion", "Uptake",
]  # fmt: skip
