"""What can go wrong with editions.

    EditionProblem
    ├── EditionMissing      there is no edition of that year and language
    ├── EditionPublished    it is out and must be reopened before it is changed
    └── NothingToPublish    it has no section that is printed
"""

from __future__ import annotations


class EditionProblem(Exception):
    """Anything that keeps an edition from being written, built or published. Messages name years and languages only."""


class EditionMissing(EditionProblem):
    """There is no edition of that year in that language."""


class EditionPublished(EditionProblem):
    """The edition is published; it must be reopened before it is changed."""


class NothingToPublish(EditionProblem):
    """The edition has no section that is printed."""
