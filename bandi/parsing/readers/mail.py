"""A mail: who, when, what about, its words. What hangs on it is listed and can be taken out, one at a time; nothing is fetched."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from bandi.parsing.errors import Damaged
from bandi.parsing.inside import Part
from bandi.parsing.limits import ATTACHMENTS
from bandi.parsing.readers import web
from bandi.parsing.readers.container import kind_within, named
from bandi.parsing.readers.gathering import Gathering

_HEADS = ("From", "To", "Cc", "Date", "Subject")
_MOST_PARTS = 1_000


def _opened(document: bytes) -> EmailMessage:
    message = email.message_from_bytes(document, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not any(message.get(name) for name in ("From", "To", "Subject", "Date", "Received")):
        raise Damaged("no mail")
    return message


def _content(part: EmailMessage) -> bytes:
    """The bytes of a part; a mail inside a mail as it was sent."""
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner else b""
    return part.get_payload(decode=True) or b""


def attachments_of(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts that are not the mail's own words, of this mail and not of a mail inside it."""
    found: list[EmailMessage] = []
    waiting, seen = [message], 0
    while waiting and len(found) < ATTACHMENTS and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        if part.get_content_maintype() == "multipart":
            inner = part.get_payload()
            waiting = [one for one in inner if isinstance(one, EmailMessage)] + waiting if isinstance(inner, list) else waiting
        elif part.get_content_disposition() == "attachment" or part.get_content_maintype() not in {"text", "multipart"} or part.get_filename():
            found.append(part)
    return found


def _text(message: EmailMessage, wanted: str) -> str:
    body = message.get_body(preferencelist=(wanted,))
    if body is None:
        return ""
    content = body.get_payload(decode=True) or b""
    declared = str(body.get_content_charset("") or "")
    try:
        return content.decode(web.ENCODINGS.get(declared.lower(), declared) or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return web.text_of(content)[0]


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the heads as passages of kind "header", then the words; the plain version where there is one."""
    found = Gathering(job)
    message = _opened(document)
    for name in _HEADS:
        try:
            said = str(message.get(name) or "")
        except (ValueError, IndexError, AttributeError):  # the library trips over some malformed heads
            said, _ = "", found.problem("damaged-parts")
        if said:
            found.add("header", f"{name}: {said[:10_000]}", None, name)
    plain = _text(message, "plain")
    if plain.strip():
        for passage in plain.replace("\r\n", "\n").split("\n\n"):
            found.add("paragraph", passage)
    else:
        words = _text(message, "html")
        if words.strip():
            web.gather(words, found)
            found.facts.clear()
    if attachments_of(message):
        found.problem("attachments-inside")
    yield found.part()


def items(document: bytes, _job: dict[str, Any]) -> Iterator[Part]:
    """Answer what hangs on the mail."""
    listed = []
    for part in attachments_of(_opened(document)):
        content = _content(part)
        listed.append({"name": named(part.get_filename() or ""), "size": len(content), "kind": kind_within(content, part.get_filename() or "")})
    yield Part(b"J", {"items": listed})


def item(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the bytes of one attachment, as they are."""
    parts = attachments_of(_opened(document))
    if job["place"] >= len(parts):
        raise Damaged
    yield Part(b"B", _content(parts[job["place"]]))
