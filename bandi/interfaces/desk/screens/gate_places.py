"""Where something stands in what leaves, in words: places are made so that they hold nobody's words ("facts 2", "arrivals · 3.1").

May import: records, Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from django.utils.translation import gettext as _

from bandi.foundation.records.release import Outgoing

_IN_REPORT = re.compile(r"(?P<section>.+?) · (?P<number>\d+(?:\.\d+)?)(?: · (?P<cell>\d+/\d+))?")
_ELSEWHERE = re.compile(r"(?:(?P<word>[a-z]+) )?(?P<number>\d+(?:\.\d+)*)(?: · (?P<again>\d+))?")
_ROWS = ("list", "results", "sealed-list")


def places_of(kind: str, outgoing: Outgoing | None) -> Callable[[str], str]:
    """Return what says the places of a thing in words; of a report that can be made by the titles of its sections."""
    titles = {one.where.removesuffix(" · 0"): one.text for one in outgoing.passages if one.where.endswith(" · 0")} if outgoing is not None and kind == "report" else {}
    return partial(in_words, kind=kind, titles=titles)


def in_words(where: str, *, kind: str, titles: Mapping[str, str]) -> str:
    """Return a place in words, or as it is where its words are not known."""
    alone = {"title": _("title"), "mission": _("Mission"), "closing": _("closing words")}
    if where in alone:
        return alone[where]
    return _in_report(where, titles) if kind == "report" else _elsewhere(where, kind)


def _in_report(where: str, titles: Mapping[str, str]) -> str:
    found = _IN_REPORT.fullmatch(where)
    if not found:
        return where
    section = _("colophon") if found["section"] == "colophon" else titles.get(found["section"], found["section"])
    if found["number"] == "0":
        return section
    return _("%(section)s, passage %(number)s") % {"section": section, "number": " · ".join(filter(None, (found["number"], found["cell"])))}


def _elsewhere(where: str, kind: str) -> str:
    found = _ELSEWHERE.fullmatch(where)
    if not found or kind == "claims":
        return where
    words = {
        "to": _("addressee %(number)s"), "facts": _("fact %(number)s at the top"), "annex": _("annex %(number)s"), "signature": _("signature %(number)s"),
        "page": _("Page %(number)s"), None: _("row %(number)s") if kind in _ROWS else _("passage %(number)s"),
    }  # fmt: skip
    said = words.get(found["word"])
    return where if said is None else said % {"number": " · ".join(filter(None, (found["number"], found["again"])))}
