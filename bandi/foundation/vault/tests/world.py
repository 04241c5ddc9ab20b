"""A small office with keys: a compartment of tier 3, its steward, an auditor, and rows that stand sealed in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bandi.foundation.vault.holding import AUDIT, holder
from bandi.foundation.vault.making import lock_asks, make_compartment, make_member, make_subject
from bandi.foundation.vault.models import Blob, Compartment, Member
from bandi.foundation.vault.reading import Reader
from bandi.foundation.vault.values import SealedValue

PHRASE = "reed lantern river moss heron dusk"


@dataclass
class Office:
    """steward: member of `testimony`; stranger: member of nothing."""

    steward: Member = field(default_factory=lambda: make_member(passphrase=PHRASE))
    stranger: Member = field(default_factory=lambda: make_member(passphrase=PHRASE))
    auditor: Member = field(default_factory=lambda: make_member(passphrase=PHRASE))
    testimony: Compartment = field(init=False)

    def __post_init__(self) -> None:
        make_compartment(key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=[self.auditor])
        self.testimony = make_compartment(key="testimony", name_en="Testimony", name_ko="증언", tier=3, stewards=[self.steward])

    def reader(self, member: Member, *, fresh: bool = False) -> Reader:
        """An unlocked reader."""
        token = holder().begin(member.id, lock_asks(member), PHRASE)
        holder().finish(token, None)
        if fresh:
            holder().renew(token, lock_asks(member), PHRASE, None)
        return Reader(token, member.id)

    def row(self, text: str = "말한 것", *, later: bool = False) -> Blob:
        """A sealed row. later: written by somebody who has only the subject's public half."""
        subject = make_subject(self.testimony)
        if later:
            subject = type(subject).objects.get(pk=subject.pk)
        row = Blob(subject=subject)
        row.facts = text
        row.save()
        return Blob.objects.get(pk=row.pk)


def closed(row: Blob) -> Blob:
    """The row as it comes from the database."""
    fresh = Blob.objects.get(pk=row.pk)
    assert isinstance(fresh.facts, SealedValue)
    return fresh
