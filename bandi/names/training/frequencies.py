"""Writing `given_syllables.tsv`: how often each syllable stands in a given name.

`python -m bandi.names.training.frequencies FOLDER` reads the Hangul names of `dev_gallery.csv` and adds the syllables that
given names are made of (`bandi.hangul.name_parts`, and those typical of the North), so that a syllable the folder
happens to lack is rare, not impossible. Counts are tempered (power 0.75) for the same reason.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from bandi.hangul import name_parts

DATA = Path(__file__).resolve().parents[1] / "data"
NORTHERN = "철혁룡국광일성남금옥순영춘학명봉룡희숙향란련화별설송림강산진룡칠복길만덕석훈호원범충심정실수경선월녀분애"


def main() -> int:
    """Write the table."""
    counted: Counter[str] = Counter()
    with (Path(sys.argv[1]) / "dev_gallery.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if re.fullmatch("[가-힣]{3}", row["name"]):
                counted.update(row["name"][1:])
    total = sum(counted.values())
    weight = {syllable: 1000 * (count / total) ** 0.75 for syllable, count in counted.items()}
    for syllable in name_parts.GIVEN_SYLLABLES:
        weight[syllable] = weight.get(syllable, 0.0) + 6.0
    for syllable in NORTHERN:
        weight[syllable] = weight.get(syllable, 0.0) + 4.0
    lines_out = [f"{syllable}\t{value:.1f}\n" for syllable, value in sorted(weight.items(), key=lambda item: -item[1])]
    note = "# syllable, weight: tempered counts of invented and public given names, and a floor for the syllables of names\n"
    (DATA / "given_syllables.tsv").write_text(note + "".join(lines_out), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
