"""A feed (RSS 2.0, Atom) as one table: headline, outlet, date, address and excerpt of each item, as the feed writes them. Nothing is fetched."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bandi.parsing.errors import Damaged
from bandi.parsing.readers.markup import attribute, local, tree

HEADS = ["headline", "outlet", "date", "address", "excerpt"]
_MOST = 2_000
_TAG = re.compile(r"<[^>]{0,2000}>")
_EXCERPT = 2_000


def table(document: bytes) -> tuple[str, Iterable[Iterable[Any]], list[str]]:
    """Return title, rows and problems of a feed. Raises: OverLimit for a document type or depth, Damaged if it is no feed."""
    root = tree(document)
    if local(root) not in {"rss", "feed", "RDF"}:
        raise Damaged("no feed")
    channel = next((child for child in root if local(child) == "channel"), root)
    title = _said(channel, "title")
    found = [element for element in root.iter() if local(element) in {"item", "entry"}]
    problems = ["truncated"] if len(found) > _MOST else []
    return title, _rows(found[:_MOST], title), problems


def _rows(found: list[Any], title: str) -> Iterator[list[str]]:
    yield HEADS
    for element in found:
        source = next((child for child in element if local(child) == "source"), None)
        outlet = (_said(source, "title") or _plain(source.text or "")) if source is not None else ""
        date = next(filter(None, (_said(element, name) for name in ("pubDate", "published", "updated", "date"))), "")
        words = next(filter(None, (_said(element, name) for name in ("description", "summary", "content"))), "")
        yield [_said(element, "title"), outlet or title, date, _address(element), words[:_EXCERPT]]


def _said(element: Any, name: str) -> str:
    """Return the words of the first child of that name; a child that holds markup gives its words."""
    for child in element:
        if local(child) == name:
            return _plain("".join(child.itertext()))
    return ""


def _address(element: Any) -> str:
    """Return where an item leads: the words of an RSS link, the target of an Atom one that leads to the page itself."""
    found = ""
    for child in element:
        if local(child) != "link":
            continue
        if attribute(child, "rel") in {"", "alternate"}:
            return (attribute(child, "href") or child.text or "").strip()
        found = found or attribute(child, "href")
    return found


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", html.unescape(text))).split())
