"""The design system keeps its promises: escaped rows, contrast, nothing inline, every icon drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from bandi.interfaces.desk import specimen
from bandi.interfaces.desk.templatetags.desk_rows import table_rows

DESK = Path(__file__).resolve().parents[1]
TEMPLATES = DESK / "templates" / "desk"
PARTS = sorted((TEMPLATES / "parts").glob("*.html"))
FRAME = [TEMPLATES / "base.html", TEMPLATES / "base_plain.html", TEMPLATES / "specimen.html"]
TOKENS = (DESK / "static" / "desk" / "css" / "tokens.css").read_text(encoding="utf-8")

STATES = ("agrees", "differs", "absent", "accepted", "unbound")
GROUNDS = ("paper", "surface", "surface-sunk", "surface-hover")

# Level AA of WCAG 2.2: 4.5 for text on its ground (1.4.3), 3 for lines that carry meaning (1.4.11).
TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "link", "amber-ink") for ground in GROUNDS],
    *[(state, f"{state}-wash") for state in STATES],
    *[("ink", f"{state}-wash") for state in (*STATES, "amber")],
    *[(ink, "amber-wash") for ink in ("ink-soft", "ink-faint", "amber-ink")],
    *[("on-action", "action"), ("on-action", "action-hover"), ("on-danger", "danger")],
    *[("differs", "surface"), ("danger", "surface"), ("danger", "paper")],
    *[("rail-ink", "rail"), ("rail-faint", "rail"), ("rail-ink", "rail-raised"), ("rail-ink", "rail-line")],
]
LINE_PAIRS = [
    *[("line-strong", "surface"), ("line-strong", "paper")],
    *[("focus", "paper"), ("focus", "surface"), ("focus", "amber-wash"), ("amber", "rail")],
]


@dataclass(frozen=True)
class Cell:
    text: str
    label: str = "Title"
    kind: str = ""
    url: str = ""


@dataclass(frozen=True)
class Row:
    id: str
    label: str
    cells: tuple[Cell, ...]


def _themes() -> dict[str, dict[str, str]]:
    """Return the colours of light, and of dark as it stands for the system's wish and for the switch."""
    light, wished, switched = (
        dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))
        for block in re.split(r'@media \(prefers-color-scheme: dark\)|:root\[data-theme="dark"\] \{', TOKENS)
    )
    return {"light": light, "dark": {**light, **wished}, "switched": {**light, **switched}}


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(theme: str) -> None:
    colours = _themes()[theme]
    weak = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in TEXT_PAIRS}

    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_line_that_carries_meaning_is_seen(theme: str) -> None:
    colours = _themes()[theme]
    weak = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in LINE_PAIRS}

    assert {pair: value for pair, value in weak.items() if value < 3} == {}


def test_the_switch_shows_the_same_dark_as_the_system() -> None:
    themes = _themes()

    assert themes["dark"] == themes["switched"]
    assert themes["dark"] != themes["light"]


def test_a_cell_never_becomes_markup() -> None:
    row = Row(id='"><b>', label="<i>", cells=(Cell("<script>", label='"><b>', url='"><b>'), Cell("", kind="number")))

    drawn = table_rows({"id": "t", "rows": [row], "selectable": True})

    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_missing_value_is_said_as_well_as_shown() -> None:
    with translation.override("en"):
        drawn = table_rows({"id": "t", "rows": [{"id": 1, "cells": [{"text": ""}, {"text": 0}]}]})

    assert drawn.count("missing</span>") == 1
    assert ">0</td>" in drawn


def test_a_row_has_one_name() -> None:
    cells = (Cell("2031", url="/a"), Cell("Briefing", url="/b"))

    drawn = table_rows({"id": "t", "rows": [Row(id="1", label="x", cells=cells)]})

    assert drawn.count("is-main") == 1
    assert drawn.count('class="cell-link"') == 1


class _Checker(HTMLParser):
    """Collects what the content security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.icons: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.refused += [f"{tag} {name}" for name in names if name == "style" or name.startswith(("on", "hx-on"))]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.refused.append(tag)
        if tag == "use":
            self.icons.add(str(names["href"]).split("#")[1])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_specimen_holds_nothing_that_the_policy_refuses(language: str, settings: object) -> None:
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    checker = _Checker()
    with translation.override(language):
        request = RequestFactory().get("/")
        checker.feed(
            render_to_string("desk/specimen.html", {**specimen.page(language), "request": request, "messages": []})
        )

    sprite = (DESK / "static" / "desk" / "icons.svg").read_text(encoding="utf-8")
    assert checker.refused == []
    assert len(checker.icons) > 20
    assert checker.icons <= set(re.findall(r'symbol id="([\w-]+)"', sprite))


@pytest.mark.parametrize("template", PARTS, ids=lambda path: path.name)
def test_each_part_names_its_context(template: Path) -> None:
    assert template.read_text(encoding="utf-8").startswith("{% comment %}")


def test_each_part_that_pages_use_stands_in_the_readme() -> None:
    readme = (TEMPLATES / "parts" / "README.md").read_text(encoding="utf-8")

    assert [part.name for part in PARTS if not part.name.startswith("_") and f"`{part.name}`" not in readme] == [
        "palette.html"
    ]
