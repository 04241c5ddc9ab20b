"""Finding any record by the address of its page or by its id, within what the reader may see.

May import: the foundation, Django.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.apps import apps

from bandi.foundation.records.models import Record
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
