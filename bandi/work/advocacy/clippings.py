"""Reading items of the media from what people have at hand: a mail (.eml) or a feed (RSS 2.0, Atom).

Against whom: a file that is broken or made to harm. A feed that declares a document type is refused, so no entity can grow;
sizes and counts are bounded; nothing is fetched.
May import: the standard library only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

MOST_ITEMS = 300
_LONGEST_EXCERPT = 1_000
_TAG = re.compile(r"<[^>]{0,2000}>")
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]{4,500}")
_ATOM = "{http://www.w3.org/2005/Atom}"
_SOURCE_AT_END = re.compile(r"^(?P<headline>.{12,}?)\s+[-–—|]\s+(?P<outlet>[^-–—|]{2,60})$")


class Unreadable(ValueError):
    """The file is no mail and no feed that can be read. `why` is one of: empty, broken, unsafe, nothing."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Clipping:
    """One item as it was found; outlet and on are empty where the file does not tell them."""

    headline: str
    outlet: str = ""
    on: date | None = None
    address: str = ""
    excerpt: str = ""


def read_clippings(data: bytes) -> list[Clipping]:
    """Return the items of a mail or a feed. Raises: Unreadable."""
    if not data.strip():
        raise Unreadable("empty")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    found = list(_of_feed(data)) if start.startswith(b"<?xml") or b"<rss" in start or b"<feed" in start else list(_of_mail(data))
    if not found:
        raise Unreadable("nothing")
    return found[:MOST_ITEMS]


def _of_feed(data: bytes) -> Iterator[Clipping]:
    if b"\x00" in data[:400]:
        raise Unreadable("broken")  # UTF-16 would hide a document type from the next line
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise Unreadable("unsafe")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - no document type, so no entity, can stand in it
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Unreadable("broken") from error
    title = _plain(root.findtext("channel/title") or root.findtext(f"{_ATOM}title") or "")
    for item in list(root.iter("item"))[:MOST_ITEMS]:
        outlet = _plain(item.findtext("source") or "") or title
        yield _cut(
            Clipping(_plain(item.findtext("title") or ""), outlet, _day(item.findtext("pubDate") or ""), (item.findtext("link") or "").strip(), _plain(item.findtext("description") or ""))
        )
    for entry in list(root.iter(f"{_ATOM}entry"))[:MOST_ITEMS]:
        link = entry.find(f"{_ATOM}link")
        words = entry.findtext(f"{_ATOM}summary") or entry.findtext(f"{_ATOM}content") or ""
        day = _day(entry.findtext(f"{_ATOM}published") or entry.findtext(f"{_ATOM}updated") or "")
        outlet = _plain(entry.findtext(f"{_ATOM}source/{_ATOM}title") or "") or title
        yield _cut(Clipping(_plain(entry.findtext(f"{_ATOM}title") or ""), outlet, day, link.get("href", "") if link is not None else "", _plain(words)))


def _of_mail(data: bytes) -> Iterator[Clipping]:
    mail = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(mail, EmailMessage) or not mail.get("from") or not (mail.get("subject") or mail.get("date")):
        raise Unreadable("broken")
    try:
        part = mail.get_body(preferencelist=("plain", "html"))
        words = part.get_content() if part is not None else ""
    except (LookupError, ValueError, KeyError, AttributeError):
        words = ""
    body = _plain(words) if "<" in words[:2000] and "</" in words else words
    address = _ADDRESS.search(words)
    yield _cut(Clipping(_plain(str(mail.get("subject") or "")), "", _day(str(mail.get("date") or "")), address[0] if address else "", " ".join(body.split())))


def _cut(item: Clipping) -> Clipping:
    """Return an item with an outlet taken from the end of its headline ("… - Pond Daily"), and everything bounded."""
    headline, outlet = item.headline, item.outlet
    ending = _SOURCE_AT_END.match(headline)
    if ending and (not outlet or ending["outlet"].casefold() == outlet.casefold() or "news" in outlet.casefold()):
        headline, outlet = ending["headline"], ending["outlet"]
    address = item.address if item.address.startswith(("http://", "https://")) else ""
    return replace(item, headline=headline[:600].strip(), outlet=outlet[:200].strip(), address=address[:600], excerpt=item.excerpt[:_LONGEST_EXCERPT])


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _day(text: str) -> date | None:
    text = text.strip()
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None
