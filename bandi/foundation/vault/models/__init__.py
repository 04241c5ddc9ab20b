"""Members, compartments, subjects, keys, files. The key tables (`KEY_TABLES`) are kept apart in a backup."""

from bandi.foundation.vault.models.compartments import Compartment, CompartmentVersion, Grant, Membership, Tier
from bandi.foundation.vault.models.emergencies import BreakGlass
from bandi.foundation.vault.models.files import Blob
from bandi.foundation.vault.models.members import Member, MemberLock, RecoveryKey
from bandi.foundation.vault.models.subjects import Hold, RecordKey, Shred, Subject, SubjectKey

KEY_TABLES = (MemberLock, Grant, SubjectKey, RecordKey)

__all__ = [
    "KEY_TABLES",
    "Blob",
    "BreakGlass",
    "Compartment",
    "CompartmentVersion",
    "Grant",
    "Hold",
    "Member",
    "MemberLock",
    "Membership",
    "RecordKey",
    "RecoveryKey",
    "Shred",
    "Subject",
    "SubjectKey",
    "Tier",
]
