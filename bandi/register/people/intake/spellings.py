"""Reading a cell of other spellings: "Cho Tae-yul (caption); Minister Cho" into spellings and where they stand.

May import: records, this package's models.
"""

from __future__ import annotations

import re

from bandi.foundation.records.intake import Folder
from bandi.foundation.records.models import RecordBase
from bandi.foundation.records.rows import Row
from bandi.register.people.intake.matching import folded
from bandi.register.people.models import Alias
from bandi.register.people.models.names import script_of

_REMARK = re.compile(r"^(?P<name>.*?)\s*\((?P<remark>[^()]*)\)$")
_WORD = re.compile(r"[^\W\d_]+")


def spellings(row: Row, name: str = "name_variants") -> list[tuple[str, str]]:
    """Return the spellings in a cell with the remark that follows each in brackets."""
    found: dict[str, str] = {}
    for part in row.parts(name):
        match = _REMARK.match(part)
        spelling, remark = (match["name"], match["remark"]) if match and match["name"] else (part, "")
        found.setdefault(spelling[:300], remark[:200])
    return list(found.items())


def share_a_word(one: str, other: str) -> bool:
    """Return whether two names have a word of two letters or more in common: otherwise one is no spelling of the other."""
    words, others = ({word for word in _WORD.findall(folded(text)) if len(word) > 1} for text in (one, other))
    return bool(words & others)


def store_spellings(folder: Folder, row: RecordBase, found: list[tuple[str, str]], main: set[str]) -> None:
    """Keep the spellings of a record as its aliases, leaving out its own names."""
    wanted = [
        Alias(record_id=row.pk, name=name, source=source, script=script_of(name)) for name, source in sorted(found) if name not in main
    ]
    folder.parts(Alias, {"record": row.pk}, wanted, order=["name"], ignore=("kind", "script", "system", "period", "language", "is_preferred", "updated_at"))
