"""The typesetter, run as a process of its own for each document.

typst keeps everything it has ever set in memory, about 60 MB for each report, and offers no way to let go. A process
that ends gives the memory back, cannot hang the one that asked, and costs a tenth of a second.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
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


def set_book(document: str, *, dated: datetime, template: str = "report.typ") -> bytes:
    """Return a report, or what another template sets, as PDF/A-2a and PDF/UA-1.

    document: JSON as the template reads it; for a report, as `typesetting.typeset_data` makes it.
    dated:    the moment written into the file, in place of the present one.
    Raises:   TypesettingFailed.
    """
    return _run(
        template, document, "pdf", {"pdf_standards": ["a-2a", "ua-1"], "timestamp": int(dated.timestamp())}
    )[0]


def set_pictures(drawings: list[str]) -> list[bytes]:
    """Return SVG drawings as PNG, 1,500 pixels wide. Raises: TypesettingFailed."""
    return _run("pictures.typ", json.dumps(drawings), "png", {"ppi": _PICTURE_DPI}) if drawings else []


def _run(template: str, document: str, kind: Literal["pdf", "png"], settings: dict[str, object]) -> list[bytes]:
    order = {
        "input": str(TEMPLATES / template),
        "root": str(TEMPLATES),
        "font_paths": [str(FONTS)],
        "ignore_system_fonts": True,
        "format": kind,
        "sys_inputs": {"document": document},
        **settings,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _CHILD],
            input=json.dumps(order).encode("ascii"),
            capture_output=True,
            timeout=_LONGEST_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise TypesettingFailed(f"no answer within {_LONGEST_SECONDS} seconds") from None
    except subprocess.CalledProcessError as error:
        raise TypesettingFailed(error.stderr.decode("utf-8", "replace")) from None
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise TypesettingFailed(answer["error"])
    return [base64.b64decode(page) for page in answer["pages"]]
