"""XML of a stranger: no document type, no entities, nothing from elsewhere, no more than so many levels deep."""

from __future__ import annotations

import zipfile
from typing import Any

from lxml import etree

from bandi.parsing.errors import Damaged, OverLimit
from bandi.parsing.limits import XML_DEPTH
from bandi.parsing.readers import container
from bandi.parsing.readers.gathering import Gathering


class _Watch:
    """Follows the parser and stops it at the first document type, or when it gets too deep."""

    def __init__(self) -> None:
        self.depth = 0

    def doctype(self, *_: Any) -> None:
        raise OverLimit("document type")

    def start(self, _tag: str, _attributes: Any) -> None:
        self.depth += 1
        if self.depth > XML_DEPTH:
            raise OverLimit("depth")

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        return None


def _rules(**more: Any) -> dict[str, Any]:
    return {"resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False, **more}


def check(content: bytes) -> None:
    """Look through XML without keeping it. Raises: OverLimit for a document type or depth, Damaged if it is no XML."""
    if _declares(content):
        raise OverLimit("document type")
    parser = etree.XMLParser(target=_Watch(), **_rules())
    try:
        parser.feed(content)
        parser.close()
    except etree.XMLSyntaxError as problem:
        raise Damaged from problem


def _declares(content: bytes) -> bool:
    start = content[:4096].replace(b"\x00", b"").lower()
    return b"<!doctype" in start or b"<!entity" in start


def tree(content: bytes) -> Any:
    """Return the root of checked XML. Raises: OverLimit, Damaged."""
    check(content)
    return etree.fromstring(content, etree.XMLParser(remove_comments=True, remove_pis=True, **_rules()))


def part_tree(archive: zipfile.ZipFile, name: str, found: Gathering, *, needed: bool = False) -> Any:
    """Return the root of a part of a file; an empty list, and a word in what was found, where it is missing or broken and not needed.

    Raises: Damaged for a needed one.
    """
    try:
        content = container.part(archive, name)
        if content is not None:
            return tree(content)
    except Damaged:
        if needed:
            raise
        found.problem("damaged-parts")
    if needed:
        raise Damaged
    return []


def local(element: Any) -> str:
    """Return the name of an element without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its name without namespace, or ''."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""
