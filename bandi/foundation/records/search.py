"""Search over open records in both scripts: `index`, `forget`, `find`. Protected text never comes here.

Against whom: somebody who reads the database file or a backup. What is indexed stands in it in the clear, in pieces; so
only what every reader of open records may see may be handed to `index`. Who may ask is the caller's to check.
How it works and what it costs: `docs/decisions/0005-search.md`. The reading of Korean is in `bandi.hangul`.
May import: `bandi.hangul`, Django, rapidfuzz.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import import_module
from itertools import islice
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connections, router, transaction
from django.db.models.expressions import RawSQL
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bandi.foundation.records.search_row import Places, SearchRow, packed, place_of, unpacked
from bandi.foundation.reference.statements import UUID_VALUE, Given
from bandi.hangul.index import Rank, Tier, explain, is_possible, tiers
from bandi.hangul.jamo import keystrokes
from bandi.hangul.query import Query, Term, Why, query
from bandi.hangul.tokens import IN_TITLE, SOUND, compact, document_tokens

__all__ = [
    "Hit",
    "SearchDocument",
    "SearchPage",
    "Why",
    "clear",
    "create_storage",
    "drop_storage",
    "find",
    "find_rows",
    "forget",
    "index",
]

COUNTED_TO = 200
DEEPEST = 1000
COMPLETIONS = 24
_BATCH = 500
_WRITTEN = ["kind", "title", "title_other", "subtitle", "on", "tokens"]
_PROVEN = 100
_NEAR = 8


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What a record offers to search.

    title, title_other: the title in each language; either may be shown, both are found.
    subtitle:           shown under the title and searched.
    body:               searched, never shown or kept in readable form.
    on:                 the day it stands for; newer records come first among equals, those without a day last.
    """

    record_id: UUID
    kind: str
    title: str
    title_other: str = ""
    subtitle: str = ""
    body: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Hit:
    """One answer.

    why: worked out when asked for, since long lists do not say it; empty when the words stand there as they were typed.
    """

    record_id: UUID
    kind: str
    title: str
    title_other: str
    subtitle: str
    on: date | None
    rank: Rank
    asked: Query = field(repr=False)
    tokens: bytes = field(repr=False)

    @cached_property
    def why(self) -> Why:
        if self.rank <= Rank.TITLE_BEGINS:
            return Why.AS_WRITTEN
        return explain(self.asked, frozenset(unpacked(self.tokens)), (self.title, self.title_other, self.subtitle))


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of answers.

    total_at_most: how many records answer, counted no further than COUNTED_TO or the page asked for, whichever is
                   deeper; at that value read it as "or more".
    took:          seconds.
    """

    hits: tuple[Hit, ...] = ()
    total_at_most: int = 0
    took: float = 0.0


@dataclass
class _Dictionary:
    """Looks up which tokens exist and in how many documents, each once per search."""

    connection: Any
    engine: Any
    exact: dict[str, int] = field(default_factory=dict)
    ranges: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def learn(self, asked: Query) -> None:
        terms = {
            t.token for w in asked.words for a in w.alternatives for t in a.terms if not t.until and not t.title_only
        }
        if terms:
            self.exact = self.engine.known(self.connection, sorted(terms))

    def near(self, token: str) -> list[str]:
        """Return stored tokens one slip away (two in a long word), nearest first; the first letter is taken as right."""
        slips = 1 if len(token) < 9 else 2
        first = 2 if token[0] == SOUND else 1
        words = self.engine.beginning(self.connection, token[:first], len(token) - slips, len(token) + slips)
        found = extract(token, words, scorer=OSA.distance, score_cutoff=slips, limit=_NEAR)
        self.exact.update((word, 1) for word, *_ in found)
        return [word for word, *_ in found]

    def expand(self, term: Term) -> dict[str, int]:
        if term.title_only:
            return {IN_TITLE + term.token: 1}
        if not term.until:
            return {term.token: self.exact[term.token]} if term.token in self.exact else {}
        key = (term.token, term.until)
        if key not in self.ranges:
            self.ranges[key] = self.engine.expand(self.connection, *key, COMPLETIONS)
        return self.ranges[key]


def find(
    text: str, *, kinds: Collection[str] = (), limit: int = 20, offset: int = 0, typing: bool = True
) -> SearchPage:
    """Return the records that answer `text`: exact title, then titles that begin with it, titles, texts; newest first.

    kinds:  only records of these kinds; empty for all.
    offset: answers deeper than DEEPEST are not given; narrow the search instead.
    typing: the last word may be unfinished.
    """
    began = perf_counter()
    asked, connection, engine, lookups = _read(text, typing=typing)
    labels = sorted({_label(kind) for kind in kinds})
    wanted = min(offset + limit, DEEPEST)
    found: dict[int, Rank] = {}
    counted = False
    for tier in lookups:
        if len(found) >= wanted:
            break
        counted = tier is lookups[-1]
        most = max(wanted, COUNTED_TO if counted else 0) + len(found)
        for row in _rows(connection, engine, tier, asked, labels, most):
            found.setdefault(row, tier.rank)
    total = len(found)
    if not counted and total:
        total = max(total, len(engine.matching(connection, lookups[-1].formula, labels, COUNTED_TO)))
    hits = _hits(asked, list(islice(found.items(), offset, wanted)), connection.alias)
    return SearchPage(hits, min(total, max(COUNTED_TO, wanted)), perf_counter() - began)


@dataclass(frozen=True, slots=True)
class Found:
    """Answers that stay in the database: their places in the index, newest first, for a list with an order of its own.

    A thousand ids that go to Python and back cost more than finding them; here only one text of numbers travels.
    """

    places: tuple[int, ...]
    vendor: str

    def __len__(self) -> int:
        return len(self.places)

    def part(self, start: int, count: int) -> Found:
        """Return some of the answers: those of one page."""
        return Found(self.places[start : start + count], self.vendor)

    def before(self, on: date | None) -> int:
        """Return how many of the answers stand before a record of that day; without a day, all of those that have one."""
        return bisect_left(self.places, place_of(on, _module(self.vendor).BLOCK_BITS))

    def ids(self) -> RawSQL:
        """Return the ids of the records as a subquery: `filter(pk__in=found.ids())`."""
        if self.vendor == "postgresql":
            return RawSQL("SELECT record_id FROM records_searchrow WHERE id = ANY(%s)", [list(self.places)])
        asked = "SELECT record_id FROM records_searchrow WHERE id IN (SELECT value FROM json_each(%s))"
        return RawSQL(asked, [json.dumps(self.places)])  # noqa: S611  numbers of ours, as a parameter


class GivenPlaces(Given):
    """The ids of answers that are known only when a statement is asked: `filter(pk__in=GivenPlaces("places"))`, asked with what was `Found`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, UUID_VALUE)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        chosen = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
        return f"(SELECT record_id FROM records_searchrow WHERE id {chosen})", [self]  # noqa: S608  no part of it comes from outside

    def value(self, given: dict[str, Any]) -> Any:
        found: Found = given[self.name]
        return list(found.places) if found.vendor == "postgresql" else json.dumps(found.places)


