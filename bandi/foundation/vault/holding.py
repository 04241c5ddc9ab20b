"""Where the holder is: in this process, or behind the socket of `bandi keyd`.

`BANDI_KEYHOLDER` names the socket; empty means in this process, for development and an office of one. Tier 1 is opened by the
server itself under the operational key, with the same code and without a holder.
"""

from __future__ import annotations

import os
import threading
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from bandi.foundation.vault import operational
from bandi.foundation.vault.models import CompartmentVersion, Grant
from bandi.keyholder import purposes
from bandi.keyholder.asking import VersionAsk
from bandi.keyholder.client import RemoteHolder
from bandi.keyholder.errors import HolderError, NotGranted
from bandi.keyholder.holder import AUDITOR_FILE, Holder
from bandi.keyholder.opening import Opener
from bandi.keyholder.sessions import Limits
from bandi.keyholder.touching import Party, party_of
from bandi.locks import pairs
from bandi.locks.pairs import PrivateHalf

AUDIT = "audit"
"""Key of the compartment whose members may read who read what."""

_lock = threading.Lock()
_holders: dict[str, Any] = {}


def holder() -> Any:
    """Return the holder of this office: a `Holder`, or a `RemoteHolder` with the same methods."""
    address = str(settings.KEYHOLDER or settings.HOME)
    with _lock:
        if address not in _holders:
            _holders[address] = RemoteHolder(Path(settings.KEYHOLDER)) if settings.KEYHOLDER else in_process()
        return _holders[address]


def in_process() -> Holder:
    """Return a new holder that keeps its read log in the home folder."""
    return Holder(
        Path(settings.HOME) / "holder", auditor=auditor_public, limits=Limits(idle=settings.IDLE_SECONDS), per_hour=settings.QUOTAS,
        search_megabytes=settings.SEARCH_MEGABYTES, party=Party(settings.KEY_HOST, party_of(settings.KEY_HOST, settings.KEY_ORIGINS)),
        touch_always=settings.TOUCH_ALWAYS,
    )  # fmt: skip


def forget_holder() -> None:
    """Lock the holder of this process and forget it (tests, the end of a process)."""
    with _lock:
        for known in _holders.values():
            if isinstance(known, Holder):
                known.panic()
        _holders.clear()
        _openers.clear()


def auditor_public() -> bytes | None:
    """Return the public half of the audit compartment, None while there is none."""
    version = CompartmentVersion.objects.filter(compartment__key=AUDIT).order_by("-number").first()
    return bytes(version.public) if version else None


def publish_auditor() -> None:
    """Write the auditors' public half where the holders of all processes find it: a running one looks whether the file is another before each entry."""
    public = auditor_public()
    if public is not None:
        folder = Path(settings.HOME) / "holder"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = folder / f"{AUDITOR_FILE}.{os.getpid()}"
        part.write_text(public.hex() + "\n")
        part.replace(folder / AUDITOR_FILE)


def drop_subject(subject: uuid.UUID) -> None:
    """Let every unlocked session forget a subject's keys and what it keeps of its texts; a holder that is away has forgotten them."""
    with suppress(HolderError):
        holder().drop_subject(subject)


def drop_member(member: uuid.UUID, compartment: uuid.UUID) -> None:
    """Let a member's unlocked sessions forget a compartment's keys and what they keep of its texts."""
    with suppress(HolderError):
        holder().drop_member(member, compartment)


_openers: dict[str, Opener] = {}


def server_opener() -> Opener:
    """Return what opens tier 1 for the server itself."""
    return _openers.setdefault(str(settings.HOME), Opener(_server_version))


def grant_to_server(version: CompartmentVersion, private: PrivateHalf) -> bytes:
    """Return a tier 1 version's seed sealed under the operational key."""
    compartment = version.compartment
    info = purposes.grant(compartment.id, version.number, compartment.tier, purposes.SERVER)
    return pairs.wrap_inner(private.seed, key=operational.derived("tier 1"), info=info)


def _server_version(ask: VersionAsk) -> PrivateHalf:
    grant = Grant.objects.filter(version__compartment=ask.compartment, version__number=ask.number, to_server=True).first()
    if grant is None or ask.tier != 1:
        raise NotGranted("not the server's")
    info = purposes.grant(ask.compartment, ask.number, ask.tier, purposes.SERVER)
    return PrivateHalf.of(pairs.unwrap_inner(bytes(grant.wrap), key=operational.derived("tier 1"), info=info))
