"""The next free code of a year: V-2024-003, M-2024-012.

May import: the foundation, this package's models.
"""

from __future__ import annotations

import re

from bandi.work.programmes.models import Coded


def next_code(model: type[Coded], letter: str, year: int) -> str:
    """Return the code after the highest of the year, removed ones among them: a code is never given to somebody else."""
    begins = f"{letter}-{year}-"
    taken = model._default_manager.filter(code__startswith=begins).values_list("code", flat=True)
    numbers = [int(found[0]) for code in taken if (found := re.fullmatch(r"\d+", code.removeprefix(begins)))]
    return f"{begins}{max(numbers, default=0) + 1:03d}"
