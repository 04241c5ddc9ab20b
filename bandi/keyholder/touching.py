"""The touch of a security key before what is lethal opens: asked for and checked here, not by whoever asks.

Guards against: a web process in an attacker's hands while a member of a tier 4 compartment is at work. It holds her token, and cannot touch
                her key: challenges are made here, answered once and within two minutes, and held against keys that are known here.
Guarantees:     after the first key was made known, another needs the passphrase given again and a touch of one that is known.
Not against:    who rules the web process at the moment the first key of a member is made known (it is written down and raises an alarm), and who
                has such a process wait for a touch and then reads in its name, within the quota of tier 4.
Source:         W3C Web Authentication level 3, section 7.2; verified by python-fido2, as at the door.
"""

from __future__ import annotations

import json
import os
import struct
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from bandi.keyholder.asking import VersionAsk
from bandi.keyholder.errors import NotTouched
from bandi.keyholder.sessions import Session, Sessions, now

LETHAL = 4
"""From this tier on a touch is asked for."""
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, NotImplementedError, struct.error, OverflowError)


def party_of(host: str, origins: Collection[str]) -> Callable[[str], bool]:
    """Return what says whether a page at an origin may ask: one of the configured addresses, or this very machine where that is its name."""

    def is_ours(origin: str) -> bool:
        parts = urlsplit(origin)
        return origin in origins or (host == "localhost" and parts.hostname == "localhost" and parts.scheme in {"http", "https"})

    return is_ours


@dataclass(frozen=True)
class Party:
    """For whom keys answer: the name of the desk as they know it, and which pages may ask."""

    host: str = "localhost"
    is_ours: Callable[[str], bool] = field(default=party_of("localhost", ()))


class Touches:
    """The keys that the holder knows, by member, in one file of its own. Public halves only; who writes there decides whose touch counts."""

    def __init__(self, file: Path, party: Party) -> None:
        self._file, self._party = file, party
        self._lock = threading.RLock()
        self._keys: dict[str, list[dict[str, Any]]] = json.loads(file.read_text()) if file.exists() else {}

    def count(self, member: UUID) -> int:
        """Return how many keys of a member are known."""
        return len(self._keys.get(member.hex, ()))

    def known(self, member: UUID) -> list[str]:
        """Return the credential ids of a member's known keys, in hexadecimal."""
        return [one["credential"] for one in self._keys.get(member.hex, ())]

    def bind(self, member: UUID, public: bytes) -> None:
        """Know a key from now on. public: its credential data as the browser registered it. Raises: NotTouched for what is no key."""
        from fido2.webauthn import AttestedCredentialData

        try:
            credential = AttestedCredentialData(public).credential_id.hex()
        except _BROKEN:
            raise NotTouched("no key") from None
        with self._lock:
            known = self._keys.setdefault(member.hex, [])
            if all(one["credential"] != credential for one in known):
                known.append({"credential": credential, "public": public.hex(), "count": 0})
                self._write()

    def ask(self, member: UUID) -> tuple[str, dict[str, Any]]:
        """Return a question for the browser, as JSON, and what checks its answer."""
        from fido2.webauthn import PublicKeyCredentialDescriptor, PublicKeyCredentialType, UserVerificationRequirement

        keys = [
            PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=bytes.fromhex(one["credential"]))
            for one in self._keys.get(member.hex, ())
        ]
        options, state = self._server().authenticate_begin(credentials=keys, user_verification=UserVerificationRequirement.PREFERRED)
        return json.dumps(dict(options)["publicKey"]), state

    def check(self, member: UUID, state: dict[str, Any], answer: str) -> None:
        """Hold an answer against its question and the member's keys. Raises: NotTouched."""
        from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

        known = {one["credential"]: one for one in self._keys.get(member.hex, ())}
        try:
            response = AuthenticationResponse.from_dict(json.loads(answer))
            one = known[response.raw_id.hex()]
            self._server().authenticate_complete(state, [AttestedCredentialData(bytes.fromhex(one["public"]))], response)
            counter = response.response.authenticator_data.counter
        except Exception as error:
            if not isinstance(error, _BROKEN) and type(error).__module__.partition(".")[0] not in ("fido2", "cryptography"):
                raise
            raise NotTouched("the key's answer does not fit") from None
        with self._lock:
            if (counter or one["count"]) and counter <= one["count"]:
                raise NotTouched("the key's counter went back")
            one["count"] = counter
            self._write()

    def _server(self) -> Any:
        from fido2.server import Fido2Server
        from fido2.webauthn import PublicKeyCredentialRpEntity

        return Fido2Server(PublicKeyCredentialRpEntity(id=self._party.host, name="Bandi"), verify_origin=self._party.is_ours)

    def _write(self) -> None:
        part = self._file.with_suffix(".part")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            json.dump(self._keys, handle)
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(self._file)


class Touching:
    """The part of the holder that asks for touches. always: whether members without a known key open nothing lethal at all."""

    if TYPE_CHECKING:
        _sessions: Sessions
        _touches: Touches
        _touch_always: bool
        _enter: Callable[..., None]
        _alarm: Callable[..., None]

    def touch_keys(self, token: str) -> int:
        """Return how many of her keys are known here. Raises: NotUnlocked."""
        return self._touches.count(self._sessions.peek(token).member)

    def touch_known(self, token: str) -> list[str]:
        """Return which of her keys are known here: their credential ids in hexadecimal. Raises: NotUnlocked."""
        return self._touches.known(self._sessions.peek(token).member)

    def touch_wanted(self, token: str) -> str:
        """Return what opens what is lethal for her now: "" (it is open), "touch", or "key" where a key must be made known first. Raises: NotUnlocked."""
        session = self._sessions.peek(token)
        if self._touches.count(session.member):
            return "" if self._touched_lately(session) else "touch"
        return "key" if self._touch_always else ""

    def touch_bind(self, token: str, public: bytes) -> bool:
        """Make a key of hers known here. Raises: NotUnlocked; NotFresh; NotTouched where one is known and was not touched just now."""
        session = self._sessions.get(token)
        with session.lock:
            self._sessions.require_fresh(session)
            if self._touches.count(session.member) and not self._touched_lately(session):
                raise NotTouched("touch a key that is known")
            self._enter("bind key", session, [], [], "", {})
            self._touches.bind(session.member, public)
            self._alarm("key-bound", session.member)
            return True

    def touch_ask(self, token: str) -> str:
        """Return a question for the browser (JSON) that only one of her keys can answer, once. Raises: NotUnlocked."""
        session = self._sessions.get(token)
        with session.lock:
            options, state = self._touches.ask(session.member)
            session.challenge = now(), state
            return options

    def touch(self, token: str, answer: str) -> bool:
        """Take the answer of a key: for two minutes what is lethal opens. Raises: NotUnlocked; NotTouched; NoEntry."""
        session = self._sessions.get(token)
        with session.lock:
            asked, session.challenge = session.challenge, None
            if asked is None or now() - asked[0] > self._sessions.limits.touch:
                raise NotTouched("nothing was asked")
            self._touches.check(session.member, asked[1], answer)
            self._enter("touch", session, [], [], "", {})
            session.touched = now()
            return True

    def _is_touched(self, session: Session, version: VersionAsk) -> bool:
        """Return whether a version may be opened as far as touching goes: always below what is lethal."""
        if version.tier < LETHAL or not (self._touch_always or self._touches.count(session.member)):
            return True
        return self._touched_lately(session)

    def _touched_lately(self, session: Session) -> bool:
        return now() - session.touched <= self._sessions.limits.touch
