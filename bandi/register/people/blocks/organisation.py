"""Our own organisation in print: name and contact, mission, mandate, awards, memberships, agreements.

May import: the foundation, this package's models.
"""

from __future__ import annotations

from collections.abc import Iterator

from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Column,
    Entry,
    Fact,
    Inline,
    Paragraph,
    Request,
    Run,
    Table,
    plain,
)
from bandi.foundation.records.inline import capital, joined, literal, said
from bandi.foundation.records.models import Handling
from bandi.foundation.reference.dates import DateError, DateSpan
from bandi.foundation.reference.terms import Terms
from bandi.foundation.reference.texts import Text
from bandi.foundation.reference.writing import write_edtf
from bandi.register.people.models import Agreement, Award, Membership, Profile


def own_profile(request: Request) -> Profile | None:
    """Return the profile of our own organisation, or None where there is none yet."""

    def read() -> Profile | None:
        rows = Profile.objects.in_use().select_related("organisation").prefetch_related("mission_points")
        return rows.order_by("-organisation__is_own").first()

    return request.once("people.profile", read)


def masthead(request: Request) -> Iterator[Block]:
    """Yield one entry: its title is the organisation's name, its kind the abbreviation, its facts the colophon."""
    profile = own_profile(request)
    if profile is None:
        return
    organisation = profile.organisation
    yield Entry(
        title=said(organisation.name, request.language),
        kind=organisation.abbreviation,
        facts=tuple(_contact(profile, request)),
        records=(str(profile.id),),
    )


def mission(request: Request) -> Iterator[Block]:
    """Yield the purpose and the points of the mission, the same wherever they are printed."""
    profile = own_profile(request)
    if profile is None:
        return
    if purpose := said(profile.purpose, request.language):
        yield Paragraph(capital(purpose), "lead")
    points = tuple(runs for point in profile.mission_points.all() if (runs := said(point.text, request.language)))
    if points:
        yield Bullets(points, numbered=True)


def mandate(request: Request) -> Iterator[Block]:
    """Yield the founding text, one point a line, and when it was adopted."""
    profile = own_profile(request)
    if profile is None:
        return
    english, korean = profile.mandate_en.splitlines(), profile.mandate_ko.splitlines()
    lines = [
        Text(english[number] if number < len(english) else "", korean[number] if number < len(korean) else "")
        for number in range(max(len(english), len(korean)))
    ]
    points = tuple(runs for line in lines if (runs := capital(said(line, request.language))))
    if points:
        yield Bullets(points)
    if adopted := _adopted(profile, request):
        label = {"en": "Adopted: ", "ko": "채택: "}[request.language]
        yield Paragraph((Run(label), *adopted), "small")


def awards(request: Request) -> Iterator[Block]:
    """Yield the awards chosen for print, newest first, then memberships and agreements in force in the period."""
    language = request.language
    rows = [
        award
        for award in Award.objects.in_use().filter(is_printed=True, handling=Handling.OPEN).select_related("person")
        if _begun(award.awarded, request)
    ]
    if rows:
        columns = {"en": ("Date", "Award", "Given by"), "ko": ("일자", "상", "수여 기관")}[language]
        yield Table(
            caption={"en": "Awards", "ko": "수상"}[language],
            columns=tuple(Column(label, weight) for label, weight in zip(columns, (1.1, 2.6, 2.3), strict=True)),
            rows=tuple(_award_row(award, request) for award in sorted(rows, key=lambda row: row.awarded, reverse=True)),
            records=tuple(str(award.id) for award in rows),
        )
    yield from memberships(request)
    yield from agreements(request)


def memberships(request: Request) -> Iterator[Block]:
    """Yield the coalitions and networks we belong to, those that ended before the period left out."""
    language = request.language
    rows = [
        row
        for row in Membership.objects.in_use().filter(handling=Handling.OPEN).select_related("kind", "person")
        if not _ended(row.until, request) and _begun(row.since, request)
    ]
    if not rows:
        return
    labels = {"en": ("Membership", "Kind"), "ko": ("소속", "구분")}[language]
    kinds = any(row.kind_id for row in rows)
    columns = [Column(labels[0], 3.6)]
    columns += [Column(labels[1], 1.6)] if kinds else []
    body = []
    for row in sorted(rows, key=lambda row: (row.kind.order if row.kind else 99, row.name_en)):
        name = said(row.name, language)
        if row.abbreviation and all(row.abbreviation not in run.text for run in name):
            name = (*name, Run(f" ({row.abbreviation})"))
        if row.since:
            day = write_edtf(row.since, language).removeprefix("since ")
            name = (*name, Run({"en": f", since {day}", "ko": f", {day}부터"}[language].replace("부터부터", "부터")))
        cells: list[Inline] = [name]
        cells += [said(row.kind.label, language) if row.kind else ()] if kinds else []
        body.append(tuple(cells))
    caption = {"en": "Coalitions and networks", "ko": "참여하는 연대체와 네트워크"}[language]
    yield Table(caption, tuple(columns), tuple(body), records=tuple(str(row.id) for row in rows))


