"""The document as a Word file that a person will go on writing in: plain paragraphs, real styles, real footnotes.

No text boxes, no frames, no tables for layout. Contents, page numbers, running heads and the numbers of captions are
fields; drawings are pictures with their words as alternative text and their values in a table at the end.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import cached_property
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Chart,
    Document,
    Entry,
    Fact,
    Inline,
    Map,
    Paragraph,
    Section,
    Table,
    plain,
)
from bandi.publishing.press.charts import draw_chart
from bandi.publishing.press.cleaning import cleaned
from bandi.publishing.press.columns import columns_of
from bandi.publishing.press.docx_fields import (
    add_field,
    bookmark,
    close_field,
    contents_line,
    open_field,
    update_on_opening,
)
from bandi.publishing.press.docx_footnotes import Footnotes
from bandi.publishing.press.docx_styles import CODES, TABLE_STYLE, TEXT_WIDTH, dress, name_built_ins
from bandi.publishing.press.faces import MISSING_IN_DRAWING, printable
from bandi.publishing.press.map import draw_map
from bandi.publishing.press.motif import activities, cover_of
from bandi.publishing.press.notes import colophon_notes
from bandi.publishing.press.numbering import Drawing, Numbering, numbered
from bandi.publishing.press.typesetter import Setting, begin_pictures
from bandi.publishing.press.words import Words, other_language, words_of

_STYLES = {"body": "Body Text", "lead": "Lead", "quote": "Quote", "small": "Small"}
_LONGEST_SOLID_ROW = 900


def write_docx(document: Document) -> bytes:
    """Return the document as .docx (ECMA-376, transitional). Raises: TypesettingFailed."""
    return DocxInMaking(document).finished()


class DocxInMaking:
    """A document as .docx, its pictures being drawn beside the caller; the rest is written when it is asked for."""

    def __init__(self, document: Document) -> None:
        self._writer = _Writer(cleaned(document))

    def finished(self) -> bytes:
        """Write it and return the file. Raises: TypesettingFailed."""
        return self._writer.write()

    def stop(self) -> None:
        """Let it go: it may not leave."""
        self._writer.drawing_pictures.stop()


class _Writer:
    """Writes one file from top to bottom."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: Words = words_of(document.language)
        self.numbering: Numbering = numbered(document)
        self.footnotes = Footnotes()
        self.word: WordDocument = docx.Document()
        self.marks = 0
        self.targets: dict[int, str] = {}
        self.drawing_pictures: Setting = begin_pictures(self.drawings)

    @cached_property
    def pictures(self) -> list[bytes]:
        return self.drawing_pictures.pages()

    def write(self) -> bytes:
        dress(self.word, self.document.language)
        self.properties()
        self.running_lines()
        self.cover()
        self.contents()
        for section in self.document.sections:
            self.section(section, 1)
        self.numbers()
        self.colophon()
        self.footnotes.attach(self.word)
        update_on_opening(self.word)
        name_built_ins(self.word)
        self.drop_thumbnail()
        stream = BytesIO()
        self.word.save(stream)
        return stream.getvalue()

    def drop_thumbnail(self) -> None:
        """Take out the small picture of python-docx's own template, which file managers would show as ours."""
        relations = self.word.part.package.rels
        for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del relations[key]

    def properties(self) -> None:
        document, core = self.document, self.word.core_properties
        core.title, core.author = document.title[:255], document.organisation[:255]
        core.language, core.subject = CODES[document.language], document.period[:255]
        core.comments = core.keywords = ""
        core.last_modified_by = document.organisation[:255]
        dated = (
            datetime.combine(document.dated_on, time(), UTC) if document.dated_on else datetime(2000, 1, 1, tzinfo=UTC)
        )
        core.created = core.modified = dated

    def running_lines(self) -> None:
        section = self.word.sections[0]
        head = section.header.paragraphs[0]
        self.run(head, self.document.abbreviation or self.document.organisation)
        head.add_run("\t")
        # By level, not by name: style names are translated in every Word, and a name would only be found in one of them.
        add_field(head, "STYLEREF 1", self.document.title)
        foot = section.footer.paragraphs[0]
        foot.add_run("\t")
        add_field(foot, "PAGE", "1")

    def cover(self) -> None:
        document = self.document
        lights = activities(document)
        words = self.words.lights.format(count=lights) if lights else document.organisation
        words = document.cover.alt if document.cover else words
        self.picture(self.pictures[0], words)
        self.paragraph("Subtitle", document.organisation)
        self.paragraph("Title", document.title)
        if document.period and document.period not in document.title:
            self.paragraph("Subtitle", document.period)
        last = self.paragraph("Small", self.words.edition)
        if document.mission or document.statement:
            self.new_page(last)
            self.paragraph("Subtitle", self.words.mission)
            if document.statement:
                last = self.paragraph("Lead", document.statement)
            for point in document.mission:
                last = self.paragraph("List Bullet", point)
        self.new_page(last)

    def contents(self) -> None:
        last = self.paragraph("Contents Heading", self.words.contents)
        if not self.document.sections:
            self.paragraph("Body Text", self.words.empty)
            return
        first = True
        for section in self.document.sections:
            for depth, each in ((1, section), *((2, child) for child in section.children)):
                last = self.word.add_paragraph(style=f"TOC {depth}")
                if first:
                    open_field(last, 'TOC \\o "1-2" \\h \\z \\u')
                    first = False
                contents_line(last, each.title, self.target(each))
        close_field(last)
        self.new_page(last)

    def target(self, section: Section) -> str:
        if id(section) not in self.targets:
            self.targets[id(section)] = f"_Toc{len(self.targets) + 1:06}"
        return self.targets[id(section)]

    def section(self, section: Section, depth: int) -> None:
        head = self.paragraph(f"Heading {min(depth, 6)}", section.title)
        if depth == 1 and section is not self.document.sections[0]:
            head.paragraph_format.page_break_before = True
        self.marks += 1
        bookmark(head, self.target(section), self.marks)
        for block in section.blocks:
            self.block(block, depth)
        for child in section.children:
            self.section(child, depth + 1)

    def block(self, block: Block, depth: int) -> None:
        if isinstance(block, Paragraph):
            self.inline(self.word.add_paragraph(style=_STYLES[block.style]), block.runs)
        elif isinstance(block, Bullets):
            self.bullets(block)
        elif isinstance(block, Entry):
            self.entry(block, depth)
        elif isinstance(block, Table):
            self.caption(self.words.table, self.numbering.table(block), block.caption)
            self.table(block)
            self.source(block.source)
        else:
            self.drawing(block)

    def entry(self, entry: Entry, depth: int) -> None:
        rank = max(4, min(6, depth + 1)) + (1 if entry.level and depth < 5 else 0)
        self.inline(self.word.add_paragraph(style=f"Heading {min(6, rank)}"), entry.title)
        beside = " · ".join(part for part in (entry.when, entry.where, entry.kind) if part)
        if beside:
            self.paragraph("When and Where", beside)
        for fact in entry.facts:
            self.fact(fact)
        for part in entry.body:
            self.block(part, depth)

    def fact(self, fact: Fact) -> None:
        line = self.word.add_paragraph(style="Fact")
        self.run(line, fact.label).style = "Quiet"
        line.add_run("\t")
        self.inline(line, fact.value)

    def bullets(self, block: Bullets) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        number = self.fresh_numbering(style) if block.numbered else None
        for item in block.items:
            line = self.word.add_paragraph(style=style)
            if number is not None:
                properties = line._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            self.inline(line, item)

    def fresh_numbering(self, style: str) -> int | None:
        """Return a numbering that begins at one again; Word would otherwise count on from the list before."""
        kept = self.word.styles[style].element.find(f".//{qn('w:numId')}")
        if kept is None:
            return None
        root = self.word.part.numbering_part.element
        original = root.num_having_numId(int(kept.get(qn("w:val"))))
        number = root.add_num(original.abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return number.numId

    def drawing(self, block: Chart | Map) -> None:
        drawing = self.numbering.drawing(block)
        self.caption(self.words.figure, drawing.number, block.caption)
        self.picture(self.pictures[drawing.number], block.alt or block.caption)
        self.source(block.source)

    def drawings(self) -> list[str]:
        """Return the cover and all drawings, in the order of their numbers, as SVG."""
        language = self.document.language
        drawings = [cover_of(self.document, height=130, night=0)]
        for drawing in self.numbering.drawings.values():
            block = drawing.block
            draw = (
                draw_map(block, language=language) if isinstance(block, Map) else draw_chart(block, language=language)
            )
            drawings.append(draw)
        return [printable(drawing, missing=MISSING_IN_DRAWING) for drawing in drawings]

    def picture(self, image: bytes, words: str) -> None:
        """Set a picture in the line, with `words` for readers who do not see it."""
        line = self.word.add_paragraph(style="Body Text")
        line.paragraph_format.line_spacing = 1.0
        shape = line.add_run().add_picture(BytesIO(image), width=TEXT_WIDTH)
        shape._inline.docPr.set("descr", words)
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")

    def caption(self, label: str, number: int, words: str) -> None:
        line = self.word.add_paragraph(style="Caption")
        self.run(line, label + " ").style = "Label"
        add_field(line, f"SEQ {label} \\* ARABIC", str(number))
        self.run(line, "   " + words)

    def source(self, source: str) -> None:
        self.paragraph("Source", f"{self.words.source}: {source}" if source else "")

    def table(self, table: Table) -> None:
        """Write a table row by row; reaching cells through python-docx would take quadratic time."""
        if not table.columns:
            return
        widths = [TEXT_WIDTH.twips * share // 1000 for share in columns_of(table).shares]
        look = f'<w:tblLook w:firstRow="1" w:lastRow="{int(bool(table.total))}" w:firstColumn="0" w:noHBand="1" w:noVBand="1"/>'
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        element = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{self.word.styles[TABLE_STYLE].style_id}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
        )
        properties = element.find(qn("w:tblPr"))
        description = OxmlElement("w:tblCaption")
        description.set(qn("w:val"), table.caption[:255])
        properties.append(description)
        self.word.element.body.insert_element_before(element, "w:sectPr")
        holder = WordTable(element, self.word._body)
        self.row(holder, tuple(plain(column.label) for column in table.columns), table, widths, head=True)
        for row in table.rows:
            self.row(holder, row, table, widths)
        if table.total:
            self.row(holder, table.total, table, widths, bold=True)

    def row(
        self,
        holder: WordTable,
        cells: tuple[Inline, ...],
        table: Table,
        widths: list[int],
        *,
        head: bool = False,
        bold: bool = False,
    ) -> None:
        line = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        if sum(len(run.text) for cell in cells for run in cell) < _LONGEST_SOLID_ROW:
            properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        line.append(properties)
        surplus = tuple(run for cell in cells[len(widths) :] for run in (*plain(" "), *cell))
        for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            cell = cells[index] if index < len(cells) else ()
            if index == len(widths) - 1:
                cell = (*cell, *surplus)
            box = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p/></w:tc>')
            words = WordParagraph(box.find(qn("w:p")), self.word._body)
            words.style = "Table Head" if head else "Table Text"
            if column.align == "end":
                words.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self.inline(words, cell, bold=bold)
            line.append(box)
        holder._tbl.append(line)

    def numbers(self) -> None:
        drawings: list[Drawing] = list(self.numbering.drawings.values())
        if not drawings:
            return
        head = self.paragraph("Heading 1", self.words.data_heading)
        head.paragraph_format.page_break_before = True
        self.paragraph("Small", self.words.data_note)
        for drawing in drawings:
            line = self.word.add_paragraph(style="Caption")
            self.run(line, drawing.title(self.words)).style = "Label"
            self.run(line, "   " + drawing.data.caption)
            self.table(drawing.data)
            self.source(drawing.data.source)

    def colophon(self) -> None:
        document, words = self.document, self.words
        head = self.paragraph("Heading 1", words.colophon)
        head.paragraph_format.page_break_before = True
        for line in document.colophon.lines:
            self.fact(line)
        for note in colophon_notes(document, words):
            self.paragraph("Small", note)

    def paragraph(self, style: str, text: str) -> WordParagraph:
        line = self.word.add_paragraph(style=style)
        if text:
            self.run(line, text)
        return line

    def new_page(self, paragraph: WordParagraph) -> None:
        paragraph.add_run().add_break(WD_BREAK.PAGE)

    def run(self, paragraph: WordParagraph, text: str, code: str = "") -> docx.text.run.Run:
        """Append a run that says which language it is in."""
        run = paragraph.add_run(text)
        lang = OxmlElement("w:lang")
        code = code or CODES[self.document.language]
        lang.set(qn("w:val"), code)
        lang.set(qn("w:eastAsia"), code if code == CODES["ko"] else CODES["ko"])
        run._r.get_or_add_rPr().append(lang)
        return run

    def inline(self, paragraph: WordParagraph, inline: Inline, *, bold: bool = False) -> None:
        foreign = False
        for part in inline:
            if part.untranslated and not foreign:
                self.run(paragraph, self.words.tag).style = "Untranslated Mark"
                paragraph.add_run(" ")
            foreign = part.untranslated
            code = CODES[other_language(self.document.language)] if part.untranslated else ""
            if part.text:
                run = self.run(paragraph, part.text, code)
                run.bold = True if part.bold or bold else None
                run.italic = True if part.italic else None
            if part.note:
                self.footnotes.mark(paragraph.add_run(), part.note, CODES[self.document.language])
