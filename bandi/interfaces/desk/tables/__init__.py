"""Every kind of record the desk shows, in the order of its area's tabs. A new kind is one declaration and one line here."""

from __future__ import annotations

from functools import lru_cache

from bandi.interfaces.desk.tables.activities import ACTIVITIES, ROLLS, SESSIONS
from bandi.interfaces.desk.tables.advocacy import LETTERS, MEDIA, PUBLICATIONS, SUBMISSIONS, UPTAKES
from bandi.interfaces.desk.tables.consents import CONSENT_TEXTS, CONSENTS
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.tables.documents import DOCUMENTS, RECOMMENDATIONS
from bandi.interfaces.desk.tables.funding import BUDGET_LINES, DUTIES, GRANTS, HAND_OUTS, RECEIPTS, STOCK
from bandi.interfaces.desk.tables.groups import GROUPS, MEETINGS, MEMBERS, PAIRS
from bandi.interfaces.desk.tables.mechanisms import DEADLINES, MECHANISMS, TEXT_FORMS
from bandi.interfaces.desk.tables.mechanisms import SESSIONS as MECHANISM_SESSIONS
from bandi.interfaces.desk.tables.people import ORGANISATIONS, OUTLETS, PEOPLE, PLACES
from bandi.interfaces.desk.tables.profile import AGREEMENTS, AWARDS, CHANNELS, MEMBERSHIPS, PROFILES
from bandi.interfaces.desk.tables.protected import PROTECTED, STATEMENTS
from bandi.interfaces.desk.tables.questions import QUESTION_SETS, ROUNDS
from bandi.interfaces.desk.tables.support import BALANCES, CONTEXT, SERIES
from bandi.interfaces.desk.tables.telling import AMOUNTS, HEADINGS, HELD_TEXTS, PICTURES, PROGRAMMES
from bandi.interfaces.desk.tables.volunteers import CALLS, ENROLMENTS, SHIFTS, VOLUNTEERS

_ALL = (
    ACTIVITIES,
    LETTERS, SUBMISSIONS, UPTAKES, RECOMMENDATIONS, DOCUMENTS, DEADLINES, MECHANISM_SESSIONS, MECHANISMS, TEXT_FORMS,
    PEOPLE, ORGANISATIONS, MEMBERSHIPS, AGREEMENTS, AWARDS, PROFILES,
    PLACES,
    PROTECTED, STATEMENTS, CONSENTS, CONSENT_TEXTS,
    PROGRAMMES, SESSIONS, ROLLS, GROUPS, MEETINGS, MEMBERS, PAIRS, QUESTION_SETS, ROUNDS,
    VOLUNTEERS, CALLS, ENROLMENTS, SHIFTS,
    AMOUNTS, GRANTS, DUTIES, BUDGET_LINES, STOCK, RECEIPTS, HAND_OUTS, CHANNELS,
    PUBLICATIONS,
    MEDIA, OUTLETS,
    SERIES, CONTEXT, BALANCES,
    HEADINGS, PICTURES, HELD_TEXTS,
)  # fmt: skip

KINDS: dict[str, ListOf] = {kind.key: kind for kind in _ALL}


@lru_cache(maxsize=64)
def key_of(label: str) -> str:
    """Return the key of the kind whose pages show the model `label`, empty when the desk has none."""
    return next((kind.key for kind in _ALL if kind.model._meta.label_lower == label and not kind.is_scoped), "")


def kind_of(label: str) -> ListOf | None:
    """Return the kind whose pages show the model `label`."""
    return KINDS.get(key_of(label))


def of_area(area: str) -> list[ListOf]:
    """Return the kinds of an area of the rail."""
    return [kind for kind in _ALL if kind.area == area]
