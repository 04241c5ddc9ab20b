"""What this package loads from the folder of a year: mechanisms, forms of texts, media, documents of others, letters,
publications, uptakes, submissions, recommendations."""

from bandi.work.advocacy.intake.documents import DOCUMENTS
from bandi.work.advocacy.intake.forms import FORMS
from bandi.work.advocacy.intake.holdings import LIBRARY
from bandi.work.advocacy.intake.mechanisms import MECHANISMS
from bandi.work.advocacy.intake.media import MEDIA
from bandi.work.advocacy.intake.submissions import SUBMISSIONS

INTAKES = (*MECHANISMS, *FORMS, *SUBMISSIONS, *DOCUMENTS, *LIBRARY, MEDIA)
