"""What people type, made into values: dates in the forms of both languages, yes and no, records by their names.

May import: the foundation, Django. Every refusal says what to write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.dates import TOLD_YEARS, DateBeyond, DateError, DateSpan
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.writing import MONTHS
from bandi.interfaces.desk.reading import Reader

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?$")
_KOREAN = re.compile(r"^(\d{4})\s*년(?:\s*(\d{1,2})\s*월(?:\s*(\d{1,2})\s*일)?)?$")
_DOTTED = re.compile(r"^(\d{4})\s*[./]\s*(\d{1,2})(?:\s*[./]\s*(\d{1,2}))?\s*\.?$")
_LOOSE = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$")
_ENGLISH = re.compile(r"^(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})$")
_MONTHS = {name[:3].lower(): at for at, name in enumerate(MONTHS, start=1)}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
_SHORT = re.compile(r"\s*\[([0-9a-f]{8})\]$")
YES = {"yes", "y", "true", "1", "예", "네", "o", "있음", "온라인"}
NO = {"no", "n", "false", "0", "아니요", "아니오", "x", "없음"}


def typed_date(text: str) -> DateSpan:
    """Return the date somebody typed: 2024-05-16, 2024. 5. 16., 2024년 5월, 16 May 2024, two of them joined by ~ or /.

    Raises: ValidationError that shows the possible forms, or says that the year is beyond what anything here is about.
    """
    written = text.strip()
    if not written:
        return DateSpan.unknown()
    try:
        if "[" in written or ".." in written or written.endswith(("?", "~")):
            return DateSpan.parse(written).within(TOLD_YEARS)
        for joint in ("~", "–", " - ", "/"):
            first, found, last = written.partition(joint)
            if found and re.match(r"^\d{4}", first.strip()) and last.strip() and (joint != "/" or "-" in first):
                start = _point(first)
                return DateSpan.of(start, _point(_completed(last.strip(), start))).within(TOLD_YEARS)
        return DateSpan.parse(_point(written)).within(TOLD_YEARS)
    except DateBeyond as error:
        words = _("“%(text)s” lies before %(first)s or after %(last)s. Look at the year; leave the date empty where there is none.")
        raise ValidationError(words % {"text": written[:40], "first": TOLD_YEARS[0], "last": TOLD_YEARS[1]}) from error
    except DateError as error:
        raise ValidationError(
            _("“%(text)s” is not a date. Write 2024-05-16, 2024-05 or 2024; for several days 2024-05-14/2024-05-16.")
            % {"text": written[:40]}
        ) from error


def _point(text: str) -> str:
    cleaned = _TIME.sub("", text.strip())
    if match := _KOREAN.match(cleaned) or _DOTTED.match(cleaned) or _LOOSE.match(cleaned):
        year, month, day = match.groups()
        return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])
    if (match := _ENGLISH.match(cleaned)) and (month_at := _MONTHS.get(match[2][:3].lower())):
        return f"{match[3]}-{month_at:02d}" + (f"-{int(match[1]):02d}" if match[1] else "")
    return cleaned


def _completed(last: str, start: str) -> str:
    """Return the second end of a range, with the year or month it leaves out taken from the first: 2024-05-14~16."""
    if re.fullmatch(r"\d{1,2}\s*[일.]?", last) and len(start) == 10:
        return f"{start[:8]}{int(re.sub(r'[^0-9]', '', last)):02d}"
    if match := re.fullmatch(r"(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?", last):
        return f"{start[:4]}-{int(match[1]):02d}-{int(match[2]):02d}"
    return last


def typed_answer(text: str) -> bool | None:
    """Return yes or no as people write it; None for an empty cell. Raises: ValidationError."""
    word = text.strip().lower()
    if not word:
        return None
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValidationError(_("Write yes or no."))


@dataclass
class Resolver:
    """Finds records and terms by what people call them, within what the reader may see; remembers its answers."""

    reader: Reader
    _known: dict[tuple[type[models.Model], str], Any] = field(default_factory=dict)

    def record(self, model: type[RecordBase], text: str) -> Any:
        """Return the record called `text`: its name in either language, another spelling, its mark (F043), address or id.

        Raises: ValidationError when there is none, or several.
        """
        asked = text.strip()
        if (model, asked) not in self._known:
            self._known[model, asked] = self._find(model, asked)
        found = self._known[model, asked]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("“%(text)s” is not known. Choose one from the list, or paste the address of its page.") % {"text": asked[:60]})
        raise ValidationError(_("Several records are called “%(text)s”. Paste the address of the page of the one you mean.") % {"text": asked[:60]})

    def term(self, vocabulary: str, text: str) -> Term:
        """Return the term of a vocabulary by its key or its word in either language. Raises: ValidationError."""
        asked = text.strip()
        key = (Term, f"{vocabulary}\n{asked.lower()}")
        if key not in self._known:
            named = Q(key__iexact=asked) | Q(key__iexact=asked.replace(" ", "_")) | Q(label_en__iexact=asked) | Q(label_ko=asked)
            self._known[key] = Term.objects.filter(vocabulary=vocabulary).filter(named).first()
        if self._known[key] is None:
            raise ValidationError(_("“%(text)s” is not a word of this list.") % {"text": asked[:60]})
        return self._known[key]

    def _find(self, model: type[RecordBase], asked: str) -> list[Any]:
        visible = model.objects.visible_to(self.reader.account)
        if match := _UUID.search(asked):
            return list(visible.filter(pk=UUID(match[0]))[:1])
        short = _SHORT.search(asked)
        name = _SHORT.sub("", asked)
        names = name_fields(model)
        for how in ("", "__iexact"):
            found = list(visible.filter(Q(*[(f"{one}{how}", name) for one in names], _connector=Q.OR)).order_by()[:20])
            if found:
                return [row for row in found if row.pk.hex.startswith(short[1])] if short else found
        marked = visible.filter(Q(record__ref__iexact=asked) | Q(record__ref__iendswith=f"/{asked}")).order_by("-record__created_at")[:2] if asked else []
        if found := list(marked):
            return found
        other = Q(record__aliases__name__iexact=name) | Q(record__label_en__iexact=name) | Q(record__label_ko__iexact=name)
        return list(visible.filter(other).distinct()[:20])


def name_fields(model: type[models.Model]) -> list[str]:
    """Return the fields that hold what a record is called, in both languages."""
    pairs = ("title", "name", "headline", "caption", "purpose", "recipients", "partner", "statement", "own_text")
    present = {one.name for one in model._meta.fields}
    if "full_name" in present:
        return ["full_name", "name_ko"]
    return next(([f"{pair}_en", f"{pair}_ko"] for pair in pairs if f"{pair}_en" in present), ["record__label_en"])
