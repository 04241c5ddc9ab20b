"""Pages for paper: the five shares, and the four pages that help on the worst day. Plain text, and PDF set by typst.

Both are made from data that is never read as markup, with the fonts of the house and nothing from the system or the network.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from bandi.locks import shares

_TEMPLATES = Path(__file__).resolve().parent / "paper"
PAGES = ("restore", "recover", "laptop", "arrest")
"""Restore on another machine; recover when people are lost; a stolen laptop; an arrest or a search."""
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class SharePage:
    """What stands on one holder's page."""

    number: int
    words: str
    fingerprint: str
    made_on: str

    def text(self) -> str:
        """Return the page as plain text, for a printer that knows nothing else."""
        words = self.words.split()
        rows = [
            "   ".join(f"{at + 1:>2} {words[at]:<10}" for at in range(row, shares.WORDS, 11)).rstrip() for row in range(11)
        ]
        filled = [template.format(number=self.number, fingerprint=self.fingerprint, made_on=self.made_on) for template in _SHARE]
        return "\n".join([filled[0], "", *rows, "", *filled[1:]])


_SHARE = (
    "반디 복구 조각 {number} / 5   ·   Bandi recovery share {number} of 5\n{made_on}   {fingerprint}",
    "다섯 조각 가운데 아무 세 조각이 모이면 사무실을 되살릴 수 있습니다. 두 조각으로는 아무것도 알 수 없습니다.\n"
    "사진을 찍거나 컴퓨터, 전화기에 옮겨 적지 마세요. 다른 조각을 가진 사람과 같은 곳에 두지 마세요.\n"
    "조각을 달라는 연락을 받으면 이미 알고 있는 번호로 직접 전화해 확인하세요. 잃어버렸으면 그날 알려 주세요.",
    "",
    "Any three of the five shares bring the office back. Two tell nothing at all.\n"
    "Do not photograph it, or type it into a computer or a telephone. Do not keep it where another holder keeps hers.\n"
    "If you are asked for it, call back on a number you already know. If you lose it, say so the same day.",
)


def share_pages(lists: list[str], *, fingerprint: str, made_on: str) -> list[SharePage]:
    """Return a page for each share."""
    return [SharePage(number, words, fingerprint, made_on) for number, words in enumerate(lists, 1)]


def share_pdf(page: SharePage) -> bytes:
    """Return one holder's page as PDF, A4."""
    ko, _, en = _SHARE[1:]
    document = {
        "number": page.number, "words": page.words.split(), "fingerprint": page.fingerprint, "made_on": page.made_on,
        "ko": ko.split("\n"), "en": en.split("\n"),
    }  # fmt: skip
    return _set("share.typ", document)


def page_source(name: str, language: str) -> Path:
    """Return where the Markdown of a page stands."""
    return Path(settings.PAPER_PAGES) / f"{name}.{language}.md"


def page_pdf(name: str, language: str) -> bytes:
    """Return one of the four pages as PDF, A4."""
    return _set("page.typ", {"language": language, "blocks": blocks(page_source(name, language).read_text()), "footer": _FOOTER[language]})


_FOOTER = {
    "ko": ("반디 · 반디를 새 판으로 올리면 이 종이도 다시 인쇄합니다.", "인쇄한 날:"),
    "en": ("Bandi · Print this page anew when Bandi was updated.", "Printed on:"),
}


def blocks(markdown: str) -> list[dict[str, Any]]:
    """Return the blocks of a page: headings, paragraphs, steps, points (to be ticked or only read), commands, and blanks to be filled in by hand."""
    found: list[dict[str, Any]] = []
    for line in markdown.splitlines():
        if not line.strip():
            found.append({"kind": "gap", "runs": []})
            continue
        for kind, pattern in _KINDS:
            if match := re.match(pattern, line):
                found.append({"kind": kind, "number": match.groupdict().get("number"), "runs": _runs(match["text"])})
                break
    return [block for block in found if block["kind"] != "gap"]


_KINDS = (
    ("title", r"# (?P<text>.*)"),
    ("heading", r"## (?P<text>.*)"),
    ("step", r"(?P<number>\d+)\. (?P<text>.*)"),
    ("command", r"\s{3,}`(?P<text>[^`]*)`$"),
    ("tick", r"- \[ \] (?P<text>.*)"),
    ("point", r"- (?P<text>.*)"),
    ("blank", r"(?P<text>.*:) _{3,}$"),
    ("paragraph", r"(?P<text>.*)"),
)


def _runs(text: str) -> list[dict[str, str]]:
    runs = []
    for part in re.split(r"(`[^`]*`|\*\*[^*]*\*\*|\*[^*]*\*)", text):
        if part.startswith("`"):
            runs.append({"kind": "code", "text": part[1:-1]})
        elif part.startswith("**"):
            runs.append({"kind": "strong", "text": part[2:-2]})
        elif part.startswith("*"):
            runs.append({"kind": "name", "text": part[1:-1]})
        elif part:
            runs.append({"kind": "plain", "text": part})
    return runs


def _set(template: str, document: dict[str, Any]) -> bytes:
    result = typst.compile(
        str(_TEMPLATES / template), root=str(_TEMPLATES), font_paths=[str(settings.FONTS)], ignore_system_fonts=True,
        format="pdf", sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
    )  # fmt: skip
    assert isinstance(result, bytes)
    return result


def write_share_pages(folder: Path, pages: Iterable[SharePage]) -> list[Path]:
    """Write each page as PDF and text, readable by its owner only, and return the files. Raises: FileExistsError, OSError."""
    files = []
    for page in pages:
        for ending, body in (("pdf", share_pdf(page)), ("txt", page.text().encode())):
            file = folder / f"share-{page.number}.{ending}"
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
                handle.write(body)
            files.append(file)
    return files
