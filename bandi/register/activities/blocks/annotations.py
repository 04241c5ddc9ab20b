"""What other packages know about our activities and add to their entries: who signed, who took it up, who reported.

A package above registers a reader; it is asked once for an edition and answers for all activities at once.
May import: records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from bandi.foundation.records.blocks import Bullets, Fact, Paragraph, Request


@dataclass(frozen=True)
class Annotation:
    """What is added to the entry of one activity.

    facts: labelled lines after its own. body: text after its own.
    table: name of the block in which the activity is a row ("letters_table"); where that block stands under the same
           heading, the activity is not told once more as an entry.
    """

    activity: UUID
    facts: tuple[Fact, ...] = ()
    body: tuple[Paragraph | Bullets, ...] = ()
    table: str = ""


Reader = Callable[[Request], Iterable[Annotation]]

_readers: dict[str, Reader] = {}


def annotate(name: str, reader: Reader) -> None:
    """Offer annotations; called once from `AppConfig.ready`. Raises: ValueError for a second reader of the same name."""
    if name in _readers:
        raise ValueError(f"two readers of annotations are called {name}")
    _readers[name] = reader


def annotations(request: Request) -> dict[UUID, list[Annotation]]:
    """Return all annotations of an edition by activity, in the order of the readers' names."""

    def read() -> dict[UUID, list[Annotation]]:
        found: dict[UUID, list[Annotation]] = {}
        for name in sorted(_readers):
            for annotation in _readers[name](request):
                found.setdefault(annotation.activity, []).append(annotation)
        return found

    return request.once("activities.annotations", read)
