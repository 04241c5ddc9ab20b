"""What a file carries unseen, and what is said beneath its pictures. Works on what `bandi.parsing` read: its facts and its problems.

May import: this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bandi.disclosure.finding import find
from bandi.disclosure.known import Known
from bandi.disclosure.plain import Later

_AUTHORS = Later(r"author|creator|lastmodifiedby|last_modified_by|modifiedby|manager|artist|owner|byline|photographer|작성자|만든이|저자|마지막.?저장", re.I)
_PLACES = Later(r"gps|latitude|longitude|location|place|geo|위치|촬영지", re.I)
_COMMENTS = Later(r"comment|annotation|메모|주석|remark|note", re.I)
_DEVICES = Later(r"serial|device|imei|uniqueid|mac.?address|hostname|computer|path|template", re.I)
_WORDS = Later(r"title|subject|keyword|description|caption|category|제목|설명", re.I)
_SOFTWARE = Later(r"microsoft|libreoffice|openoffice|adobe|acrobat|typst|pdfium|quartz|skia|chrom|word\b|excel|한글|hancom|한컴|hwp|python|openpyxl|cairo|latex|ghostscript|bandi|canva|indesign|camera|android|iphone os|^\W*$|\bv?\d+\.\d+", re.I)
_INSIDE = {"changes-inside": "changes", "comments-inside": "comments", "hidden-inside": "hidden_text", "attachments-inside": "attachments"}
_NOBODY = Later(r"^(?:un-?named|unknown|user|admin|administrator|owner|author|guest|pc|사용자|관리자|none|null|-)$", re.I)
_PICTURED = Later(
    r"(?:증언자|생존자|피해자|탈북민|탈북자|탈북\s?(?:여성|청소년|학생)|내담자|아동|학생)[^.\n]{0,18}(?:얼굴|모습|사진|오른쪽|왼쪽|가운데|뒷모습)|(?:왼쪽|오른쪽|가운데)[^.\n]{0,14}(?:증언자|생존자|피해자|탈북민|탈북자|내담자)|"
    r"\b(?:survivor|witness|escapee|defector|victim|client|rescued|student|child|girl|boy|woman|man)\b[^.\n]{0,24}\b(?:left|right|centre|center|middle|face|portrait|pictured|photographed|photo)\b|\b(?:face|portrait|photo(?:graph)?|picture) of (?:a|the|our|one) (?:\w+ ){0,2}(?:survivor|witness|escapee|defector|victim|client|student|child|girl|boy)\b|"
    r"\b(?:left|right|centre|center|middle)\b[^.\n]{0,14}\b(?:survivor|witness|escapee|defector|victim|client)\b", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileLeak:
    """What a file tells. where: "name", "metadata:author", "inside", "caption:2". detail: a word of `reasons.DETAILS`."""

    where: str
    detail: str
    is_sure: bool = False


def find_in_file(
    name: str = "", facts: Mapping[str, str] | Iterable[tuple[str, str]] = (), problems: Sequence[str] = (), captions: Sequence[str] = (), known: Known | None = None
) -> list[FileLeak]:
    """Return what a file's name, its metadata, what is hidden inside and its captions tell.

    facts, problems: as `bandi.parsing.read` gives them. The house's own name as author is open where the caller says so.
    """
    known = known or Known()
    found: list[FileLeak] = []
    if name and find(re.sub(r"\.[A-Za-z\d]{1,5}$", "", name).replace("_", " "), known=known):
        found.append(FileLeak("name", "file_name"))
    for key, value in facts.items() if isinstance(facts, Mapping) else facts:
        detail = _fact(key, value, known)
        if detail:
            found.append(FileLeak(f"metadata:{key}", detail, detail in {"gps", "author"}))
    found += [FileLeak("inside", detail, True) for problem, detail in _INSIDE.items() if problem in problems]
    for number, caption in enumerate(captions, start=1):
        if find(caption, known=known):
            found.append(FileLeak(f"caption:{number}", "caption"))
        elif _PICTURED.search(caption):
            found.append(FileLeak(f"caption:{number}", "pictured"))
    return found


_UNSEEN = {
    "comment": "comments", "deleted": "changes", "inserted": "changes", "hidden_text": "hidden_text", "hidden_sheet": "hidden_text", "hidden_row": "hidden_text",
    "hidden_column": "hidden_text", "notes": "notes", "attachment": "attachments", "place": "gps",
}  # fmt: skip


def unseen_detail(kind: str, text: str, known: Known) -> str:
    """Return the detail under which a piece that a file hides tells, or nothing: kinds as `bandi.parsing.hidden` gives them.

    What people wrote and hid always tells; who wrote it, unless it is nobody or open; a title or keyword only where something is found in it.
    """
    if kind in _UNSEEN:
        return _UNSEEN[kind]
    if kind == "author":
        return _fact("author", text, known)
    if kind == "device":
        return "device"
    return "metadata" if find(text, known=known) else ""


def _fact(key: str, value: str, known: Known) -> str:
    """Return the detail under which one piece of metadata tells, or nothing."""
    words = value.strip()
    if not words:
        return ""
    if _PLACES.search(key):
        return "gps"
    if _AUTHORS.search(key):
        is_nobody = _SOFTWARE.search(words) or _NOBODY.match(words) or known.is_open_name(words) or known.is_open_contact(words)
        return "" if is_nobody else "author"
    if _COMMENTS.search(key):
        return "comments"
    if _DEVICES.search(key):
        return "device" if re.search(r"\d{5}|[\\/](?:Users|home)[\\/]", words) else ""
    return "metadata" if _WORDS.search(key) and find(words, known=known) else ""
