"""What people tell the gate: who is in a public role, what our organisation publishes of itself, and the protected names the reader may open.

Protected names are compared by the holder of keys, all that the reader may open: the words of the text go there, no name comes back that does not stand in it.
A few are opened beside, for something that leaves the house only, within her quota; each reading stands in the log.
May import: the foundation, this package's models.
"""

from __future__ import annotations

import re

from django.db.models import QuerySet

from bandi.foundation.access.models import Account
from bandi.foundation.records.disclosing import Knowledge, offer
from bandi.foundation.records.release import Asked, Outgoing
from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.reading import opened
from bandi.register.people import sealed_names
from bandi.register.people.models import DonationChannel, Organisation, Person, Profile, ProtectedPerson
from bandi.register.people.models.names import Alias, SealedName

MOST_OPENED = 250
"""Protected names opened for one review, within the hourly quota of tier 3 (300), to count how many people a mask fits. All others are compared too, by the holder of keys."""
PATIENCE_SECONDS = 60
"""How long names are handed over to the holder of keys, once in a session; what is not there by then is said not to be compared."""


def offer_all() -> None:
    """Offer all of it; called once when the package is ready."""
    offer("people.open", tell_open)
    offer("people.protected", tell_protected)


def tell_open(knowledge: Knowledge, outgoing: Outgoing, _asked: Asked) -> None:
    """Add names of people in a public role and of organisations, and our own published contacts."""
    people = Person.objects.in_use().order_by("pk").values_list("full_name", "name_ko", "family_name", "given_name")
    for full, korean, family, given in people:
        knowledge.open_names += [full, korean, f"{family} {given}" if family and given else ""]
    if outgoing.leaves_the_house:
        of_them = [Alias.objects.filter(record__in=model.objects.in_use().order_by().values("pk")).order_by("pk") for model in (Person, Organisation)]
        knowledge.open_terms += [name for aliases in of_them for name in aliases.values_list("name", flat=True)]
        for names in Organisation.objects.in_use().order_by("pk").values_list("name_en", "name_ko", "abbreviation"):
            knowledge.open_terms += names
    for profile in Profile.objects.in_use().filter(organisation__is_own=True):
        lists = (profile.phones, profile.faxes, profile.emails, profile.websites, profile.accounts)
        knowledge.open_contacts += [str(one) for some in lists for one in some]
        knowledge.open_contacts += [part for address in (profile.address_en, profile.address_ko) for part in (address, *address.split(",")) if any(sign.isdigit() for sign in part)]
        knowledge.open_names += [profile.chair]
    for details in DonationChannel.objects.in_use().values_list("details_en", "details_ko", "note"):
        knowledge.open_contacts += [number for text in details for number in re.findall(r"[\d\-]{9,}", text or "")]


def tell_protected(knowledge: Knowledge, outgoing: Outgoing, asked: Asked) -> None:
    """Add codes of the protected people this reader may know, and which words of the text are names of theirs; say so where names stay closed to her."""
    rows = ProtectedPerson.objects.visible_to(asked.reader)
    knowledge.codes += rows.values_list("code", flat=True)
    if asked.reader is None or not outgoing.leaves_the_house or not rows.filter(subject__erased_at__isnull=True).exists():
        return
    _compare_all(knowledge, outgoing, asked.reader)
    _open_some(knowledge, rows)


def _compare_all(knowledge: Knowledge, outgoing: Outgoing, reader: Account) -> None:
    """Ask the holder of keys which words of the text are names: of all people the reader may open, whatever their number. No name leaves the holder."""
    from bandi.disclosure import candidates
    from bandi.disclosure.people import MASKED_RUN

    try:
        rooms = sealed_names.rooms_of(reader)
        is_whole = sealed_names.advance(reader, PATIENCE_SECONDS, rooms)
        found = candidates((outgoing.title, *(passage.text for passage in outgoing.passages)))
        hits = sealed_names.among(found.words, found.likely, reader, rooms=rooms)
    except (Sealed, QuotaReached, HolderAway):
        knowledge.uncompared = True
        return
    knowledge.uncompared = knowledge.uncompared or not is_whole
    for hit in hits:
        if hit.how == "given":
            knowledge.given.append(hit.word)
        elif MASKED_RUN.fullmatch(hit.word):
            knowledge.masked.append(hit.word)
        else:
            knowledge.protected[hit.word] = hit.owner


def _open_some(knowledge: Knowledge, rows: QuerySet[ProtectedPerson]) -> None:
    """Open names of a few, so that the gate's page can say how many people a masked form fits; beyond that it counts among these."""
    listed = list(rows.select_related("compartment", "subject").order_by("code")[:MOST_OPENED])
    try:
        opened(listed, "name", why="release")
        rows_of_names = opened(SealedName.objects.filter(person__in=listed).order_by("person", "pk")[:MOST_OPENED], "text", why="release")
    except (QuotaReached, HolderAway):
        return
    for person in listed:
        if person.name.plain is None and person.name.sealed and not person.subject.erased_at:
            knowledge.uncompared = True  # of a compartment that is not hers, or locked
    for key, value in [*((person.pk, person.name) for person in listed), *((row.person_id, row.text) for row in rows_of_names)]:
        knowledge.protected |= {name.strip(): key for name in re.split(r"[,;\n/]", value.plain or "") if len(name.strip()) > 1}
