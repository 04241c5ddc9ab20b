"""What access keeps: accounts, their second factors, their visits, approvals by a second person, notices to the holder."""

from bandi.foundation.access.models.account import Account, Attempt
from bandi.foundation.access.models.approval import Approval, Decision
from bandi.foundation.access.models.factors import CodeGenerator, CodeKind, RecoveryCode, SecurityKey
from bandi.foundation.access.models.visit import Notice, NoticeKind, Visit

__all__ = [
    "Account", "Approval", "Attempt", "CodeGenerator", "CodeKind", "Decision", "Notice", "NoticeKind", "RecoveryCode", "SecurityKey", "Visit",
]  # fmt: skip
