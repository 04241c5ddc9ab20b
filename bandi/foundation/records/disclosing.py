"""The gate's eyes: what leaves is looked through for everything that tells who somebody is (`bandi.disclosure`), and judged by who gets it.

Guards against: a name, number, place or story that stands in a text by oversight, a file's metadata, small cells, protected records that one
                person alone lets out.
Guarantees:     a protected person's name never leaves unless her record says in which form she appears; what may be an oversight is
                asked about; for the public, governments and UN bodies, what could tell one person from others needs a second reader.
Not against:    a story that only insiders recognise, and names in scripts and languages that the library does not read.

Packages offer what they know (open names, published contacts, protected names under the reader's own clearance) through `offer`.
May import: disclosure, this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import Handling, Record
from bandi.foundation.records.release import (
    Asked,
    Audience,
    File,
    IdentityForm,
    Objection,
    Outgoing,
    Passage,
    Severity,
    checker,
)

if TYPE_CHECKING:  # the library is loaded when something is reviewed, not when the house starts
    from bandi.disclosure import Kind, Known, Leak

MOST_SHOWN = 200
"""Objections of one review that are shown one by one; what is more is one objection that blocks: nobody reads a thousand."""

_INTERNAL: tuple[Kind, ...] = ("identity_number",)
"""What is asked about even within the office; all else is what the office works with."""

_NO_TEXT = ("small_cell", "file")
_WIDE = frozenset({Audience.PUBLIC, Audience.GOVERNMENT, Audience.UN_BODY})
"""Whose papers others read sooner or later."""

_TELLS_ONE = frozenset({"combination", "relative", "birth"})
_PORTION = 100_000

REASONS: dict[str, str | Promise] = {
    "name": _("This reads as the name of somebody who is not known to be public."),
    "name:protected": _("This is the name of a protected person."),
    "name:masked": _("This masked name fits a protected person."),
    "relative": _("This tells where or what a relative or friend is, who gave no consent."),
    "code": _("This is a code or a token for a person."),
    "phone": _("This is a telephone number that is not published."),
    "identity_number": _("This is the number of an identity document."),
    "online": _("This is an e-mail address or a name in a messenger that is not published."),
    "account": _("This is a bank account that is not published."),
    "whereabouts": _("This is an address or a place at which somebody can be found."),
    "birth": _("This is somebody's day of birth."),
    "combination": _("Age, place, day, occupation or family together fit few people."),
    "small_cell": _("This counts fewer than five people."),
    "file": _("The file itself tells of somebody: its name, its metadata, hidden parts or a caption."),
    "protected": _("Protected records are used: a second person has to read this before it leaves."),
    "more": _("There are more places than anybody reads. Repair the text first."),
    "uncompared": _("The names of protected people could not be compared with this: unlock your keys, or let somebody read it who may."),
}


FILE_REASONS: dict[str, str | Promise] = {
    "comments": _("The file carries a comment that its page does not show."), "changes": _("The file carries a tracked change: what was deleted or added can be read."),
    "hidden_text": _("The file carries hidden text, a hidden row, column, sheet or slide."), "notes": _("The file carries the notes of a speaker."),
    "attachments": _("The file carries another file."), "gps": _("The file tells where it was made or taken."), "author": _("The file names who made or changed it."),
    "device": _("The file tells of the device it was made with."), "metadata": _("The properties of the file tell of somebody."),
    "unread": _("Nobody could look into this file, or not into all of it: its kind is not read here, it is damaged or too long, or there is no sandbox."),
    "pictures": _("The file shows pictures, or pages that are pictures. Nobody looks at them here: look for faces, writing and places yourself."),
}  # fmt: skip
_HIDDEN_STORIES = frozenset({"comments", "changes", "hidden_text", "notes", "attachments"})
"""What people wrote for themselves and forgot: a second person reads it before it leaves."""


@dataclass
class Knowledge:
    """What packages know. open_names: of people; open_terms: of organisations. protected: names with the record of the person. given, masked: given and masked names that fit one. uncompared: protected names exist that this reader cannot open."""

    protected: dict[str, UUID] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    masked: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    open_names: list[str] = field(default_factory=list)
    open_terms: list[str] = field(default_factory=list)
    open_contacts: list[str] = field(default_factory=list)
    uncompared: bool = False


Source = Callable[[Knowledge, Outgoing, Asked], None]
_sources: dict[str, Source] = {}


def offer(name: str, source: Source) -> None:
    """Let a package add what it knows; called once from `AppConfig.ready`. Raises: ValueError for a second of the same name."""
    if _sources.get(name, source) is not source:
        raise ValueError(f"two sources are called {name}")
    _sources[name] = source


def known(outgoing: Outgoing, asked: Asked) -> Knowledge:
    """Return what all packages know, read once for a review."""

    def read() -> Knowledge:
        knowledge = Knowledge()
        for name in sorted(_sources):
            _sources[name](knowledge, outgoing, asked)
        return knowledge

    return asked.once("disclosing.known", read)


@checker("disclosure")
def check(outgoing: Outgoing, asked: Asked) -> Iterator[Objection]:
    """Object to what tells who somebody is: in texts once for each thing found, in tables, in files."""
    knowledge, library = _knowledge(outgoing, asked)
    for number, objection in enumerate(_all(outgoing, knowledge, library)):
        if number >= MOST_SHOWN:
            yield Objection("disclosure:more", Severity.BLOCKS, "", REASONS["more"])
            return
        yield objection
    if outgoing.leaves_the_house and knowledge.uncompared:
        yield Objection("disclosure:uncompared", Severity.ASK, "", REASONS["uncompared"], needs_second=True)


def _knowledge(outgoing: Outgoing, asked: Asked) -> tuple[Knowledge, Known]:
    """Return what is known, for this house and for the library. Within the office only numbers are looked for that nobody publishes, and nothing needs to be known."""
    from bandi.disclosure import Known

    if not outgoing.leaves_the_house:
        return Knowledge(), Known()
    knowledge = known(outgoing, asked)
    library = Known.of(
        protected=knowledge.protected, codes=knowledge.codes, open_names=knowledge.open_names, open_contacts=knowledge.open_contacts, open_terms=knowledge.open_terms,
        given=knowledge.given, masked=knowledge.masked,
    )
    return knowledge, library


@checker("protected")
def protected_records(outgoing: Outgoing, _asked: Asked) -> Iterator[Objection]:
    """Ask for a second reader where something made from protected records leaves the house."""
    if not outgoing.leaves_the_house:
        return
    used = sorted(outgoing.used())
    for start in range(0, len(used), 500):
        if found := Record.objects.filter(pk__in=used[start : start + 500], handling=Handling.PROTECTED).values_list("pk", flat=True).first():
            yield Objection("protected:used", Severity.ASK, "", REASONS["protected"], record=found, needs_second=True)
            return


def _all(outgoing: Outgoing, knowledge: Knowledge, library: Known) -> Iterator[Objection]:
    from bandi.disclosure import KINDS, find_in_cells, find_in_file

    kinds = tuple(kind for kind in KINDS if kind not in _NO_TEXT) if outgoing.leaves_the_house else _INTERNAL
    seen: set[tuple[str, str]] = set()
    for passage, leak in _found(chain((Passage("title", outgoing.title),), outgoing.passages), library, kinds):
        excerpt = passage.text[leak.start : leak.end]
        if (leak.kind, excerpt) not in seen:
            seen.add((leak.kind, excerpt))
            yield _objection(outgoing, knowledge, passage, leak, excerpt)
    if not outgoing.leaves_the_house:
        return
    for table in outgoing.cells:
        for cell in find_in_cells(table.columns, table.rows, table.counts, title=table.title):
            where = f"{table.where} · {cell.row + 1}/{cell.column + 1}"
            yield Objection("disclosure:small_cell", Severity.ASK, where, REASONS["small_cell"])
    for number, file in enumerate(outgoing.files, start=1):
        for told in find_in_file(file.name, file.metadata, file.problems, file.captions, library):
            yield Objection("disclosure:file", Severity.ASK, f"{number} · {told.where}", REASONS["file"])
        yield from _hidden(file, number, library)


def _hidden(file: File, number: int, library: Known) -> Iterator[Objection]:
    """Object to what a file carries unseen, each piece with its place and what it is; once for each author."""
    from bandi.disclosure import unseen_detail

    seen: set[tuple[str, str]] = set()
    for piece in file.hidden:
        detail = unseen_detail(piece.kind, piece.text, library)
        if detail and (detail, piece.text) not in seen:
            seen.add((detail, piece.text))
            yield Objection("disclosure:file", Severity.ASK, piece.where, FILE_REASONS[detail], 0, len(piece.text), needs_second=detail in _HIDDEN_STORIES)
    if file.is_unread:
        yield Objection("disclosure:unread", Severity.ASK, str(number), FILE_REASONS["unread"], needs_second=True)
    if file.has_pictures:
        yield Objection("disclosure:pictures", Severity.ASK, str(number), FILE_REASONS["pictures"])


def _found(passages: Iterable[Passage], library: Known, kinds: tuple[Kind, ...]) -> Iterator[tuple[Passage, Leak]]:
    """Yield what is found, each with its passage. Passages are looked at many at once: a list of 100,000 rows is read in minutes otherwise."""
    portion: list[Passage] = []
    size = 0
    for passage in passages:
        portion.append(passage)
        size += len(passage.text)
        if size > _PORTION:
            yield from _in(portion, library, kinds)
            portion, size = [], 0
    yield from _in(portion, library, kinds)


def _in(portion: list[Passage], library: Known, kinds: tuple[Kind, ...]) -> Iterator[tuple[Passage, Leak]]:
    from bandi.disclosure import Leak, find

    if kinds != _INTERNAL:
        for passage in portion:
            for leak in find(passage.text, known=library, kinds=kinds):
                yield passage, leak
        return
    starts, at = [], 0
    for passage in portion:
        starts.append(at)
        at += len(passage.text) + 1
    place = 0
    for leak in find("\n".join(passage.text for passage in portion), known=library, kinds=kinds):
        while place + 1 < len(portion) and starts[place + 1] <= leak.start:
            place += 1
        yield portion[place], Leak(leak.kind, leak.start - starts[place], leak.end - starts[place], leak.detail, leak.is_sure)


def _objection(outgoing: Outgoing, knowledge: Knowledge, passage: Passage, leak: Leak, excerpt: str) -> Objection:
    from bandi.disclosure.known import folded

    code, reason, record = f"disclosure:{leak.kind}", REASONS[leak.kind], passage.record
    is_protected = leak.kind == "name" and leak.detail in {"protected", "protected_spelling"}
    if is_protected:
        code, reason = "disclosure:protected_name", REASONS["name:protected"]
        record = knowledge.protected.get(excerpt) or next((key for name, key in knowledge.protected.items() if folded(name) == folded(excerpt)), record)
    elif leak.detail == "masked":
        code, reason = "disclosure:masked_name", REASONS["name:masked"]
    return Objection(
        code, _severity(outgoing, leak, is_protected=is_protected, record=record), passage.where, reason, leak.start, leak.end, record,
        needs_second=outgoing.leaves_the_house and (is_protected or (outgoing.audience in _WIDE and leak.kind in _TELLS_ONE)),
    )  # fmt: skip


def _severity(outgoing: Outgoing, leak: Leak, *, is_protected: bool, record: UUID | None) -> Severity:
    """What blocks: a protected person's own name unless she appears by it, a number whose check digit fits, a token that was not filled in."""
    if not outgoing.leaves_the_house:
        return Severity.ASK
    if is_protected:
        shown_by_name = record is not None and outgoing.shown_as.get(record) in {IdentityForm.FULL, IdentityForm.FIRST_NAME}
        return Severity.ASK if shown_by_name else Severity.BLOCKS
    if leak.kind == "identity_number":
        return Severity.BLOCKS if leak.is_sure else Severity.ASK
    if leak.detail == "token":
        return Severity.BLOCKS  # a code of ours is asked about here; whether consent allows it is the business of consent
    return Severity.ASK

