"""Masking what leaves: a name to which the gate objects is printed by a rule instead, wherever it stands in what leaves.

Guards against: a masked form that is shown and then typed by hand, once and not in the chart beneath; a form that another path forgets.
Guarantees:     every text of the thing that leaves passes the same masks (texts, cells, captions, notes, also a name that stretches over
                bold and plain letters); the gate reviews the masked text anew before it opens; a protected person behind a mask counts
                as used in that form, so that consent is asked for it.
Not here:       who is behind a mask. A receipt keeps the rule, never the name nor the form: the record is the only way back.

May import: disclosure (when something is masked), blocks, release.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.blocks import Run
from bandi.foundation.records.release import IdentityForm, Listed, Outgoing, Passage

T = TypeVar("T")
MASKABLE = frozenset({"disclosure:name", "disclosure:protected_name"})
"""Objections that a mask answers: those about a name that stands in a text."""

RULE_LABELS: dict[str, str | Promise] = {
    "first_hidden": _("first syllable of the given name hidden"), "last_hidden": _("last syllable of the given name hidden"),
    "given_hidden": _("given name hidden"), "surname": _("surname only"),
}  # fmt: skip
"""The rules that the gate offers, by their keys in `bandi.disclosure.masking.RULES`."""

FORMS: dict[str, IdentityForm] = {
    "first_hidden": IdentityForm.MASKED, "last_hidden": IdentityForm.MASKED, "given_hidden": IdentityForm.MASKED, "surname": IdentityForm.SURNAME,
}  # fmt: skip
_TELLS_LESS = frozenset({None, IdentityForm.ABSENT, IdentityForm.CODE, IdentityForm.PSEUDONYM, IdentityForm.SURNAME})
_POLITE = re.compile(r"\s?(?:씨|님|군|양|여사|옹|선생|할머니|할아버지|아주머니|아저씨|동무|동지|대표|교수|박사|목사)")


@dataclass(frozen=True)
class Mask:
    """A name and what is printed instead. person: whose name it is, where she is protected and known."""

    name: str
    rule: str
    form: str
    person: UUID | None = None


def masked_by(name: str, rule: str) -> str:
    """Return a name as a rule prints it. Raises: ValueError for what is no Korean name, and for a rule that is not offered."""
    from bandi.disclosure.masking import RULES, masked

    if rule not in RULE_LABELS:
        raise ValueError("no rule of the gate")
    return masked(name, RULES[rule])


@dataclass(frozen=True)
class Masks:
    """All masks of one thing that leaves. Empty ones change nothing and cost nothing."""

    every: tuple[Mask, ...] = ()
    _forms: Mapping[str, str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_forms", {mask.name: mask.form for mask in self.every})

    def __bool__(self) -> bool:
        return bool(self.every)

    @property
    def forms(self) -> frozenset[str]:
        """What is printed instead of names."""
        return frozenset(self._forms.values())

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(self._forms, key=len, reverse=True)
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}" + ("" if "가" <= name[-1] <= "힣" else r"(?!\w)") for name in names))

    def text(self, text: str) -> str:
        """Return a text with every name printed by its rule."""
        return _cut(text, self._places(text)) if self.every else text

    def of(self, value: T) -> T:
        """Return what leaves with every text in it masked: a paper, a document, rows, a dictionary; all else stays as it is."""
        return cast(T, self._of(value)) if self.every else value

    def each(self, values: Iterable[T]) -> Iterator[T]:
        """Yield values masked, one after the other: for a list that is never held whole."""
        yield from (map(self.of, values) if self.every else values)

    def outgoing(self, outgoing: Outgoing) -> Outgoing:
        """Return what is to leave as it leaves masked, for the gate to review once more."""
        if not self.every:
            return outgoing
        shown = dict(outgoing.shown_as)
        for mask in self.every:
            if mask.person is not None:
                shown[mask.person] = _wider(shown.get(mask.person), FORMS[mask.rule])
        return dataclasses.replace(
            outgoing, title=self.text(outgoing.title), passages=_Masked(self, outgoing.passages), cells=self.of(outgoing.cells), files=self.of(outgoing.files),
            receivers=self.of(outgoing.receivers), shown_as=shown,
        )  # fmt: skip

    def _places(self, text: str) -> list[tuple[int, int, str]]:
        found = []
        for hit in self._pattern.finditer(text):
            form = self._forms[hit.group()]
            polite = form.endswith(" 씨") and _POLITE.match(text, hit.end())
            found.append((hit.start(), hit.end(), form.removesuffix(" 씨") if polite else form))
        return found

    def _of(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            if value and all(isinstance(one, Run) for one in value):
                return self._runs(value)
            return tuple(map(self._of, value))
        if isinstance(value, list):
            return list(map(self._of, value))
        if isinstance(value, dict):
            return {key: self._of(one) for key, one in value.items()}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            changed = {one.name: self._of(getattr(value, one.name)) for one in dataclasses.fields(value) if one.init}
            return dataclasses.replace(value, **changed)
        return value

    def _runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """Mask a line whose letters look different: what is printed instead of a name stands where the name began."""
        places, at, done = self._places("".join(run.text for run in runs)), 0, []
        for run in runs:
            end = at + len(run.text)
            own = [(max(start, at) - at, min(stop, end) - at, form if start >= at else "") for start, stop, form in places if start < end and stop > at]
            done.append(dataclasses.replace(run, text=_cut(run.text, own), note=self.text(run.note)))
            at = end
        return tuple(done)


def _wider(before: IdentityForm | None, form: IdentityForm) -> IdentityForm:
    """Return the form that tells as much as both: consent has to cover it."""
    if before == IdentityForm.FIRST_NAME:
        return IdentityForm.FULL
    return form if before in _TELLS_LESS else before  # type: ignore[return-value]


NOTHING = Masks()


@dataclass(frozen=True)
class _Masked:
    """Passages as they read masked; read as often as the ones beneath."""

    masks: Masks
    passages: Iterable[Passage]

    def __iter__(self) -> Iterator[Passage]:
        return (passage._replace(text=self.masks.text(passage.text)) for passage in self.passages)

    def written_from(self) -> Iterable[UUID]:
        """The records of the passages beneath: a mask changes none."""
        if isinstance(self.passages, Listed):
            return self.passages.written_from()
        return (passage.record for passage in self.passages if passage.record)


def _cut(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, form in places:
        parts += [text[at:start], form]
        at = end
    return "".join([*parts, text[at:]])


@dataclass(frozen=True)
class Sharing:
    """How well a form hides. people: of whom the reader may open a name; sharing: of whom a name would read the same; unread: whom the rule cannot read."""

    form: str
    people: int
    sharing: int
    unread: int

    @property
    def stands_alone(self) -> bool:
        return self.sharing <= 1


def sharing_of(forms: Iterable[tuple[str, str]], names: Mapping[str, UUID], *, mask: Callable[[str, str], str] = masked_by) -> dict[tuple[str, str], Sharing]:
    """Count for each (rule, form) how many of these people it fits: honestly, a person once, those whom the rule cannot read apart.

    names: with whose they are; a name in the other script counts for nothing, because nobody reads the form from it.
    """
    asked = list(dict.fromkeys(forms))
    people = len(set(names.values()))
    found: dict[tuple[str, str], Sharing] = {}
    for rule in {rule for rule, _form in asked}:
        fits: dict[str, set[UUID]] = {}
        read: set[UUID] = set()
        for name, person in names.items():
            try:
                form = mask(name, rule)
            except ValueError:
                continue
            read.add(person)
            fits.setdefault(form, set()).add(person)
        for other, form in asked:
            if other == rule:
                found[rule, form] = Sharing(form, people, len(fits.get(form, ())), people - len(read))
    return found
