"""What a stranger's file may cost. One place for every number; the reasons stand in docs/hostile-files.md."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one run of the jail may use. Bytes, seconds and counts."""

    memory: int = 512 * MIB
    processor: int = 20
    wall: int = 60
    file: int = 64 * MIB
    descriptors: int = 64
    scratch: int = 64 * MIB
    answer: int = MIB
    pixels: int = 0
    pages: int = 0
    content: int = 0


LARGEST_DOCUMENT = 200 * MIB
LARGEST_ANSWER = 64 * MIB
SMALLEST_ANSWER = 128 * 1024
FIRST_BYTES = 64

PAGES = 500
TEXT_PAGES = 2_000
SIDE = 5_000
PIXELS = 200_000_000
PICTURE_PIXELS = 50_000_000
FRAMES = 20

ENTRIES = 1_000
UNPACKED = 500 * MIB
RATIO = 100
DEPTH = 2
PART = 100 * MIB

ROWS = 50_000
COLUMNS = 200
CELL = 32 * 1024
SHEETS = 100

XML_DEPTH = 100
ATTACHMENTS = 100
BLOCKS = 100_000
UNSEEN = 500
UNSEEN_TEXT = 2_000
