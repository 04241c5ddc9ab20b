"""The document as one HTML page that needs nothing else: no script, no network, faces and drawings within.

Everything a person wrote is escaped. The page carries its own policy (`default-src 'none'`), so that even a mistake here
could not make it load or run anything.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Entry,
    Fact,
    Inline,
    Map,
    Paragraph,
    Run,
    Section,
    Table,
)
from bandi.publishing.press.charts import draw_for_screen
from bandi.publishing.press.cleaning import cleaned
from bandi.publishing.press.faces import FOLDER as FONTS
from bandi.publishing.press.lettering import stable_id
from bandi.publishing.press.map import draw_map
from bandi.publishing.press.motif import cover_of
from bandi.publishing.press.notes import colophon_notes
from bandi.publishing.press.numbering import Numbering, numbered
from bandi.publishing.press.words import Words, other_language, words_of

_STYLES = Path(__file__).resolve().parent / "templates" / "report.css"
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
)
_FACES = (
    ("Bandi Sans", 400, "normal", "BandiSans-Regular"),
    ("Bandi Sans", 600, "normal", "BandiSans-SemiBold"),
    ("Bandi Serif", 400, "normal", "BandiSerif-Regular"),
    ("Bandi Serif", 400, "italic", "BandiSerif-Italic"),
)
_HANGUL_RANGE = "U+1100-11FF, U+3130-318F, U+AC00-D7A3"
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ENOUGH_HANGUL = 1000
_SHORT_CELL = 12
_SAFE_ID = re.compile(r"[A-Za-z][\w.-]{0,80}")


def write_html(document: Document) -> str:
    """Return the whole page. A Korean edition is about 1.2 MB, an English one 0.4 MB, nearly all of it faces."""
    return _Page(cleaned(document)).page()


class HtmlInMaking:
    """A document as one page. Nothing of it is drawn beside the caller: it is written when it is asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def finished(self) -> bytes:
        """Write it and return the file."""
        return write_html(self._document).encode()

    def stop(self) -> None:
        """Let it go: nothing was written yet."""


