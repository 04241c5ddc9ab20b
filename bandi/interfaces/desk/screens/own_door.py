"""The page of one's own door: what guards the account, what is advised, where it is in use.

May import: the foundation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from bandi.foundation.access import unlocking, visits
from bandi.foundation.access.clearance import compartments_of
from bandi.foundation.access.factors import keys, recovery
from bandi.foundation.access.models import Account, CodeGenerator, Notice, NoticeKind, SecurityKey, Visit
from bandi.foundation.vault.errors import Sealed
from bandi.foundation.vault.models import Tier


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
    guards_lives: she belongs to a compartment on which lives depend, so the key holder asks for touches of the keys that it knows.
    known, unknown: her keys by whether the holder knows them; both empty while her keys are locked (`is_unlocked`), for then it does not say.
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
    guards_lives: bool
    is_unlocked: bool
    known: tuple[SecurityKey, ...]
    unknown: tuple[SecurityKey, ...]


def security_page(account: Account, visit: Visit, *, has_keys_here: bool, token: str) -> SecurityPage:
    """Return the page of `account`, seen from the browser of `visit`. token: what the browser shows the key holder."""
    held = tuple(account.security_keys.all())
    guards_lives = compartments_of(account).filter(tier=Tier.LETHAL).exists()
    known = _known(token) if guards_lives else None
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
        guards_lives=guards_lives,
        is_unlocked=known is not None,
        known=tuple(key for key in held if known is not None and bytes(key.credential).hex() in known),
        unknown=tuple(key for key in held if known is not None and bytes(key.credential).hex() not in known),
    )


def _known(token: str) -> frozenset[str] | None:
    try:
        return unlocking.known_keys(token)
    except Sealed:
        return None
