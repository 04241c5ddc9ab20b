"""Reading items of the media from what people have at hand: a mail (.eml), a feed (RSS 2.0, Atom), a spreadsheet (CSV, XLSX, ODS).

Against whom: a file that is broken or made to harm. It is read in the jail (`bandi.parsing`) and nowhere else; here only checked words
arrive, which are bounded once more. Nothing is fetched.
May import: the parsing library, the standard library.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from bandi import parsing
from bandi.parsing import Cell, Sheet
from bandi.parsing.errors import OverLimit, ParsingError
from bandi.parsing.kinds import suffix_of

MOST_ITEMS = 300
_LONGEST_EXCERPT = 1_000
_SHEETS = frozenset({"csv", "tsv", "xlsx", "ods"})
_HEAD_ROWS = 10
_TAG = re.compile(r"<[^>]{0,2000}>")
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]{4,500}")
_SOURCE_AT_END = re.compile(r"^(?P<headline>.{12,}?)\s+[-–—|]\s+(?P<outlet>[^-–—|]{2,60})$")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?:\s*[.일])?$")
COLUMNS = {
    "headline": ("headline", "title", "제목", "기사제목", "기사명", "헤드라인"),
    "outlet": ("outlet", "media", "source", "newspaper", "publisher", "매체", "매체명", "언론사", "언론", "신문사"),
    "on": ("date", "day", "published", "published on", "날짜", "일자", "보도일", "게재일", "보도일자"),
    "address": ("address", "url", "link", "web address", "주소", "링크", "기사링크", "웹주소"),
    "excerpt": ("excerpt", "summary", "description", "text", "내용", "요약", "발췌"),
}
"""Headings under which a spreadsheet may tell each thing, in small letters and without spaces where Korean."""


class Unreadable(ValueError):
    """The file is no mail, feed or spreadsheet that can be read. `why`: empty, broken, unsafe, nothing, columns, or a code of the reader."""

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


def read_clippings(data: bytes, *, name: str = "") -> list[Clipping]:
    """Return the items of a mail, a feed or a spreadsheet. name: how the file is called; empty for what was pasted. Raises: Unreadable."""
    if not data.strip():
        raise Unreadable("empty")
    suffix = suffix_of(name)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    is_feed = start.startswith(b"<?xml") or b"<rss" in start or b"<feed" in start
    try:
        if suffix in _SHEETS:
            found = list(_of_sheets(parsing.rows(data, name=f"file.{suffix}")))
        elif suffix not in {"eml", "txt", ""} and not is_feed and not start[:1].isalpha():
            raise Unreadable("broken")
        else:
            found = list(_of_feed(data) if is_feed else _of_mail(data))
    except OverLimit as problem:
        raise Unreadable("unsafe" if is_feed else problem.code) from problem
    except ParsingError as problem:
        raise Unreadable("broken" if problem.code in {"damaged", "unknown-kind", "named-wrongly"} else problem.code) from problem
    if not found:
        raise Unreadable("nothing")
    return found[:MOST_ITEMS]


def _of_feed(data: bytes) -> Iterator[Clipping]:
    for sheet in parsing.rows(data, name="feed.rss"):
        for row in sheet.rows[1 : MOST_ITEMS + 1]:
            headline, outlet, day, address, excerpt = (str(cell or "") for cell in (*row, "", "", "", "", "")[:5])
            yield _cut(Clipping(headline, outlet, _day(day), address, excerpt))


def _of_mail(data: bytes) -> Iterator[Clipping]:
    reading = parsing.read(data, name="mail.eml")
    heads = {block.mark: block.text.partition(": ")[2] for block in reading.blocks if block.kind == "header"}
    if not heads.get("From") or not (heads.get("Subject") or heads.get("Date")):
        raise Unreadable("broken")
    words = "\n".join(block.text for block in reading.blocks if block.kind != "header")
    address = _ADDRESS.search(words)
    yield _cut(Clipping(_plain(heads.get("Subject", "")), "", _day(heads.get("Date", "")), address[0] if address else "", " ".join(words.split())))


def _of_sheets(sheets: Sequence[Sheet]) -> Iterator[Clipping]:
    """Yield the rows of the first table whose head names a headline. Raises: Unreadable where none does."""
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:_HEAD_ROWS]):
            columns = _columns(row)
            if "headline" in columns and len(columns) > 1:
                yield from (one for one in (_of_row(line, columns) for line in sheet.rows[place + 1 :]) if one.headline)
                return
    raise Unreadable("columns")


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    """Return which column tells what, by its heading."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        heading = " ".join(str(cell or "").casefold().split())
        for field, words in COLUMNS.items():
            if heading in words or heading.replace(" ", "") in words:
                found.setdefault(field, place)
    return found


def _of_row(row: Sequence[Cell], columns: dict[str, int]) -> Clipping:
    told = {field: row[place] if place < len(row) else None for field, place in columns.items()}
    on = told.get("on")
    day = on.date() if isinstance(on, datetime) else on if isinstance(on, date) else _written_day(str(on or ""))
    words = {field: _plain(str(told.get(field) or "")) for field in ("headline", "outlet", "address", "excerpt")}
    return _cut(Clipping(words["headline"], words["outlet"], day, words["address"], words["excerpt"]))


def _written_day(text: str) -> date | None:
    """Return a day as people write it into a spreadsheet: 2031-3-12, 2031. 3. 12., 2031/03/12, 2031년 3월 12일."""
    found = _YEAR_FIRST.match(text.strip())
    try:
        return date(*map(int, found.groups())) if found else _day(text)
    except ValueError:
        return None


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
