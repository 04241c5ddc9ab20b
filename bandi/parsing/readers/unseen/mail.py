"""What no program shows of a mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bandi.parsing.errors import Damaged
from bandi.parsing.inside import Part
from bandi.parsing.readers.container import named
from bandi.parsing.readers.mail import attachments_of
from bandi.parsing.readers.unseen.pieces import Unseen


def mail(document: bytes, _job: dict[str, Any]) -> Iterator[Part]:
    """Answer the lines of a mail that no program shows: where it came from, and who else got it."""
    from email import message_from_bytes, policy

    found = Unseen()
    try:
        message = message_from_bytes(document, policy=policy.default)
        for name in ("Bcc", "X-Originating-IP", "Received", "Return-Path", "Reply-To"):
            for value in message.get_all(name, [])[:20]:
                found.add("place" if name in {"X-Originating-IP", "Received"} else "property", name.lower(), value)
        for part in attachments_of(message):
            found.add("attachment", "attachment", named(part.get_filename() or "") or part.get_content_type())
    except (ValueError, LookupError, IndexError, AttributeError) as problem:
        raise Damaged from problem
    yield found.part()
