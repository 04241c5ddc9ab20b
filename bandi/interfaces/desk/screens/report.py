"""The report: its editions side by side, the tree of its sections, one section with its text, the check before publishing.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.audit.models import Revision
from bandi.foundation.records.sight import BySight, sight_of
from bandi.foundation.reference.statements import NUMBER_VALUE, TEXT_VALUE, UUID_VALUE, Given, GivenIds, Statement
from bandi.foundation.reference.texts import language_of
from bandi.foundation.reference.writing import write_value
from bandi.interfaces.desk import history
from bandi.interfaces.desk.addresses import page_url, with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.claims import UNSHOWN, printed
from bandi.interfaces.desk.screens.contents import said_content
from bandi.interfaces.desk.screens.jobs import as_choices
from bandi.interfaces.desk.screens.pieces import Choice
from bandi.interfaces.desk.screens.printing import Page, notes_html, parts_of, section_html
from bandi.interfaces.desk.screens.remembering import data_version, remembered
from bandi.interfaces.desk.screens.year import year_to_show, years_known
from bandi.publishing.assembling import section_preview
from bandi.publishing.models import Edition, EditionSection
from bandi.publishing.reports import latest_builds
from bandi.register.claims.models import Claim, Measurement, State
from bandi.register.claims.numbers import Found, marks_in, numbers_in

FORMATS = (("pdf", "PDF"), ("docx", "Word"), ("html", "HTML"))
SHOWN_HISTORY = 12


@dataclass(frozen=True)
class EditionCard:
    """An edition among the others of its year. downloads: PDF, Word and HTML, empty for who may not build.

    files: what the reader asked for within the last day, and how it stands.
    """

    id: str
    title: str
    lang: str
    language: str
    url: str
    read_url: str
    check_url: str
    sections: int
    left_out: int
    published_at: datetime | None
    published_note: str
    dated: str
    downloads: tuple[Choice, ...]
    files: tuple[Choice, ...]


@dataclass(frozen=True)
class ReportPage:
    """What `desk/report/report.html` shows: the editions of a year, and how its numbers stand."""

    year: int
    years: tuple[Choice, ...]
    editions: tuple[EditionCard, ...]
    states: tuple[Choice, ...]
    claims_url: str


@dataclass(frozen=True)
class Leaf:
    """A section in the tree. twin: its title in the other language; unbound: numbers of its text bound to nothing."""

    id: str
    title: str
    twin: str
    twin_url: str
    twin_lang: str
    level: int
    url: str
    content: str
    has_text: bool
    bound: int
    unbound: int
    is_printed: bool
    is_hidden: bool
    up_url: str
    down_url: str
    print_url: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class EditionPage:
    """What `desk/report/edition.html` shows."""

    card: EditionCard
    leaves: tuple[Leaf, ...]
    others: tuple[Choice, ...]
    may_write: bool
    year: int
    report_url: str
    cover_url: str


@dataclass(frozen=True)
class Pick:
    """A number that can be put into a text. mark: what is written for it ("{F043}")."""

    mark: str
    statement: str
    lang: str
    value: str
    state: str
    is_used: bool


@dataclass(frozen=True)
class SectionPage:
    """What `desk/report/section.html` shows. title and body are what stands in the form."""

    id: str
    edition: EditionCard
    title: str
    body: str
    version: int
    preview: SafeString
    loose: tuple[str, ...]
    picks: tuple[Pick, ...]
    other_picks: tuple[Pick, ...]
    twin_title: str
    twin_body: str
    twin_lang: str
    twin_url: str
    content: str
    entries: tuple[dict[str, Any], ...]
    previous_url: str
    next_url: str
    edition_url: str
    is_printed: bool
    may_write: bool


@dataclass(frozen=True)
class Preview:
    """What `desk/report/_preview.html` shows: the section as it would be printed, and its numbers bound to nothing."""

    preview: SafeString
    loose: tuple[str, ...]


def report_page(reader: Reader, asked: str) -> ReportPage:
    """Return the editions of a year."""
    years = years_known(version=data_version())
    year = year_to_show(asked, years)
    editions = Edition.objects.visible_to(reader.account).filter(year=year).order_by("-language")
    states = dict(Claim.objects.visible_to(reader.account).filter(year=year).order_by().values_list("state").annotate(Count("pk")))
    url = reverse("desk:claims")
    with_editions = Edition.objects.in_use().order_by("-year").values_list("year", flat=True).distinct()
    return ReportPage(
        year=year,
        years=tuple(Choice(str(one), str(one), f"?year={one}", one == year) for one in sorted({*with_editions, year})[-5:]),
        editions=cards(list(editions), reader.account),
        states=tuple(
            Choice(state.value, "", with_state(url, {"year": str(year), "state": state.value}), count=str(states.get(state.value, 0)))
            for state in (State.DIFFERS, State.NO_EVIDENCE, State.ACCEPTED, State.AGREES)
        ) if states else (),
        claims_url=with_state(url, {"year": str(year)}),
    )  # fmt: skip


def cards(editions: list[Edition], account: Account) -> tuple[EditionCard, ...]:
    """Return editions as cards, in one query for all of them."""
    counts: dict[UUID, dict[bool, int]] = defaultdict(dict)
    for key, is_printed, count in _SECTIONS.all(editions=[edition.pk for edition in editions]):
        counts[key][is_printed] = count
    return tuple(_card(edition, counts[edition.pk], account) for edition in editions)


def _card(edition: Edition, counts: dict[bool, int], account: Account) -> EditionCard:
    builds = FORMATS if account.may(Permission.EDITION_WRITE) else ()
    return EditionCard(
        id=str(edition.pk), title=edition.title, lang=edition.language, language=edition.get_language_display(),
        url=reverse("desk:report_edition", args=[edition.pk]), read_url=reverse("desk:report_read", args=[edition.pk]),
        check_url=reverse("desk:report_check", args=[edition.pk]), sections=sum(counts.values()), left_out=counts.get(False, 0),
        published_at=edition.published_at, published_note=edition.published_note, dated=edition.signed_by,
        downloads=tuple(Choice(form, label, reverse("desk:report_build", args=[edition.pk, form])) for form, label in builds),
        files=as_choices(latest_builds(edition, account)) if builds else (),
    )  # fmt: skip


def edition_page(edition: Edition, reader: Reader) -> EditionPage:
    """Return the tree of an edition, beside the titles of the other language."""
    sections = _TREE.all(edition=edition.pk)
    siblings = _SIBLINGS.all(reader.account, year=edition.year, edition=edition.pk)
    twins = _twins(siblings)
    children: dict[UUID | None, list[EditionSection]] = defaultdict(list)
    for section in sections:
        children[section.parent_id].append(section)
    leaves: list[Leaf] = []

    def walk(parent: UUID | None, *, is_hidden: bool) -> None:
        beneath = children.get(parent, [])
        for place, section in enumerate(beneath):
            leaves.append(_leaf(section, place, len(beneath), twins, reader, is_hidden=is_hidden))
            walk(section.pk, is_hidden=is_hidden or not section.is_printed)

    walk(None, is_hidden=False)
    return EditionPage(
        card=cards([edition], reader.account)[0], leaves=tuple(leaves),
        others=tuple(Choice(one.language, one.get_language_display(), page_url("desk:report_edition", one.pk)) for one in siblings),
        may_write=reader.account.may(Permission.EDITION_WRITE) and not edition.published_at, year=edition.year,
        report_url=with_state(reverse("desk:report"), {"year": str(edition.year)}),
        cover_url=reverse("desk:report_cover", args=[edition.pk]) if reader.account.may(Permission.EDITION_WRITE) else "",
    )  # fmt: skip


def _twins(editions: list[Edition]) -> dict[str, tuple[str, str, str]]:
    rows = _TWINS.all(editions=[edition.pk for edition in editions])
    languages = {edition.pk: edition.language for edition in editions}
    return {key: (title, page_url("desk:report_section", pk, owner), languages[owner]) for key, title, owner, pk in rows}


@lru_cache(maxsize=512)
def _numbers(body: str) -> tuple[Found, ...]:
    """Return the numbers of a section's text; kept by the text itself, which is written to be printed."""
    return tuple(numbers_in(body))


