"""Whether a text that is open repeats words of sealed ones: asked of the holder under the reader's clearance, for the length of one review.

Nothing of the sealed texts comes back, only places in the open one. Rows go to the holder in portions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.holding import holder
from bandi.foundation.vault.reading import Reader, asked_for, current_reader
from bandi.foundation.vault.searching import portions_of
from bandi.keyholder import errors


@dataclass(frozen=True)
class Repeated:
    """A row whose words the text repeats, and where; is_long: a long run, not one short sentence that others may have said too; is_near: with words changed."""

    row: Any
    start: int
    end: int
    is_long: bool
    is_near: bool = False


def repeated(rows: Iterable[Any], field: str, text: str, *, by: Reader | None = None) -> list[Repeated]:
    """Return the rows whose sealed `field` the text repeats.

    Raises: Sealed while nobody is unlocked; QuotaReached; HolderAway.
    """
    reader = by or current_reader()
    if not reader.token:
        raise Sealed("nobody is unlocked")
    found: list[Repeated] = []
    for portion in portions_of(rows):
        asked = asked_for(portion, [field], reader)
        usable = [at for at, ask in enumerate(asked.records) if asked.versions[ask.version].tier > 1]
        if not usable:
            continue
        try:
            hits = holder().repeated(reader.token, asked.versions, [asked.records[at] for at in usable], text, "release")
        except (errors.NotUnlocked, errors.NotGranted) as error:
            raise Sealed("locked") from error
        except errors.Quota as error:
            raise QuotaReached(error.again_in) from error
        except errors.HolderError as error:
            raise HolderAway("the key holder does not answer") from error
        found += [Repeated(asked.rows[usable[hit.index]], hit.start, hit.end, hit.is_long, hit.is_near) for hit in hits]
    return found
