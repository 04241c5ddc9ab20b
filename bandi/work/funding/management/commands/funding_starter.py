"""`bandi funding starter`: load words to begin the vocabularies of budgets and of the stock with."""

from __future__ import annotations

from pathlib import Path

from bandi.foundation.records.starting import StarterCommand


class Command(StarterCommand):
    """Load categories of a budget, kinds of material and its units."""

    help = "Load words to begin with: categories of a budget, kinds and units of material. Loading again changes nothing that was renamed since."
    starter = Path(__file__).resolve().parents[2] / "starter"
    source = "starter of funding"