def _leaf(
    section: EditionSection, place: int, count: int, twins: dict[str, tuple[str, str, str]], reader: Reader, *, is_hidden: bool
) -> Leaf:  # fmt: skip
    found = _numbers(section.body) if section.body else ()
    twin = twins.get(section.key, ("", "", ""))
    url = _section_url(section)
    return Leaf(
        id=str(section.pk), title=section.title, twin=twin[0], twin_url=twin[1], twin_lang=twin[2], level=min(section.level, 4),
        url=url, content=reader.once(("content", *section.content), lambda: said_content(section.content)) if section.content else "",
        has_text=bool(section.body.strip()), bound=sum(number.kind == "bound" for number in found),
        unbound=sum(number.is_unbound for number in found), is_printed=section.is_printed, is_hidden=is_hidden,
        up_url=f"{url}move/up/", down_url=f"{url}move/down/", print_url=f"{url}print/",
        is_first=place == 0, is_last=place == count - 1,
    )  # fmt: skip


def section_page(section: EditionSection, reader: Reader, *, title: str | None = None, body: str | None = None) -> SectionPage:
    """Return a section with its text and the picture of it; title and body as given in a form that was not saved."""
    edition = section.edition
    sections = _PLACES.all(edition=edition.pk)
    shown = section.body if body is None else body
    preview = preview_of(section, section.title if title is None else title, shown, reader)
    picks = _picks(section, sections, shown, reader)
    other = _TWIN.first(year=edition.year, key=section.key, edition=edition.pk)
    place = next(number for number, one in enumerate(sections) if one[0] == section.pk)
    changes = _CHANGES.all(record=edition.pk, row=str(section.pk))
    return SectionPage(
        id=str(section.pk), edition=cards([edition], reader.account)[0], title=section.title if title is None else title,
        body=shown, version=edition.version, preview=preview.preview, loose=preview.loose,
        picks=tuple(pick for pick, is_near in picks if is_near), other_picks=tuple(pick for pick, is_near in picks if not is_near),
        twin_title=other.title if other else "", twin_body=other.body if other else "",
        twin_lang=other.edition.language if other else "",
        twin_url=reverse("desk:report_section", args=[other.edition_id, other.pk]) if other else "",
        content=said_content(section.content), entries=tuple(history.told(changes, reader)),
        previous_url=page_url("desk:report_section", sections[place - 1][0], edition.pk) if place else "",
        next_url=page_url("desk:report_section", sections[place + 1][0], edition.pk) if place + 1 < len(sections) else "",
        edition_url=reverse("desk:report_edition", args=[edition.pk]), is_printed=section.is_printed,
        may_write=reader.account.may(Permission.EDITION_WRITE) and not edition.published_at,
    )  # fmt: skip


