"""Real footnotes for Word: python-docx 1.2 can only keep them, not make them.

Shape: a part `/word/footnotes.xml` with the two separators Word insists on (-1, 0) and one note for each mark.
Source: ECMA-376 part 1, 17.11.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run as WordRun
from lxml import etree

_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class Footnotes:
    """Gathers the notes of one document; `attach` must be called once, after the last note."""

    def __init__(self) -> None:
        self.root = parse_xml(f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}</w:footnotes>")
        self.count = 0

    def mark(self, run: WordRun, text: str, language: str) -> None:
        """Turn the empty `run` into the mark of a new note with `text`."""
        self.count += 1
        run.style = "Footnote Reference"
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.count))
        run._r.append(reference)
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{self.count}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:rPr><w:lang w:val="{language}" w:eastAsia="{language}"/></w:rPr><w:t xml:space="preserve"/></w:r>'
            "</w:p></w:footnote>"
        )
        note.findall(f".//{qn('w:t')}")[-1].text = " " + " ".join(text.split())
        self.root.append(note)

    def attach(self, word: WordDocument) -> None:
        """Add the part and tell the settings which notes are separators."""
        blob = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, word.part.package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        known = parse_xml(f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
        compat = word.settings.element.find(qn("w:compat"))
        if compat is not None:
            compat.addprevious(known)
        else:
            word.settings.element.append(known)
