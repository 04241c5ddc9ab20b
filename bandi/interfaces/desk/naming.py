"""People called by any spelling of their names, and in words why each was found.

People of public role are asked of an index in memory; protected people of the holder of keys, and only while the reader's keys are
unlocked. Names asked for are posted, never in an address.

May import: the foundation, the register, Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.reading import current_reader
from bandi.interfaces.desk import ahead
from bandi.interfaces.desk.addresses import record_url
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.register.people import recognising, sealed_names

Piece = dict[str, Any]
QUICK, LONGER = 0.015, 0.8
"""Seconds in which a question, and a question that waits for nothing else, takes names in. The text search answers beside it; while names are
read ahead a question takes none in."""
_UNFINISHED = re.compile(r"(^|\s)[A-Za-z]$")
REASONS = 2


@dataclass(frozen=True)
class Called:
    """People found by a name. is_whole: every name was looked at; problem: why protected people could not be asked for, in words."""

    items: tuple[Piece, ...] = ()
    is_whole: bool = True
    problem: str = ""


def called(query: str, reader: Reader, *, sealed: bool, most: int = 6, seconds: float = QUICK) -> Called:
    """Return the people whose name may be `query`. sealed: protected people too, where her keys are unlocked."""
    is_whole = not ahead.is_reading() and recognising.advance(seconds)
    if sealed:
        ahead.go_on(reader.account, current_reader())
    if not _is_name(query):
        return Called(is_whole=is_whole)
    items = [_open_item(found, reader) for found in recognising.find(query, reader.account, most=most)]
    problem = ""
    if sealed and current_reader().token:
        try:
            rooms = sealed_names.rooms_of(reader.account)
            is_whole &= sealed_names.advance(reader.account, seconds, rooms)
            items = [*(_sealed_item(found, reader) for found in sealed_names.find(query, reader.account, most=most, rooms=rooms)), *items]
        except Sealed:
            pass
        except QuotaReached as error:
            problem = _("You have read as many protected records as an hour allows. In %(minutes)s minutes some open again.") % {
                "minutes": error.again_in // 60 + 1
            }
        except HolderAway:
            problem = _("The key holder does not answer. Ask whoever keeps the server.")
    return Called(tuple(items[: 2 * most]), is_whole, problem)


def take_in(reader: Reader) -> bool:
    """Go on taking names in; return whether all are in."""
    is_whole = recognising.advance(LONGER)
    try:
        return sealed_names.advance(reader.account, LONGER) and is_whole
    except (Sealed, HolderAway):
        return is_whole


def reasons_by_person(query: str, reader: Reader) -> dict[Any, str]:
    """Return why each person of public role fits `query`, by id: for lists. Asked once for a page."""

    def ask() -> dict[Any, str]:
        recognising.advance(LONGER)
        found = recognising.find(query, reader.account, most=50) if _is_name(query) else []
        return {one.person.pk: why(one, reader, reader.name(one.person).text) for one in found}

    return dict(reader.once(("called", query), ask))


def why(found: Any, reader: Reader, label: str = "") -> str:
    """Return in words by which name somebody was found, unless that is her label, and what speaks for it."""
    column = 1 if reader.language == "ko" else 0
    said = "; ".join(reason[column] for reason in found.reasons[:REASONS])
    return ": ".join(part for part in (found.text if found.text != label else "", said) if part)


def _is_name(query: str) -> bool:
    """Return whether a query can be a name already: not one letter, nor a word that has only begun."""
    return len(query.strip()) > 1 and not _UNFINISHED.search(query) and any(sign.isalpha() for sign in query)


def _open_item(found: recognising.Recognised, reader: Reader) -> Piece:
    kind, label = KINDS["people"], reader.name(found.person).text
    return {
        "label": label, "detail": "", "why": why(found, reader, label), "sub": "", "url": record_url(kind.key, found.person.pk),
        "kind": str(kind.one), "icon": kind.icon,
    }  # fmt: skip


def _sealed_item(found: sealed_names.Recognised, reader: Reader) -> Piece:
    kind = KINDS["protected"]
    return {
        "label": found.person.code, "detail": "", "why": why(found, reader), "sub": "", "url": reverse("desk:record", args=[kind.key, found.person.pk]),
        "kind": str(kind.one), "icon": kind.icon,
    }  # fmt: skip