def preview_of(section: EditionSection, title: str, body: str, reader: Reader) -> Preview:
    """Return the section as it would be printed with a title and a text."""
    section.title = title.strip() or section.title
    language = language_of(section.edition.language)
    page = Page.of(section.edition.year, language, marks=marks_in(body))
    drawn = section_html(section_preview(section, body, reader.account), page, written=parts_of(body))
    loose = tuple(dict.fromkeys(found.text.strip() for found in numbers_in(body) if found.is_unbound))
    return Preview(drawn + notes_html(page), loose)


def _picks(section: EditionSection, sections: list[tuple[UUID, UUID | None, str]], body: str, reader: Reader) -> list[tuple[Pick, bool]]:
    """Return the numbers of the year, each with whether it belongs to the chapter of this section.

    A claim names its chapter by the title it has in English, so the chapter's title is looked up there.
    """
    by_id = {key: (parent, name) for key, parent, name in sections}
    parent, chapter = section.parent_id, section.key
    while parent in by_id:
        parent, chapter = by_id[parent]
    titles = {title.casefold() for title, in _TITLES.all(year=section.edition.year, chapter=chapter, key=section.key)}
    states = dict(_STATES.all(year=section.edition.year))
    picks = []
    for key, mark, text, lang, told, place in _offered(section.edition.year, reader):
        pick = Pick(mark, text, lang, told, states[key], mark in body)
        picks.append((pick, place in titles or pick.is_used))
    return picks


