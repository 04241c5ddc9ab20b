"""What the palette and the search page find: records by any name, lists to go to, things to do.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.records import indexing, search
from bandi.foundation.records.models import Handling, Record
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import has_hangul
from bandi.interfaces.desk import naming
from bandi.interfaces.desk.addresses import address, list_url, url_of_kind
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS, kind_of

PAGE = 30
FURTHEST = 900
WHY = {
    "particle": _lazy("without its particle"), "spacing": _lazy("spaced differently"), "choseong": _lazy("by its first consonants"),
    "romanised": _lazy("in the other script"), "sound": _lazy("sounds alike"), "keyboard": _lazy("typed on the other keyboard"),
    "near": _lazy("nearly the same"),
}  # fmt: skip

Piece = dict[str, Any]


def groups(query: str, reader: Reader, *, records: int, people: naming.Called | None = None) -> list[Piece]:
    """Return what fits `query`, in groups; without a query, where one can go and what one can do. people: those it may be the name of."""
    found = []
    if query:
        if people and people.items:
            found.append({"label": _("People by name"), "results": list(people.items)})
        known = {str(item["url"]) for item in people.items} if people else set()
        hits = [hit for hit in _hits(query, reader, limit=records) if hit["url"] not in known]
        if hits:
            found.append({"label": _("Records"), "results": hits})
    places = _places(query)
    if places:
        found.append({"label": _("Go to"), "results": places[: None if not query else 5]})
    deeds = _deeds(reader, query)[: None if query else 4]
    if deeds:
        found.append({"label": _("Do"), "results": deeds[:5]})
    if query and found:
        every = {"label": _("All answers for “%(query)s”") % {"query": query}, "url": f"{reverse('desk:search')}?q={_quoted(query)}", "icon": "search"}
        found.append({"label": _("Search"), "results": [every]})
    return found


def page(query: str, reader: Reader, *, start: int = 0) -> Piece:
    """Return a page of records that answer `query`."""
    hits = list(_hits(query, reader, limit=PAGE + 1, start=start)) if query else []
    people = naming.called(query, reader, sealed=False).items if query and not start else ()
    known = {item["url"] for item in people}
    hits = [*people, *(hit for hit in hits if hit["url"] not in known)]
    step = f"{reverse('desk:search')}?q={_quoted(query)}&start="
    return {
        "hits": hits[:PAGE], "start": start,
        "next_url": f"{step}{start + PAGE}" if len(hits) > PAGE and start < FURTHEST else "",
        "previous_url": f"{step}{max(start - PAGE, 0)}" if start else "",
    }  # fmt: skip


def _hits(query: str, reader: Reader, *, limit: int, start: int = 0) -> Iterable[Piece]:
    if indexing.models_searchable():
        hits = search.find(query, limit=limit, offset=start).hits
        hidden = _hidden(hits, reader)
        for hit in hits:
            if hit.record_id in hidden:
                continue
            titles = _in_order(hit.title, hit.title_other, reader)
            detail = [hit.subtitle, _year(hit.on, reader) if hit.on else "", str(WHY.get(str(hit.why), ""))]
            if piece := _piece(hit.kind, hit.record_id, titles, " · ".join(part for part in detail if part)):
                yield piece
        if reader.sees_protected and not start:
            yield from _by_label(query, reader, limit, Q(handling=Handling.PROTECTED))
    elif not start:
        hidden = Q() if reader.sees_protected else ~Q(handling=Handling.PROTECTED)
        yield from _by_label(query, reader, limit, hidden)


def _hidden(hits: Iterable[Any], reader: Reader) -> set[Any]:
    """Return the hits that do not exist for the reader although they are not protected themselves: what they belong to is (`BELONGS_TO`)."""
    if reader.sees_protected:
        return set()
    by_label: dict[str, set[Any]] = {}
    for hit in hits:
        by_label.setdefault(hit.kind, set()).add(hit.record_id)
    hidden: set[Any] = set()
    for label, keys in by_label.items():
        kind = kind_of(label)
        if kind is not None and getattr(kind.model, "BELONGS_TO", ()):
            hidden |= keys - set(kind.model.objects.visible_to(reader.account).filter(pk__in=keys).values_list("pk", flat=True))
    return hidden


def _by_label(query: str, reader: Reader, limit: int, among: Q) -> Iterable[Piece]:
    asked = among
    for word in query.split()[:8]:
        asked &= Q(label_en__icontains=word) | Q(label_ko__icontains=word)
    for record in Record.objects.filter(asked)[:limit]:
        kind = kind_of(record.kind)
        if kind is None or not kind.model.objects.visible_to(reader.account).filter(pk=record.pk).exists():
            continue
        name = reader.phrase(Text(record.label_en, record.label_ko)).text
        if piece := _piece(record.kind, record.pk, (name, ""), ""):
            yield piece


def _piece(label: str, pk: Any, titles: tuple[str, str], detail: str) -> Piece | None:
    kind, url = kind_of(label), url_of_kind(label, pk)
    if not url:
        return None
    other = titles[1] if titles[1] != titles[0] else ""
    return {
        "label": titles[0] or titles[1], "sub": other, "detail": detail, "url": url,
        "kind": str(kind.one) if kind else "", "icon": kind.icon if kind else "claims",
    }  # fmt: skip


def _year(on: date, reader: Reader) -> str:
    """The index keeps the first day a record may stand for; only its year is sure to be known."""
    return f"{on.year}년" if reader.language == "ko" else str(on.year)


def _in_order(first: str, second: str, reader: Reader) -> tuple[str, str]:
    """Return the two titles, the one in the page's language before the other."""
    korean, other = (first, second) if has_hangul(first) else (second, first)
    own, far = (korean, other) if reader.language == "ko" else (other, korean)
    return (own, far) if own else (far, "")


def _places(query: str) -> list[Piece]:
    """Return the pages and lists whose name fits, all of them without a query. An address is made for those only."""
    more = (("desk:home", _("Year"), "year"), ("desk:calendar", _("Calendar"), "calendar"), ("desk:claims", _("Claims"), "claims"),
            ("desk:figures", _("Figures"), "figures"), ("desk:report", _("Report"), "report"), ("desk:vocabularies", _("Vocabularies"), "settings"),
            ("desk:jobs", _("Files being made"), "download"))  # fmt: skip
    words = query.lower().split()
    pages = [{"label": label, "url": address(name), "icon": icon} for name, label, icon in more if _fits(words, label)]
    lists = [{"label": label, "url": list_url(kind.key), "icon": kind.icon} for kind in KINDS.values() if _fits(words, label := str(kind.title))]
    return [item for item in pages if item["url"]] + lists


def _deeds(reader: Reader, query: str) -> list[Piece]:
    """Return what one can do whose words fit, all of it without a query."""
    if not reader.edits:
        return []
    words = query.lower().split()
    new = [
        {"label": label, "url": address("desk:record_new", kind.key), "icon": "add"}
        for kind in KINDS.values() if not kind.is_scoped and _fits(words, label := str(kind.new))
    ]  # fmt: skip
    paste = [
        {"label": label, "url": address("desk:record_paste", kind.key), "icon": "paste"}
        for kind in KINDS.values() if kind.paste and not kind.is_scoped and _fits(words, label := _("Paste rows: %(kind)s") % {"kind": kind.title})
    ]  # fmt: skip
    return new + paste


def _fits(words: list[str], label: str) -> bool:
    """Return whether every one of some small words begins a word of `label` or stands in it."""
    low = label.lower() if words else ""
    return all(word in low for word in words)


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text)