def agreements(request: Request) -> Iterator[Block]:
    """Yield agreements with partners in force in the period."""
    language = request.language
    rows = [
        row
        for row in Agreement.objects.in_use().filter(handling=Handling.OPEN)
        if not _ended(row.until, request) and _begun(row.since, request)
    ]
    if not rows:
        return
    label = {"en": "Agreements", "ko": "협약"}[language]
    items = [
        joined([said(row.partner, language), literal(row.kind, language), plain(write_edtf(row.since, language))], ", ")
        for row in rows
    ]
    yield Paragraph((Run(f"{label}: ", bold=True), *joined(items, "; "), Run(".")), "small")


def social_table(request: Request) -> Iterator[Block]:
    """Yield our accounts in social media."""
    profile = own_profile(request)
    if profile is None or not profile.accounts:
        return
    labels = {"en": ("Network", "Account"), "ko": ("매체", "계정")}[request.language]
    yield Table(
        caption={"en": "Accounts in social media", "ko": "사회관계망서비스 계정"}[request.language],
        columns=(Column(labels[0], 1), Column(labels[1], 2)),
        rows=tuple((plain(name), plain(handle)) for name, handle in _accounts(profile)),
        records=(str(profile.id),),
    )


def _award_row(award: Award, request: Request) -> tuple[Inline, ...]:
    language = request.language
    name = said(award.name, language)
    if who := (award.person.name_in(language) if award.person else award.person_name):
        name = (*name, Run(", "), *literal(who, language))
    return plain(write_edtf(award.awarded, language)), name, said(award.giver, language)


def _contact(profile: Profile, request: Request) -> Iterator[Fact]:
    language = request.language
    labels = {
        "en": ("Published by", "Founded", "Chair", "Address", "Telephone", "Fax", "E-mail", "Website", "Social media"),
        "ko": ("펴낸 곳", "창립", "이사장", "주소", "전화", "팩스", "이메일", "누리집", "사회관계망"),
    }[language]
    accounts = (f"{network} {handle}" for network, handle in _accounts(profile))
    values = (
        said(profile.organisation.name, language),
        plain(write_edtf(profile.founded, language)),
        _chair(profile, request),
        said(profile.address, language),
        *(plain(", ".join(lines)) for lines in (profile.phones, profile.faxes, profile.emails, profile.websites)),
        plain(", ".join(accounts)),
    )
    for label, value in zip(labels, values, strict=True):
        if value:
            yield Fact(label, value)


def _chair(profile: Profile, request: Request) -> Inline:
    """Return who chairs us, as the register of people writes the name in this language."""
    person = profile.organisation.people.in_use().filter(full_name=profile.chair).first() if profile.chair else None
    return literal(person.name_in(request.language) if person else profile.chair, request.language)


def _accounts(profile: Profile) -> list[tuple[str, str]]:
    return [
        (str(account.get("network", "")), str(account.get("handle", "")))
        for account in profile.accounts
        if isinstance(account, dict)
    ]


def _adopted(profile: Profile, request: Request) -> Inline:
    """Return when the mandate was adopted; the file may say so in words after the date, in English only."""
    written, _, remark = profile.mandate_adopted.partition(",")
    day = write_edtf(written, request.language)
    remark = remark.strip()
    if request.language == "en" and remark:
        return plain(f"{day}, {remark}")
    return plain(day)



def _begun(written: str, request: Request) -> bool:
    span = _span(written)
    return not span or span.starts_on is None or span.starts_on <= request.ends_on


def _ended(written: str, request: Request) -> bool:
    span = _span(written)
    return bool(span) and span.ends_on is not None and span.ends_on < request.starts_on


def _span(written: str) -> DateSpan:
    try:
        return DateSpan.parse(written)
    except DateError:
        return DateSpan.unknown()


def words(request: Request) -> Terms:
    """Return the users' vocabularies, read once for an edition."""
    return request.once("reference.terms", Terms.read)