def find_rows(text: str, *, kinds: Collection[str] = (), limit: int = DEEPEST, typing: bool = True) -> Found:
    """Return the records that answer `text` without naming them, at most `limit`. One lookup."""
    asked, connection, engine, lookups = _read(text, typing=typing)
    if not lookups:
        return Found((), connection.vendor)
    labels = sorted({_label(kind) for kind in kinds})
    return Found(tuple(_rows(connection, engine, lookups[-1], asked, labels, min(limit, DEEPEST))), connection.vendor)


def _read(text: str, *, typing: bool) -> tuple[Query, Any, Any, list[Tier]]:
    """Return the query, where to ask it, and its lookups; the last of them contains all others."""
    asked = query(text, typing=typing)
    connection, engine = _engine(router.db_for_read(SearchRow))
    dictionary = _Dictionary(connection, engine)
    dictionary.learn(asked)
    asked = asked.with_near(lambda word: is_possible(word, dictionary.expand), dictionary.near)
    return asked, connection, engine, list(tiers(asked, dictionary.expand))


def _rows(connection: Any, engine: Any, tier: Tier, asked: Query, labels: Sequence[str], most: int) -> list[int]:
    rows: list[int] = engine.matching(
        connection, tier.formula, labels, max(most, _PROVEN) if tier.needs_proof else most
    )
    if not tier.needs_proof or not rows:
        return rows
    stored = SearchRow.objects.using(connection.alias).filter(id__in=rows).order_by("id")
    proves = _is_whole if tier.rank is Rank.WHOLE_TITLE else _begins
    titles = stored.values_list("id", "title", "title_other")
    return list(islice((row for row, *both in titles if any(proves(asked.text, compact(one)) for one in both)), most))


def _is_whole(asked: str, title: str) -> bool:
    return title == asked


def _begins(asked: str, title: str) -> bool:
    """True if `asked`, whose last syllable may be unfinished, begins `title`."""
    return title.startswith(asked[:-2]) and keystrokes(title[: len(asked) + 1]).startswith(keystrokes(asked))


def _hits(asked: Query, page: list[tuple[int, Rank]], alias: str) -> tuple[Hit, ...]:
    numbers = [number for number, _ in page]
    columns = ("record_id", "kind", "title", "title_other", "subtitle", "on")
    stored = SearchRow.objects.using(alias).filter(id__in=numbers).values_list("id", *columns, "tokens")
    rows = {number: shown for number, *shown in stored}
    return tuple(
        Hit(*rows[number][:-1], rank=rank, asked=asked, tokens=rows[number][-1])
        for number, rank in page
        if number in rows
    )


