"""Forgetting every name this process has met.

Reading is remembered because names come again. Where protected names were opened, what is remembered must go when they are locked
again: a dump of the process would show them. After `forget`, only galleries and results that the caller still holds are left.
Against: somebody who gets at the memory of a running, locked process. No guarantee against one who already watches it.
"""

from __future__ import annotations

import sys

MODULES = ("parsing", "spelling", "sound", "places", "organisations", "renderings", "comparing")
_TABLES = frozenset(("neighbours", "gazetteer", "inventory", "load"))
"""What is remembered of the library's own tables holds no name and stays."""


def forget() -> int:
    """Forget all names read and compared, and return how many remembered answers were dropped."""
    dropped = 0
    modules = [f"bandi.names.{name}" for name in MODULES] + [f"bandi.hangul.{name}" for name in ("fold", "particles", "scanning", "tokens")]
    for module in filter(None, map(sys.modules.get, modules)):
        for name, found in vars(module).items():
            if hasattr(found, "cache_clear") and name not in _TABLES:
                dropped += found.cache_info().currsize
                found.cache_clear()
    return dropped
