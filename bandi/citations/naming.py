"""Where a document names an organisation: one answer per paragraph, from its text and its notes together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .contributors import contributors_of
from .document import Document, Unit
from .mentions import Known
from .names_in_text import NameFinder
from .ours import Organisation, OurText
from .sources import Sources

_THE_HEAD = re.compile(r"\b[Tt]he ([A-Z][a-z]{3,})(?=['’]s\b|\s+(?!of\b|for\b)[a-z])")

# A paragraph that is itself the list of contributors cites nobody.
_LISTS = re.compile(r"stakeholders listed below|joint submission \d+ submitted by:", re.IGNORECASE)


@dataclass
class Named:
    """A unit that names an organisation. evidence: (note number or None for the text, start, end, ways, sureness, label)."""

    organisation: str
    unit: Unit
    evidence: list[tuple[int | None, int, int, tuple[str, ...], float, str]] = field(default_factory=list)

    @property
    def hows(self) -> tuple[str, ...]:
        """Return every way in which it is named, in the order found."""
        return tuple(dict.fromkeys(how for row in self.evidence for how in row[3]))

    @property
    def is_joint(self) -> bool:
        """True if it is named only as a member of a joint submission, be it by ibid."""
        return all("joint" in row[3] for row in self.evidence)

    @property
    def sureness(self) -> float:
        """Return how sure the naming is: the best of its evidence, a little more when text and note agree."""
        best = max(row[4] for row in self.evidence)
        agree = len({row[0] is None for row in self.evidence}) == 2
        return min(0.995, best + (0.01 if agree else 0.0))

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the titles of works by which it is named."""
        return tuple(dict.fromkeys(row[5] for row in self.evidence if "short_title" in row[3] and row[5]))


def name_finder(organisations: Mapping[str, Organisation]) -> NameFinder:
    """Return the finder of all names: of the organisations, and of those they are not."""
    rows = [(organisation.id, name) for organisation in organisations.values() for name in organisation.names]
    known = {name for _owner, name in rows}
    rows.extend(
        (f"not:{name}", name) for organisation in organisations.values() for name, _abbreviations in organisation.others if name not in known
    )
    return NameFinder(rows)


def find_named(
    document: Document, organisations: Mapping[str, Organisation], texts: Sequence[OurText] = (), *, finder: NameFinder | None = None
) -> list[Named]:
    """Return the units that name an organisation, in the order of the document.

    A contributor list is not a citation: its note is passed over.
    """
    finder = finder or name_finder(organisations)
    known = Known(finder, organisations, contributors_of(document, finder), frozenset(note.number for note in document.notes))
    sources = Sources()
    for text in texts:
        if text.title and text.organisation:
            sources.learn_title(text.title, text.organisation)
    notes = {note.number: note for note in document.notes}
    waiting = sorted(notes, reverse=True)
    found: dict[tuple[str, str], Named] = {}
    for unit in document.units:
        _read_text(unit, known, sources, found)
        for mark in unit.marks:
            number = mark.number
            while waiting and waiting[-1] <= number:
                sources.read(notes[waiting.pop()], known)
            for cited in sources.cited.get(number, ()):
                row = (number, cited.start, cited.end, cited.hows, cited.sureness, cited.label)
                _named(found, cited.owner, unit).evidence.append(row)
        _read_short_form(unit, organisations, known, found)
    ours = {organisation.id for organisation in organisations.values() if organisation.is_ours}
    return [named for named in found.values() if named.organisation in ours]


def _named(found: dict[tuple[str, str], Named], owner: str, unit: Unit) -> Named:
    return found.setdefault((owner, unit.id), Named(owner, unit))


def _read_text(unit: Unit, known: Known, sources: Sources, found: dict[tuple[str, str], Named]) -> None:
    mentions = known.read(unit.text)
    for mention in () if mentions and _LISTS.search(unit.text) else mentions:
        row = (None, mention.start, mention.end, (mention.how,), mention.sureness, mention.label)
        _named(found, mention.owner, unit).evidence.append(row)
    for start, end, owner, title in sources.titled(unit.text):
        if owner in known.organisations and (unit.text[start - 1 : start] in {"“", '"', "‘", "「", "『", "《", "<"} or title.count(" ") >= 2):
            _named(found, owner, unit).evidence.append((None, start, end, ("short_title",), 0.8, title))


def _read_short_form(unit: Unit, organisations: Mapping[str, Organisation], known: Known, found: dict[tuple[str, str], Named]) -> None:
    """Add “the Centre” where the note says that the Centre is ours; alone it would prove nothing."""
    for match in _THE_HEAD.finditer(unit.text):
        for owner in organisations:
            named = found.get((owner, unit.id))
            if named is None:
                continue
            last_words = {name.split()[-1] for name in organisations[owner].names} | {name.split()[1] for name in organisations[owner].names if name.count(" ")}
            if match.group(1) in last_words and all(row[0] is not None for row in named.evidence):
                named.evidence.append((None, match.start(1), match.end(1), ("short_form",), 0.7, ""))
