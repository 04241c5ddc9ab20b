"""A saved web page, with lxml: its words, in order. Scripts are not run, nothing is fetched, nothing is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from bandi.parsing.errors import Damaged
from bandi.parsing.inside import Part
from bandi.parsing.readers.gathering import Gathering
from bandi.parsing.readers.plain import decode

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "head", "select"})
_APART = frozenset(
    re.findall(
        "[a-z0-9]+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3"
        " h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
_ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.I)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})", re.I)
ENCODINGS = {"euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "cp949": "cp949", "utf-8": "utf-8", "utf8": "utf-8",
              "iso-8859-1": "cp1252", "windows-1252": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5"}  # fmt: skip


def text_of(document: bytes) -> tuple[str, str, list[str]]:
    """Return the letters of a page: its byte order mark first, then what it declares, then a guess."""
    declared = _DECLARED.search(document[:4096])
    encoding = ENCODINGS.get(declared[1].decode().lower(), "") if declared else ""
    if encoding and not document.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return document.decode(encoding), encoding, []
        except UnicodeDecodeError:
            pass
    return decode(document)


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer headings, paragraphs and cells of a page."""
    found = Gathering(job)
    text, encoding, problems = text_of(document)
    for code in problems:
        found.problem(code)
    found.fact("encoding", encoding)
    gather(text, found)
    yield found.part()


def gather(text: str, found: Gathering) -> None:
    """Add the passages of a page given as text. Raises: Damaged."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as problem:
        raise Damaged from problem
    title = root.find(".//title")
    if title is not None:
        found.fact("title", title.text)
    _note_left_out(root, found)
    _Walk(found).over(root)


def _note_left_out(root: Any, found: Gathering) -> None:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" or any(name.startswith("on") for name in element.attrib):
            found.problem("active-left-out")
        if any(_ELSEWHERE.match(element.get(name, "")) for name in ("src", "srcset", "data", "background", "poster")) or (
            element.tag == "link" and _ELSEWHERE.match(element.get("href", ""))
        ):
            found.problem("remote-left-out")
        if element.tag in {"img", "svg", "canvas", "video"}:
            found.problem("pictures-left-out")


class _Walk:
    """Walks a page without recursion and gathers running text until something that stands apart begins."""

    def __init__(self, found: Gathering) -> None:
        self.found = found
        self.words: list[str] = []
        self.kind, self.mark = "paragraph", ""
        self.tables, self.row, self.column = 0, 0, 0

    def over(self, root: Any) -> None:
        silent = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if self.found.is_full:
                break
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                silent += tag in _SILENT
                if not silent:
                    self._begin(tag)
                    self.words.append(element.text or "")
            else:
                silent -= tag in _SILENT
                if not silent:
                    if tag in _APART:
                        self._close()
                    self.words.append(element.tail or "")
        self._close()

    def _begin(self, tag: str) -> None:
        if tag == "br":
            self.words.append("\n")
        if tag not in _APART:
            return
        self._close()
        if tag == "table":
            self.tables, self.row, self.column = self.tables + 1, 0, 0
        elif tag == "tr":
            self.row, self.column = self.row + 1, 0
        elif tag in {"td", "th"}:
            self.column += 1
            self.kind, self.mark = "cell", f"{self.tables}.{column_name(self.column)}{self.row}"
        elif re.fullmatch("h[1-6]", tag):
            self.kind, self.mark = "heading", tag[1]
        elif tag == "li":
            self.kind, self.mark = "paragraph", "•"

    def _close(self) -> None:
        lines = "".join(self.words).split("\n")
        text = re.sub(r"\s+", " ", " ".join(lines)).strip()
        self.words.clear()
        if text:
            self.found.add(self.kind, text, None, self.mark)
        self.kind, self.mark = "paragraph", ""


def column_name(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
