"""The typesetter, run as a process of its own for each document.

typst keeps everything it has ever set in memory, about 60 MB for each report, and offers no way to let go. A process
that ends gives the memory back, cannot hang the one that asked, and costs a tenth of a second.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

from bandi.publishing.press.faces import FOLDER as FONTS

TEMPLATES = Path(__file__).resolve().parent / "templates"

_LONGEST_SECONDS = 180
_PICTURE_DPI = 150

# Run with -I, so that no folder and no variable of the caller decides what is imported.
_CHILD = """
import base64, json, sys
import typst

order = json.load(sys.stdin)
try:
    result = typst.compile(**order)
except typst.TypstError as error:
    json.dump({"error": error.diagnostic}, sys.stdout)
else:
    pages = result if isinstance(result, list) else [result]
    json.dump({"pages": [base64.b64encode(page).decode("ascii") for page in pages]}, sys.stdout)
"""


class TypesettingFailed(Exception):
    """The typesetter could not set a document; `diagnostic` says why and may quote the document, so it is never shown."""

    def __init__(self, diagnostic: str) -> None:
        super().__init__("the document could not be typeset")
        self.diagnostic = diagnostic


class Setting:
    """A document being set beside the caller, who may do something else meanwhile: on two cores the waiting is half as long."""

    def __init__(self, template: str, write: Callable[[], str], kind: Literal["pdf", "png"], settings: dict[str, object]) -> None:
        """Start the process, and while it starts `write` the document for it."""
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            document = write()
        except BaseException:
            self._process.kill()
            self._process.communicate()
            raise
        order = {
            "input": str(TEMPLATES / template),
            "root": str(TEMPLATES),
            "font_paths": [str(FONTS)],
            "ignore_system_fonts": True,
            "format": kind,
            "sys_inputs": {"document": document},
            **settings,
        }
        self._said, self._complained, self._is_late = b"", b"", False
        self._listening = threading.Thread(target=self._listen, args=(json.dumps(order).encode("ascii"),), name="bandi-typesetter", daemon=True)
        self._listening.start()

    def _listen(self, order: bytes) -> None:
        try:
            self._said, self._complained = self._process.communicate(order, timeout=_LONGEST_SECONDS)
        except subprocess.TimeoutExpired:
            self._is_late = True
            self._process.kill()
            self._process.communicate()

    def pages(self) -> list[bytes]:
        """Wait until it is set, and return its pages as pictures, or all of them as one file. Raises: TypesettingFailed."""
        self._listening.join()
        if self._is_late:
            raise TypesettingFailed(f"no answer within {_LONGEST_SECONDS} seconds")
        if self._process.returncode:
            raise TypesettingFailed(self._complained.decode("utf-8", "replace"))
        answer = json.loads(self._said)
        if "error" in answer:
            raise TypesettingFailed(answer["error"])
        return [base64.b64decode(page) for page in answer["pages"]]

    def stop(self) -> None:
        """End it at once; what was set so far is gone."""
        self._process.kill()
        self._listening.join()


def begin_book(write: Callable[[], str], *, dated: datetime, template: str = "report.typ") -> Setting:
    """Begin to set a report, or what another template sets, as PDF/A-2a and PDF/UA-1.

    write: gives the JSON as the template reads it; for a report, as `typesetting.typeset_data` makes it.
    dated: the moment written into the file, in place of the present one.
    """
    return Setting(template, write, "pdf", {"pdf_standards": ["a-2a", "ua-1"], "timestamp": int(dated.timestamp())})


def set_book(document: str, *, dated: datetime, template: str = "report.typ") -> bytes:
    """Return what `begin_book` begins, when it is set. Raises: TypesettingFailed."""
    return begin_book(lambda: document, dated=dated, template=template).pages()[0]


def begin_pictures(draw: Callable[[], list[str]]) -> Setting:
    """Begin to draw SVG drawings, at least one, as PNG, 1,500 pixels wide."""
    return Setting("pictures.typ", lambda: json.dumps(draw()), "png", {"ppi": _PICTURE_DPI})
