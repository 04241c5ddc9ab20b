"""What the holder answers instead of an answer. `code` crosses the socket; messages carry no name and no plaintext.

    HolderError
    ├── NotUnlocked    no such session, or it was locked (idle, end of day, panic)
    ├── NotGranted     the session's member holds no key for this compartment version
    ├── WrongSecret    the passphrase or the security key's secret does not open any lock
    ├── NotFresh       a steward's act needs the passphrase given again within five minutes
    ├── NotTouched     what is lethal needs a touch of the security key, within the last two minutes
    ├── Quota          more protected records than an hour allows
    ├── NoEntry        the read log could not be written, so nothing is opened
    └── BadRequest     the request is not of the protocol
"""

from __future__ import annotations


class HolderError(Exception):
    """The holder refuses."""

    code = "error"


class NotUnlocked(HolderError):
    """There is no such session, or it was locked."""

    code = "not-unlocked"


class NotGranted(HolderError):
    """The member holds no key for this compartment."""

    code = "not-granted"


class WrongSecret(HolderError):
    """No lock opens with these secrets."""

    code = "wrong-secret"


class NotFresh(HolderError):
    """Letting others in needs the passphrase again, given within the last five minutes."""

    code = "not-fresh"


class NotTouched(HolderError):
    """Opening what is lethal needs a touch of a security key that the holder knows, within the last two minutes."""

    code = "not-touched"


class Quota(HolderError):
    """The hour's quota is used up; `again_in` seconds until some of it is free."""

    code = "quota"

    def __init__(self, again_in: int = 3600) -> None:
        super().__init__("quota")
        self.again_in = again_in


class NoEntry(HolderError):
    """The reading could not be written down, so there is no answer."""

    code = "no-entry"


class BadRequest(HolderError):
    """The request is not of the protocol."""

    code = "bad-request"


CODES: dict[str, type[HolderError]] = {
    kind.code: kind for kind in (NotUnlocked, NotGranted, WrongSecret, NotFresh, NotTouched, Quota, NoEntry, BadRequest)
}
