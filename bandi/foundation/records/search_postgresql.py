"""The token index on PostgreSQL: an array of tokens as `tsvector` under GIN, and a dictionary of the tokens in use.

The tokens are put in as they are (`array_to_tsvector`), no text search configuration takes part.
The dictionary is only added to while people write, so that two of them never wait for one another over a common word;
words that a forgotten record leaves unused are looked for and removed when it is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bandi.hangul.index import Formula

BLOCK_BITS = 20

_CREATE = (
    "CREATE TABLE records_searchtoken (id bigint PRIMARY KEY, tokens tsvector NOT NULL) WITH (toast_tuple_target = 8160)",
    "CREATE INDEX records_searchtoken_tokens ON records_searchtoken USING gin (tokens)",
    'CREATE TABLE records_searchword (word text COLLATE "C" PRIMARY KEY, documents integer NOT NULL)',
)
_DROP = ("DROP TABLE IF EXISTS records_searchtoken", "DROP TABLE IF EXISTS records_searchword")
_NEWEST = 4000


def create_storage(connection: Any) -> None:
    """Create the engine's own tables; called by a migration."""
    with connection.cursor() as cursor:
        for statement in _CREATE:
            cursor.execute(statement)


def drop_storage(connection: Any) -> None:
    """Drop the engine's own tables."""
    with connection.cursor() as cursor:
        for statement in _DROP:
            cursor.execute(statement)


def clear(connection: Any) -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_searchtoken")
        cursor.execute("DELETE FROM records_searchword")


def scrub(connection: Any, tokens: Iterable[str]) -> None:
    """Remove from the dictionary what no document has any more. The rows themselves go with the next vacuum."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM records_searchword AS gone WHERE gone.word = ANY(%s) AND NOT EXISTS"
            " (SELECT 1 FROM records_searchtoken WHERE tokens @@ ('''' || gone.word || '''')::tsquery)",
            (sorted(filter(_in_dictionary, set(tokens))),),
        )


def change(connection: Any, removed: Sequence[tuple[int, list[str]]], added: Sequence[tuple[int, list[str]]]) -> None:
    """Take tokens out of the index and put others in: (row number, all tokens of the row). Within a transaction."""
    words = sorted({token for _, tokens in added for token in tokens if _in_dictionary(token)})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_searchtoken WHERE id = ANY(%s)", ([row for row, _ in removed],))
        cursor.executemany(
            "INSERT INTO records_searchtoken (id, tokens) VALUES (%s, array_to_tsvector(%s::text[]))",
            [(row, tokens) for row, tokens in added],
        )
        cursor.execute(
            "INSERT INTO records_searchword (word, documents) SELECT word, 1 FROM unnest(%s::text[]) AS word"
            " ON CONFLICT (word) DO NOTHING",
            (words,),
        )


def _in_dictionary(token: str) -> bool:
    return token[0] not in ".^=@"


def known(connection: Any, words: Sequence[str]) -> dict[str, int]:
    """Return those of `words` that some document has, each with 1: GIN finds the rarest by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM records_searchword WHERE word = ANY(%s)", (list(words),))
        return {word: 1 for (word,) in cursor.fetchall()}


def expand(connection: Any, low: str, until: str, most: int) -> dict[str, int]:
    """Return words from `low` up to and without `until`, the shortest first: nearest to what was typed."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT word FROM records_searchword WHERE word >= %s COLLATE "C" AND word < %s COLLATE "C"'
            " ORDER BY length(word), word LIMIT %s",
            (low, until, most),
        )
        return {word: 1 for (word,) in cursor.fetchall()}


def beginning(connection: Any, first: str, shortest: int, longest: int) -> list[str]:
    """Return the words that begin with `first` and have so many characters, most frequent first where that is known."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT word FROM records_searchword WHERE word >= %s COLLATE "C" AND word < %s COLLATE "C"'
            " AND length(word) BETWEEN %s AND %s ORDER BY documents DESC",
            (first, first[:-1] + chr(ord(first[-1]) + 1), shortest, longest),
        )
        return [word for (word,) in cursor.fetchall()]


def matching(connection: Any, formula: Formula, labels: Sequence[str], most: int) -> list[int]:
    """Return at most `most` row numbers that answer the formula and have one of the labels, newest first.

    First the newest rows are read one by one: a common word fills the page from them. Only a word that does not is looked
    up in the index, whose answer must be read whole to be ordered. The planner would need fresh statistics to see that.
    """
    asked = _text(formula, labels)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM (SELECT id, tokens FROM records_searchtoken ORDER BY id LIMIT %s) AS newest"
            " WHERE tokens @@ %s::tsquery LIMIT %s",
            (_NEWEST, asked, most),
        )
        rows = [row for (row,) in cursor.fetchall()]
        if len(rows) < most:
            cursor.execute(
                "WITH found AS MATERIALIZED (SELECT id FROM records_searchtoken WHERE tokens @@ %s::tsquery)"
                " SELECT id FROM found ORDER BY id LIMIT %s",
                (asked, most),
            )
            rows = [row for (row,) in cursor.fetchall()]
    return rows


def _text(formula: Formula, labels: Sequence[str]) -> str:
    words = [
        _any([_all([_any([f"'{token}'" for token in slot]) for slot in reading]) for reading in readings])
        for readings in formula
    ]
    if labels:
        words.append(_any([f"'{label}'" for label in labels]))
    return _all(words)


def _any(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + " | ".join(parts) + ")"


def _all(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + " & ".join(parts) + ")"
