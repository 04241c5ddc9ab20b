"""The exported page: whole in itself, quiet, readable by machine and by ear."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from bandi.foundation.records.blocks import Language

_VOID = {"meta", "br", "img", "link", "input", "hr", "col"}


class _Reader(HTMLParser):
    """Collects tags and attributes, and complains about tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_asks_nobody_for_anything(page: str) -> None:
    for tag, attributes in read(page).tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "base", "img", "form"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in {"href", "src", "xlink:href", "action", "poster", "srcset"}:
                assert (value or "").startswith("#")
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert all(
        target.startswith("data:font/woff2;base64,")
        for style in styles
        for target in re.findall(r"url\((.*?)\)", style)
    )
    assert "@import" not in page


def test_the_page_carries_its_own_policy(page: str) -> None:
    policy = next(attributes for tag, attributes in read(page).tags if attributes.get("http-equiv"))

    assert policy["http-equiv"] == "Content-Security-Policy"
    assert (policy["content"] or "").startswith(
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    )


def test_the_page_is_small_enough_to_be_sent_by_mail(page: str, language: Language) -> None:
    assert len(page.encode()) < (1_500_000 if language == "ko" else 500_000)


def test_ids_are_unique_and_every_link_within_the_page_arrives(page: str) -> None:
    tags = read(page).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    targets = {(attributes.get("href") or "")[1:] for tag, attributes in tags if tag == "a"}
    described = {name for _, attributes in tags for name in (attributes.get("aria-labelledby") or "").split()}

    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert described <= set(ids)


def test_notes_lead_there_and_back(page: str) -> None:
    for number in (1, 2):
        assert f'id="mark-{number}" href="#note-{number}"' in page
        assert f'<li id="note-{number}">' in page
        assert f'href="#mark-{number}" role="doc-backlink"' in page


def test_each_drawing_is_followed_by_its_values(page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)

    assert len(figures) == 4
    for figure in figures:
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in figure
        assert "<details><summary>" in figure
        assert "<tbody><tr><td" in figure


def test_languages_are_marked(page: str, language: Language) -> None:
    other = "ko" if language == "en" else "en"

    assert f'<html lang="{language}">' in page
    assert f'<span class="tag">{other.upper()}</span> <span lang="{other}">' in page


def test_headings_do_not_skip_a_level(page: str) -> None:
    levels = [int(tag[1]) for tag, _ in read(page).tags if re.fullmatch(r"h[1-6]", tag)]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
