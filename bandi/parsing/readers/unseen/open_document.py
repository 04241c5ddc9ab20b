"""What ODT, ODS and ODP files hide."""

from __future__ import annotations

from typing import Any

from bandi.parsing.readers.markup import attribute, local
from bandi.parsing.readers.unseen.pieces import Unseen, words_of


def open_document(root: Any, short: str, found: Unseen) -> None:
    """Add what a part of content or of styles hides."""
    hidden = {
        attribute(style, "name") for style in root.iter("{*}style")
        if any(attribute(one, "display") == "none" or attribute(one, "visibility") in {"hidden"} for one in style)
    }  # fmt: skip
    table = ""
    for one in root.iter():
        tag = local(one)
        if tag == "table":
            table = attribute(one, "name")
            if attribute(one, "style-name") in hidden:
                found.add("hidden_sheet", table, table)
        elif tag == "annotation":
            found.add("comment", table or short, words_of(one) or "…")
            found.add("author", table or short, next((child.text for child in one if local(child) == "creator"), ""))
        elif tag == "deletion":
            found.add("deleted", short, words_of(one))
        elif tag == "hidden-text":
            found.add("hidden_text", short, attribute(one, "string-value") or words_of(one))
        elif tag == "hidden-paragraph" or (tag in {"span", "p"} and attribute(one, "style-name") in hidden):
            found.add("hidden_text", short, words_of(one))
        elif tag in {"title", "desc"} and local(one.getparent()) != "meta":
            found.say(f"{short} alt", one.text)
        elif tag == "change-info":
            found.add("author", short, next((child.text for child in one if local(child) == "creator"), ""))
        elif tag in {"user-field-decl", "variable-set"}:
            found.say(f"{short} fields", attribute(one, "string-value"))
        elif tag == "page" and attribute(one, "style-name") in hidden:
            found.add("hidden_sheet", attribute(one, "name") or short, words_of(one))
        elif tag == "notes":
            found.add("notes", short, words_of(one))
        elif tag in {"table-row", "table-column"} and attribute(one, "visibility") in {"collapse", "filter"}:
            found.add("hidden_row" if tag == "table-row" else "hidden_column", table, words_of(one) or table)
