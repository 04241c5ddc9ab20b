"""What stands on the page of a record beyond what its description tells: ways to other pages, and panels of things to look at.

A page asks by the key of the kind; each offer is one function. Everything it names is asked with `visible_to`.

May import: the foundation, the register, work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.interfaces.desk.addresses import address
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Action, Item
from bandi.interfaces.desk.tables import key_of


@dataclass(frozen=True)
class Panel:
    """A panel of lines on a record's page. url: leads to all of it; note: stands beneath; is_first: above everything else.

    is_counted: the number of its lines says something and stands beside the title.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    icon: str = ""
    url: str = ""
    note: str = ""
    is_first: bool = False
    is_counted: bool = True


Offer = Callable[[Any, Reader], Iterable[Panel]]
_ways: dict[str, list[Callable[[Any, Reader], Iterable[Action]]]] = {}
_panels: dict[str, list[Offer]] = {}


def offer_panel(*kinds: str) -> Callable[[Offer], Offer]:
    """Offer panels on the pages of some kinds."""

    def register(function: Offer) -> Offer:
        for kind in kinds:
            _panels.setdefault(kind, []).append(function)
        return function

    return register


def offer_way(*kinds: str) -> Callable[[Callable[[Any, Reader], Iterable[Action]]], Callable[[Any, Reader], Iterable[Action]]]:
    """Offer buttons at the head of the pages of some kinds."""

    def register(function: Callable[[Any, Reader], Iterable[Action]]) -> Callable[[Any, Reader], Iterable[Action]]:
        for kind in kinds:
            _ways.setdefault(kind, []).append(function)
        return function

    return register


def ways_from(kind: str, row: Any, reader: Reader) -> list[Action]:
    """Return the buttons of a record's page."""
    return [action for function in _ways.get(kind, []) for action in function(row, reader)]


def panels_of(kind: str, row: Any, reader: Reader) -> list[Panel]:
    """Return the panels of a record's page that have something to show."""
    return [panel for function in _panels.get(kind, []) for panel in function(row, reader) if panel.items]


def ways_of_list(kind: str, reader: Reader) -> list[Action]:
    """Return the buttons at the head of a list, beside the one for a new row."""
    edits = reader.edits
    match kind:
        case "media":
            return [Action(_("Counts"), address("desk:coverage"), "figures"), *([Action(_("Clippings"), address("desk:clippings"), "paste")] if edits else [])]
        case "documents":
            more = [Action(_("Files to look over"), address("desk:library_files"), "upload"), Action(_("Take in a document"), address("desk:library_add"), "paste")]
            return [Action(_("To check"), address("desk:library_queue"), "search"), *(more if edits else [])]
        case "people" | "protected":
            return [Action(_("Duplicates"), address("desk:duplicates", kind), "link")]
        case "consents":
            return [
                Action(_("Empty form"), address("desk:consent_form_blank", reader.language, "adult"), "download"),
                Action(_("Empty form for a child"), address("desk:consent_form_blank", reader.language, "child"), "download"),
            ]
        case "mechanisms" | "text-forms" if edits:
            return [Action(_("Starter set"), address("desk:advocacy_starter"), "download")]
        case "deadlines":
            return [Action(_("What is due"), address("desk:due"), "due")]
    return []


@offer_way("letters", "submissions")
def to_the_text(row: Any, reader: Reader) -> Iterable[Action]:
    """Lead to the writing table."""
    yield Action(_("Text"), reverse("desk:draft", args=[key_of(row._meta.label_lower), row.pk]), "edit")
