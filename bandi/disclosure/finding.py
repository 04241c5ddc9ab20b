"""Finding everything in a text that would tell who somebody is.

May import: this package.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from bandi.disclosure.birth import births
from bandi.disclosure.codes import codes
from bandi.disclosure.combination import combinations
from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Apart, Kind, Leak, without_overlaps
from bandi.disclosure.numbers import accounts, identity_numbers, phones
from bandi.disclosure.online import online
from bandi.disclosure.people import masked_that_fit, names
from bandi.disclosure.plain import Plain
from bandi.disclosure.relatives import relatives
from bandi.disclosure.whereabouts import whereabouts

Finder = Callable[[Plain, Known], Iterator[Leak]]
FINDERS: dict[Kind, Finder] = {
    "name": names, "relative": relatives, "code": codes, "phone": phones, "identity_number": identity_numbers, "online": online,
    "account": accounts, "whereabouts": whereabouts, "birth": births, "combination": combinations,
}  # fmt: skip
LONGEST = 200_000
"""Letters looked at in one go; a longer text is cut at a line, so that time grows with length and no faster."""


def find(text: str, *, known: Known | None = None, kinds: Collection[Kind] | None = None) -> list[Leak]:
    """Return what a text discloses, in its order. Places are those of the text as it was given.

    kinds: look for these only. Tables and files are asked by `find_in_cells` and `find_in_file`.
    """
    if len(text) > LONGEST:
        return _in_pieces(text, known, kinds)
    known = known or Known()
    plain = Plain.of(text)
    found = [leak for kind, finder in FINDERS.items() if kinds is None or kind in kinds for leak in finder(plain, known)]
    if (known.protected or known.masked) and (kinds is None or "name" in kinds):
        found += masked_that_fit(plain.text, known)
    placed = []
    for leak in _settled(without_overlaps(found)):
        start, end = plain.place(leak.start, leak.end)
        placed.append(Leak(leak.kind, start, end, leak.detail, leak.is_sure))
    return placed


def _settled(found: list[Leak]) -> list[Leak]:
    """Drop what is a piece of something else: digits of an identity number are no telephone, those of an address no account."""
    stronger = {"phone": {"identity_number", "account"}, "account": {"identity_number", "phone"}, "code": {"identity_number"}, "online": set()}
    sure = {kind: Apart(leak for leak in found if leak.kind == kind and leak.is_sure) for kind in {leak.kind for leak in found if leak.is_sure}}

    def is_piece(leak: Leak) -> bool:
        over = (other for kind in stronger.get(leak.kind, ()) if kind in sure for other in sure[kind].over(leak.start, leak.end))
        return any(other.end - other.start >= leak.end - leak.start for other in over)

    return [leak for leak in found if not is_piece(leak)]


def _in_pieces(text: str, known: Known | None, kinds: Collection[Kind] | None) -> list[Leak]:
    found: list[Leak] = []
    start = 0
    while start < len(text):
        end = min(start + LONGEST, len(text))
        if end < len(text):
            end = max(text.rfind("\n", start, end), text.rfind(" ", start, end), start + LONGEST // 2)
        found += [Leak(leak.kind, leak.start + start, leak.end + start, leak.detail, leak.is_sure) for leak in find(text[start:end], known=known, kinds=kinds)]
        start = end
    return found
