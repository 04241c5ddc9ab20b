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
_PIECE = re.compile(r"\d+ · (?:\S+\.\w+ )?(?P<word>earlier versions|[A-Za-z][A-Za-z\-]*?)(?P<number>\d+)?(?P<at> [A-Z]{1,3}\d+| \d+(?:-\d+)?)?(?: (?P<beside>alt|formulas|margins|hints|fields|tag|docVar|[a-z]+))?")
"""A piece of a file: its number, where it is one of a picture within then that picture's name, the part, its number, a cell or paragraph, and what it stands beside."""
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
    if kind == "file" and _PIECE.fullmatch(where):
        return _in_file(where)
    return _in_report(where, titles) if kind == "report" else _elsewhere(where, kind)


def _in_report(where: str, titles: Mapping[str, str]) -> str:
    found = _IN_REPORT.fullmatch(where)
    if not found:
        return where
    section = _("colophon") if found["section"] == "colophon" else titles.get(found["section"], found["section"])
    if found["number"] == "0":
        return section
    return _("%(section)s, passage %(number)s") % {"section": section, "number": " · ".join(filter(None, (found["number"], found["cell"])))}


def _in_file(where: str) -> str:
    """Return the place of a piece that a file hides, in words: "3 · document 4" is text 4 of the main part of a Word file."""
    found = _PIECE.fullmatch(where)
    if not found:
        return where
    words = {
        "document": _("text"), "header": _("page header"), "footer": _("page footer"), "footnotes": _("footnotes"), "endnotes": _("endnotes"), "comments": _("comments"), "content": _("text"), "styles": _("page header or footer"),
        "sheet": _("worksheet"), "slide": _("slide"), "notesslide": _("notes of slide"), "chart": _("chart"), "data": _("diagram"), "drawing": _("drawing"), "slidemaster": _("master of the slides"), "slidelayout": _("layout of the slides"),
        "pivotcachedefinition": _("kept data of a pivot table"), "pivotcacherecords": _("kept data of a pivot table"), "externallink": _("kept data of another workbook"), "names": _("named ranges"), "name": _("named ranges"),
        "page": _("page"), "attachment": _("file within"), "links": _("links"), "earlier versions": _("earlier versions"), "settings": _("settings"), "people": _("people in the file"), "person": _("people in the file"),
        "creator": _("author"), "author": _("author"), "lastmodifiedby": _("last changed by"), "manager": _("manager"), "company": _("company"), "title": _("title"), "subject": _("subject"), "keywords": _("keywords"), "keyword": _("keywords"),
        "description": _("description"), "category": _("category"), "template": _("template"), "lpwstr": _("property of its own"), "lpstr": _("property of its own"), "user-defined": _("property of its own"), "initial-creator": _("author"),
        "gps": _("where it was taken"), "artist": _("who took it"), "xpauthor": _("who took it"), "cameraownername": _("owner of the camera"), "copyright": _("copyright"), "imagedescription": _("description"), "xptitle": _("title"),
        "xpcomment": _("comment"), "usercomment": _("comment"), "comment": _("comment"), "xpkeywords": _("keywords"), "xpsubject": _("subject"), "bodyserialnumber": _("number of the camera"), "lensserialnumber": _("number of the lens"),
        "hostcomputer": _("computer"), "imageuniqueid": _("number of the picture"), "iptc": _("description of the picture"), "xmp": _("description of the picture"),
        "bcc": _("hidden receivers"), "received": _("way of the mail"), "return-path": _("sender"), "reply-to": _("sender"), "x-originating-ip": _("way of the mail"),
    }  # fmt: skip
    word = words.get(found["word"].lower())
    if word is None:
        return where.partition(" · ")[2] or where
    beside = {"alt": _("text beside a picture"), "formulas": _("results of formulas"), "margins": _("page header or footer"), "hints": _("hints for entering"), "fields": _("fields"), "doc": "", "": ""}
    said = " ".join(filter(None, (word, found["number"], (found["at"] or "").strip())))
    more = beside.get(found["beside"] or "", "")
    return f"{said}, {more}" if more else said


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
