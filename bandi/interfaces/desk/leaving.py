"""What leaves by the desk, described for the gate: lists, numbers, papers, what is due.

Each path has one description here. The view that hands the file out uses it, and the gate's page makes it again from what the receipt keeps.
May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import models
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.records.blocks import Bullets, Inline
from bandi.foundation.records.errors import Changed
from bandi.foundation.records.masks import NOTHING, Masks
from bandi.foundation.records.paper_keeping import paper_from
from bandi.foundation.records.papers import Blank, Head, Paper, PaperBlock, Ticks
from bandi.foundation.records.papers import Passage as PaperPassage
from bandi.foundation.records.release import Audience, Cells, File, Outgoing, Passage, Purpose, of_fields
from bandi.foundation.reference.texts import language_of
from bandi.interfaces.desk import exporting, lists
from bandi.interfaces.desk.filters import as_id
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens import answers, claims_file
from bandi.interfaces.desk.screens.claims import Asked
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.taking_along import FIELDS, Choice, choice_of
from bandi.publishing.assembling import assembled
from bandi.publishing.leaving import outgoing_of as outgoing_edition
from bandi.publishing.models import Edition
from bandi.work.advocacy.models import Filing, Letter
from bandi.work.advocacy.papers import paper_of
from bandi.work.advocacy.problems import Draft
from bandi.work.programmes.models import Round, Volunteer
from bandi.work.programmes.papers import certificate_of
from bandi.work.programmes.results import results_of

T = TypeVar("T")
Made = dict[str, Any]
Maker = Callable[[Made, Account], Outgoing | None]
MAKERS: dict[str, Maker] = {}


def makes(kind: str) -> Callable[[Maker], Maker]:
    """Register how something of a kind is described anew from what its receipt keeps."""

    def register(maker: Maker) -> Maker:
        MAKERS[kind] = maker
        return maker

    return register


Tell = Callable[[int], None]


def _silently(_row: int) -> None:
    """Say nothing of how far a list is."""


MOST_HELD = 1_000
"""Rows of a list that are held whole, so that the gate reads the very rows that leave."""


class Once(Generic[T]):
    """What is read once where it is short; of a longer one, which is read anew each time it is asked for, nothing is held but a digest.

    has_changed: whether two whole readings were not the same.
    """

    def __init__(self, read: Callable[[], Iterable[T]]) -> None:
        self._read, self.held, self._first, self.has_changed = read, list[T](), b"", False

    def __iter__(self) -> Iterator[T]:
        if self.held:
            yield from self.held
            return
        passing, digest = list[T](), sha256()
        for one in self._read():
            if len(passing) <= MOST_HELD:
                passing.append(one)
            digest.update(repr(one).encode())
            yield one
        if len(passing) <= MOST_HELD and not self._first:
            self.held = passing
        self.has_changed |= digest.digest() != (self._first or digest.digest())
        self._first = digest.digest()


@dataclass(frozen=True)
class Rows:
    """The rows of a list and their texts. tell: hears of each row that is looked through. A list of 100,000 rows is never held whole."""

    kind: ListOf
    rows: models.QuerySet[Any]
    reader: Reader
    tell: Tell = _silently

    def __iter__(self) -> Iterator[Passage]:
        for number, passage in enumerate(self._passages, start=1):
            self.tell(number)
            yield passage

    def values(self, masks: Masks = NOTHING) -> Iterator[list[Any]]:
        """Yield what stands in each row as it leaves, under `exporting.heads_of`. masks: how the gate lets names be printed.

        Guards against: words that somebody writes into a long list after the gate read it, and that nobody looked through.
        Raises:         Changed, at the end, where what was yielded is not what was read before.
        """
        for identity, *values in self._values:
            yield [identity, *masks.of(values)]
        if self._values.has_changed:
            raise Changed

    def written_from(self) -> Iterable[UUID]:
        """The records of all passages, without reading a long list."""
        return [UUID(values[0]) for values in self._values.held] or Keys(self.rows)

    @cached_property
    def _values(self) -> Once[list[Any]]:
        return Once(lambda: exporting.rows_of(self.kind, self.rows, self.reader))

    @cached_property
    def _passages(self) -> Once[Passage]:
        return Once(self._told)

    def _told(self) -> Iterator[Passage]:
        labels = exporting.labels_of(self.kind)[1:]
        for number, (identity, *values) in enumerate(self._values, start=1):
            yield of_fields(str(number), zip(labels, values, strict=True), UUID(identity))


@dataclass(frozen=True)
class Keys:
    """The ids of a list, read when they are asked for."""

    rows: models.QuerySet[Any]

    def __iter__(self) -> Iterator[UUID]:
        yield from self.rows.values_list("pk", flat=True).iterator(chunk_size=5000)


def wanted(query: QueryDict) -> Choice:
    """Return for what, for whom and in which form something is taken along, as its address says. Raises: Http404 where it does not say; the form asks for it first."""
    choice = choice_of({name: query.get(name, "") for name in FIELDS})
    if choice is None:
        raise Http404
    return choice


def rows_wanted(kind: ListOf, query: QueryDict, reader: Reader) -> models.QuerySet[Any]:
    """Return the rows of a list as it is filtered and sorted, or only the chosen ones (?ids=)."""
    state = lists.state_of(kind, query)
    rows = lists.ordered(kind, lists.narrowed(kind, state, reader), state.sort, reader)
    chosen = [key for value in query.get("ids", "").split(",") if (key := as_id(value))]
    return rows.filter(pk__in=chosen) if query.get("ids") else rows


def outgoing_list(kind: ListOf, form: str, query: QueryDict, reader: Reader, *, tell: Tell = _silently, rows: Rows | None = None) -> Outgoing:
    """Return a list as it leaves. rows: those that are written afterwards, where the list is short enough that they are the very ones."""
    rows = rows or Rows(kind, rows_wanted(kind, query, reader), reader, tell)
    choice = wanted(query)
    return Outgoing(
        kind="list", title=str(kind.title), purpose=choice.purpose, audience=choice.audience, identity_form=choice.identity, language=reader.language, passages=rows,
        files=(File(f"{kind.key}.{form}"),), key=f"{kind.key}.{form}?{query.urlencode()}",
    )  # fmt: skip


@makes("list")
def _list(made: Made, account: Account) -> Outgoing | None:
    kind = KINDS.get(made.get("kind", ""))
    query = QueryDict(made.get("query", ""))
    return outgoing_list(kind, made.get("form", ""), query, Reader(account)) if kind and choice_of(query.dict()) else None  # type: ignore[arg-type]


def outgoing_claims(form: str, year: int, query: QueryDict, reader: Reader) -> Outgoing:
    """Return the numbers of a year as they leave."""
    choice = wanted(query)
    rows = claims_file.rows_of(Asked.of(query, year), reader)
    texts = {
        "statement_en": _("Statement (%(language)s)") % {"language": _("English")}, "statement_ko": _("Statement (%(language)s)") % {"language": _("Korean")},
        "reason_en": _("Reason (%(language)s)") % {"language": _("English")}, "reason_ko": _("Reason (%(language)s)") % {"language": _("Korean")}, "accepted_note": _("Note of acceptance"),
    }  # fmt: skip
    passages = tuple(of_fields(str(row["id"]), ((label, str(row[name] or "")) for name, label in texts.items())) for row in rows)
    return Outgoing(
        kind="claims", title=f"{year}", purpose=choice.purpose, audience=choice.audience, identity_form=choice.identity, language=reader.language, passages=passages,
        records=tuple(key for row in rows for ref in row["records"] if (key := as_id(str(ref)))), files=(File(f"claims-{year}.{form}"),), key=f"{year}.{form}?{query.urlencode()}",
    )  # fmt: skip


@makes("claims")
def _claims(made: Made, account: Account) -> Outgoing | None:
    query = QueryDict(made.get("query", ""))
    return outgoing_claims(str(made.get("form", "")), int(made.get("year", 0)), query, Reader(account)) if choice_of(query.dict()) else None  # type: ignore[arg-type]


def outgoing_paper(paper: Paper, row: Any, form: str) -> Outgoing:
    """Return a letter or submission as it leaves: a letter for those it is addressed to, a submission for the UN."""
    is_letter = isinstance(row, Letter)
    return Outgoing(
        kind="paper", title=paper.title, purpose=Purpose.ADVOCACY if is_letter else Purpose.UN_SUBMISSION, audience=Audience.GOVERNMENT if is_letter else Audience.UN_BODY,
        language=paper.language, passages=tuple(_of_paper(paper)), records=(row.pk, *(UUID(one) for one in paper.records)), receivers=paper.to,
        files=(File(f"{paper.kind}-{paper.language}.{form}", (("author", paper.sender),)),), about=row.pk, key=f"{row.pk}.{paper.language}",
    )  # fmt: skip


def outgoing_form(paper: Paper, consent: Any | None) -> Outgoing:
    """Return a form to sign: for the person herself, in our hands until she has it. It holds a code and what was allowed, nothing that is sealed."""
    return Outgoing(
        kind="form", title=paper.title, purpose=Purpose.OFFICE, audience=Audience.INTERNAL, language=paper.language, passages=tuple(_of_paper(paper)),
        files=(File(f"consent-{paper.language}.pdf", (("author", paper.sender),)),), about=consent.pk if consent is not None else None,
        records=(consent.pk,) if consent is not None else (), key=f"form.{consent.pk if consent is not None else 'blank'}.{paper.language}",
    )  # fmt: skip


def outgoing_certificate(paper: Paper, row: Volunteer) -> Outgoing:
    """Return a certificate of hours, for the volunteer and whom she shows it. It holds days and what was done, in words that somebody typed: those are looked through.

    Her own code at its top is what it is about, and no finding.
    """
    own = {f"facts {number}" for number, fact in enumerate(paper.facts, start=1) if _plain(fact.value) == row.code}
    return Outgoing(
        kind="certificate", title=paper.title, purpose=Purpose.TRAINING, audience=Audience.NAMED_RECIPIENTS, language=paper.language, passages=tuple(one for one in _of_paper(paper) if one.where not in own),
        files=(File(f"certificate-{paper.language}.pdf", (("author", paper.sender),) if paper.sender != paper.title else ()),), receivers=(row.code,), about=row.pk, records=(row.pk,), key=f"certificate.{row.pk}.{paper.language}",
    )  # fmt: skip


@makes("certificate")
def _certificate(made: Made, account: Account) -> Outgoing | None:
    row = KINDS["volunteers"].rows(Reader(account)).filter(pk=as_id(str(made.get("pk", "")))).first()
    year = str(made.get("year", ""))
    paper = certificate_of(row, language_of(str(made.get("language", ""))), year=int(year) if year.isdecimal() and len(year) == 4 else None, reader=account) if row else None
    return outgoing_certificate(paper, row) if paper is not None and row is not None else None


def outgoing_results(row: Round, form: str, query: QueryDict, reader: Reader) -> Outgoing:
    """Return the results of a question set as they leave: counts, never a sheet. Of a group that can be recognised the gate looks at small numbers."""
    choice = wanted(query)
    lines = answers.lines_of(row, reader)
    found = results_of(row).questions if row.is_identifiable else ()
    cells = tuple(
        Cells(f"{one.question.order}", (_("People who answered"),), tuple(each.answer for each in one.answered), tuple((each.count,) for each in one.answered)) for one in found if one.answered
    )  # fmt: skip
    passages = tuple(Passage(str(number), " · ".join(str(value) for value in line if isinstance(value, str) and value), row.pk) for number, line in enumerate(lines, start=1))
    return Outgoing(
        kind="results", title=reader.name(row).text, purpose=choice.purpose, audience=choice.audience, identity_form=choice.identity, language=reader.language, passages=passages, records=(row.pk,), cells=cells,
        files=(File(f"results.{form}"),), about=row.pk, key=f"{row.pk}.{form}?{query.urlencode()}",
    )  # fmt: skip


@makes("results")
def _results(made: Made, account: Account) -> Outgoing | None:
    reader = Reader(account)
    row = KINDS["rounds"].rows(reader).filter(pk=as_id(str(made.get("pk", "")))).select_related("question_set").first()
    query = QueryDict(made.get("query", ""))
    return outgoing_results(row, str(made.get("form", "")), query, reader) if row and choice_of(query.dict()) else None  # type: ignore[arg-type]


def _of_paper(paper: Paper) -> Iterator[Passage]:
    for number, line in enumerate(paper.to, start=1):
        yield Passage(f"to {number}", line)
    for number, fact in enumerate(paper.facts, start=1):
        yield Passage(f"facts {number}", f"{fact.label}: {_plain(fact.value)}")
    for number, block in enumerate(paper.body, start=1):
        for text in _texts(block):
            yield Passage(f"{number}", text)
    for number, title in enumerate(paper.annexes, start=1):
        yield Passage(f"annex {number}", title)
    for group, (_title, signatures) in enumerate(paper.signatures, start=1):
        for number, one in enumerate(signatures, start=1):
            yield Passage(f"signature {group}.{number}", f"{one.name}\n{one.beneath}")
    yield Passage("closing", paper.closing)


def _texts(block: PaperBlock) -> Iterable[str]:
    if isinstance(block, Head):
        return (block.text,)
    if isinstance(block, PaperPassage):
        return (_plain(block.runs),)
    if isinstance(block, Bullets | Ticks):
        return (_plain(item) for item in block.items)
    if isinstance(block, Blank):
        return (f"{block.label} {block.value}",)
    return (block.caption, *(" · ".join(_plain(cell) for cell in row) for row in block.rows))


def _plain(runs: Inline) -> str:
    return "".join(run.text + (f" [{run.note}]" if run.note else "") for run in runs)


@makes("paper")
def _paper(made: Made, account: Account) -> Outgoing | None:
    kind = KINDS.get(made.get("kind", ""))
    reader = Reader(account)
    row = kind.rows(reader).filter(pk=made.get("pk")).select_related(*kind.needs).first() if kind else None
    if row is None:
        return None
    copy = Filing.objects.filter(pk=as_id(str(made.get("filing", ""))), record=row.pk).first() if made.get("filing") else None
    if copy is not None and copy.paper:
        return outgoing_paper(paper_from(copy.paper), row, str(made.get("form", "")))
    return outgoing_paper(paper_of(Draft.read(row), language_of(str(made.get("language", "")))), row, str(made.get("form", "")))


@makes("report")
def _report(made: Made, account: Account) -> Outgoing | None:
    edition = Edition.objects.visible_to(account).filter(pk=made.get("edition")).first()
    return outgoing_edition(assembled(edition, account)[0], edition, form=str(made.get("form", ""))) if edition else None  # type: ignore[arg-type]


def outgoing_calendar(days: Iterable[Any], *, name: str, key: UUID, language: str) -> Outgoing:
    """Return a calendar as its program fetches it: for the person whose key it is."""
    passages = tuple(Passage(str(number), f"{day.summary}\n{day.description}") for number, day in enumerate(days, start=1))
    return Outgoing(kind="calendar", title=name, purpose=Purpose.OFFICE, audience=Audience.INTERNAL, language=language, passages=passages, key=str(key))


def outgoing_file(name: str, record: UUID) -> Outgoing:
    """Return a file of a record as its reader takes it: within the office, as it was given to us. It is never made anew or looked into here; see `leaving_files`."""
    return Outgoing(kind="file", title=name, purpose=Purpose.OFFICE, audience=Audience.INTERNAL, language="", records=(record,), about=record, key=f"{record}.{name}")
