"""Ways in which access fails.

AccessError
├── NotPermitted      the person may see it but not do it (403)
└── UndeclaredView    a view without a declared permission was asked (never answers)
"""


class AccessError(Exception):
    """Something was refused."""


class NotPermitted(AccessError):
    """The person lacks the permission; the message names the permission and nothing else."""


class UndeclaredView(AccessError):
    """A view declares no permission."""
