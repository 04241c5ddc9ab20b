"""The row of a found record: what a list of answers shows, and the tokens under which the record was indexed.

Open records only. The tokens are kept so that they can be taken out of the index exactly as they were put in, also
after the way of making them has changed, and so that an answer can say why it was found.
"""

from __future__ import annotations

import random
import zlib
from datetime import date
from typing import Any

from django.db import models

from bandi.hangul.tokens import IN_TITLE

_END_OF_TIME = date.max.toordinal() + 1


class SearchRow(models.Model):
    """One indexed record.

    id:     place in time, newest first (`Places`); the number under which the engine keeps the tokens.
    tokens: the tokens as `packed` writes them: separated by spaces, UTF-8, deflated.
    """

    id = models.BigIntegerField(primary_key=True)
    record_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=400)
    title_other = models.CharField(max_length=400, blank=True)
    subtitle = models.CharField(max_length=400, blank=True)
    on = models.DateField(null=True)
    tokens = models.BinaryField()

    class Meta:
        app_label = "records"
        db_table = "records_searchrow"


def packed(tokens: list[str]) -> bytes:
    """Return tokens as they are stored; one that stands in the title too (`x` and `.x`) is written once, as `:x`."""
    present = set(tokens)
    written = [
        ":" + token[1:] if token[0] == IN_TITLE and token[1:] in present else token
        for token in tokens
        if IN_TITLE + token not in present
    ]
    return zlib.compress(" ".join(sorted(written)).encode(), 9)


def unpacked(stored: bytes) -> list[str]:
    """Return stored tokens as they were given, in no meaningful order."""
    tokens: list[str] = []
    for written in zlib.decompress(stored).decode().split(" "):
        tokens.extend((IN_TITLE + written[1:], written[1:]) if written[0] == ":" else (written,))
    return tokens


def place_of(on: date | None, block_bits: int) -> int:
    """Return the first row number of a day's block."""
    return (_END_OF_TIME - on.toordinal() if on else _END_OF_TIME) << block_bits


class Places:
    """Gives out row numbers: a block of them per day, the newest day first, records without a day after all others."""

    def __init__(self, rows: Any, block_bits: int) -> None:
        self.rows = rows
        self.size = 1 << block_bits
        self.taken: dict[int, set[int]] = {}

    def take(self, on: date | None) -> int:
        block = place_of(on, 0)
        while True:
            first = block * self.size
            if block not in self.taken:
                used = self.rows.filter(id__gte=first, id__lt=first + self.size).values_list("id", flat=True)
                self.taken[block] = {number - first for number in used}
            taken = self.taken[block]
            if len(taken) < self.size // 2:
                break
            block += 1
        number = len(taken) if self.size <= 1024 else random.randrange(self.size)  # noqa: S311
        while number in taken:
            number = (number + 1) % self.size
        taken.add(number)
        return first + number
