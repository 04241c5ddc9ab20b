"""From an edition to a document: its texts with bound numbers, and the blocks that other packages offer for its sections.

Publishing knows no activity and no letter. A section names what stands under it; `blocks.provided` gives it.
May import: the foundation, claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Colophon,
    Document,
    Entry,
    Paragraph,
    Request,
    Run,
    Section,
    provided,
    providers,
)
from bandi.foundation.records.inline import literal, text_of
from bandi.foundation.reference.dates import DateSpan, Precision
from bandi.foundation.reference.texts import Language, language_of
from bandi.foundation.reference.writing import write_day, write_span
from bandi.publishing.arranging import STRUCTURE, Leaf, arranged, untitled
from bandi.publishing.covers import picture_of
from bandi.publishing.filling import filled
from bandi.publishing.models import Edition, EditionSection
from bandi.publishing.texts import BoundNumbers, blocks_of
from bandi.publishing.untranslated import count_untranslated
from bandi.register.claims.numbers import marks_in


@dataclass
class Assembly:
    """An edition while it is put together.

    content:  names of all blocks the edition asks for.
    shared:   what providers share; "edition.content" tells them which blocks stand under which headings.
    problems: names of blocks that nobody offers, each with the section that asks for it.
    """

    edition: Edition
    language: Language
    numbers: BoundNumbers
    content: frozenset[str] = frozenset()
    shared: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, edition: Edition, sections: list[EditionSection], marks: frozenset[str] | None = None) -> Assembly:
        """Begin to put an edition together. marks: of the numbers that will be printed, where not all may be."""
        language = language_of(edition.language)
        places: dict[str, set[str]] = {}
        for section in sections:
            for item in section.content if section.is_printed else ():
                places.setdefault(name_of(item), set()).add(str(section.heading or ""))
        shared: dict[str, Any] = {"edition.content": places}
        return cls(edition, language, BoundNumbers.read(edition.year, language, marks), frozenset(places), shared)

    def request(self, heading: UUID | None = None, keep: tuple[str, str] | None = None) -> Request:
        """Return what is asked of a provider; all requests of one assembly share what was read."""
        edition = self.edition
        return Request(
            edition.starts_on, edition.ends_on, self.language, str(heading) if heading else "", keep, self.shared
        )

    def blocks(self, item: str, section: EditionSection) -> tuple[Block, ...]:
        """Return the blocks called `item` ("scholarships_table?channel=own") for a section."""
        name = name_of(item)
        if not _is_offered(name):
            return ()
        if name not in providers():
            self.problems.append((name, section.title))
            return ()
        return provided(name, self.request(section.heading, _filter(item)))

    def offered(self, name: str) -> tuple[Block, ...]:
        """Return the blocks called `name` for the whole edition; nothing where nobody offers them."""
        return provided(name, self.request()) if name in providers() else ()

    def signature(self) -> Iterator[Block]:
        """Yield who signs the foreword and when."""
        edition = self.edition
        if edition.signed_by:
            yield Paragraph(literal(edition.signed_by, self.language, bold=True), "quote")
        if edition.dated_on:
            yield Paragraph((Run(write_day(edition.dated_on, self.language)),), "small")


def edition_document(edition: Edition, account: Account | None) -> Document:
    """Return an edition as a document, ready to be drawn.

    account: who asks; None for the house itself. What is printed does not depend on who asks: it is made for the public.
    Raises:  NotPermitted.
    """
    return assembled(edition, account)[0]


def assembled(edition: Edition, account: Account | None) -> tuple[Document, Assembly]:
    """Return the document and what was met on the way (blocks that nobody offers). Raises: NotPermitted."""
    require(account, Permission.RECORDS_READ)
    sections = list(edition.sections.order_by("order"))
    assembly = Assembly.of(edition, sections)
    leaves = filled(_leaves(sections, assembly), assembly.content, assembly.offered, assembly.language)
    masthead = next((block for block in assembly.offered("masthead") if isinstance(block, Entry)), Entry(title=()))
    statement, mission = _mission(assembly)
    document = Document(
        title=edition.title,
        organisation=text_of(masthead.title) or edition.subtitle,
        abbreviation=masthead.kind,
        period=_period(edition, assembly.language),
        language=assembly.language,
        sections=arranged(leaves),
        colophon=Colophon(masthead.facts, _made(assembly.language)),
        mission=mission,
        statement=statement,
        dated_on=edition.dated_on,
        cover=picture_of(edition, account),
    )
    return replace(document, untranslated=count_untranslated(document)), assembly


def section_preview(section: EditionSection, body_text: str, account: Account | None = None) -> Section:
    """Return one section as it would be printed with `body_text` as its text, without its sub-sections.

    Raises: NotPermitted.
    """
    require(account, Permission.RECORDS_READ)
    is_asking = any(_is_offered(name_of(item)) for item in section.content)
    asked = list(section.edition.sections.only("edition", "is_printed", "heading", "content")) if is_asking else []
    assembly = Assembly.of(section.edition, asked, marks_in(body_text))
    blocks = untitled(_blocks(section, body_text, assembly), section.title)
    return Section(section.key, section.title, section.level, tuple(blocks))


def _is_offered(name: str) -> bool:
    """Return whether blocks of a name come from a provider; the others are made of the edition itself."""
    return name not in STRUCTURE and name != "foreword"


def name_of(item: str) -> str:
    """Return the name of blocks without its filter."""
    return item.partition("?")[0].strip()


def _filter(item: str) -> tuple[str, str] | None:
    column, separator, value = item.partition("?")[2].partition("=")
    return (column.strip(), value.strip()) if separator else None


def _leaves(sections: list[EditionSection], assembly: Assembly) -> list[Leaf]:
    """Return the tree of printed sections; what stands under a section that is not printed is not printed either."""
    leaves: dict[UUID, Leaf] = {}
    roots: list[Leaf] = []
    for section in sorted(sections, key=lambda row: (row.level, row.order)):
        if not section.is_printed or (section.parent_id and section.parent_id not in leaves):
            continue
        leaf = Leaf(section.key, section.title, tuple(name_of(item) for item in section.content))
        leaves[section.id] = leaf
        (leaves[section.parent_id].children if section.parent_id else roots).append(leaf)
    for section in sections:
        if leaf := leaves.get(section.id):
            leaf.blocks = tuple(_blocks(section, section.body, assembly))
    return roots


def _blocks(section: EditionSection, body: str, assembly: Assembly) -> Iterator[Block]:
    names = [name_of(item) for item in section.content]
    yield from blocks_of(body, assembly.numbers, lead=section.level == 1)
    for item in section.content:
        yield from assembly.blocks(item, section)
    if "foreword" in names:
        yield from assembly.signature()


def _mission(assembly: Assembly) -> tuple[str, tuple[str, ...]]:
    """Return the purpose and the points of the mission for their own page, where the edition wants them."""
    if assembly.content and "mission" not in assembly.content:
        return "", ()
    statement, points = "", []
    for block in assembly.offered("mission"):
        if isinstance(block, Paragraph):
            statement = statement or text_of(block.runs)
        elif isinstance(block, Bullets):
            points.extend(text_of(item) for item in block.items)
    return statement, tuple(points)


def _period(edition: Edition, language: Language) -> str:
    first, last = edition.starts_on, edition.ends_on
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    return write_span(DateSpan(first, last, Precision.RANGE), language)


def _made(language: Language) -> str:
    return {
        "en": "Every entry, table and chart of this report, and every number counted in it, was drawn from the organisation's records.",
        "ko": "이 보고서의 활동, 표, 그림과 수치는 단체의 기록에서 가져왔습니다.",
    }[language]
