"""Fields of Word: contents, page numbers, running heads, counted captions; Word fills them in when it opens the file."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph


def add_field(paragraph: WordParagraph, instruction: str, shown: str = "") -> None:
    """Append a field with what it shows until Word counts it anew."""
    open_field(paragraph, instruction)
    if shown:
        paragraph.add_run(shown)
    close_field(paragraph)


def open_field(paragraph: WordParagraph, instruction: str) -> None:
    """Begin a field whose result may run over several paragraphs, as a table of contents does."""
    paragraph.add_run()._r.append(_mark("begin"))
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(_mark("separate"))


def close_field(paragraph: WordParagraph) -> None:
    """End the field that was opened last."""
    paragraph.add_run()._r.append(_mark("end"))


def bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """Wrap the paragraph's content in a bookmark, the target of links and page references."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr
    paragraph._p.insert(1 if properties is not None else 0, start)
    paragraph._p.append(end)


def contents_line(paragraph: WordParagraph, title: str, target: str) -> None:
    """Write one line of the contents: the title, a tab, and the page of its bookmark."""
    paragraph.add_run(title)
    paragraph.add_run("\t")
    add_field(paragraph, f"PAGEREF {target} \\h", " ")


def update_on_opening(word: WordDocument) -> None:
    """Ask Word to count all fields when the file is opened."""
    setting = OxmlElement("w:updateFields")
    setting.set(qn("w:val"), "true")
    root = word.settings.element
    followers = (root.find(qn(name)) for name in ("w:footnotePr", "w:endnotePr", "w:compat"))
    follower = next((element for element in followers if element is not None), None)
    if follower is None:
        root.append(setting)
    else:
        follower.addprevious(setting)


def _mark(kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
