"""Finding everything in one document: the namings of our organisations and the echoes of our asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .decisions import Decision, Verdict, form_trust, relearnt, verdicts
from .document import Document
from .echo import AskIndex, Pair, compare, model, shared_terms
from .finding import Finding, Passage, key_of, merged
from .naming import Named, find_named, name_finder
from .ours import Ask, Organisation, OurText
from .reasons import why_echo, why_named

_LEAST_NAMED = 0.45


@dataclass(frozen=True, slots=True)
class _Asked:
    text: OurText
    ask: Ask


class Finder:
    """Our side made ready once, to be held against any number of documents."""

    def __init__(self, organisations: Mapping[str, Organisation], texts: Sequence[OurText], decisions: Iterable[Decision] = ()) -> None:
        self.organisations = dict(organisations)
        ours = [organisation.id for organisation in organisations.values() if organisation.is_ours]
        sole = ours[0] if len(ours) == 1 else ""
        self.texts = [text if text.organisation else _of(text, sole) for text in texts]
        self.asked = [_Asked(text, ask) for text in self.texts for ask in text.asks]
        self.index = AskIndex([asked.ask.text for asked in self.asked])
        self.names = name_finder(organisations)
        self.decide(decisions)

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Take these decisions, and no others, into account from now on."""
        decisions = list(decisions)
        self.model = relearnt(model(), decisions)
        self.trust = form_trust(decisions)
        self.verdicts = verdicts(decisions)

    def find(self, document: Document, *, least: float | None = None) -> list[Finding]:
        """Return the findings in a document, in its order, the surest first within a paragraph.

        least: report echoes from this probability on; None takes the model's own threshold. What a person has decided
        is always reported, with the verdict.
        """
        pairs = self.echoes(document)
        found = [*self._named(document, pairs), *self._echoes(document, pairs, self.model.threshold if least is None else least)]
        order = {unit.id: number for number, unit in enumerate(document.units)}
        return sorted(found, key=lambda one: (order[one.paragraph], -one.confidence, one.key))

    def echoes(self, document: Document) -> list[tuple[Pair, float]]:
        """Return every pair of an ask and a unit that was compared, with its probability. No echo in an older document."""
        found = []
        for pair in compare(document.units, self.index):
            if may_follow(self.asked[pair.ask].text.dated, document.dated):
                found.append((pair, self.model.probability(pair.measures)))
        return found

    def _echoes(self, document: Document, pairs: Sequence[tuple[Pair, float]], least: float) -> Iterable[Finding]:
        for pair, probability in pairs:
            asked, unit = self.asked[pair.ask], document.units[pair.unit]
            key = key_of(document, "echo", asked.text.organisation, asked.text.id, asked.ask.id, unit.id)
            verdict = self.verdicts.get(key)
            if probability < least and verdict is None:
                continue
            shared = shared_terms(self.index.profile(pair.ask), unit.text)
            yield Finding(
                key=key, kind="echo", organisation=asked.text.organisation, text=asked.text.id, ask=asked.ask.id, paragraph=unit.id,
                note=None, confidence=_decided(probability, verdict), page=unit.page, verdict=verdict or "open", measures=pair.measures,
                ours=Passage(asked.ask.text, merged(shared.ours, asked.ask.text)), theirs=Passage(unit.text, merged(shared.theirs, unit.text)),
                reason=why_echo(pair, shared.keys),
            )  # fmt: skip

    def _named(self, document: Document, pairs: Sequence[tuple[Pair, float]]) -> Iterable[Finding]:
        best: dict[tuple[str, str], tuple[float, str]] = defaultdict(lambda: (0.0, ""))
        for pair, probability in pairs:
            text = self.asked[pair.ask].text
            for owner in {text.organisation, *text.members}:
                slot = (owner, document.units[pair.unit].id)
                best[slot] = max(best[slot], (probability, text.id))
        notes = {note.number: note.text for note in document.notes}
        for named in find_named(document, self.organisations, self.texts, finder=self.names):
            organisation = self.organisations[named.organisation]
            key = key_of(document, "named", organisation.id, "", "", named.unit.id)
            verdict = self.verdicts.get(key)
            trust = min((self.trust.get((organisation.id, how), 1.0) for how in named.hows), default=1.0)
            sure = named.sureness * trust
            if sure < _LEAST_NAMED and verdict is None:
                continue
            here = [(start, end) for number, start, end, *_rest in named.evidence if number is None]
            in_notes: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for number, start, end, *_rest in named.evidence:
                if number is not None:
                    in_notes[number].append((start, end))
            yield Finding(
                key=key, kind="named", organisation=organisation.id, text=self._cited_text(named, document, best), ask="", paragraph=named.unit.id,
                note=None if here else min(in_notes), confidence=_decided(sure, verdict), how=named.hows, is_joint=named.is_joint,
                ours=Passage(organisation.names[0]), theirs=Passage(named.unit.text, merged(here, named.unit.text)),
                notes=tuple((n, Passage(notes[n], merged(spans, notes[n]))) for n, spans in sorted(in_notes.items())),
                reason=why_named(named, organisation.names[0]), page=named.unit.page, verdict=verdict or "open",
            )  # fmt: skip

    def _cited_text(self, named: Named, document: Document, best: Mapping[tuple[str, str], tuple[float, str]]) -> str:
        """Return the text of ours that is meant: by its title, by what the paragraph says, or because there is only one."""
        own = [t for t in self.texts if named.organisation in {t.organisation, *t.members} and may_follow(t.dated, document.dated)]
        for text in own:
            if text.title and any(title in text.title.lower() for title in named.titles):
                return text.id
        probability, text_id = best.get((named.organisation, named.unit.id), (0.0, ""))
        if probability >= self.model.threshold:
            return text_id
        return own[0].id if len(own) == 1 else ""


def _of(text: OurText, organisation: str) -> OurText:
    return OurText(text.id, organisation, text.asks, text.dated, text.title, text.to, text.members)


def _decided(confidence: float, verdict: Verdict | None) -> float:
    return confidence if verdict is None else 1.0 if verdict is Verdict.CONFIRMED else 0.0


def may_follow(ours: date | None, theirs: date | None) -> bool:
    """True unless the document is known to be older than our text."""
    return ours is None or theirs is None or ours <= theirs


def find(
    document: Document, *, organisations: Mapping[str, Organisation], texts: Sequence[OurText] = (), decisions: Iterable[Decision] = ()
) -> list[Finding]:
    """Return the findings in one document; for many documents make one `Finder`."""
    return Finder(organisations, texts, decisions).find(document)
