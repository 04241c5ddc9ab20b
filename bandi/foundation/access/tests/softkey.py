"""A security key in software, for tests: it answers as a real one would, or wrongly on request."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

ORIGIN = "http://localhost:8000"


class SoftKey:
    """One key: `add` answers the question for a new key, `answer` one for a known key, both as JSON like the page sends."""

    def __init__(self, *, origin: str = ORIGIN, checks_holder: bool = True) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.credential = secrets.token_bytes(32)
        self.origin, self.checks_holder, self.count, self.handle = origin, checks_holder, 0, b""

    def _flags(self, more: int = 0) -> int:
        flags = AuthenticatorData.FLAG
        return int(flags.UP | (flags.UV if self.checks_holder else 0) | more)

    def _dump(self, response: dict[str, bytes], results: dict[str, Any]) -> str:
        return json.dumps({
            "id": websafe_encode(self.credential), "rawId": websafe_encode(self.credential), "type": "public-key",
            "response": {name: websafe_encode(value) for name, value in response.items()}, "clientExtensionResults": results,
        })  # fmt: skip

    def add(self, options: str) -> str:
        asked = json.loads(options)
        self.handle = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.private.public_key())
        data = AttestedCredentialData.create(bytes(16), self.credential, public)
        host = hashlib.sha256(asked["rp"]["id"].encode()).digest()
        authenticator = AuthenticatorData.create(host, self._flags(AuthenticatorData.FLAG.AT), self.count, data)
        client = CollectedClientData.create("webauthn.create", websafe_decode(asked["challenge"]), self.origin)
        statement = AttestationObject.create("none", authenticator, {})
        return self._dump({"clientDataJSON": client, "attestationObject": statement}, {"credProps": {"rk": True}, "prf": {"enabled": True}})

    def answer(self, options: str, *, host: str = "localhost", counts: bool = True, spoil: bool = False) -> str:
        asked = json.loads(options)
        self.count += counts
        authenticator = AuthenticatorData.create(hashlib.sha256(host.encode()).digest(), self._flags(), self.count)
        client = CollectedClientData.create("webauthn.get", websafe_decode(asked["challenge"]), self.origin)
        signature = self.private.sign(authenticator + client.hash, ec.ECDSA(SHA256()))
        if spoil:
            signature = signature[:-1] + bytes([signature[-1] ^ 1])
        return self._dump(
            {"clientDataJSON": client, "authenticatorData": authenticator, "signature": signature, "userHandle": self.handle}, {}
        )
