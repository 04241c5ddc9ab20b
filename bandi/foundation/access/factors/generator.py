"""The code generator: an app that shows six digits every thirty seconds (TOTP, RFC 6238, by `cryptography`).

Guards against: a copied passphrase, and a number seen over a shoulder: each number is taken once.
Not against:    a page that looks like ours and passes the number on at once; only a security key is safe from that.
"""

from __future__ import annotations

import hmac
import io
import secrets

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from django.utils import timezone

from bandi.foundation.access.errors import FactorRefused
from bandi.foundation.access.models import Account, CodeGenerator, Notice, NoticeKind
from bandi.foundation.audit import journal
from bandi.foundation.vault import operational

STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1
"""How many steps a phone's clock may go before or after ours."""


def new_secret() -> bytes:
    """Return a new shared secret: 160 bits, as long as the hash (RFC 4226, section 4)."""
    return secrets.token_bytes(20)


def _totp(secret: bytes) -> TOTP:
    sha1 = SHA1()  # noqa: S303  the only hash that every app knows; within HMAC it is sound
    return TOTP(secret, DIGITS, sha1, STEP_SECONDS)


def address(secret: bytes, account: Account) -> str:
    """Return the `otpauth:` address that the picture holds."""
    return _totp(secret).get_provisioning_uri(account.username, "Bandi")


def picture(secret: bytes, account: Account) -> bytes:
    """Return the address as a QR code, a small SVG without styles; white and quiet around, so that it is read in the dark theme."""
    import segno  # here, so that the desk starts without it

    drawn = io.BytesIO()
    segno.make(address(secret, account), error="m").save(drawn, kind="svg", scale=6, border=4, dark="#16213a", light="#ffffff", xmldecl=False)
    return drawn.getvalue()


def matching_step(secret: bytes, code: str, newer_than: int) -> int | None:
    """Return the thirty seconds that `code` belongs to, if they are near now and newer than those used before."""
    digits = "".join(code.split())
    if len(digits) != DIGITS or not digits.isdecimal() or not digits.isascii():
        return None
    now = int(timezone.now().timestamp()) // STEP_SECONDS
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        is_equal = hmac.compare_digest(_totp(secret).generate(step * STEP_SECONDS), digits.encode())
        if is_equal and step > newer_than:
            found = step
    return found


@transaction.atomic
def set_up(*, account: Account, secret: bytes, code: str) -> CodeGenerator:
    """Take up a generator whose first number the holder typed; it replaces the one before. Raises: FactorRefused if it is wrong."""
    step = matching_step(secret, code, 0)
    if step is None:
        raise FactorRefused("the number is not right")
    sealed = operational.seal(secret, purpose="totp", place=str(account.pk))
    made, _new = CodeGenerator.objects.update_or_create(account=account, defaults={"sealed": sealed, "last_counter": step})
    journal.append("access:generator:add", by=account.id, record=account.id)
    Notice.objects.create(account=account, kind=NoticeKind.FACTOR_ADDED, told_at=timezone.now())
    return made


def check(*, account: Account, code: str) -> bool:
    """Return whether `code` is right and new. A number is taken once, also when two requests bring it at the same moment."""
    held = CodeGenerator.objects.filter(account=account).first()
    if held is None:
        return False
    secret = operational.open_(bytes(held.sealed), purpose="totp", place=str(account.pk))
    step = matching_step(secret, code, held.last_counter)
    if step is None:
        return False
    return CodeGenerator.objects.filter(account=account, last_counter__lt=step).update(last_counter=step) == 1


@transaction.atomic
def remove(*, account: Account, by: Account) -> None:
    """Take the generator away. Raises: FactorRefused for somebody else's."""
    if account.pk != by.pk:
        raise FactorRefused("the generator belongs to somebody else")
    if CodeGenerator.objects.filter(account=account).delete()[0]:
        journal.append("access:generator:remove", by=by.id, record=account.id)
        Notice.objects.create(account=account, kind=NoticeKind.FACTOR_REMOVED, told_at=timezone.now())
