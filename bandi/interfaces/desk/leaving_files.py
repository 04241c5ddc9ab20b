"""A file of a record that leaves the house as it was given to us: read in the jail first, what it says and what it hides, described for the gate.

Guards against: an original with a witness's name in a comment, in its properties, in the place where a picture was taken.
Guarantees:     the file is read nowhere but in the jail; one that cannot be read is said to be unread, which needs a second reader.
May import: the foundation, the parsing library.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Attachment
from bandi.foundation.records.previews import LookedInto, looked_into
from bandi.foundation.records.release import File, Outgoing, Passage, Piece
from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.reading import current_reader
from bandi.interfaces.desk.filters import as_id
from bandi.interfaces.desk.leaving import makes, outgoing_file
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.taking_along import FIELDS, FILE_FORMS, Choice, choice_of

_UNREAD = frozenset({"truncated", "notes-unread", "damaged-parts", "rendition-incomplete", "letters-lost", "cells-cut", "entries-refused"})
"""Problems of reading that mean: something of it stands in the file and nobody looked at it."""
_PICTURES = frozenset({"scanned", "pictures-left-out"})
"""What only a person can look at."""


def outgoing_original(attachment: Attachment, found: LookedInto, choice: Choice) -> Outgoing:
    """Return a file as it leaves for others than the office."""
    reading, hidden = found.reading, found.hidden
    said = [Passage(f"page {block.page}" if block.page else f"{number}", block.text) for number, block in enumerate(reading.blocks, start=1)] if reading else []
    told = {passage.where: 0 for passage in said}
    passages = []
    for passage in said:  # several passages of a page have places of their own
        told[passage.where] += 1
        passages.append(passage._replace(where=f"{passage.where} · {told[passage.where]}" if told[passage.where] > 1 else passage.where))
    pieces = tuple(Piece(one.kind, f"{number} · {one.where}", one.text) for number, one in enumerate(hidden.pieces, start=1)) if hidden else ()
    is_unread = reading is None or hidden is None or hidden.is_cut or bool(_UNREAD & set(reading.problems))
    pictures = reading is not None and bool(_PICTURES & set(reading.problems))
    return Outgoing(
        kind="file", title=found.facts.name, purpose=choice.purpose, audience=choice.audience, identity_form=choice.identity, language="", is_fixed=True,
        passages=(*passages, *(Passage(piece.where, piece.text) for piece in pieces)), records=(attachment.pk, attachment.record_id), about=attachment.record_id,
        files=(File(found.facts.name, hidden=pieces, is_unread=is_unread, has_pictures=pictures),), key=f"{attachment.pk}.{choice.purpose}.{choice.audience}",
    )  # fmt: skip


def choice_for_file(given: dict[str, str]) -> Choice | None:
    """Return for what a file is taken along; None for work within the office, which is what happens where nothing else is said."""
    choice = choice_of({name: given.get(name, "") for name in FIELDS}, FILE_FORMS)
    return choice if choice is not None and choice.audience != "internal" else None


@makes("file")
def _file(made: dict[str, Any], account: Account) -> Outgoing | None:
    """Describe a file anew for the gate's page, for whoever may open it; for others its objections stand without their words."""
    kind, record, choice = KINDS.get(str(made.get("kind", ""))), as_id(str(made.get("pk", ""))), choice_for_file(made)
    row = kind.rows(Reader(account)).filter(pk=record).first() if kind and record else None
    attachment = Attachment.objects.select_related("blob__subject__compartment").filter(pk=as_id(str(made.get("file", ""))) or UUID(int=0), record=record).first()
    if row is None or attachment is None:
        return None
    try:
        if choice is None:
            return outgoing_file(str(made.get("name", "")), row.pk)
        return outgoing_original(attachment, looked_into(attachment.blob, by=current_reader()), choice)
    except VaultError:
        return None
