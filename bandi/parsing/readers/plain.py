"""Plain text, in the encodings that reach a Korean office: UTF-8, UTF-16 with its mark, CP949; anything else is guessed and said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import Damaged
from bandi.parsing.inside import Part
from bandi.parsing.readers.gathering import Gathering

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HANGUL = re.compile("[가-힣]")
_ODD = re.compile("[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uf900-\ufaff\ue000-\uf8ff\u2500-\u25ff]")


def decode(document: bytes) -> tuple[str, str, list[str]]:
    """Return the text, the encoding, and problems ("encoding-guessed", "letters-lost"). Raises: Damaged if it is no text."""
    for mark, encoding in _MARKS:
        if document.startswith(mark):
            body = document[len(mark) :]
            try:
                return body.decode(encoding), encoding, []
            except UnicodeDecodeError:
                return body.decode(encoding, "replace"), encoding, ["letters-lost"]
    if b"\x00" in document:
        raise Damaged("bytes that are no text")
    try:
        return document.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    try:
        text = document.decode("cp949")
    except UnicodeDecodeError:
        return _least_bad(document)
    looks_korean = len(_HANGUL.findall(text)) >= len(_ODD.findall(text))
    return text, "cp949", [] if looks_korean else ["encoding-guessed"]


def _least_bad(document: bytes) -> tuple[str, str, list[str]]:
    """A text that is wholly in no encoding: the one that loses fewest letters."""
    attempts = [(document.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "cp949")]
    attempts.append((_line_by_line(document), "utf-8 and cp949"))
    text, encoding = min(attempts, key=lambda one: one[0].count("\ufffd"))
    if text.count("\ufffd") * 20 > len(text):
        return document.decode("cp1252", "replace"), "cp1252", ["encoding-guessed"]
    return text, encoding, ["encoding-guessed", "letters-lost"]


def _line_by_line(document: bytes) -> str:
    """Return a text that was put together from pieces in several encodings: each line in the first that fits it whole."""
    lines = []
    for line in document.split(b"\n"):
        for encoding in ("utf-8", "cp949"):
            try:
                lines.append(line.decode(encoding))
                break
            except UnicodeDecodeError:
                continue
        else:
            lines.append(line.decode("utf-8", "replace"))
    return "\n".join(lines)


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the paragraphs: passages between empty lines; line ends within them are kept."""
    found = Gathering(job)
    text, encoding, problems = decode(document)
    for code in problems:
        found.problem(code)
    found.fact("encoding", encoding)
    for passage in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")):
        if found.is_full:
            break
        found.add("paragraph", passage)
    yield found.part()
