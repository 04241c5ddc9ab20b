"""Recognising one Korean name in every spelling: persons, places, facilities and organisations.

A pure library: knows no Django, no records and no database. It says how likely two written forms are the same *name* and
why (`compare`), and finds all spellings of a name among many (`Gallery`). It does not decide whether two people are one:
that takes more than a name, and a person who answers for it. Never used to guess what a mask hides.

Importing it costs nothing: numpy and the tables are loaded when a name is first read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .comparing import Comparison, compare, kind_of, probabilities, threshold
    from .forgetting import forget
    from .gallery import Gallery, Hit

_HOME = {"compare": "comparing", "Comparison": "comparing", "kind_of": "comparing", "probabilities": "comparing", "threshold": "comparing", "Gallery": "gallery", "Hit": "gallery", "forget": "forgetting"}

__all__ = ["Comparison", "Gallery", "Hit", "compare", "forget", "kind_of", "probabilities", "threshold"]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(name)
