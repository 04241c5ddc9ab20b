"""Ways of giving in print. Account numbers are not kept here and cannot be printed.

May import: the foundation, this package's models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bandi.foundation.records.blocks import Block, Column, Inline, Paragraph, Request, Run, Table, plain
from bandi.foundation.records.inline import capital, literal, said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.writing import write_list
from bandi.register.people.blocks.organisation import own_profile, words
from bandi.register.people.models import DonationChannel

BANK = "bank_transfer"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def supporters(request: Request) -> Iterator[Block]:
    """Yield one paragraph: where to write or call to become a supporter."""
    profile = own_profile(request)
    if profile is None or not (profile.emails or profile.phones or profile.websites):
        return
    language = request.language
    labels = {"en": ("e-mail", "telephone", "website"), "ko": ("이메일", "전화", "누리집")}[language]
    ways = [
        f"{label} {write_list(values, language)}"
        for label, values in zip(labels, (profile.emails, profile.phones, profile.websites), strict=True)
        if values
    ]
    lead = {"en": "To give or to ask: ", "ko": "후원 및 문의: "}[language]
    yield Paragraph((Run(lead, bold=True), Run("; ".join(ways) + ("." if language == "en" else ""))))


def accounts(request: Request) -> Iterator[Block]:
    """Yield the banks that take transfers; the numbers are given on request."""
    language = request.language
    rows = [row for row in _channels(request) if row.kind and row.kind.key == BANK]
    if not rows:
        return
    labels = {"en": ("Bank", "For whom"), "ko": ("은행", "대상")}[language]
    yield Table(
        caption={"en": "Bank transfer", "ko": "계좌 이체"}[language],
        columns=(Column(labels[0], 2), Column(labels[1], 2)),
        rows=tuple((said(row.name, language), capital(said(row.for_whom, language))) for row in rows),
        records=tuple(str(row.id) for row in rows),
    )
    note = {
        "en": "Account numbers are given by the office on request.",
        "ko": "계좌번호는 사무국에서 안내해 드립니다.",
    }[language]
    yield Paragraph(plain(note), "small")


def channels_table(request: Request) -> Iterator[Block]:
    """Yield the ways of giving other than bank transfer that say how or where to give, in the order of their vocabulary."""
    language = request.language
    rows = [row for row in _channels(request) if not (row.kind and row.kind.key == BANK) and _can_be_used(row)]
    if not rows:
        return
    rows.sort(key=lambda row: (row.kind.order if row.kind else 99, row.name_en))
    labels = {
        "en": ("Way of giving", "Kind", "For whom", "Tax, rhythm"),
        "ko": ("후원 방법", "구분", "대상", "세금·주기"),
    }[language]
    yield Table(
        caption={"en": "Ways of giving", "ko": "후원 방법"}[language],
        columns=tuple(Column(label, weight) for label, weight in zip(labels, (3, 1.4, 1.4, 1.5), strict=True)),
        rows=tuple(_row(row, request) for row in rows),
        records=tuple(str(row.id) for row in rows),
    )


def _channels(request: Request) -> list[DonationChannel]:
    def read() -> list[DonationChannel]:
        rows = DonationChannel.objects.in_use().filter(is_active=True, handling=Handling.OPEN)
        return list(rows.select_related("kind", "record").order_by("record__created_at", "record__ref"))

    return request.once("people.channels", read)


def _can_be_used(row: DonationChannel) -> bool:
    return bool(row.recurring or _ADDRESS.search(row.details_en) or _ADDRESS.search(row.details_ko))


def _row(row: DonationChannel, request: Request) -> tuple[Inline, ...]:
    language = request.language
    name = said(row.name, language)
    if address := _ADDRESS.search(str(row.details.in_language(language))):
        name = (*name, Run(f" {address[0]}", italic=True))
    terms = words(request)
    rhythm = said(terms.label("rhythm", row.recurring, language), language)
    tax = literal(row.tax_note, language)
    extra = (*tax, *((Run("; "),) if tax and rhythm else ()), *rhythm)
    kind = said(row.kind.label, language) if row.kind else ()
    return name, kind, capital(said(row.for_whom, language)), capital(extra)
