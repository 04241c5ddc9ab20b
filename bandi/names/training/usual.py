"""`python -m bandi.names.training.usual`: work out the usual spellings of syllables anew, after `spellings.tsv` or the counts changed.

They follow from those tables and take a fifth of a second to work out; reading them takes a hundredth. A test compares both.
"""

from __future__ import annotations

from bandi.names.inventory import DATA, inventory
from bandi.names.spelling import reckoned_usual

HEAD = "# usual spellings of syllables: spelling, then each syllable=P(spelling | syllable); made by python -m bandi.names.training.usual\n"


def table() -> str:
    """Return the file."""
    syllables = inventory().syllables
    return HEAD + "".join(f"{chunk}\t{' '.join(f'{syllables[number]}={weight!r}' for number, weight in weights.items())}\n" for chunk, weights in reckoned_usual().items())


if __name__ == "__main__":
    (DATA / "usual_spellings.tsv").write_text(table(), encoding="utf-8")
