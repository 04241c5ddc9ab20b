"""Letters from pictures (OCR), where tesseract is installed. A second jail, fed with pixels that came out of the first.

What it finds is a guess: keep the picture beside the text. On clean pages 3–4 of 100 letters are wrong, on bad scans 25.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Iterable

from bandi.parsing.answers import Block, Pixels, Reading
from bandi.parsing.errors import NotRead
from bandi.parsing.jail import Document, spill
from bandi.parsing.limits import MIB, Limits

_PROGRAM = "/usr/bin/tesseract"
_LANGUAGE = re.compile(r"[a-z]{3}(?:_[a-z]+)?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# A page of 300 dots per inch takes 17 s of processor and 0.5 GB, so the ordinary limits would end it half-way.
PAGE = Limits(memory=1_024 * MIB, processor=90, wall=180, answer=MIB)


def languages() -> frozenset[str]:
    """Return the languages that can be recognised here; empty where tesseract is not installed."""
    if not os.path.exists(_PROGRAM):
        return frozenset()
    listed = subprocess.run([_PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=20, check=False, env={})
    return frozenset(line for line in listed.stdout.splitlines()[1:] if _LANGUAGE.fullmatch(line)) - {"osd"}


def recognise(pages: Iterable[Pixels], *, wanted: tuple[str, ...] = ("kor", "eng")) -> Reading:
    """Return what can be read on pictures of pages; each page in a jail of its own.

    wanted: Korean with English by default: Korean alone garbles Latin letters.
    Raises: NotRead if none of the languages is installed; NoJail, OverLimit, Stopped, Crashed.
    """
    known = languages()
    chosen = [one for one in wanted if one in known]
    if not chosen:
        raise NotRead("no recognition of letters on this machine", kind="picture")
    blocks: list[Block] = []
    count = 0
    for count, page in enumerate(pages, 1):
        picture = b"P6 %d %d 255\n" % (page.width, page.height) + page.rgb
        job = {"do": "recognise", "languages": "+".join(chosen)}
        said = spill(job, Document(io.BytesIO(picture), len(picture)), limits=PAGE, module="bandi.parsing.readers.recognising")
        text = _CONTROL.sub("", said.decode("utf-8", "replace").replace("\f", "\n"))
        blocks += [Block("paragraph", passage.strip(), count) for passage in re.split(r"\n\s*\n", text) if passage.strip()]
    problems = ("recognised",) if blocks else ("no-text",)
    return Reading("recognised", tuple(blocks), count, problems, {"languages": "+".join(chosen)})
