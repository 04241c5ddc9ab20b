"""What somebody says who takes a list along: what it is for, who gets it, in which form people appear in it. Chosen by her, never assumed.

Her last choice is remembered for the session, so that a second file of the same kind is one step; it is filled in, not taken for granted.
May import: the foundation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bandi.foundation.records.release import Audience, IdentityForm, Purpose

REMEMBERED = "taken-along"
FIELDS = ("purpose", "audience", "identity")
FORMS = tuple(form for form in IdentityForm if form not in (IdentityForm.VOICE_ALTERED, IdentityForm.NO_PICTURE))
"""In which people appear in a text; a voice and a picture are no cells of a list."""

FILE_FORMS = tuple(IdentityForm)
"""In which people appear in a file: also with a voice that was altered, and without a picture."""

Options = tuple[tuple[str, str | Promise], ...]
PURPOSES: Options = tuple((one.value, one.label) for one in (Purpose.OFFICE, *(one for one in Purpose if one != Purpose.OFFICE)))
AUDIENCES: Options = tuple((one.value, one.label) for one in (Audience.INTERNAL, *(one for one in Audience if one != Audience.INTERNAL)))


def identities(forms: tuple[IdentityForm, ...]) -> Options:
    return tuple((one.value, one.label) for one in forms)


@dataclass(frozen=True)
class Choice:
    """A complete choice."""

    purpose: Purpose
    audience: Audience
    identity: IdentityForm

    def as_query(self) -> dict[str, str]:
        return {"purpose": str(self.purpose), "audience": str(self.audience), "identity": str(self.identity)}


def problems_of(given: Mapping[str, str], forms: tuple[IdentityForm, ...] = FORMS) -> dict[str, str]:
    """Return for each part that is missing or does not fit a sentence that says what to do; nothing for a complete choice."""
    purpose, audience, identity = (given.get(name, "") for name in FIELDS)
    found = {}
    if purpose not in Purpose.values:
        found["purpose"] = _("Say what it is for: consent is asked for exactly that.")
    if audience not in Audience.values:
        found["audience"] = _("Say who gets it in the end, not only to whom you hand it.")
    if identity not in [str(form) for form in forms]:
        found["identity"] = _("Say in which form people appear in it.")
    if not found and (purpose == Purpose.OFFICE) != (audience == Audience.INTERNAL):
        found["audience"] = _("Work within the office stays in the office: choose “the office itself”, or say what else it is for.")
    return found


def choice_of(given: Mapping[str, str], forms: tuple[IdentityForm, ...] = FORMS) -> Choice | None:
    """Return what was chosen, or None where something is missing or does not fit."""
    if problems_of(given, forms):
        return None
    return Choice(Purpose(given["purpose"]), Audience(given["audience"]), IdentityForm(given["identity"]))


def remembered(request: HttpRequest) -> dict[str, str]:
    """Return the last choice of this session; empty at first."""
    kept = request.session.get(REMEMBERED, {})
    return {name: str(kept.get(name, "")) for name in FIELDS} if isinstance(kept, dict) else {}


def remember(request: HttpRequest, choice: Choice) -> None:
    """Fill the form in with this the next time."""
    request.session[REMEMBERED] = choice.as_query()
