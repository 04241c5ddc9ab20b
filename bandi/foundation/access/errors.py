"""Ways in which access fails.

AccessError
├── NotPermitted      the person may see it but not do it (403)
├── UndeclaredView    a view without a declared permission was asked (never answers)
├── FactorRefused     a security key, a number or a code does not fit
└── ApprovalMissing   a second person has not approved this act, or approved another one
"""


class AccessError(Exception):
    """Something was refused."""


class NotPermitted(AccessError):
    """The person lacks the permission; the message names the permission and nothing else."""


class UndeclaredView(AccessError):
    """A view declares no permission."""


class FactorRefused(AccessError):
    """A second factor does not fit; the message says why, for the journal of a developer, never for a stranger."""


class ApprovalMissing(AccessError):
    """No second person has approved exactly this, or the approval is past its time or used."""
