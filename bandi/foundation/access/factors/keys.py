"""Security keys and passkeys: WebAuthn, checked by python-fido2.

Guards against: a copied passphrase, and a page that looks like ours: the browser binds every answer to the address it is on, and only
                our own addresses are taken.
Guarantees:     a challenge is answered once; the key was touched; a passkey that stands alone has checked its holder; a key whose
                counter goes back is refused and its holder told.
Asks for:       the key's own secret (PRF), with which the vault's lock is bound to it; the secret passes through and is not kept.
Loads fido2 when somebody touches a key: the desk starts without it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from bandi.foundation.access.errors import FactorRefused
from bandi.foundation.access.models import Account, Notice, NoticeKind, SecurityKey
from bandi.foundation.audit import journal

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialDescriptor

ADVISED = 2
MOST = 10
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, NotImplementedError, struct.error, OverflowError)


@dataclass(frozen=True)
class Question:
    """What the browser is asked to have a key answer, as JSON, and what must be kept to check the answer."""

    options: str
    state: dict[str, Any]


def _server() -> Fido2Server:
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    party = PublicKeyCredentialRpEntity(id=settings.KEY_HOST, name="Bandi")
    return Fido2Server(party, verify_origin=is_ours)


def is_ours(origin: str) -> bool:
    """Return whether an answer from a page at `origin` is taken: one of the configured addresses, or this very machine."""
    if origin in settings.KEY_ORIGINS:
        return True
    parts = urlsplit(origin)
    return settings.KEY_HOST == "localhost" and parts.hostname == "localhost" and parts.scheme in {"http", "https"}


def usable_at(request: HttpRequest) -> bool:
    """Return whether keys can be used at the address of this request; a bare number (127.0.0.1) has no keys."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return host == settings.KEY_HOST or host.endswith(f".{settings.KEY_HOST}")


SALT = hashlib.sha256(b"bandi/1/unlock").digest()
"""What every key makes its secret from. Public, and the same for all: the secret differs because the keys do."""


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


_SECRET = {"prf": {"eval": {"first": _text(SALT)}}}


def _descriptors(keys: list[SecurityKey]) -> list[PublicKeyCredentialDescriptor]:
    from fido2.webauthn import PublicKeyCredentialDescriptor, PublicKeyCredentialType

    return [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=bytes(key.credential)) for key in keys]


def ask_to_add(account: Account) -> Question:
    """Return the question for a new key; keys that are there already are refused by the browser itself."""
    from fido2.webauthn import PublicKeyCredentialUserEntity, ResidentKeyRequirement, UserVerificationRequirement

    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=account.id.bytes, name=account.username, display_name=account.display_name),
        credentials=_descriptors(list(account.security_keys.all())),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
        extensions={"credProps": True, **_SECRET},
    )
    return Question(json.dumps(dict(options)["publicKey"]), state)


def ask(account: Account | None) -> Question:
    """Return the question for one of the account's keys, or, without an account, for any passkey that checks its holder."""
    from fido2.webauthn import UserVerificationRequirement

    if account is None:
        options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED, extensions=_SECRET)
    else:
        options, state = _server().authenticate_begin(
            credentials=_descriptors(list(account.security_keys.all())),
            user_verification=UserVerificationRequirement.PREFERRED,
            extensions=_SECRET,
        )
    return Question(json.dumps(dict(options)["publicKey"]), state)


@transaction.atomic
def add(*, account: Account, state: dict[str, Any], answer: str, name: str) -> SecurityKey:
    """Add the key that answered `ask_to_add`. Raises: FactorRefused when the answer does not fit or there are too many keys."""
    from fido2.webauthn import RegistrationResponse

    if account.security_keys.count() >= MOST:
        raise FactorRefused("too many keys")
    try:
        response = RegistrationResponse.from_dict(_parsed(answer))
        data = _server().register_complete(state, response)
        credential = data.credential_data
        assert credential is not None
        outputs = dict(response.client_extension_results or {})
        is_discoverable = bool(dict(outputs.get("credProps") or {}).get("rk"))
        has_secret = bool(dict(outputs.get("prf") or {}).get("enabled"))
    except _BROKEN as error:
        raise FactorRefused("the key's answer does not fit") from error
    if SecurityKey.objects.filter(credential=credential.credential_id).exists():
        raise FactorRefused("this key is known already")
    key = SecurityKey.objects.create(
        account=account, name=name.strip()[:60], credential=credential.credential_id, public=bytes(credential),
        sign_count=data.counter, is_discoverable=is_discoverable, has_secret=has_secret,
    )  # fmt: skip
    journal.append("access:key:add", by=account.id, record=account.id, change={"key": key.pk})
    Notice.objects.create(account=account, kind=NoticeKind.FACTOR_ADDED, told_at=timezone.now())
    return key


def check(*, state: dict[str, Any], answer: str, account: Account | None) -> SecurityKey:
    """Return the key that answered `ask`. Raises: FactorRefused for any answer that does not fit, or a key that goes back.

    account: whose keys may answer; None for a passkey, which says itself whose it is.
    """
    from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

    try:
        response = AuthenticationResponse.from_dict(_parsed(answer))
        held = SecurityKey.objects.select_related("account").filter(credential=response.raw_id)
        key = (held if account is None else held.filter(account=account)).first()
        known = [AttestedCredentialData(bytes(key.public))] if key else []
        _server().authenticate_complete(state, known, response)
        handle, counter = response.response.user_handle, response.response.authenticator_data.counter
    except _BROKEN as error:
        raise FactorRefused("the key's answer does not fit") from error
    if key is None or (handle is None and account is None) or (handle is not None and handle != key.account_id.bytes):
        raise FactorRefused("the key belongs to somebody else")
    return _counted(key, counter)


def _counted(key: SecurityKey, counter: int) -> SecurityKey:
    with transaction.atomic():
        held = SecurityKey.objects.select_for_update().get(pk=key.pk)
        is_copy = bool(counter or held.sign_count) and counter <= held.sign_count
        if is_copy:
            Notice.objects.create(account_id=held.account_id, kind=NoticeKind.KEY_COPIED)
            journal.append("access:key:copied", by=None, record=held.account_id, change={"key": key.pk})
        else:
            SecurityKey.objects.filter(pk=key.pk).update(sign_count=counter, used_at=timezone.now())
    if is_copy:
        raise FactorRefused("the key's counter went back")
    return key


@transaction.atomic
def remove(*, key: SecurityKey, by: Account) -> None:
    """Take a key away from its account, and its lock of the vault unless that is the only one. Raises: FactorRefused for another's."""
    if key.account_id != by.pk:
        raise FactorRefused("the key belongs to somebody else")
    if by.member is not None and by.member.locks.exclude(credential=bytes(key.credential)).exists():
        by.member.locks.filter(credential=bytes(key.credential)).delete()
    journal.append("access:key:remove", by=by.id, record=by.id, change={"key": key.pk})
    Notice.objects.create(account=by, kind=NoticeKind.FACTOR_REMOVED, told_at=timezone.now())
    key.delete()


def secret_from(text: str) -> bytes | None:
    """Return the key's own secret as the page sent it (32 bytes in URL-safe base 64), or None when it sent none."""
    try:
        secret = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
    return secret if len(secret) == 32 else None


def _parsed(answer: str) -> dict[str, Any]:
    if len(answer) > 65_536:
        raise ValueError("too long")
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found
