"""An edition as a file: found, assembled, drawn, written whole or not at all.

May import: the foundation, claims, this package.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol
from uuid import UUID

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.blocks import Chart, Document, Entry, Map, Section, Table
from bandi.foundation.records.releasing import close, digest_of, leave
from bandi.foundation.reference.texts import Language
from bandi.publishing.assembling import assembled
from bandi.publishing.errors import EditionMissing
from bandi.publishing.leaving import outgoing_of
from bandi.publishing.models import Edition
from bandi.publishing.untranslated import Passage, untranslated_passages
from bandi.register.claims.measuring import measured_anew

Format = Literal["pdf", "docx", "html"]
FORMATS: tuple[Format, ...] = ("pdf", "docx", "html")
Progress = Callable[[str, float], None]
Writer = Callable[[Path, bytes], None]
STEPS = ("count", "assemble", "review", "draw", "write")


@dataclass(frozen=True)
class Built:
    """What was built.

    size:    bytes. seconds: of each step ("count", "assemble", "review", "draw", "write").
    counts:  how many sections, entries, tables, charts and maps stand in it.
    missing: names of blocks that a section asks for and nobody offers, each with the section's title.
    """

    output: Path
    format: Format
    language: Language
    year: int
    size: int
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    untranslated: tuple[Passage, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    receipt: UUID | None = None


def find_edition(year: int, language: Language) -> Edition:
    """Return the edition of a year in a language. Raises: EditionMissing, naming the editions there are."""
    edition = Edition.objects.in_use().filter(year=year, language=language).first()
    if edition is None:
        there = ", ".join(f"{row.year} ({row.language})" for row in Edition.objects.in_use().order_by("year", "language"))
        raise EditionMissing(there)
    return edition


def write_whole(output: Path, content: bytes) -> None:
    """Write a file whole or not at all: an interrupted one leaves the old. Raises: OSError."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def build(
    edition: Edition, form: Format, output: Path, *, by: Account | None = None, accept: str = "", mask: str = "",
    progress: Progress = lambda step, seconds: None, write: Writer = write_whole,
) -> Built:  # fmt: skip
    """Build an edition, let it through the gate, and return what was built. The file appears whole: an interrupted build leaves the old one.

    Its numbers are counted anew, so that what is printed is what the records say now; who may not count builds with what was counted last.
    While they are counted and while the gate reads, the typesetter sets the book beside it, in memory, with what was counted last: where a number
    has changed it is assembled and set anew, what the gate does not let out is thrown away, what it wants masked is set anew.

    accept:   a reason for everything about which the gate only asks. mask: a rule for every name it objects to.
    progress: told of each step when it is done, and how long it took. write: puts the bytes where they belong.
    Raises:   NotPermitted; Withheld when the gate does not open; OSError when the file cannot be written.
    """
    seconds: dict[str, float] = {}

    def done(step: str, since: float) -> float:
        now = time.perf_counter()
        seconds[step] = round(now - since, 3)
        progress(step, now - since)
        return now

    began = time.perf_counter()
    document, assembly = assembled(edition, by)
    spent = time.perf_counter() - began
    being_drawn = begin_drawing(document, form)
    try:
        at = time.perf_counter()
        if by is None or by.may(Permission.FIGURES_MEASURE):
            has_changed = measured_anew(edition.year, by=by)
            at = done("count", at)
            if has_changed:
                being_drawn.stop()
                document, assembly = assembled(edition, by)
                spent += time.perf_counter() - at
                being_drawn = begin_drawing(document, form)
        done("assemble", time.perf_counter() - spent)
        at = time.perf_counter()
        receipt = leave(outgoing_of(document, edition, form=form), by=by, accept=accept, mask=mask, made={"edition": str(edition.pk), "form": form})
    except BaseException:
        being_drawn.stop()
        raise
    masked = receipt.masks.of(document)
    if masked is not document:
        being_drawn.stop()
        document, being_drawn = masked, begin_drawing(masked, form)
    at = done("review", at)
    content = being_drawn.finished()
    close(receipt, digest_of(content))
    at = done("draw", at)
    write(output, content)
    done("write", at)
    return Built(
        output=output,
        format=form,
        language=assembly.language,
        year=edition.year,
        size=len(content),
        seconds=seconds,
        counts=_counts(document),
        untranslated=tuple(untranslated_passages(document)),
        missing=tuple(assembly.problems),
        receipt=receipt.pk,
    )


class InMaking(Protocol):
    """A file that is being drawn, in memory, beside the gate that reads its words; it leaves only when the gate opens."""

    def finished(self) -> bytes:
        """Return the file when it is drawn."""

    def stop(self) -> None:
        """Let it go: it may not leave, or not in these words."""


def begin_drawing(document: Document, form: Format) -> InMaking:
    """Begin to draw a document as a file of one format. Each writer is imported when it is needed: the PDF alone loads a typesetter."""
    if form == "pdf":
        from bandi.publishing.press.pdf import PdfInMaking

        return PdfInMaking(document)
    if form == "docx":
        from bandi.publishing.press.docx import DocxInMaking

        return DocxInMaking(document)
    from bandi.publishing.press.html import HtmlInMaking

    return HtmlInMaking(document)


def _counts(document: Document) -> dict[str, int]:
    counts = {"sections": 0, "entries": 0, "tables": 0, "charts": 0, "maps": 0}

    def count(section: Section) -> None:
        counts["sections"] += 1
        for block in section.blocks:
            for name, kind in (("entries", Entry), ("tables", Table), ("charts", Chart), ("maps", Map)):
                counts[name] += isinstance(block, kind)
        for child in section.children:
            count(child)

    for section in document.sections:
        count(section)
    return counts
