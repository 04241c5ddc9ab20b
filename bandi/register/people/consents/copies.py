"""Texts of ours that repeat the words of a statement without naming it: looked for when a consent is withdrawn.

A code in a text can be looked up; copied words have to be compared, in memory, under the reader's own clearance.
May import: the foundation, this package's models.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from uuid import UUID

from bandi.foundation.access.models import Account
from bandi.foundation.records.uses import Use, written
from bandi.foundation.vault.comparing import repeated
from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.register.people.models import Statement

PORTION = 200_000
"""Letters that are compared in one question to the holder."""
Words = list[tuple[Use, str]]


def copied(keys: Iterable[UUID], reader: Account | None) -> tuple[list[Use], bool]:
    """Return the places whose words repeat one of these statements, and whether everything could be compared."""
    rows = list(Statement.objects.visible_to(reader).filter(pk__in=list(keys), subject__erased_at__isnull=True).only("record", "subject", "text"))  # type: ignore[attr-defined]
    found: list[Use] = []
    try:
        for portion in _portions(written(reader)) if rows else ():
            found += _in_portion(portion, rows)
    except (Sealed, QuotaReached, HolderAway):
        return found, False
    return found, True


def _in_portion(portion: Words, rows: list[Statement]) -> list[Use]:
    """Return the places of a portion. Of each statement the holder tells one place: it is asked again without those that are known."""
    found: list[Use] = []
    while portion:
        starts = [0, *accumulate(len(text) + 1 for _use, text in portion)]
        hits = repeated(rows, "text", "\n".join(text for _use, text in portion))
        at = {bisect_right(starts, hit.start) - 1 for hit in hits}
        if not at:
            break
        found += [portion[number][0] for number in sorted(at)]
        portion = [one for number, one in enumerate(portion) if number not in at]
    return found


def _portions(texts: Iterable[tuple[Use, str]]) -> Iterator[Words]:
    portion: Words = []
    letters = 0
    for use, text in texts:
        if portion and letters + len(text) > PORTION:
            yield portion
            portion, letters = [], 0
        portion.append((use, text))
        letters += len(text)
    if portion:
        yield portion
