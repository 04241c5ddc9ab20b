"""Taking documents of others into the library.

May import: the foundation, this package.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import NotUndoable
from bandi.foundation.reference.dates import TOLD_YEARS, DateError, DateSpan
from bandi.foundation.reference.writing import has_hangul
from bandi.work.advocacy.models import LibraryDocument
from bandi.work.advocacy.symbols import joined, symbol_of, symbols_in

LONGEST_TEXT = 2_000_000
_MASTHEAD_LINES = 12
_WORDS_BESIDE = 6  # words that may stand on the line of a document's own symbol ("United Nations", "Distr.: General")


@transaction.atomic
def take_in(
    *, text: str, by: Account | None, symbol: str = "", title: str = "", issued: str = "", address: str = "", body: str = "", source: str = "",
    language: str = "", pages: int | None = None, is_wordless: bool = False, is_looked_over: bool = False,
) -> LibraryDocument:  # fmt: skip
    """Take the words of a document into the library and return it.

    symbol: where it is empty, the first symbol of the masthead is taken. A document of that symbol that has no words yet
            gets them; one that has is left alone.
    title:  in the language of the words; where it is empty, the first line.
    is_looked_over: a person saw what the document says of itself; a symbol she left empty stays empty.
    is_wordless: a file is kept of which no words could be read; then it needs a title or a symbol.
    Raises: NotPermitted; ValidationError for no or too many words, a symbol that is none, a date that is none, a document
            that is there already.
    """
    require(by, Permission.RECORDS_EDIT)
    words = joined(text.replace("\r\n", "\n").replace("\x00", "")).strip()
    if not words and not is_wordless:
        raise ValidationError({"text": _("Paste the words of the document, or choose a text file.")})
    if len(words) > LONGEST_TEXT:
        raise ValidationError({"text": _("The document is longer than two million characters. Take in its parts.")})
    own = symbol_of(symbol) if symbol.strip() else "" if is_looked_over else symbol_in_head(words)
    if symbol.strip() and not own:
        raise ValidationError({"symbol": _("“%(symbol)s” is no symbol we know. Leave it empty if the document has none.") % {"symbol": symbol.strip()[:60]}})
    known = LibraryDocument.objects.in_use().filter(symbol=own).first() if own else None
    if known is not None:
        if known.text or is_wordless:
            raise ValidationError({"symbol": _("%(symbol)s is in the library already, with its words.") % {"symbol": own} if known.text else _("%(symbol)s is in the library already.") % {"symbol": own}})
        return editing.edit(known, {"text": words, "checked_at": None, **({"pages": pages} if pages and not known.pages else {})}, by=by)  # type: ignore[return-value]
    korean = language == "ko" if language in ("ko", "en") else has_hangul(words[:2_000] or title)
    named = " ".join((title or next(iter(words.splitlines()), "")).split())[:400]
    if not named and not own:
        raise ValidationError({"title": _("Give it a title or a symbol, so that it can be found.")})
    values: dict[str, Any] = {
        "symbol": own, "title_ko" if has_hangul(named) else "title_en": named, "language": "ko" if korean else "en", "text": words, "address": address.strip()[:600],
        "body_ko" if has_hangul(body) else "body_en": body.strip()[:300], "source": source.strip()[:300], "pages": pages, **_dated(issued),
    }  # fmt: skip
    return editing.create(LibraryDocument, by=by, **values)


def check_undo(revision: Revision, by: Account | None) -> None:
    """Refuse to bring a document back, or its symbol, while another one bears that symbol. Raises: NotUndoable."""
    before = revision.before or {}
    if not {"is_removed", "symbol"} & before.keys():
        return
    row = LibraryDocument.objects.filter(pk=revision.record).first()
    symbol = before.get("symbol", row.symbol if row else "")
    if symbol and LibraryDocument.objects.in_use().filter(symbol=symbol).exclude(pk=revision.record).exists():
        raise NotUndoable


def symbol_in_head(text: str) -> str:
    """Return the symbol a document prints of itself: in its first lines, on a line with hardly anything else.

    A symbol within a sentence names another document; to take it for its own would put these words under the other's name.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_MASTHEAD_LINES]
    for line in lines:
        found = next(iter(symbols_in(line)), None)
        if found and len(line.replace(found.text, " ").split()) <= _WORDS_BESIDE and not line.endswith((".", "다.")):
            return found.text
    return ""


def _dated(issued: str) -> dict[str, Any]:
    text = issued.strip()
    if not text:
        return {}
    try:
        span = DateSpan.parse(text).within(TOLD_YEARS)
    except DateError as error:
        raise ValidationError({"issued": _("Write the date as 2024-05-16, 2024-05 or 2024.")}) from error
    day: date | None = span.starts_on if span.starts_on == span.ends_on and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    return {"issued": text[:60], "issued_on": day}
