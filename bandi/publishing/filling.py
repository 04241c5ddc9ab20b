"""What an edition gets that nobody arranged: the year at a glance, tables where records exist, the list, the map.

An organisation that has not yet written down the order of its report still gets a whole one.
May import: records.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bandi.foundation.records.blocks import Block
from bandi.foundation.reference.texts import Language
from bandi.publishing.arranging import Leaf


@dataclass(frozen=True)
class _Usual:
    """A section that is usual in a report: its title in both languages and the blocks that stand in it."""

    key: str
    title_en: str
    title_ko: str
    content: tuple[str, ...]
    is_front: bool = False


_USUAL = (
    _Usual("usual-glance", "The Year at a Glance", "한눈에 보는 한 해", ("activity_charts",), is_front=True),
    _Usual("usual-awards", "Awards and Memberships", "수상과 소속", ("awards",), is_front=True),
    _Usual("usual-letters", "Letters and What Was Taken Up", "서한과 반영", ("letters_table", "submissions_table", "citations_table")),
    _Usual("usual-outcomes", "What We Recommended and What Changed", "우리의 권고와 달라진 것", ("recommendations_table", "outcomes_table")),
    _Usual("usual-series", "Figures from Outside", "외부 통계", ("arrivals_table", "arrivals_chart")),
    _Usual("usual-funds", "Assistance and Scholarships", "지원금과 장학금", ("assistance_chart", "scholarships_table")),
    _Usual("usual-grants", "Grants That Carried Our Work", "활동을 뒷받침한 지원금", ("grants_table",)),
    _Usual("usual-material", "Material We Handed Out", "나누어 준 물품", ("material_table",)),
    _Usual("usual-publications", "Publications", "발간물", ("publications_table",)),
    _Usual("usual-media", "In the Media", "언론보도", ("media_list",)),
    _Usual("usual-places", "Where We Work", "활동 지역", ("map",)),
    _Usual("usual-mandate", "Our Mandate", "창립 정신", ("mandate",)),
    _Usual("usual-giving", "How to Support Us", "후원 안내", ("supporters", "accounts", "channels_table")),
)


_FURTHER = _Usual("usual-further", "Further Activities", "그 밖의 활동", ("unplaced_entries",))
_BACK = frozenset({"publications_table", "media_list", "map", "mandate", "supporters", "colophon"})


def filled(
    leaves: list[Leaf], content: frozenset[str], offered: Callable[[str], tuple[Block, ...]], language: Language
) -> list[Leaf]:
    """Return the sections with the usual ones around them, unless somebody arranged the edition already.

    What was entered since the edition was arranged, and stands under none of its headings, gets a section of its own.
    content: names of blocks that the edition's sections ask for. One that asks for anything but entries is arranged.
    """
    leaves = _with_further(leaves, offered, language)
    if content - {"entries"}:
        return leaves
    front, back = [], []
    for usual in _USUAL:
        blocks = tuple(block for name in usual.content for block in offered(name))
        if not blocks:
            continue
        title = usual.title_ko if language == "ko" else usual.title_en
        (front if usual.is_front else back).append(Leaf(usual.key, title, usual.content, blocks))
    return [*front, *leaves, *back]


def _with_further(leaves: list[Leaf], offered: Callable[[str], tuple[Block, ...]], language: Language) -> list[Leaf]:
    """Return the sections with one for what stands nowhere else, before the lists at the back."""
    blocks = tuple(block for name in _FURTHER.content for block in offered(name))
    if not blocks:
        return leaves
    further = Leaf(_FURTHER.key, _FURTHER.title_ko if language == "ko" else _FURTHER.title_en, _FURTHER.content, blocks)
    place = next((number for number, leaf in enumerate(leaves) if set(leaf.content) & _BACK), len(leaves))
    return [*leaves[:place], further, *leaves[place:]]
