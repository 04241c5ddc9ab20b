"""Finding any record by the address of its page or by its id, within what the reader may see.

May import: the foundation, Django.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.apps import apps

from bandi.foundation.audit.models import Revision
from bandi.foundation.records.models import Link, Record
from bandi.interfaces.desk.reading import Reader

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)


def record_at(text: str, reader: Reader) -> Any | None:
    """Return the record whose address or id stands in `text`, or None."""
    match = _UUID.search(text)
    return visible_record(UUID(match[0]), reader) if match else None


def visible_record(pk: UUID, reader: Reader) -> Any | None:
    """Return the record with this id if the reader may see it."""
    label = Record.objects.filter(pk=pk).values_list("kind", flat=True).first()
    if label is None:
        return None
    model: Any = apps.get_model(label)
    return model.objects.visible_to(reader.account).filter(pk=pk).first()


def sees_ends(revision: Revision, reader: Reader) -> bool:
    """Return whether both ends of the link that a revision is about exist for the reader; true of everything that is no link.

    A link is kept under the record it goes out from. Whoever sees that one alone must not learn that the other is there.
    """
    if revision.model != Link._meta.label_lower:
        return True
    link = Link.objects.filter(pk=revision.row).values("from_record_id", "to_record_id").first() or {}
    ends = {str(key) for values in (link, revision.before or {}, revision.after or {}) for name in _ENDS if (key := values.get(name))}
    return all(reader.once(("end", key), lambda key=key: visible_record(UUID(key), reader) is not None) for key in ends)


_ENDS = ("from_record_id", "to_record_id")
