"""One number: what is printed, what the records say and which they are, and how that changed over time.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.access.permissions import Permission
from bandi.foundation.records.figures import all_figures
from bandi.foundation.records.models import Record
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk import history
from bandi.interfaces.desk.addresses import address, page_url, url_of_kind, with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.claims import chapter, computed, measured, printed, unit_of
from bandi.interfaces.desk.screens.pieces import Choice, Item
from bandi.interfaces.desk.tables import kind_of
from bandi.publishing.models import EditionSection
from bandi.register.claims.models import Claim, Counted, Measurement, State

SHOWN_RECORDS = 200
SHOWN_MEASUREMENTS = 40


@dataclass(frozen=True)
class Moment:
    """What a figure said at one moment, and the language of its reason where that is not the page's."""

    at: datetime
    value: str
    state: str
    reason: str
    records: int
    figure: str
    lang: str = ""


@dataclass(frozen=True)
class ClaimPage:
    """What `desk/claims/claim.html` shows.

    counted:  records behind the number; hidden: how many of them the reader may not see.
    uses:     sections of editions that print it. elsewhere: the same sentence in other years.
    """

    id: str
    ref: str
    statement: str
    lang: str
    state: str
    printed: str
    computed: str
    unit: str
    reason: str
    reason_lang: str
    facts: tuple[dict[str, Any], ...]
    counted: tuple[Item, ...]
    counted_count: str
    counted_more: int
    hidden: int
    evidence: tuple[Item, ...]
    uses: tuple[Item, ...]
    elsewhere: tuple[Item, ...]
    moments: tuple[Moment, ...]
    entries: tuple[dict[str, Any], ...]
    note: str
    accepted_note: str
    accepted_by: str
    accepted_at: datetime | None
    version: int
    year: int
    may_accept: bool
    may_measure: bool
    may_bind: bool
    figures: tuple[Choice, ...]
    previous_url: str
    next_url: str


def claim_page(claim: Claim, reader: Reader) -> ClaimPage:
    """Return the page of a claim that was fetched with its record, its acceptor and its newest measurement."""
    newest = measured(claim)
    said = reader.phrase(claim.statement)
    reason = reader.phrase(newest.reason) if newest else None
    records = _counted(newest, reader)
    older, younger = _neighbours(claim, reader)
    account = reader.account
    return ClaimPage(
        id=str(claim.pk), ref=claim.mark, statement=said.text, lang=said.lang, state=claim.state,
        printed=printed(claim, reader.language), computed=computed(claim, newest, reader.language), unit=unit_of(claim, reader),
        reason=reason.text if reason else "", reason_lang=reason.lang if reason else "",
        facts=_facts(claim, newest, reader),
        counted=records[0], counted_count=write_number(newest.records) if newest else "0",
        counted_more=max(0, newest.records - SHOWN_RECORDS) if newest else 0, hidden=records[1],
        evidence=_evidence(claim, reader), uses=_uses(claim), elsewhere=_elsewhere(claim, reader),
        moments=_moments(claim, reader), entries=tuple(history.entries_of(claim.pk, reader, count=8)[0]),
        note=claim.note, accepted_note=claim.accepted_note,
        accepted_by=claim.accepted_by.display_name if claim.accepted_by else "", accepted_at=claim.accepted_at,
        version=claim.version, year=claim.year,
        may_accept=account.may(Permission.CLAIMS_ACCEPT) and claim.state in (State.DIFFERS, State.ACCEPTED),
        may_measure=account.may(Permission.FIGURES_MEASURE), may_bind=account.may(Permission.RECORDS_EDIT),
        figures=_figures(claim, reader), previous_url=older, next_url=younger,
    )  # fmt: skip


def _facts(claim: Claim, newest: Any, reader: Reader) -> tuple[dict[str, Any], ...]:
    asked = newest.figure if newest else claim.figure
    figure = next((each for each in all_figures() if each.key == asked), None)
    section = with_state(reverse("desk:claims"), {"year": str(claim.year), "section": claim.section})
    pairs: tuple[dict[str, Any], ...] = (
        {"label": _("Section"), "text": chapter(claim.section, reader), "url": section},
        {"label": _("Period"), "text": claim.period or str(claim.year)},
        {"label": _("Origin"), "text": claim.get_origin_display()},
        {"label": _("How it is computed"), "text": claim.how, "lang": "en" if reader.language != "en" else ""},
        {
            "label": _("Figure"), "text": (figure.label_ko if reader.language == "ko" else figure.label_en) if figure else "",
            "url": address("desk:figure", figure.key) if figure else "", "note": _("bound by hand") if claim.figure else "",
        },
    )  # fmt: skip
    return tuple(pair for pair in pairs if pair["text"])


