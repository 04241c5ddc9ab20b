"""Where Django keeps what belongs to one browser: sealed, and under a digest of the key that the browser holds.

Guards against: a thief of the database, who finds neither a cookie to come in with nor anything to read.
Holds:          the id of a visit, a challenge that waits for its answer, the step of a sign-in; never a name or a record.
Not for ASGI:   only the synchronous half of Django's store is taken over.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from bandi.foundation.reference.statements import MOMENT_VALUE, TEXT_VALUE, Given, Statement
from bandi.foundation.vault import operational
from bandi.locks.errors import LockError

_PRESENT = Statement(
    lambda: Session.objects.filter(session_key=Given("key", TEXT_VALUE), expire_date__gt=Given("now", MOMENT_VALUE))
)


def row_of(key: str) -> str:
    """Return the name under which a browser's row stands: 160 bits of SHA-256 over its key, which has 165."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """Django's database store with sealed rows."""

    def _get_session_from_db(self) -> Session | None:
        row = _PRESENT.first(key=row_of(self.session_key), now=timezone.now())
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=row_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        key = self._get_or_create_session_key()
        return Session(session_key=row_of(key), session_data=self.encode(data), expire_date=self.get_expiry_date())

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=row_of(key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        place = row_of(self._get_or_create_session_key())
        text = json.dumps(session_dict, separators=(",", ":")).encode()
        return base64.b64encode(operational.seal(text, purpose="session", place=place)).decode()

    def decode(self, session_data: str) -> dict[str, Any]:
        try:
            sealed = base64.b64decode(session_data, validate=True)
            text = operational.open_(sealed, purpose="session", place=row_of(self.session_key or ""))
            return dict(json.loads(text))
        except (LockError, binascii.Error, ValueError):
            return {}