def index(documents: Iterable[SearchDocument]) -> None:
    """Put documents into the index or bring them up to date, in batches, each in one transaction.

    The last one wins if a record occurs twice. A record that may no longer be seen by everybody is to be forgotten.
    """
    connection, engine = _engine(router.db_for_write(SearchRow))
    remaining = iter(documents)
    while batch := {document.record_id: document for document in islice(remaining, _BATCH)}:
        with transaction.atomic(using=connection.alias, savepoint=False):
            _index(connection, engine, batch)


def _index(connection: Any, engine: Any, batch: dict[UUID, SearchDocument]) -> None:
    rows = SearchRow.objects.using(connection.alias)
    before = {row.record_id: row for row in rows.filter(record_id__in=list(batch))}
    if not before and not rows.exists():
        engine.clear(connection)  # whoever emptied the rows alone (a flush) left the tokens behind
    places = Places(rows, engine.BLOCK_BITS)
    fresh: list[SearchRow] = []
    kept: list[SearchRow] = []
    gone: list[int] = []
    removed: list[tuple[int, list[str]]] = []
    added: list[tuple[int, list[str]]] = []
    for document in batch.values():
        tokens = _tokens(document)
        old = before.get(document.record_id)
        stays = old is not None and old.on == document.on
        row = _row(document, tokens, number=old.id if old and stays else places.take(document.on))
        if old and stays and bytes(old.tokens) == row.tokens:
            kept.append(row)
            continue
        if old:
            removed.append((old.id, unpacked(old.tokens)))
            if not stays:
                gone.append(old.id)
        (kept if stays else fresh).append(row)
        added.append((row.id, tokens))
    if gone:
        rows.filter(id__in=gone).delete()
    if fresh:
        rows.bulk_create(fresh)
    if len(kept) == 1:  # an edit: `bulk_update` takes ten times as long to put its question together
        kept[0].save(using=connection.alias, force_update=True, update_fields=_WRITTEN)
    elif kept:
        rows.bulk_update(kept, _WRITTEN)
    if removed or added:
        engine.change(connection, removed, added)


def _row(document: SearchDocument, tokens: list[str], *, number: int) -> SearchRow:
    return SearchRow(
        id=number, record_id=document.record_id,
        kind=document.kind,
        title=document.title[:400],
        title_other=document.title_other[:400],
        subtitle=document.subtitle[:400],
        on=document.on,
        tokens=packed(tokens),
    )


def _tokens(document: SearchDocument) -> list[str]:
    return document_tokens(
        titles=(document.title, document.title_other),
        text=f"{document.subtitle}\n{document.body}",
        labels=(_label(document.kind),),
    )


def _label(kind: str) -> str:
    """Return the token of a kind. Raises: ValueError for a kind that is not a plain dotted name."""
    if not kind.replace(".", "").replace("_", "").replace("-", "").isalnum() or not kind.isascii():
        raise ValueError("a kind is a dotted name of letters and digits")
    return "@" + kind.lower()


def forget(record_ids: Iterable[UUID], *, scrub: bool = False) -> None:
    """Take records out of the index; unknown ones are no error. No answer shows them from now on.

    scrub: also rewrite what is on disk so that no piece of their words is left there; for a record that has become
           protected. The write-ahead log and backups have their own time.
    """
    connection, engine = _engine(router.db_for_write(SearchRow))
    rows = SearchRow.objects.using(connection.alias)
    remaining = iter(record_ids)
    tokens: set[str] = set()
    while batch := list(islice(remaining, _BATCH)):
        with transaction.atomic(using=connection.alias, savepoint=False):
            gone = [(row.id, unpacked(row.tokens)) for row in rows.filter(record_id__in=batch)]
            engine.change(connection, gone, ())
            rows.filter(id__in=[number for number, _ in gone]).delete()
            tokens.update(token for _, words in gone for token in words)
            if connection.vendor == "postgresql" and gone:
                engine.scrub(connection, tokens)
    if scrub and connection.vendor == "sqlite" and tokens:
        engine.scrub(connection, tokens)


def clear() -> None:
    """Empty the index, for building it anew."""
    connection, engine = _engine(router.db_for_write(SearchRow))
    with transaction.atomic(using=connection.alias):
        SearchRow.objects.using(connection.alias).all().delete()
        engine.clear(connection)


def create_storage(connection: Any) -> None:
    """Create the tables that the engine of `connection` needs beside `SearchRow`; called by a migration."""
    _module(connection.vendor).create_storage(connection)


def drop_storage(connection: Any) -> None:
    """Drop what `create_storage` created."""
    _module(connection.vendor).drop_storage(connection)


def _engine(alias: str) -> tuple[Any, Any]:
    connection = connections[alias]
    return connection, _module(connection.vendor)


def _module(vendor: str) -> Any:
    """Return the engine's module. Raises: ImportError for a database that has none."""
    return import_module(f"bandi.foundation.records.search_{vendor}")