def _offered(year: int, reader: Reader) -> list[tuple[UUID, str, str, str, str, str]]:
    """Return id, mark, words and their language, number and chapter of the claims of a year; kept until something is written.

    Not their states: a measurement may change one without an entry in the journal.
    """

    def read() -> list[tuple[UUID, str, str, str, str, str]]:
        counted, found = dict(_COUNTED.all(year=year)), []
        for claim in _PICKED.all(reader.account, year=year):
            said, value = reader.phrase(claim.statement), counted.get(claim.pk)
            told = write_value(value, claim.unit, reader.language) if value is not None else printed(claim, reader.language)
            found.append((claim.pk, f"{{{claim.ref.removeprefix(f'{claim.year}/')}}}", said.text, said.lang, told, claim.section.casefold()))
        return found

    sight = sight_of(reader.account)
    version = reader.once("data_version", data_version)
    return remembered(f"picks:{year}:{reader.language}:{sight}", read, version=version)


_PLACES: Statement[tuple[UUID, UUID | None, str]] = Statement(
    lambda: EditionSection.objects.filter(edition=Given("edition", UUID_VALUE)).order_by("order").values_list("pk", "parent", "key")
)
_YEAR, _KEY, _EDITION = Given("year", NUMBER_VALUE), Given("key", TEXT_VALUE), Given("edition", UUID_VALUE)
_SECTIONS: Statement[tuple[UUID, bool, int]] = Statement(
    lambda: EditionSection.objects.filter(edition__in=GivenIds("editions")).order_by().values_list("edition_id", "is_printed").annotate(Count("pk"))
)
_TREE: Statement[EditionSection] = Statement(lambda: EditionSection.objects.filter(edition=Given("edition", UUID_VALUE)).order_by("order"))
_SIBLINGS: BySight[Edition] = BySight(lambda sight: Edition.objects.visible_to(sight).filter(year=_YEAR).exclude(pk=Given("edition", UUID_VALUE)))
_TWINS: Statement[tuple[str, str, UUID, UUID]] = Statement(
    lambda: EditionSection.objects.filter(edition__in=GivenIds("editions")).values_list("key", "title", "edition_id", "pk")
)
_TWIN: Statement[EditionSection] = Statement(
    lambda: EditionSection.objects.filter(edition__year=_YEAR, key=_KEY, edition__is_removed=False).exclude(edition=_EDITION).select_related("edition").order_by("order")[:1]
)
_TITLES: Statement[tuple[str]] = Statement(
    lambda: EditionSection.objects.filter(Q(key=_KEY) | Q(key=Given("chapter", TEXT_VALUE)), edition__year=_YEAR).order_by().values_list("title")
)
_CHANGES: Statement[Revision] = Statement(
    lambda: Revision.objects.filter(record=Given("record", UUID_VALUE), row=Given("row", TEXT_VALUE)).select_related("entry", "undone_by").order_by("-entry_id")[:SHOWN_HISTORY]
)
_PICKED: BySight[Any] = BySight(
    lambda sight: Claim.objects.visible_to(sight).filter(year=_YEAR).order_by("order", "record_id").annotate(ref=F("record__ref")).defer(*UNSHOWN)
)
_STATES: Statement[tuple[UUID, str]] = Statement(lambda: Claim.objects.filter(year=_YEAR).order_by().values_list("pk", "state"))
_COUNTED: Statement[Any] = Statement(lambda: Measurement.objects.filter(is_current=True, claim__year=_YEAR).order_by().values_list("claim", "value"))


def _section_url(section: EditionSection) -> str:
    return page_url("desk:report_section", section.pk, section.edition_id)


def conflict_of(section: EditionSection, problem: Any, yours: dict[str, str]) -> dict[str, Any]:
    """Return what `parts/conflict.html` shows when two people wrote the same section."""
    revision = Revision.objects.filter(record=section.edition_id, row=str(section.pk)).select_related("entry").first()
    actor = Account.objects.filter(pk=revision.entry.actor).first() if revision and revision.entry.actor else None
    labels = {"title": _("Title"), "body": _("Text")}
    return {
        "action_url": _section_url(section), "cancel_url": _section_url(section), "version": problem.version,
        "their_name": actor.display_name if actor else _("Somebody else"), "their_time": revision.entry.at if revision else None,
        "fields": [
            {"name": name, "label": labels[name], "theirs": problem.theirs[name], "yours": problem.yours[name], "choice": "theirs"}
            for name in problem.theirs
        ],
        "kept": [{"name": name, "value": value} for name, value in yours.items() if name not in problem.theirs],
    }  # fmt: skip
