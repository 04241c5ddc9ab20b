"""The page of one's own door: what guards the account, what is advised, where it is in use.

May import: the foundation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from bandi.foundation.access import visits
from bandi.foundation.access.factors import keys, recovery
from bandi.foundation.access.models import Account, CodeGenerator, Notice, NoticeKind, SecurityKey, Visit


@dataclass(frozen=True)
class Browser:
    """A browser in which the holder is signed in."""

    visit: Visit
    is_this: bool


@dataclass(frozen=True)
class Told:
    """Something the holder was told, and when it happened."""

    words: str
    at: datetime


@dataclass(frozen=True)
class SecurityPage:
    """What `desk/door/security.html` shows.

    is_confined: nothing else answers until a second factor is set up. is_exempt: a throw-away account that needs none.
    wants_spare: there is one key, and two are advised.
    """

    account: Account
    keys: tuple[SecurityKey, ...]
    generator: CodeGenerator | None
    codes_left: int
    browsers: tuple[Browser, ...]
    told: tuple[Told, ...]
    is_confined: bool
    is_exempt: bool
    wants_spare: bool
    has_passkey: bool
    has_keys_here: bool
    key_address: str


def security_page(account: Account, visit: Visit, *, has_keys_here: bool) -> SecurityPage:
    """Return the page of `account`, seen from the browser of `visit`."""
    held = tuple(account.security_keys.all())
    notices = Notice.objects.filter(account=account)[:8]
    return SecurityPage(
        account=account,
        keys=held,
        generator=CodeGenerator.objects.filter(account=account).first(),
        codes_left=recovery.left(account),
        browsers=tuple(Browser(one, one.pk == visit.pk) for one in account.visits.all()),
        told=tuple(Told(str(NoticeKind(notice.kind).label), notice.at) for notice in notices),
        is_confined=visits.is_confined(visit),
        is_exempt=account.is_sample and settings.SAMPLE,
        wants_spare=0 < len(held) < keys.ADVISED,
        has_passkey=any(key.is_discoverable for key in held),
        has_keys_here=has_keys_here,
        key_address=settings.KEY_HOST,
    )
