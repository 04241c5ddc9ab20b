"""What a figure of reliability says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One figure.

    n:        how many trials were made.
    failures: how many of them went wrong; 0 is the target.
    control:  how many of the same trials went wrong with the guard taken away, in words a reader understands.
    is_controlled: whether the control went wrong as it must; without that the figure is worth nothing.
    note:     what was tried, and what it does not show.
    """

    id: str
    n: int
    failures: int
    control: str
    is_controlled: bool
    note: str
