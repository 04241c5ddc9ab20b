"""Reading files that nobody trusts: a jail to run a reader in, and readers with typed results.

A pure library: knows no Django. Outside of the jail nothing here opens a file of a stranger; it looks at the first 64
bytes and at numbers. Without a jail nothing is read at all: callers catch `NoJail` and show "no preview".
It keeps nothing, writes nothing, and does not know what a file is for.
"""

from __future__ import annotations

from bandi.parsing.answers import PROBLEMS, Block, Cell, Hidden, Item, Pixels, Reading, Sheet, Unseen
from bandi.parsing.errors import Broken, NoJail, ParsingError, Refused
from bandi.parsing.jail import Availability, available
from bandi.parsing.reading import hidden, identify, items, page_images, picture, read, rows, take_out
from bandi.parsing.recognising import recognise

__all__ = [
    "PROBLEMS",
    "Availability",
    "Block",
    "Broken",
    "Cell",
    "Hidden",
    "Item",
    "NoJail",
    "ParsingError",
    "Pixels",
    "Reading",
    "Refused",
    "Sheet",
    "Unseen",
    "available",
    "hidden",
    "identify",
    "items",
    "page_images",
    "picture",
    "read",
    "recognise",
    "rows",
    "take_out",
]
