"""A letter or a submission as a Word file: plain paragraphs, real footnotes, real numbering, nothing that a UN form would refuse.

May import: the papers' vocabulary, this package's Word modules.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from bandi.foundation.records.blocks import Bullets, Inline, Run, Table
from bandi.foundation.records.papers import Blank, Head, Paper, PaperBlock, Signature, Ticks
from bandi.publishing.press.cleaning import clean_parts
from bandi.publishing.press.docx_fields import add_field
from bandi.publishing.press.docx_footnotes import Footnotes
from bandi.publishing.press.docx_styles import CODES, dress, name_built_ins

_NUMBER_INDENT = Mm(10)


def write_paper_docx(paper: Paper) -> bytes:
    """Return the paper as .docx (ECMA-376, transitional). The same paper gives the same words and the same dates."""
    return _Writer(clean_parts(paper)).write()


class _Writer:
    """Writes one file from top to bottom."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.footnotes = Footnotes()
        self.word: WordDocument = docx.Document()
        self.passages = 0

    def write(self) -> bytes:
        dress(self.word, self.paper.language)
        self.word.sections[0].different_first_page_header_footer = self.paper.kind == "letter"
        self.properties()
        self.running_lines()
        if self.paper.kind == "letter":
            self.head_of_letter()
        else:
            self.head_of_submission()
        for block in self.paper.body:
            self.block(block)
        self.signatures()
        self.annexes()
        self.footnotes.attach(self.word)
        name_built_ins(self.word)
        relations = self.word.part.package.rels
        for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del relations[key]
        stream = BytesIO()
        self.word.save(stream)
        return stream.getvalue()

    def properties(self) -> None:
        core, paper = self.word.core_properties, self.paper
        core.title, core.author, core.last_modified_by = paper.title[:255], paper.sender[:255], paper.sender[:255]
        core.language, core.comments, core.keywords, core.subject = CODES[paper.language], "", "", ""
        core.created = core.modified = datetime.combine(paper.dated_on, time(), UTC) if paper.dated_on else datetime(2000, 1, 1, tzinfo=UTC)

    def running_lines(self) -> None:
        section = self.word.sections[0]
        for head, foot in ((section.header, section.footer), (section.first_page_header, section.first_page_footer)):
            line = head.paragraphs[0]
            self.run(line, self.paper.mark)
            line.add_run("\t")
            if head is section.header:
                self.run(line, self.paper.title[:80] if self.paper.kind == "submission" else self.paper.sender)
            page = foot.paragraphs[0]
            page.add_run("\t")
            add_field(page, "PAGE", "1")

    def head_of_letter(self) -> None:
        paper = self.paper
        self.line("Subtitle", paper.sender)
        for text in paper.letterhead:
            self.line("Small", text).paragraph_format.space_after = Pt(0)
        day = self.line("Body Text", paper.day)
        day.alignment, day.paragraph_format.space_before = WD_ALIGN_PARAGRAPH.RIGHT, Pt(22)
        for text in paper.to:
            self.line("Body Text", text).paragraph_format.space_after = Pt(0)
        if paper.title:
            subject = self.line("Heading 3", paper.title)
            subject.paragraph_format.space_before = Pt(20)

    def head_of_submission(self) -> None:
        title = self.line("Heading 1", self.paper.title)
        title.paragraph_format.space_after = Pt(10)
        for run in title.runs:
            run.font.size = Pt(19)
        for fact in self.paper.facts:
            line = self.word.add_paragraph(style="Fact")
            self.run(line, fact.label).style = "Quiet"
            line.add_run("\t")
            self.inline(line, fact.value)

    def block(self, block: PaperBlock) -> None:
        if isinstance(block, Head):
            self.heading(min(block.level + 1, 4), block.text)
        elif isinstance(block, Bullets):
            for item in block.items:
                self.inline(self.word.add_paragraph(style="List Number" if block.numbered else "List Bullet"), item)
        elif isinstance(block, Table):
            self.rows(block)
        elif isinstance(block, Ticks):
            for place, item in enumerate(block.items):
                self.inline(self.word.add_paragraph(style="Body Text"), (Run("■ " if place in block.ticked else "□ "), *item))
        elif isinstance(block, Blank):
            self.line("Body Text", f"{block.label}: {block.value or '_' * 40}")
            for _place in range(block.lines - 1):
                self.line("Body Text", "_" * 60)
        elif block.is_quote:
            self.inline(self.word.add_paragraph(style="Quote"), block.runs)
        else:
            self.passage(block.runs)

    def heading(self, level: int, text: str) -> None:
        """A heading as papers have it: smaller than a report's and without the rule above, so that a form stays plain."""
        line = self.line(f"Heading {level}", text)
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(16 if level == 2 else 12), Pt(6)
        for run in line.runs:
            run.font.size = Pt({2: 14, 3: 12.5}.get(level, 11.5))
        border = OxmlElement("w:pBdr")
        top = OxmlElement("w:top")
        top.set(qn("w:val"), "nil")
        border.append(top)
        line._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")

    def passage(self, runs: Inline) -> None:
        line = self.word.add_paragraph(style="Body Text")
        if self.paper.is_numbered:
            # Written as text, so that the number a body cites stays the same in every program that opens the file.
            self.passages += 1
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = _NUMBER_INDENT, -_NUMBER_INDENT
            line.paragraph_format.tab_stops.add_tab_stop(_NUMBER_INDENT)
            self.run(line, f"{self.passages}.")
            line.add_run("\t")
        self.inline(line, runs)

    def rows(self, table: Table) -> None:
        grid = self.word.add_table(rows=1, cols=len(table.columns))
        for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
            cell.paragraphs[0].style = "Table Head"
            self.run(cell.paragraphs[0], column.label)
        for row in table.rows:
            for cell, words in zip(grid.add_row().cells, row, strict=True):
                cell.paragraphs[0].style = "Table Text"
                self.inline(cell.paragraphs[0], words)

    def signatures(self) -> None:
        for title, group in self.paper.signatures:
            head = self.line("Heading 4", title)
            head.paragraph_format.space_before = Pt(18)
            for one in group:
                self.signature(one)

    def signature(self, one: Signature) -> None:
        line = self.word.add_paragraph(style="Body Text")
        line.paragraph_format.space_after, line.paragraph_format.keep_together = Pt(3), True
        self.run(line, one.name).bold = True
        if one.beneath:
            line.add_run("\t")
            self.run(line, one.beneath).style = "Quiet"
        line.paragraph_format.tab_stops.add_tab_stop(Mm(82))

    def annexes(self) -> None:
        if not self.paper.annexes:
            return
        self.line("Heading 4", self.paper.annexes_title)
        for number, title in enumerate(self.paper.annexes, 1):
            self.line("Body Text", f"{number}. {title}").paragraph_format.space_after = Pt(2)

    def line(self, style: str, text: str) -> WordParagraph:
        paragraph = self.word.add_paragraph(style=style)
        if text:
            self.run(paragraph, text)
        return paragraph

    def run(self, paragraph: WordParagraph, text: str) -> docx.text.run.Run:
        """Append a run that says which language it is in."""
        run = paragraph.add_run(text)
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), CODES[self.paper.language])
        lang.set(qn("w:eastAsia"), CODES["ko"])
        run._r.get_or_add_rPr().append(lang)
        return run

    def inline(self, paragraph: WordParagraph, inline: Inline) -> None:
        for part in inline:
            if part.text:
                run = self.run(paragraph, part.text)
                run.bold, run.italic = True if part.bold else None, True if part.italic else None
            if part.note:
                self.footnotes.mark(paragraph.add_run(), part.note, CODES[self.paper.language])
