"""What people tell the gate: who is in a public role, what our organisation publishes of itself, and the protected names the reader may open.

Protected names are opened for something that leaves the house only, for this reader alone, within her quota, and each reading stands in the log.
May import: the foundation, this package's models.
"""

from __future__ import annotations

import re

from bandi.foundation.records.disclosing import Knowledge, offer
from bandi.foundation.records.release import Asked, Outgoing
from bandi.foundation.vault.errors import HolderAway, QuotaReached
from bandi.foundation.vault.reading import opened
from bandi.register.people.models import DonationChannel, Organisation, Person, Profile, ProtectedPerson
from bandi.register.people.models.names import Alias

MOST_OPENED = 250
"""Protected names opened for one review: within the hourly quota of tier 3 (300). Beyond it the review says that names were not compared."""


def offer_all() -> None:
    """Offer all of it; called once when the package is ready."""
    offer("people.open", tell_open)
    offer("people.protected", tell_protected)


def tell_open(knowledge: Knowledge, outgoing: Outgoing, _asked: Asked) -> None:
    """Add names of people in a public role and of organisations, and our own published contacts."""
    people = Person.objects.in_use().values_list("full_name", "name_ko", "family_name", "given_name")
    for full, korean, family, given in people:
        knowledge.open_names += [full, korean, f"{family} {given}" if family and given else ""]
    if outgoing.leaves_the_house:
        keys = {*Person.objects.in_use().values_list("pk", flat=True), *Organisation.objects.in_use().values_list("pk", flat=True)}
        knowledge.open_terms += [name for record, name in Alias.objects.values_list("record", "name") if record in keys]
        for names in Organisation.objects.in_use().values_list("name_en", "name_ko", "abbreviation"):
            knowledge.open_terms += names
    for profile in Profile.objects.in_use().filter(organisation__is_own=True):
        lists = (profile.phones, profile.faxes, profile.emails, profile.websites, profile.accounts)
        knowledge.open_contacts += [str(one) for some in lists for one in some]
        knowledge.open_contacts += [part for address in (profile.address_en, profile.address_ko) for part in (address, *address.split(",")) if any(sign.isdigit() for sign in part)]
        knowledge.open_names += [profile.chair]
    for details in DonationChannel.objects.in_use().values_list("details_en", "details_ko", "note"):
        knowledge.open_contacts += [number for text in details for number in re.findall(r"[\d\-]{9,}", text or "")]


def tell_protected(knowledge: Knowledge, outgoing: Outgoing, asked: Asked) -> None:
    """Add codes and names of the protected people this reader may know; say so where their names stay closed to her."""
    rows = ProtectedPerson.objects.visible_to(asked.reader)
    if asked.reader is None:
        knowledge.codes += rows.values_list("code", flat=True)
        return
    knowledge.codes += rows.values_list("code", flat=True)
    if not outgoing.leaves_the_house:
        return
    listed = list(rows.select_related("compartment", "subject")[: MOST_OPENED + 1])
    try:
        opened(listed[:MOST_OPENED], "name", "other_names", why="release")
    except (QuotaReached, HolderAway):
        knowledge.uncompared = True
        return
    knowledge.uncompared = len(listed) > MOST_OPENED
    for person in listed[:MOST_OPENED]:
        texts = [person.name.plain, person.other_names.plain]
        if texts[0] is None and person.name.sealed and not person.subject.erased_at:
            knowledge.uncompared = True
        for text in texts:
            knowledge.protected |= {name.strip(): person.pk for name in re.split(r"[,;\n/]", text or "") if len(name.strip()) > 1}
