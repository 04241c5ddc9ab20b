"""Facts of advocacy. May import: the foundation, the register."""

from bandi.work.advocacy.models.documents import Letter, Publication, Submission, Uptake
from bandi.work.advocacy.models.media import MediaItem

__all__ = ["Letter", "MediaItem", "Publication", "Submission", "Uptake"]