class _Page:
    """Writes one page; `notes` gathers the footnotes in the order in which their marks appear."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: Words = words_of(document.language)
        self.numbering: Numbering = numbered(document)
        self.notes: list[str] = []
        self.anchors: dict[int, str] = {}
        self.taken: set[str] = {"text", "contents", "notes", "colophon"}

    def page(self) -> str:
        document, words = self.document, self.words
        self.name_sections(document.sections)
        body = "".join(self.section(section, 2) for section in document.sections)
        if not document.sections:
            body = f'<p class="empty">{escape(words.empty)}</p>'
        content = self.cover() + self.contents() + f'<main id="text">{self.mission()}{body}{self.endnotes()}</main>'
        content += self.colophon()
        return (
            f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
            f'<meta name="author" content="{escape(document.organisation)}">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{escape(document.title)} · {escape(document.organisation)}</title>\n"
            f"<style>{_faces(_needs_hangul(content, document))}{_styles()}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#text">{escape(words.skip)}</a>\n{content}\n</body>\n</html>\n'
        )

    def name_sections(self, sections: Iterable[Section]) -> None:
        for section in sections:
            name = section.key if _SAFE_ID.fullmatch(section.key) else stable_id(section.key, section.title)
            while name in self.taken:
                name += "-"
            self.taken.add(name)
            self.anchors[id(section)] = name
            self.name_sections(section.children)

    def cover(self) -> str:
        document = self.document
        period = "" if document.period in document.title else f'<p class="period">{escape(document.period)}</p>'
        drawing = "" if document.cover else cover_of(document, height=150)
        picture = ""
        if document.cover:
            image = b64encode(document.cover.image).decode("ascii")
            picture = f'<img class="cover-picture" src="data:image/jpeg;base64,{image}" alt="{escape(document.cover.alt)}">'
        return (
            f'<header class="cover{" has-picture" if document.cover else ""}">{drawing}<div class="cover-words">'
            f'<p class="organisation">{escape(document.organisation)}</p><h1>{escape(document.title)}</h1>{period}'
            f'<p class="edition">{escape(self.words.edition)}</p></div>{picture}</header>'
        )

    def contents(self) -> str:
        if not self.document.sections:
            return ""
        items = "".join(self.contents_item(section, 2) for section in self.document.sections)
        label = escape(self.words.contents)
        return f'<nav id="contents" aria-labelledby="contents-head"><h2 id="contents-head">{label}</h2><ol>{items}</ol></nav>'

    def contents_item(self, section: Section, depth: int) -> str:
        inner = "".join(self.contents_item(child, depth - 1) for child in section.children) if depth > 1 else ""
        link = f'<a href="#{escape(self.anchors[id(section)])}">{escape(section.title)}</a>'
        return f"<li>{link}{f'<ol>{inner}</ol>' if inner else ''}</li>"

    def mission(self) -> str:
        document = self.document
        if not document.mission and not document.statement:
            return ""
        statement = f'<p class="statement">{escape(document.statement)}</p>' if document.statement else ""
        points = "".join(f"<li>{escape(point)}</li>" for point in document.mission)
        return (
            f'<section class="mission" aria-labelledby="mission"><h2 id="mission">{escape(self.words.mission)}</h2>'
            f"{statement}{f'<ul>{points}</ul>' if points else ''}</section>"
        )

    def section(self, section: Section, rank: int) -> str:
        rank = min(rank, 6)
        blocks = "".join(self.block(block, rank + 1) for block in section.blocks)
        children = "".join(self.section(child, rank + 1) for child in section.children)
        anchor = escape(self.anchors[id(section)])
        return (
            f'<section class="depth-{rank - 1}" aria-labelledby="{anchor}">'
            f'<h{rank} id="{anchor}">{escape(section.title)}</h{rank}>{blocks}{children}</section>\n'
        )

    def block(self, block: Block, rank: int) -> str:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        if isinstance(block, Bullets):
            name = "ol" if block.numbered else "ul"
            return f"<{name}>{''.join(f'<li>{self.inline(item)}</li>' for item in block.items)}</{name}>"
        if isinstance(block, Entry):
            return self.entry(block, rank)
        if isinstance(block, Table):
            return self.table(block, f"{self.words.table} {self.numbering.table(block)}")
        return self.drawing(block)

    def paragraph(self, paragraph: Paragraph) -> str:
        words = self.inline(paragraph.runs)
        if paragraph.style == "quote":
            return f"<blockquote><p>{words}</p></blockquote>"
        mark = "" if paragraph.style == "body" else f' class="{paragraph.style}"'
        return f"<p{mark}>{words}</p>"

    def entry(self, entry: Entry, rank: int) -> str:
        rank = min(6, rank + entry.level)
        parts = ((entry.when, "when"), (entry.where, "where"), (entry.kind, "kind"))
        beside = "".join(f'<p class="{mark}">{escape(text)}</p>' for text, mark in parts if text)
        return (
            f'<article class="entry{" nested" if entry.level else ""}"><h{rank}>{self.inline(entry.title)}</h{rank}>'
            f'<div class="beside">{beside}</div><div class="told">{self.facts(entry.facts)}'
            f"{''.join(self.block(part, rank) for part in entry.body)}</div></article>\n"
        )

    def facts(self, facts: Iterable[Fact]) -> str:
        lines = "".join(f"<div><dt>{escape(fact.label)}</dt><dd>{self.inline(fact.value)}</dd></div>" for fact in facts)
        return f"<dl>{lines}</dl>" if lines else ""

    def drawing(self, block: Chart | Map) -> str:
        drawing, language = self.numbering.drawing(block), self.document.language
        svg = draw_map(block, language=language) if isinstance(block, Map) else draw_for_screen(block, language=language)
        caption = self.caption(drawing.title(self.words), block.caption)
        data = self.plain_table(drawing.data, "")
        return (
            f'<figure class="wide"><figcaption>{caption}</figcaption><div class="drawing" role="group" tabindex="0" aria-label="{escape(block.caption)}">{svg}</div>{self.source(block.source)}'
            f"<details><summary>{escape(self.words.data)}</summary>{data}</details></figure>\n"
        )

    def table(self, table: Table, label: str) -> str:
        return f'<div class="wide">{self.plain_table(table, label)}{self.source(table.source)}</div>\n'

    def plain_table(self, table: Table, label: str) -> str:
        if not table.columns:
            return ""
        head = "".join(f'<th scope="col"{_end(column)}>{escape(column.label)}</th>' for column in table.columns)
        rows = "".join(f"<tr>{self.cells(row, table.columns)}</tr>" for row in table.rows)
        foot = f"<tfoot><tr>{self.cells(table.total, table.columns)}</tr></tfoot>" if table.total else ""
        caption = self.caption(label, table.caption)
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(table.caption)}"><table>'
            f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table></div>"
        )

    def cells(self, row: tuple[Inline, ...], columns: tuple[Column, ...]) -> str:
        filled = (*row, *(() for _ in range(len(columns) - len(row))))
        last = len(columns) - 1
        return "".join(
            f"<td{_end(columns[min(index, last)], cell)}>{self.inline(cell)}</td>" for index, cell in enumerate(filled)
        )

    def caption(self, label: str, words: str) -> str:
        number = f'<span class="number">{escape(label)}</span> ' if label else ""
        return f"{number}{escape(words)}"

    def source(self, source: str) -> str:
        return f'<p class="source">{escape(self.words.source)}: {escape(source)}</p>' if source else ""

    def inline(self, inline: Inline) -> str:
        parts: list[str] = []
        before: Run | None = None
        for run in inline:
            words = escape(run.text).replace("\n", "<br>")
            if run.italic:
                words = f"<em>{words}</em>"
            if run.bold:
                words = f"<strong>{words}</strong>"
            if run.untranslated:
                opens = not (before and before.untranslated)
                tag = f'<span class="tag">{escape(self.words.tag)}</span> ' if opens else ""
                words = f'{tag}<span lang="{other_language(self.document.language)}">{words}</span>'
            parts.append(words + (self.note(run.note) if run.note else ""))
            before = run
        return "".join(parts)

    def note(self, note: str) -> str:
        self.notes.append(note)
        number = len(self.notes)
        return f'<sup><a id="mark-{number}" href="#note-{number}" role="doc-noteref">{number}</a></sup>'

    def endnotes(self) -> str:
        if not self.notes:
            return ""
        back = escape(self.words.back)
        items = "".join(
            f'<li id="note-{number}">{escape(note)} '
            f'<a href="#mark-{number}" role="doc-backlink" aria-label="{back} ({number})">↩</a></li>'
            for number, note in enumerate(self.notes, 1)
        )
        head = escape(self.words.notes)
        return f'<section class="notes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">{head}</h2><ol>{items}</ol></section>'

    def colophon(self) -> str:
        document, words = self.document, self.words
        lines = "".join(f"<p>{escape(note)}</p>" for note in colophon_notes(document, words))
        return (
            f'<footer aria-labelledby="colophon"><h2 id="colophon">{escape(words.colophon)}</h2>'
            f"{self.facts(document.colophon.lines)}{lines}</footer>"
        )


def _end(column: Column, cell: Inline = ()) -> str:
    """Return the classes of a cell: numbers at its end, and short words such as a date kept on one line."""
    tight = 0 < sum(len(run.text) for run in cell) <= _SHORT_CELL
    marks = (["end"] if column.align == "end" else []) + (["tight"] if tight else [])
    return f' class="{" ".join(marks)}"' if marks else ""


def _needs_hangul(content: str, document: Document) -> bool:
    """Return whether Hangul faces are worth their weight; a few words in the other script use the reader's own."""
    return document.language == "ko" or len(_HANGUL.findall(content)) >= _ENOUGH_HANGUL


@cache
def _styles() -> str:
    return _STYLES.read_text(encoding="utf-8")


@cache
def _faces(hangul: bool) -> str:
    rules: list[str] = []
    for family, weight, style, name in _FACES:
        for part, span in (("Latin", ""), ("Hangul", f"unicode-range:{_HANGUL_RANGE};")):
            path = FONTS / "web" / f"{name}.{part}.woff2"
            if path.exists() and (hangul or part == "Latin"):
                letters = b64encode(path.read_bytes()).decode("ascii")
                rules.append(
                    f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};font-display:swap;{span}"
                    f"src:url(data:font/woff2;base64,{letters}) format('woff2')}}"
                )
    return "".join(rules)
