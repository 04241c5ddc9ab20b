"""Unlocking a person's keys as she signs in, and locking them as she leaves.

The token that `begin` returns belongs in the browser (cookie `KEY_COOKIE`) and nowhere else: a stolen database holds no token.
A locked or missing holder never keeps anybody from signing in; she then sees what is sealed as sealed.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.vault.errors import Sealed
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.making import add_key_lock, lock_asks, make_member
from bandi.foundation.vault.reading import Reader
from bandi.keyholder.errors import HolderError
from bandi.locks.errors import LockError
from bandi.names import forget as forget_names

KEY_COOKIE = "bandi-key"


def holds_keys(account: Account) -> bool:
    """Whoever reads records or lets others into compartments has a key pair; whoever only manages accounts or the journal has none."""
    return account.may(Permission.RECORDS_READ) or account.may(Permission.MEMBERSHIP_GRANT)


def begin(account: Account, passphrase: str) -> str | None:
    """Check the passphrase against the member's locks; return a token that opens nothing until `finish`, or None.

    The passphrase was found right for the account. Whoever reads records and has no key pair yet gets it here.
    """
    if account.member is None and holds_keys(account):
        account.member = make_member(passphrase=passphrase, by=account.id)
        account.save(update_fields=["member"])
    if account.member is None:
        return None
    try:
        token: str = holder().begin(account.member_id, lock_asks(account.member), passphrase)
    except HolderError:
        return None
    return token


def finish(token: str | None, secret: bytes | None = None) -> bool:
    """Confirm after the second factor; `secret` is what a security key gave. Returns whether the keys are unlocked now."""
    if not token:
        return False
    try:
        return bool(holder().finish(token, secret))
    except HolderError:
        return False


def renew(account: Account, token: str, passphrase: str, secret: bytes | None = None) -> bool:
    """Take the passphrase again before an act that lets others in. Returns whether it was right."""
    if account.member is None or not token:
        return False
    try:
        return bool(holder().renew(token, lock_asks(account.member), passphrase, secret))
    except HolderError:
        return False


def add_key(account: Account, passphrase: str, credential: bytes, secret: bytes) -> bool:
    """Add a lock that this security key opens together with the passphrase. Returns whether it was done."""
    if account.member is None:
        return False
    try:
        add_key_lock(member=account.member, passphrase=passphrase, credential=credential, secret=secret, by=account.id)
    except LockError:
        return False
    return True


def bind_key(account: Account, token: str, passphrase: str, public: bytes, secret: bytes | None = None) -> bool:
    """Make a security key known to the holder, whose touch then opens what is lethal. Returns whether it is known now.

    public: the key's credential data as it was registered. Where a key is known already, that one was touched a moment ago.
    """
    if not renew(account, token, passphrase, secret):
        return False
    try:
        return bool(holder().touch_bind(token, public))
    except HolderError:
        return False


def touch_question(token: str) -> str:
    """Return the holder's question for one of the keys it knows (JSON for the browser), or "" where it asks for none."""
    try:
        return str(holder().touch_ask(token)) if token and holder().touch_keys(token) else ""
    except HolderError:
        return ""


def touch_wanted(token: str) -> str:
    """Return what opens what is lethal for her now: "" for nothing more, "touch", or "key" where one must be made known first."""
    try:
        return str(holder().touch_wanted(token)) if token else ""
    except HolderError:
        return ""


def known_keys(token: str) -> frozenset[str]:
    """Return the credential ids (in hexadecimal) of those of her keys whose touch the holder knows. Raises: vault.Sealed while her keys are locked."""
    try:
        return frozenset(holder().touch_known(token))
    except HolderError:
        raise Sealed("her keys are locked") from None


def touch(token: str, answer: str) -> bool:
    """Pass the answer of a key on to the holder, which checks it. Returns whether what is lethal opens now."""
    try:
        return bool(holder().touch(token, answer))
    except HolderError:
        return False


def end(token: str | None) -> None:
    """Lock one session's keys, and forget the names that this process read for it."""
    forget_names()
    if token:
        try:
            holder().end(token)
        except HolderError:
            return


def end_all(account: Account) -> None:
    """Lock the keys of all sessions of a person, and forget the names that this process read."""
    forget_names()
    if account.member_id is not None:
        try:
            holder().end_member(account.member_id)
        except HolderError:
            return


def reader_of(request: HttpRequest) -> Reader:
    """Return who reads in a request: nobody unless she is signed in, has a member and her browser has a token."""
    account = request.user
    if not isinstance(account, Account) or account.member_id is None:
        return Reader()
    return Reader(request.COOKIES.get(KEY_COOKIE, ""), account.member_id)


def is_unlocked(request: HttpRequest) -> bool:
    """Return whether the keys of whoever asks are unlocked."""
    token = reader_of(request).token
    try:
        return bool(token) and bool(holder().is_unlocked(token))
    except HolderError:
        return False


def keep(response: HttpResponse, token: str | None) -> HttpResponse:
    """Give the browser its token; it goes with the session."""
    if token:
        response.set_cookie(KEY_COOKIE, token, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Take the token back from the browser."""
    response.delete_cookie(KEY_COOKIE, samesite="Strict")
    return response
