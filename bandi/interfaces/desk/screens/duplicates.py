"""Two records that may be one person: the queue of suggestions, what was decided, and what a person's page tells of it.

Names of protected people come from the holder, for this answer alone. May import: the foundation, the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.access.permissions import Permission
from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.reading import current_reader
from bandi.interfaces.desk.addresses import record_url, with_state
from bandi.interfaces.desk.panels import Panel, offer_panel
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.pieces import Choice, Item
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf
from bandi.interfaces.desk.unsealing import unseal
from bandi.register.people import linking, recognising, sealed_names
from bandi.register.people.models import Outcome, ProtectedPerson, Statement

PAGE = 10
TAKES = 1.5
"""Seconds for which a page goes on reading names and looking for pairs before it shows those it has."""
HINT_TAKES, HINTS = 0.3, 3
"""Seconds for which saving a person waits for names, and how many people who may be the same it then names."""
ASKED_OF = ("people", "protected")
FACTS = ("birth", "sex", "origin", "languages")


@dataclass(frozen=True)
class Side:
    """One of two people: her name as her page shows it, the spelling that led here, and what is known of her."""

    label: str
    url: str
    text: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Suggested:
    """Two people who may be one. sure: how likely, in hundredths. needs_second: linking them asks for a second person."""

    id: str
    sides: tuple[Side, Side]
    sure: int
    reasons: tuple[str, ...]
    decide_url: str
    needs_second: bool


@dataclass(frozen=True)
class DecidedPair:
    """What was decided about two people. state: for the badge. approval: where a second person is asked."""

    id: str
    labels: tuple[tuple[str, str], ...]
    outcome: str
    state: str
    why: str
    who: str
    at: Any
    undo_url: str
    link_url: str = ""
    approvals_url: str = ""


@dataclass(frozen=True)
class DuplicatesPage:
    """What `desk/duplicates/duplicates.html` shows. left: names not looked at yet; is_locked: her keys are."""

    kind: ListOf
    tabs: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    suggested: tuple[Suggested, ...] = ()
    decided: tuple[DecidedPair, ...] = ()
    is_decided: bool = False
    count: int = 0
    left: int = 0
    is_locked: bool = False
    problem: str = ""
    previous_url: str = ""
    next_url: str = ""
    again_url: str = ""


def duplicates_page(kind: ListOf, reader: Reader, *, show: str, start: int) -> DuplicatesPage:
    """Return a page of suggestions, or of what was decided."""
    url, is_decided = reverse("desk:duplicates", args=[kind.key]), show == "decided"
    tabs = (
        Choice("waiting", _("To decide"), url, not is_decided), Choice("decided", _("Decided"), with_state(url, {"show": "decided"}), is_decided),
    )  # fmt: skip
    kinds = tuple(Choice(key, str(KINDS[key].title), reverse("desk:duplicates", args=[key]), key == kind.key) for key in ASKED_OF)
    frame: dict[str, Any] = {"kind": kind, "tabs": tabs, "kinds": kinds, "is_decided": is_decided}
    try:
        if kind.model is ProtectedPerson and not current_reader().token:
            raise Sealed("nobody is unlocked")
        return _decided(frame, reader, start) if is_decided else _suggested(frame, reader, start)
    except Sealed:
        return DuplicatesPage(**frame, is_locked=True)
    except QuotaReached as error:
        problem = _("You have read as many protected records as an hour allows. In %(minutes)s minutes some open again.")
        return DuplicatesPage(**frame, problem=problem % {"minutes": error.again_in // 60 + 1})
    except HolderAway:
        return DuplicatesPage(**frame, problem=_("The key holder does not answer. Ask whoever keeps the server."))


def _suggested(frame: dict[str, Any], reader: Reader, start: int) -> DuplicatesPage:
    kind: ListOf = frame["kind"]
    url = reverse("desk:duplicates", args=[kind.key])
    asked = {"skip": linking.decided_pairs(kind.model), "start": start, "most": PAGE}
    if kind.model is ProtectedPerson:
        is_whole = sealed_names.advance(reader.account, TAKES)
        pairs, count, left = sealed_names.pairs(reader.account, seconds=TAKES, **asked)
    else:
        is_whole = recognising.advance(TAKES)
        pairs, count, left = recognising.pairs(reader.account, seconds=TAKES, **asked)
    people = _people(kind, {owner for pair in pairs for owner in (pair.one, pair.other)}, reader)
    told = tuple(_told(kind, pair, people, reader) for pair in pairs if pair.one in people and pair.other in people)
    steps = {at: with_state(url, {"start": str(at) if at else ""}) for at in (max(start - PAGE, 0), start, start + PAGE)}
    return DuplicatesPage(
        **frame, suggested=told, count=count, left=left or (0 if is_whole else 1), again_url=steps[start],
        previous_url=steps[max(start - PAGE, 0)] if start else "", next_url=steps[start + PAGE] if start + PAGE < count else "",
    )  # fmt: skip


def _people(kind: ListOf, keys: Iterable[UUID], reader: Reader) -> dict[UUID, Any]:
    rows = list(kind.joined(kind.rows(reader)).filter(pk__in=list(keys)))
    unseal(rows, ("name", *FACTS))
    return {row.pk: row for row in rows}


def _told(kind: ListOf, pair: Any, people: dict[UUID, Any], reader: Reader) -> Suggested:
    column = 1 if reader.language == "ko" else 0
    one, other = people[pair.one], people[pair.other]
    return Suggested(
        id=f"{pair.one.hex[:8]}-{pair.other.hex[:8]}", sides=(_side(kind, one, pair.texts[0], reader), _side(kind, other, pair.texts[1], reader)),
        sure=round(100 * pair.probability), reasons=tuple(dict.fromkeys(reason[column] for reason in pair.reasons)),
        decide_url=reverse("desk:pair_decide", args=[kind.key, pair.one, pair.other]),
        needs_second=kind.model is ProtectedPerson and linking.needs_approval(one, other),
    )  # fmt: skip


def _side(kind: ListOf, row: Any, text: str, reader: Reader) -> Side:
    from bandi.interfaces.desk.lists import label_of_field, read

    names = ("name", *FACTS) if kind.model is ProtectedPerson else ("name_ko", "role", "organisation", *FACTS)
    told = ((reader.once((kind.key, "label", name), partial(label_of_field, kind.model, name)), read(kind, row, name, reader).text) for name in names)
    return Side(reader.name(row).text, record_url(kind.key, row.pk), text, tuple((label, said) for label, said in told if said and said != text))


def _decided(frame: dict[str, Any], reader: Reader, start: int) -> DuplicatesPage:
    kind: ListOf = frame["kind"]
    url = reverse("desk:duplicates", args=[kind.key])
    rows = list(linking.in_force(kind.model, reader.account).order_by("-decided_at", "pk")[start : start + PAGE + 1])
    told = tuple(_line(kind, read, reader) for read in linking.read_decisions(rows[:PAGE]))
    steps = [with_state(url, {"show": "decided", "start": str(at) if at else ""}) for at in (max(start - PAGE, 0), start + PAGE)]
    return DuplicatesPage(
        **frame, decided=told, previous_url=steps[0] if start else "", next_url=steps[1] if len(rows) > PAGE else "",
    )  # fmt: skip


def _line(kind: ListOf, read: linking.Read, reader: Reader) -> DecidedPair:
    decision, may = read.decision, reader.account.may(Permission.PAIR_DECIDE)
    state = {Outcome.SAME: "agrees", Outcome.OTHER: "differs"}.get(read.outcome, "unbound")  # type: ignore[call-overload]
    words = str(Outcome(read.outcome).label) if read.outcome else _("waits for a second person") if read.asked else _("sealed")
    approval = linking.approval_of(read)
    is_mine = approval is not None and approval.asked_by_id == reader.account.pk
    return DecidedPair(
        id=decision.pk.hex, labels=tuple((reader.name(end).text, record_url(kind.key, end.pk)) for end in (decision.one, decision.other)),
        outcome=words, state=state, why=read.why, who=decision.decided_by.display_name if decision.decided_by else "", at=decision.decided_at,
        undo_url=reverse("desk:pair_undo", args=[kind.key, decision.pk]) if may else "",
        link_url=reverse("desk:pair_link", args=[kind.key, decision.pk]) if may and is_mine and approval and approval.is_usable else "",
        approvals_url=reverse("desk:approvals") if approval is not None and approval.is_waiting and not is_mine else "",
    )  # fmt: skip


def alike(row: Any, reader: Reader) -> tuple[str, ...]:
    """Return how people are called, protected ones by their codes, whose name may be that of a record just made and about whom nothing is decided.

    Answers with those whose names are in by now, and with nobody where keys are locked or no reading is left: a hint keeps nobody from saving.
    """
    try:
        if isinstance(row, ProtectedPerson):
            sealed_names.advance(reader.account, HINT_TAKES)
            found: list[Any] = list(sealed_names.find(row.name.plain or "", reader.account, most=HINTS + 1)) if current_reader().token else []
        else:
            recognising.advance(HINT_TAKES)
            names = recognising.names_of(row)
            found = list(recognising.find(names[0], reader.account, most=HINTS + 1)) if names else []
    except (Sealed, QuotaReached, HolderAway):
        return ()
    others = [one.person for one in found if one.person.pk != row.pk]
    return tuple(reader.name(other).text for other in others[:HINTS] if linking.decided_between(row, other) is None)


@offer_panel("people", "protected")
def the_same_person(row: Any, reader: Reader) -> Iterable[Panel]:
    """The other records of one person, and what each source said: seen together, kept apart."""
    kind = KINDS["protected" if isinstance(row, ProtectedPerson) else "people"]
    try:
        linked = [read for read in linking.about(row, reader.account) if read.outcome == Outcome.SAME]
    except (QuotaReached, HolderAway):
        return
    items = []
    for read in linked:
        other = read.decision.other if read.decision.one_id == row.pk else read.decision.one
        said = _("linked by %(name)s") % {"name": read.decision.decided_by.display_name} if read.decision.decided_by else ""
        items.append(Item(reader.name(other).text, record_url(kind.key, other.pk), " · ".join(part for part in (said, read.why) if part), icon=kind.icon))
        if isinstance(row, ProtectedPerson):
            items += _statements(other, reader)
    url = with_state(reverse("desk:duplicates", args=[kind.key]), {"show": "decided"})
    yield Panel("same-person", _("The same person"), tuple(items), "link", url, _("Each record stays as its source gave it. Taking the link back separates them again."), is_counted=False)


def _statements(person: ProtectedPerson, reader: Reader) -> list[Item]:
    kind = KINDS["statements"]
    rows = Statement.objects.visible_to(reader.account).filter(person=person.pk).order_by("given_from", "code")
    return [Item(one.code, record_url(kind.key, one.pk), _("told by %(code)s") % {"code": person.code}, icon=kind.icon) for one in rows[:50]]
