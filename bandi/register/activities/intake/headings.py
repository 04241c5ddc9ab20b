"""The headings of a year: from headings.csv, or in the order in which the activities name them.

May import: records, this package's models.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.outline import OutlineEntry
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.records.splitting import slug
from bandi.register.activities.models import Heading

_ENTRIES = "entries"


@dataclass(frozen=True)
class Told:
    """Where an activity is told, by the titles of its section, theme (or empty) and heading."""

    section: str
    theme: str
    heading: str

    def above(self) -> list[Told]:
        """Return the section, the theme where there is one, and the heading: what must exist, from the top."""
        chain = [Told(self.section, "", "")]
        if self.theme:
            chain.append(Told(self.section, self.theme, ""))
        return [*chain, self] if self.heading else chain

    @property
    def title(self) -> str:
        return self.heading or self.theme or self.section

    @property
    def level(self) -> str:
        levels = Heading.Level
        return levels.HEADING if self.heading else levels.THEME if self.theme else levels.SECTION

    def key(self) -> str:
        """A stable word for this place in the tree, at most 114 characters."""
        titles = [self.section, *([self.theme] if self.theme else []), *([self.heading] if self.heading else [])]
        return "/".join(_short(title) for title in titles)


def _short(title: str) -> str:
    word = slug(title)
    digest = hashlib.sha256(title.encode()).hexdigest()[:6]
    return word if len(word) <= 36 and word != "untitled" else f"{word[:29].rstrip('-')}-{digest}"


def ref_of(folder: Folder, told: Told) -> str:
    """Return the name under which the heading of this year is kept."""
    return f"{folder.year}/{told.key()}"


def by_place(folder: Folder, rows: list[Row]) -> list[Row]:
    """Name each row of headings.csv by its place in the tree. A row whose parent is missing is named by its title."""
    places: dict[tuple[str, str], Told] = {}
    for row in rows:
        title, level = row.text("title") or row.text("title_ko"), row.text("level")
        if level == Heading.Level.SECTION:
            places[level, title] = Told(title, "", "")
    for row in rows:
        title, parent = row.text("title") or row.text("title_ko"), row.text("parent")
        if row.text("level") == Heading.Level.THEME and (Heading.Level.SECTION, parent) in places:
            places[Heading.Level.THEME, title] = Told(parent, title, "")
    found = []
    for row in sorted(rows, key=_order):
        told = _place(row, places)
        place = [told.section, told.theme, told.heading] if told else None
        found.append(row.renamed(told.key() if told else f"row-{row.number}", place=place))
    return found


def _order(row: Row) -> tuple[int, int]:
    text = row.text("order")
    return (int(text) if text.isdecimal() else 10**9, row.number)


def _place(row: Row, places: dict[tuple[str, str], Told]) -> Told | None:
    title, level, parent = row.text("title") or row.text("title_ko"), row.text("level"), row.text("parent")
    if level != Heading.Level.HEADING:
        return places.get((level, title))
    above = places.get((Heading.Level.THEME, parent)) or places.get((Heading.Level.SECTION, parent))
    return Told(above.section, above.theme, title) if above else None


def load_heading(folder: Folder, row: Row) -> Heading:
    """Make or change one heading. Raises: RowProblem for an unknown level or a parent that no row holds."""
    title, title_ko = row.text("title", limit=400), row.text("title_ko", limit=400)
    if not title_ko:
        row.needed("title")
    if row.needed("level") not in Heading.Level.values:
        raise RowProblem(_("“level” should be section, theme or heading, not “%(value)s”") % {"value": row.text("level")[:40]})
    place = row.values.get("place")
    if not place:
        raise RowProblem(_("no section or theme is called “%(title)s”") % {"title": row.text("parent")[:80]})
    told = Told(*place)
    above = told.above()[:-1]
    parent = folder.find(Heading, ref_of(folder, above[-1])) if above else None
    if above and parent is None:
        raise RowProblem(_("its parent was refused or stands further down"))
    return folder.put(
        Heading,
        ref_of(folder, told),
        {
            "year": folder.year,
            "level": told.level,
            "parent": parent,
            "title_en": title,
            "title_ko": title_ko,
            "intro_en": row.text("intro"),
            "intro_ko": row.text("intro_ko"),
            "content": _content(row),
            "order": row.count_of("order") or row.number,
        },
    )


def _content(row: Row) -> str:
    """Return the names of blocks; a filter stands after the table it belongs to ("scholarships_table?channel=own")."""
    names, kept = row.parts("content"), row.text("content_filter")
    return ";".join(f"{name}?{kept}" if kept and name not in {_ENTRIES} else name for name in names)[:300]


def plan(folder: Folder, told: list[Told]) -> None:
    """Remember in which order headings that no file lists are to stand: sections as in the contents, the rest as first told."""
    contents = [str(item.get("title") or item.get("title_ko") or "") for item in _contents(folder)]
    rank = {title: number for number, title in enumerate(contents)}
    chains = dict.fromkeys(link for place in told for link in place.above())
    first = {place.section: number for number, place in reversed(list(enumerate(chains)))}
    at = {link: number for number, link in enumerate(chains)}

    def position(link: Told) -> tuple[int, int, int, int]:
        """Sections by the contents, then as first told; a theme where it is first told, its headings after it."""
        theme = at[Told(link.section, link.theme, "")] if link.theme else at[link]
        return rank.get(link.section, len(rank)), first[link.section], theme, at[link]

    ordered = sorted(chains, key=position)
    last = Heading.objects.filter(year=folder.year).aggregate(Max("order"))["order__max"] or 0
    folder.memo["heading_order"] = {link: last + number for number, link in enumerate(ordered, start=1)}
    folder.memo["section_titles"] = {
        str(item.get("title") or ""): str(item.get("title_ko") or "") for item in _contents(folder)
    }


def _contents(folder: Folder) -> list[dict[str, object]]:
    found = folder.organisation.get("report_contents")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def heading_at(folder: Folder, told: Told) -> Heading:
    """Return the heading of an activity, made with everything above it where no file lists it."""
    parent: Heading | None = None
    for link in told.above():
        heading = folder.find(Heading, ref_of(folder, link))
        if heading is None:
            if (folder.path / "headings.csv").is_file():
                folder.doubt(_("headings.csv does not list “%(title)s”; it stands at the end") % {"title": link.title[:80]})
            heading = folder.put(
                Heading,
                ref_of(folder, link),
                {
                    "year": folder.year,
                    "level": link.level,
                    "parent": parent,
                    "title_en": link.title[:400],
                    "title_ko": folder.memo.get("section_titles", {}).get(link.title, "") if not parent else "",
                    "content": _ENTRIES if link.heading or link == told else "",
                    "order": folder.memo.get("heading_order", {}).get(link, 0),
                },
            )
        parent = heading
    assert parent is not None
    return parent


def outline_of(year: int) -> Iterator[OutlineEntry]:
    """Yield the headings of a year for whoever prints them."""
    rows = Heading.objects.in_use().filter(year=year).select_related("record", "parent__record").order_by("order")
    for heading in rows:
        yield OutlineEntry(
            key=_key(heading),
            parent=_key(heading.parent) if heading.parent else "",
            heading=heading.pk,
            level=len(_above(heading)) + 1,
            order=heading.order,
            title=heading.title,
            intro=heading.intro,
            content=tuple(filter(None, heading.content.split(";"))),
        )


def _key(heading: Heading) -> str:
    ref = heading.record.ref
    return ref.partition("/")[2] if ref else f"heading-{heading.pk}"


def _above(heading: Heading) -> list[Heading]:
    chain, parent = [], heading.parent
    while parent is not None and len(chain) < 5:
        chain.append(parent)
        parent = parent.parent
    return chain


HEADINGS = Intake(
    file="headings.csv", order=40, apply=load_heading, required=("level", "title", "parent", "order"), prepare=by_place
)
