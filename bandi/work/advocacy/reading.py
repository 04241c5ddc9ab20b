"""Reading the files that wait: each in a jail, one after the other, with its pages counted as they are done.

Guarantees: a file is read by one reader at a time; what was read before a reader broke down is kept and marked; a reader that was killed
            is noticed, and its file can be read again. Nothing is opened where there is no jail.
May import: the foundation, `bandi.parsing`, this package.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bandi import parsing
from bandi.foundation.audit import journal
from bandi.foundation.records.beside import beating
from bandi.foundation.records.previews import Content, content_of
from bandi.foundation.vault.errors import VaultError
from bandi.locks.errors import LockError
from bandi.parsing import Block, ParsingError, Reading
from bandi.parsing.limits import MIB, PAGES
from bandi.register.people.models import Organisation
from bandi.work.advocacy.actions.incoming import renew_words
from bandi.work.advocacy.models import IncomingFile
from bandi.work.advocacy.passages import kept, restored
from bandi.work.advocacy.proposals import Proposal, proposed

ANSWER = 12 * MIB
LETTERS_WIDTH = 2_200
"""Pixels a page is wide when its letters are recognised: 265 dots per inch on A4."""
State, Wanted = IncomingFile.State, IncomingFile.Wanted

log = logging.getLogger(__name__)


def read_waiting() -> int:
    """Read every file that waits, the oldest first, and return how many were read or tried."""
    count = 0
    while (file := _next()) is not None:
        read_file(file)
        count += 1
    return count


def _next() -> IncomingFile | None:
    """Return the file that waits longest, now said to be read by us; None when none waits. Two readers never get the same."""
    while True:
        found = IncomingFile.objects.filter(state=State.WAITING).order_by("added_at").values_list("pk", flat=True).first()
        if found is None:
            return None
        if IncomingFile.objects.filter(pk=found, state=State.WAITING).update(state=State.READING, seen_at=timezone.now()):
            return IncomingFile.objects.select_related("blob__subject__compartment", "document").get(pk=found)


def read_file(file: IncomingFile) -> None:
    """Read one file, or recognise its letters. However it ends, the file says so."""
    try:
        with beating(lambda: _seen(file)):
            if file.blob is None:
                raise ParsingError
            content = content_of(file.blob, why="library")
            if file.wanted == Wanted.LETTERS:
                _recognise(file, content)
            else:
                _keep(file, parsing.read(content.data, name=file.name, answer=ANSWER))
    except ParsingError as problem:
        _fail(file, problem.code, kind=problem.kind)
    except (VaultError, LockError, OSError):
        log.exception("a file of the library could not be opened")
        _fail(file, "not-read")
    except Exception:
        log.exception("a file of the library was not read")
        _fail(file, "broken")


def _seen(file: IncomingFile) -> None:
    """Say that its reader lives."""
    IncomingFile.objects.filter(pk=file.pk, state=State.READING).update(seen_at=timezone.now())


def _keep(file: IncomingFile, reading: Reading) -> None:
    """Keep what was read, with what the document says of itself."""
    rows, is_cut = kept(reading.blocks)
    problems = list(dict.fromkeys([*reading.problems, *(["truncated"] if is_cut else [])]))
    proposal = proposed(reading, name=file.name, known=_known_names())
    _finish(file, reading.kind, rows, problems, proposal, reading.pages)


def _recognise(file: IncomingFile, content: Content) -> None:
    """Recognise letters page by page on the pages that have no text; each page is kept as soon as it is done.

    A page on which the recognition breaks down is left out and marked; the others go on.
    """
    reading = parsing.read(content.data, name=file.name, answer=ANSWER)
    with_text = {block.page for block in reading.blocks}
    missing = [number for number in range(1, reading.pages + 1) if number not in with_text][:PAGES]
    IncomingFile.objects.filter(pk=file.pk).update(done=0, total=len(missing))
    found: list[Block] = []
    problems = [code for code in reading.problems if code not in {"scanned", "no-text"}]
    if len(missing) < reading.pages - len(with_text - {None}):
        problems.append("truncated")
    for count, number in enumerate(missing, 1):
        try:
            pixels = list(parsing.page_images(content.data, name=file.name, width=LETTERS_WIDTH, pages=1, first=number))
            found += [replace(block, page=number) for block in parsing.recognise(pixels).blocks]
        except parsing.NoJail:
            raise
        except parsing.ParsingError as problem:
            if problem.code == "kind-not-read":
                raise
            problems.append("damaged-parts")
        IncomingFile.objects.filter(pk=file.pk).update(done=count, seen_at=timezone.now())
    problems.append("recognised" if found else "no-text")
    blocks = sorted((*reading.blocks, *found), key=lambda block: block.page or 0)
    _keep(file, replace(reading, blocks=tuple(blocks), problems=tuple(dict.fromkeys(problems))))


@transaction.atomic
def _finish(file: IncomingFile, kind: str, rows: list[list[object]], problems: list[str], proposal: Proposal, pages: int) -> None:
    state = State.TAKEN if file.document_id else State.READ
    IncomingFile.objects.filter(pk=file.pk).update(
        state=state, kind=kind[:12], blocks=rows, problems=problems, proposal=proposal.kept(), pages=pages, problem="", seen_at=timezone.now()
    )
    journal.append("advocacy:file:read", by=None, record=file.document_id, change={"file": str(file.pk), "kind": kind, "problems": problems})
    if file.document_id:
        file.refresh_from_db()
        renew_words(file=file, by=None)


@transaction.atomic
def _fail(file: IncomingFile, code: str, *, kind: str = "") -> None:
    """Say that a file was not read. What an earlier reading kept stays, and so does its document."""
    state = State.TAKEN if file.document_id else State.READ if restored(file.blocks) else State.NOT_READ
    IncomingFile.objects.filter(pk=file.pk).update(state=state, problem=code[:20], kind=(kind or file.kind)[:12], seen_at=timezone.now())
    journal.append("advocacy:file:fail", by=None, record=file.document_id, change={"file": str(file.pk), "problem": code})


def _known_names() -> list[str]:
    """Return the names of organisations that may stand in the head of a document."""
    rows = Organisation.objects.in_use().filter(is_own=False).exclude(Q(name_en="") & Q(name_ko="")).values_list("name_en", "name_ko")
    return [name for pair in rows for name in pair if name]
