"""The labelled pairs that networks are fitted on and measured with, in a folder that is never part of the repository."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bandi.names import tables

PAIRS = "dev_pairs.csv"
COLUMNS = ("name_a", "name_b", "same", "kind", "source")


def asks_for_folder(parser: argparse.ArgumentParser) -> None:
    """Let a command be told the folder."""
    parser.add_argument("folder", type=Path, help=f"a folder with {PAIRS} ({', '.join(COLUMNS)})")


def labelled_pairs(folder: Path) -> list[dict[str, str]] | None:
    """Return the pairs of a folder; None, with one sentence on standard error, where they cannot be read."""
    try:
        return tables.read(folder / PAIRS, COLUMNS)
    except tables.BadTable as error:
        print(error, file=sys.stderr)
        return None
