"""Permissions and the roles that carry them. One grammar, `area:thing:verb`, shared with the journal.

May import: the standard library only.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache


class Permission(StrEnum):
    """Everything that may be allowed. A view declares one; a view that declares none does not answer."""

    SIGNED_IN = "access:self:use"
    ACCOUNTS_MANAGE = "access:account:manage"
    RECOVERY_APPROVE = "access:recovery:approve"
    RECORDS_READ = "records:record:read"
    RECORDS_EDIT = "records:record:edit"
    RECORDS_EXPORT = "records:record:export"
    EXPORT_APPROVE = "records:export:approve"
    PROTECTED_READ = "records:protected:read"
    HISTORY_READ = "records:history:read"
    CLAIMS_ACCEPT = "claims:claim:accept"
    FIGURES_MEASURE = "claims:figure:measure"
    EDITION_WRITE = "publishing:edition:write"
    EDITION_PUBLISH = "publishing:edition:publish"
    YEAR_LOAD = "records:year:load"
    TEXT_CLEAR = "advocacy:text:clear"
    TEXT_FILE = "advocacy:text:file"
    AUDIT_READ = "audit:chain:read"
    COMPARTMENT_MANAGE = "vault:compartment:manage"
    MEMBERSHIP_GRANT = "vault:membership:grant"
    BREAKGLASS_REQUEST = "vault:breakglass:request"
    BREAKGLASS_APPROVE = "vault:breakglass:approve"
    PANIC_USE = "vault:panic:use"
    PERSON_ERASE = "people:person:erase"
    PAIR_DECIDE = "people:pair:decide"
    LINK_APPROVE = "people:link:approve"


class Role(StrEnum):
    """What a person does in the house; one account may hold several roles."""

    READER = "reader"
    OFFICER = "officer"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    STEWARD = "steward"
    AUDITOR = "auditor"


_EVERYBODY = {Permission.SIGNED_IN, Permission.PANIC_USE}
_READS = _EVERYBODY | {Permission.RECORDS_READ, Permission.HISTORY_READ}
_WORKS = _READS | {
    Permission.RECORDS_EDIT,
    Permission.RECORDS_EXPORT,
    Permission.FIGURES_MEASURE,
    Permission.EDITION_WRITE,
    Permission.YEAR_LOAD,
    Permission.BREAKGLASS_REQUEST,
    Permission.MEMBERSHIP_GRANT,
    Permission.TEXT_FILE,
    Permission.PAIR_DECIDE,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset(_READS),
    Role.OFFICER: frozenset(_WORKS),
    Role.DIRECTOR: frozenset(
        _WORKS
        | {
            Permission.PROTECTED_READ,
            Permission.CLAIMS_ACCEPT,
            Permission.EDITION_PUBLISH,
            Permission.TEXT_CLEAR,
            Permission.AUDIT_READ,
            Permission.COMPARTMENT_MANAGE,
            Permission.PERSON_ERASE,
            Permission.RECOVERY_APPROVE,
            Permission.BREAKGLASS_APPROVE,
            Permission.EXPORT_APPROVE,
            Permission.LINK_APPROVE,
        }
    ),
    # Keeps accounts: sees no record and holds no key of a compartment.
    Role.ADMINISTRATOR: frozenset(
        _EVERYBODY | {Permission.ACCOUNTS_MANAGE, Permission.RECOVERY_APPROVE}
    ),
    # Says who belongs to a compartment: by that alone she sees no record and acts on none.
    Role.STEWARD: frozenset(
        _EVERYBODY
        | {
            Permission.COMPARTMENT_MANAGE,
            Permission.MEMBERSHIP_GRANT,
            Permission.RECOVERY_APPROVE,
            Permission.BREAKGLASS_APPROVE,
        }
    ),
    # Reads the journal and nothing else.
    Role.AUDITOR: frozenset(_EVERYBODY | {Permission.AUDIT_READ}),
}


def granted(roles: list[str] | tuple[str, ...]) -> frozenset[Permission]:
    """Return the permissions of all `roles` together; unknown roles grant nothing."""
    return _together(tuple(roles))


@lru_cache(maxsize=64)
def _together(roles: tuple[str, ...]) -> frozenset[Permission]:
    known = [Role(role) for role in roles if role in set(Role)]
    return frozenset().union(*(GRANTS[role] for role in known)) if known else frozenset()