def _counted(newest: Any, reader: Reader) -> tuple[tuple[Item, ...], int]:
    if newest is None:
        return (), 0
    rows = list(Counted.objects.filter(measurement=newest).select_related("record").order_by("order")[:SHOWN_RECORDS])
    seen = [row.record for row in rows if reader.sees_spine(row.record)]
    return tuple(record_item(record, reader) for record in seen), len(rows) - len(seen)


def record_item(record: Record, reader: Reader) -> Item:
    """Return a record as a line that leads to its page, with the kind of record it is."""
    return line_of(record.kind, record.pk, record.label, reader)


def line_of(kind: str, key: UUID, label: Text, reader: Reader) -> Item:
    """Return a record as a line by what its spine says."""
    one, icon = reader.once(("kind", kind), lambda: _kind(kind))
    return Item(reader.phrase(label).text or _("(without a name)"), url_of_kind(kind, key), sub=one, icon=icon)


def _kind(label: str) -> tuple[str, str]:
    kind = kind_of(label)
    return (str(kind.one), str(kind.icon)) if kind else ("", "link")


def _evidence(claim: Claim, reader: Reader) -> tuple[Item, ...]:
    refs = [str(ref) for ref in claim.evidence]
    found = {record.ref: record for record in Record.objects.filter(ref__in=refs).exclude(kind="claims.claim")} if refs else {}
    items = []
    for ref in refs:
        record = found.get(ref)
        if record is None:
            items.append(Item(ref, "", sub=_("not among the records"), icon="warning"))
        elif reader.sees_spine(record):
            items.append(record_item(record, reader))
    return tuple(items)


def _uses(claim: Claim) -> tuple[Item, ...]:
    mark = f"{{{claim.mark}}}"
    sections = EditionSection.objects.filter(edition__year=claim.year, edition__is_removed=False, body__contains=mark)
    return tuple(
        Item(
            section.title, reverse("desk:report_section", args=[section.edition_id, section.pk]),
            sub=f"{section.edition.title} · {section.edition.get_language_display()}", icon="report",
        )
        for section in sections.select_related("edition").order_by("edition__language", "order")
    ) if claim.mark else ()  # fmt: skip


def _elsewhere(claim: Claim, reader: Reader) -> tuple[Item, ...]:
    """Return the same sentence in the reports of other years."""
    same = Q(statement_en=claim.statement_en) if claim.statement_en else Q(statement_ko=claim.statement_ko)
    others = Claim.objects.visible_to(reader.account).filter(same).exclude(year=claim.year).order_by("-year")
    return tuple(
        Item(str(other.year), page_url("desk:claim", other.pk), state=other.state, at=printed(other, reader.language))
        for other in others[:12]
    )


def _moments(claim: Claim, reader: Reader) -> tuple[Moment, ...]:
    names = {figure.key: figure.label_ko if reader.language == "ko" else figure.label_en for figure in all_figures()}
    rows = Measurement.objects.filter(claim=claim).annotate(records=Count("counted")).order_by("-measured_at")
    moments = []
    for row in rows[:SHOWN_MEASUREMENTS]:
        reason = reader.phrase(row.reason)
        moments.append(
            Moment(
                row.measured_at, computed(claim, row, reader.language), row.state, reason.text, row.records,
                names.get(row.figure, row.figure), reason.lang,
            )
        )  # fmt: skip
    return tuple(moments)


def _neighbours(claim: Claim, reader: Reader) -> tuple[str, str]:
    rows = Claim.objects.visible_to(reader.account).filter(year=claim.year)
    before = rows.filter(order__lt=claim.order).order_by("-order").values_list("pk", flat=True).first()
    after = rows.filter(order__gt=claim.order).order_by("order").values_list("pk", flat=True).first()
    return address("desk:claim", before) if before else "", address("desk:claim", after) if after else ""


def _figures(claim: Claim, reader: Reader) -> tuple[Choice, ...]:
    return tuple(
        Choice(figure.key, figure.label_ko if reader.language == "ko" else figure.label_en, is_current=figure.key == claim.figure)
        for figure in all_figures()
    )
