"""Consent at the gate: everything that leaves the house and uses what a person told us needs her consent for exactly that.

Guards against: a statement cleared for the UN that ends in the annual report, in a list, in a file taken along, in a paper.
What counts as used: records the maker names, and codes of people and statements that stand in a text. A copy of a statement's own words
is found by `repeats`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Account
from bandi.foundation.audit import clock
from bandi.foundation.records.release import Asked, IdentityForm, Objection, Outgoing, Severity, checker
from bandi.register.people.consents.asking import NONE, PORTION, Answer, Wanted, answers
from bandi.register.people.models import ProtectedPerson, Statement

NAME = "consent"
_TOKEN = re.compile(r"(?<![\w.\-])(?=[\w.\-]*\d)(?=[\w.\-]*[^\W\d_])[^\W_][\w.\-]{2,60}")
_TAIL = re.compile(r"(?:[.\-]+|(?<=[\dA-Za-z])[가-힣]+)$")
_SHAPE = re.compile(r"^[A-Z]{1,3}-\d{4}-\d{2,5}$")


@dataclass
class _Places:
    """Where each record is used: places of passages, and whether it is by its code alone. strange: places of what looks like a code."""

    of: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    codes: dict[UUID, tuple[str, int, int]] = field(default_factory=dict)
    strange: dict[str, tuple[int, int]] = field(default_factory=dict)


@checker(NAME)
def check(outgoing: Outgoing, asked: Asked) -> Iterator[Objection]:
    """Object to every use that no consent allows on the day of the house, or on the asked day where that is later."""
    if not outgoing.leaves_the_house:
        return
    day = max(asked.on, clock.today())
    places = _places(outgoing, asked.reader)
    given = {key: places.of.get(key, {""}) or {""} for key in (*outgoing.used(), *places.codes)}
    for key in places.codes:
        asked.note_use(key)
    yield from _objections(outgoing, given, places, asked.reader, day)
    for where, (start, end) in places.strange.items():
        reason = _("This looks like the code of somebody protected; no consent that you may know of allows it.")
        yield Objection("consent:code", Severity.ASK, where, reason, start, end, needs_second=True)


def _objections(outgoing: Outgoing, given: dict[UUID, set[str]], places: _Places, reader: Account | None, day: date) -> Iterator[Objection]:
    forms = {key: str(form) for key, form in outgoing.shown_as.items()}
    for key in places.codes:
        forms.setdefault(key, IdentityForm.CODE)
    if outgoing.identity_form is not None:
        forms = {**dict.fromkeys(given, str(outgoing.identity_form)), **forms}
    least = answers(list(given), Wanted(outgoing.purpose, outgoing.audience, IdentityForm.ABSENT, day), reader=reader, forms=forms)
    most = answers([key for key, answer in least.items() if answer.may and key not in forms], Wanted(outgoing.purpose, outgoing.audience, IdentityForm.FULL, day), reader=reader)
    hidden = {where for key, answer in least.items() if answer is NONE for where in given[key]}
    for where in sorted(hidden):
        yield Objection("consent:none", Severity.BLOCKS, where, NONE.reasons[0])
    for key, answer in least.items():
        if answer is NONE:
            continue
        if not answer.may:
            yield from (_blocked(answer, key, where, places) for where in sorted(given[key]))
        elif key in most and not most[key].may and most[key].code in ("form", "picture", "voice"):
            for where in sorted(given[key]):
                yield Objection(f"consent:{most[key].code}", Severity.ASK, where, most[key].reasons[0], record=key)


def _blocked(answer: Answer, key: UUID, where: str, places: _Places) -> Objection:
    at, start, end = places.codes.get(key, ("", 0, 0))
    start, end = (start, end) if at == where else (0, 0)
    return Objection(f"consent:{answer.code}", Severity.BLOCKS, where, answer.reasons[0], start, end, record=key)


def _places(outgoing: Outgoing, reader: Account | None) -> _Places:
    """Return where what was named is used, and what codes stand in the texts."""
    places = _Places()
    tokens: dict[str, tuple[str, int, int]] = {}
    everywhere: dict[str, set[str]] = defaultdict(set)
    for passage in outgoing.passages:
        if passage.record is not None:
            places.of[passage.record].add(passage.where)
        for found in _TOKEN.finditer(passage.text):
            for code in spellings(found[0]):
                tokens.setdefault(code, (passage.where, found.start(), found.start() + len(code)))
                everywhere[code].add(passage.where)
    known = codes_among(tokens, reader)
    for code, key in known.items():
        places.codes[key] = tokens[code]
        places.of[key] |= everywhere[code]
    for code, (where, start, end) in tokens.items():
        if code not in known and _SHAPE.match(code):
            places.strange.setdefault(where, (start, end))
    return places


def spellings(token: str) -> list[str]:
    """Return a word as it stands and without what a sentence hangs on it: a full stop, a Korean particle."""
    found = [token]
    while (shorter := _TAIL.sub("", found[-1])) != found[-1] and len(shorter) > 2:
        found.append(shorter)
    return found


def codes_among(words: Iterable[str], reader: Account | None) -> dict[str, UUID]:
    """Return the codes among some words with the people and statements they mean, of those that exist for the reader."""
    listed = list(words)
    known: dict[str, UUID] = {}
    for at in range(0, len(listed), PORTION):
        some = Q(code__in=listed[at : at + PORTION])
        for model in (ProtectedPerson, Statement):
            known.update(model.objects.visible_to(reader).filter(some).values_list("code", "pk"))  # type: ignore[attr-defined]
    return known
