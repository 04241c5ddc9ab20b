"""Writing `hanja.tsv` and `chinese_readings.tsv` from Unihan's readings: `python -m bandi.names.training.unihan FILE`.

FILE is `Unihan_Readings.txt`, unpacked (Debian's package `unicode-data` has it under `/usr/share/unicode`).
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"


def readings(lines: list[str], field: str) -> dict[str, list[str]]:
    """Return the readings of each character in one field of Unihan, first reading first, notes after a colon dropped."""
    found: dict[str, list[str]] = {}
    for line in lines:
        parts = line.rstrip("\n").split("\t")
        if len(parts) == 3 and parts[1] == field:
            found[chr(int(parts[0][2:], 16))] = [reading.split(":")[0] for reading in parts[2].split()]
    return found


def plain(pinyin: str) -> str:
    """Return pinyin without tone marks, ü as u: lǐ as li."""
    apart = unicodedata.normalize("NFD", pinyin)
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def main() -> int:
    """Write the two tables."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    hangul, mandarin = readings(lines, "kHangul"), readings(lines, "kMandarin")
    by_reading: dict[str, list[str]] = defaultdict(list)
    chinese: dict[str, Counter[str]] = defaultdict(Counter)
    for character, korean in sorted(hangul.items()):
        if ord(character) > 0xFFFF:
            continue
        for reading in korean:
            by_reading[reading].append(character)
            for spoken in mandarin.get(character, [])[:1]:
                chinese[reading][plain(spoken)] += 1
    table = "".join(f"{reading}\t{''.join(characters)}\n" for reading, characters in sorted(by_reading.items()))
    (DATA / "hanja.tsv").write_text(table, encoding="utf-8")
    rows = []
    for reading, counted in sorted(chinese.items()):
        total = sum(counted.values())
        kept = [f"{spoken}:{count}" for spoken, count in counted.most_common(6) if count / total > 0.03]
        rows.append(f"{reading}\t{' '.join(kept)}\n")
    (DATA / "chinese_readings.tsv").write_text("".join(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
