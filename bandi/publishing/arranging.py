"""The section tree of an edition, arranged for print: what frames the book, what stands where, what is left out.

Rules, none of which knows any edition:
- a section that holds the cover or the contents is the frame of the book; what is to be read in it becomes chapters;
- a heading of the same title as the section above it is that section's own text;
- the only entry of a heading, where it bears the same title, is headed by its kind instead;
- a heading that stands wholly in brackets is a remark: what it holds is told with the section above it;
- what holds nothing is left out.
May import: records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bandi.foundation.records.blocks import Block, Entry, Section, plain
from bandi.foundation.records.inline import text_of

FRAME = frozenset({"cover", "contents"})
STRUCTURE = frozenset({"cover", "contents", "mission", "colophon"})


@dataclass
class Leaf:
    """A section as it is stored, before it is arranged.

    content: names of blocks, filters cut off. blocks: what stands here, its text first.
    """

    key: str
    title: str
    content: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    children: list[Leaf] = field(default_factory=list)

    def names(self) -> set[str]:
        """Return the names of blocks that stand here or below."""
        return set(self.content).union(*(child.names() for child in self.children))


def arranged(leaves: Sequence[Leaf]) -> tuple[Section, ...]:
    """Return the sections of the document in the order of reading."""
    sections: list[Section] = []
    for leaf in leaves:
        if leaf.names() & FRAME:
            sections.extend(_chapters(leaf))
        elif (section := _section(leaf, 1)) is not None:
            sections.append(section)
    return tuple(sections)


def _chapters(frame: Leaf) -> Iterable[Section]:
    """Yield the readable parts of the frame as chapters: the foreword, the awards, the year at a glance."""
    if frame.blocks and not set(frame.content) & STRUCTURE:
        yield Section(frame.key, frame.title, 1, frame.blocks)
    for child in frame.children:
        if child.children:
            yield from _chapters(child)
        elif (section := _section(child, 1)) is not None:
            yield section


def _section(leaf: Leaf, level: int) -> Section | None:
    children = list(leaf.children)
    blocks = list(leaf.blocks)
    if children and not children[0].children and _is_own_text(children[0], leaf):
        blocks.extend(children.pop(0).blocks)
    for remark in [child for child in children if not child.children and _is_remark(child.title)]:
        children.remove(remark)
        blocks.extend(remark.blocks)
    inner = tuple(section for child in children if (section := _section(child, level + 1)) is not None)
    if not blocks and not inner:
        return None
    return Section(leaf.key, leaf.title, level, tuple(untitled(blocks, leaf.title)), inner)


def untitled(blocks: Iterable[Block], title: str) -> Iterable[Block]:
    """Yield blocks; the only entry of its rank, where it is titled like the heading above it, is headed by its kind."""
    listed = list(blocks)
    wholes = [block for block in listed if isinstance(block, Entry) and block.level == 0]
    for block in listed:
        if isinstance(block, Entry) and [block] == wholes and block.kind and same_title(text_of(block.title), title):
            yield replace(block, title=plain(block.kind), kind="")
        else:
            yield block


def same_title(one: str, other: str) -> bool:
    """Return whether two titles differ in nothing but case, spacing and punctuation."""
    return _bare(one) == _bare(other) != ""


def _is_own_text(child: Leaf, above: Leaf) -> bool:
    """Return whether a heading repeats the section above it; the key is asked too, so that all languages are arranged alike."""
    return same_title(child.title, above.title) or child.key.rpartition("/")[2] == above.key.rpartition("/")[2]


def _is_remark(title: str) -> bool:
    return title.startswith("(") and title.endswith(")")


def _bare(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()
