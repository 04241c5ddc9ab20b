"""The spine of every record, what is sealed, and what may hang on any record: links, notes, attachments."""

from bandi.foundation.records.models.attached import Attachment, Note
from bandi.foundation.records.models.job import Job
from bandi.foundation.records.models.release import Receipt, ReceiptObjection, ReceiptUse, uses_of
from bandi.foundation.records.models.sealed import Assignment, SealedPart, SealedQuerySet, SealedRecordBase
from bandi.foundation.records.models.spine import (
    Handling,
    ImportedRow,
    Link,
    PartBase,
    Record,
    RecordBase,
    RecordQuerySet,
)

__all__ = [
    "Assignment",
    "Attachment",
    "Handling",
    "ImportedRow",
    "Job",
    "Link",
    "Note",
    "PartBase",
    "Receipt",
    "ReceiptObjection",
    "ReceiptUse",
    "Record",
    "RecordBase",
    "RecordQuerySet",
    "SealedPart",
    "SealedQuerySet",
    "SealedRecordBase",
    "uses_of",
]
