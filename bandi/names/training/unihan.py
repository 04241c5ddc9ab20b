"""Writing `hanja.tsv`, `hanja_guessed.tsv` and `chinese_readings.tsv` from Unihan's readings: `python -m bandi.names.training.unihan FILE`.

An ideograph without a Korean reading in Unihan is guessed by those that are read like it in Mandarin and Cantonese. Guessing so for the
ideographs whose reading is known gives the right one first for two in three, among three for six in seven.

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


def guessed(hangul: dict[str, list[str]], mandarin: dict[str, list[str]], cantonese: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return up to three likely Hangul readings for each unified ideograph that has none, likeliest first."""

    def sounds(character: str) -> list[tuple[tuple[str, str], float]]:
        north, south = (plain(field[character][0]).rstrip("123456") if character in field else "" for field in (mandarin, cantonese))
        return [(sound, weight) for sound, weight in (((north, south), 1.0), ((north, ""), 0.3), (("", south), 0.3)) if any(sound)]

    heard: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for character, korean in hangul.items():
        for sound, _ in sounds(character):
            heard[sound][korean[0]] += 1
    found = {}
    for code in range(0x4E00, 0xA000):
        character = chr(code)
        if character in hangul:
            continue
        likely: Counter[str] = Counter()
        for sound, weight in sounds(character):
            total = heard[sound].total() + 2
            for reading, count in heard[sound].items():
                likely[reading] += weight * count / total  # type: ignore[assignment]  # a Counter of shares
        if likely:
            found[character] = tuple(reading for reading, _ in sorted(likely.items(), key=lambda item: (-item[1], item[0]))[:3])
    return found


def main() -> int:
    """Write the three tables."""
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
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for character, likely in guessed(hangul, mandarin, readings(lines, "kCantonese")).items():
        alike[likely].append(character)
    note = "# readings guessed by Mandarin and Cantonese, likeliest first, and the ideographs they are guessed for\n"
    table = "".join(f"{' '.join(likely)}\t{''.join(characters)}\n" for likely, characters in sorted(alike.items()))
    (DATA / "hanja_guessed.tsv").write_text(note + table, encoding="utf-8")
    rows = []
    for reading, counted in sorted(chinese.items()):
        total = sum(counted.values())
        kept = [f"{spoken}:{count}" for spoken, count in counted.most_common(6) if count / total > 0.03]
        rows.append(f"{reading}\t{' '.join(kept)}\n")
    (DATA / "chinese_readings.tsv").write_text("".join(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
