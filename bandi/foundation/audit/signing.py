"""Where the key comes from that signs checkpoints. The journal stands below the vault, so the vault offers the key here.

Against whom: somebody who can write to the database but does not hold the server's own key. Not against whoever holds it:
what such a person rewrites and signs anew is seen only by a witness outside.
"""

from __future__ import annotations

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from bandi.foundation.audit.errors import NoSigningKey

Provider = Callable[[], Ed25519PrivateKey]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Take the key from `provider` from now on; asked anew each time, so that nothing is kept here."""
    _providers[:] = [provider]


def key() -> Ed25519PrivateKey:
    """Return the key that signs checkpoints. Raises: NoSigningKey when nobody offers one."""
    if not _providers:
        raise NoSigningKey(_("no signing key is set up"))
    return _providers[0]()
