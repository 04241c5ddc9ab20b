"""What HWP and HWPX files hide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bandi.parsing.inside import Part
from bandi.parsing.readers.markup import attribute, local, tree
from bandi.parsing.readers.unseen.pieces import Unseen, words_of


def hangul(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer memos, hidden remarks, tracked changes and properties of HWP and HWPX."""
    from bandi.parsing.readers.hangul import parts_of

    found = Unseen()
    for name, content in sorted(parts_of(document, job["kind"]).items()):
        short = name.rpartition("/")[2].removesuffix(".xml")
        if not name.endswith((".xml", ".hpf")) or not content:
            continue
        for one in tree(content).iter():
            tag = local(one)
            if tag == "meta" and attribute(one, "name") in {"creator", "lastsaveby", "subject", "description", "keyword"}:
                found.add("author" if attribute(one, "name") in {"creator", "lastsaveby"} else "property", attribute(one, "name"), one.text)
            elif tag in {"creator", "title"} and name.endswith(".hpf"):
                found.add("author" if tag == "creator" else "property", tag, one.text)
            elif tag == "hiddenComment" or (tag == "fieldBegin" and attribute(one, "type") == "MEMO"):
                found.add("comment", short, words_of(one) or "…")
            elif tag == "shapeComment":
                found.say(f"{short} alt", words_of(one))
            elif tag in {"deleteBegin", "insertBegin"}:
                found.add("deleted" if tag == "deleteBegin" else "inserted", short, "…")
    yield found.part()
