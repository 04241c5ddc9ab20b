"""The token index on SQLite: an FTS5 table that holds row numbers only, and a dictionary of the tokens in use.

FTS5 is used as a list of matching row numbers in order, never to analyse text and never to rank: `detail=none`,
contentless, without sizes. Reading stops at the limit, so that a common word is as fast as a rare one.
Taking tokens out writes a mark; the old entries leave the file with the next merge. `scrub` merges at once, for a record
that has become protected. SQLite 3.42 and later erase in place and need no scrubbing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from bandi.hangul.index import Formula

BLOCK_BITS = 10

_CREATE = (
    "CREATE VIRTUAL TABLE records_searchtoken USING fts5(tokens, content='', detail=none, columnsize=0,"
    " tokenize=\"ascii tokenchars '.^=~@_-'\")",
    "CREATE TABLE records_searchword (word text PRIMARY KEY, documents integer NOT NULL) WITHOUT ROWID",
)
_DROP = ("DROP TABLE IF EXISTS records_searchtoken", "DROP TABLE IF EXISTS records_searchword")


def create_storage(connection: Any) -> None:
    """Create the engine's own tables; called by a migration."""
    with connection.cursor() as cursor:
        for statement in _CREATE:
            cursor.execute(statement)
        if connection.Database.sqlite_version_info >= (3, 42):
            cursor.execute("INSERT INTO records_searchtoken(records_searchtoken, rank) VALUES('secure-delete', 1)")


def drop_storage(connection: Any) -> None:
    """Drop the engine's own tables."""
    with connection.cursor() as cursor:
        for statement in _DROP:
            cursor.execute(statement)


def clear(connection: Any) -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO records_searchtoken(records_searchtoken) VALUES('delete-all')")
        cursor.execute("DELETE FROM records_searchword")


def scrub(connection: Any, tokens: Iterable[str]) -> None:
    """Rewrite the index so that nothing of what was taken out is left in it. Seconds at a hundred thousand records."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO records_searchtoken(records_searchtoken) VALUES('optimize')")


def change(connection: Any, removed: Sequence[tuple[int, list[str]]], added: Sequence[tuple[int, list[str]]]) -> None:
    """Take tokens out of the index and put others in: (row number, all tokens of the row). Within a transaction."""
    balance: Counter[str] = Counter()
    for _, tokens in added:
        balance.update(filter(_in_dictionary, tokens))
    for _, tokens in removed:
        balance.subtract(filter(_in_dictionary, tokens))
    statements: tuple[tuple[str, list[Any]], ...] = (
        (
            "INSERT INTO records_searchtoken(records_searchtoken, rowid, tokens) VALUES('delete', %s, %s)",
            [(row, " ".join(tokens)) for row, tokens in sorted(removed)],
        ),
        (
            "INSERT INTO records_searchtoken(rowid, tokens) VALUES(%s, %s)",
            [(row, " ".join(tokens)) for row, tokens in sorted(added)],
        ),
        (
            "INSERT INTO records_searchword(word, documents) VALUES(%s, %s)"
            " ON CONFLICT(word) DO UPDATE SET documents = documents + excluded.documents",
            sorted((word, count) for word, count in balance.items() if count),
        ),
        (
            "DELETE FROM records_searchword WHERE word = %s AND documents <= 0",
            [(word,) for word, count in balance.items() if count < 0],
        ),
    )
    with connection.cursor() as cursor:
        for statement, values in statements:
            if values:
                cursor.executemany(statement, values)


def _in_dictionary(token: str) -> bool:
    return token[0] not in ".^=@"


def known(connection: Any, words: Sequence[str]) -> dict[str, int]:
    """Return those of `words` that some document has, with the number of documents."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, documents FROM records_searchword JOIN json_each(%s) ON word = value",
            (json.dumps(list(words)),),
        )
        return dict(cursor.fetchall())


def expand(connection: Any, low: str, until: str, most: int) -> dict[str, int]:
    """Return the most frequent words from `low` up to and without `until`, with the number of documents."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, documents FROM records_searchword WHERE word >= %s AND word < %s ORDER BY documents DESC LIMIT %s",
            (low, until, most),
        )
        return dict(cursor.fetchall())


def beginning(connection: Any, first: str, shortest: int, longest: int) -> list[str]:
    """Return the words that begin with `first` and have so many characters, most frequent first where that is known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM records_searchword WHERE word >= %s AND word < %s"
            " AND length(word) BETWEEN %s AND %s ORDER BY documents DESC",
            (first, first[:-1] + chr(ord(first[-1]) + 1), shortest, longest),
        )
        return [word for (word,) in cursor.fetchall()]


def matching(connection: Any, formula: Formula, labels: Sequence[str], most: int) -> list[int]:
    """Return at most `most` row numbers that answer the formula and have one of the labels, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM records_searchtoken WHERE records_searchtoken MATCH %s ORDER BY rowid LIMIT %s",
            (_text(formula, labels), most),
        )
        return [row for (row,) in cursor.fetchall()]


def _text(formula: Formula, labels: Sequence[str]) -> str:
    words = [
        _any([_all([_any([f'"{token}"' for token in slot]) for slot in reading]) for reading in readings])
        for readings in formula
    ]
    if labels:
        words.append(_any([f'"{label}"' for label in labels]))
    return _all(words)


def _any(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + " OR ".join(parts) + ")"


def _all(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + " AND ".join(parts) + ")"
