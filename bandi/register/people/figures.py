"""Figures of the organisation as it presents itself: founding, awards, memberships, accounts, ways of giving.

May import: this package's models, records.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bandi.foundation.records.asking import Wording, stems, worded
from bandi.foundation.records.figures import Answer, Figure, Question
from bandi.register.people.models import Award, DonationChannel, Membership, Profile

_COALITION = re.compile(r"\b(?:coalition|network|federation|alliance|union|forum|platform)s?\b|네트워크|연대|연합|동맹", re.IGNORECASE)
_OTHER_BODY = re.compile(r"\b(?:council|committee|movement|working group|board|commission)\b|\((?:partner|personal)|자문|위원회|워킹그룹|운동", re.IGNORECASE)


def founding_year(profile: Profile) -> int | None:
    """Return the year in which the organisation was founded, or None."""
    match = re.search(r"\d{4}", profile.founded)
    return int(match[0]) if match else None


def measure_anniversary(question: Question) -> Answer | None:
    """Answer how many years have passed since the founding in the year of the edition."""
    for profile in Profile.objects.in_use():
        founded = founding_year(profile)
        if founded:
            years = question.year - founded
            return Answer(
                Decimal(years), (profile.pk,),
                f"Founded in {founded}: {years} years in {question.year}, {years + 1} in {question.year + 1}.",
                f"{founded}년에 창립하여 {question.year}년은 {years}주년, {question.year + 1}년은 {years + 1}주년입니다.",
            )  # fmt: skip
    return None


def measure_founding(question: Question) -> Answer | None:
    """Answer in which year the organisation was founded, for what it has done since then."""
    for profile in Profile.objects.in_use():
        founded = founding_year(profile)
        if founded:
            return Answer(
                Decimal(founded), (profile.pk,), f"No programme of these words has a start; the organisation was founded in {founded}.",
                f"해당하는 사업의 시작 연도가 없어 창립 연도({founded}년)로 보았습니다.",
            )  # fmt: skip
    return None


def measure_awards(question: Question) -> Answer | None:
    """Answer how many awards of the organisation are chosen for print."""
    rows = list(Award.objects.in_use())
    printed = [row for row in rows if row.is_printed and not row.person_id and not row.person_name]
    if not rows:
        return None
    other = len(rows) - len(printed)
    more, more_ko = (f"; {other} more of its people are kept and not printed", f" 싣지 않은 개인 수상이 {other}건 있습니다.") if other else ("", "")
    return Answer(
        Decimal(len(printed)), tuple(row.pk for row in printed),
        f"{len(printed)} awards are chosen for print{more}.", f"싣기로 한 수상은 {len(printed)}건입니다.{more_ko}",
    )  # fmt: skip


def measure_memberships(question: Question) -> Answer | None:
    """Answer how many active memberships there are; of coalitions and networks only, where the words say so."""
    rows = [row for row in Membership.objects.in_use().select_related("kind") if not row.until and not row.person_id]
    if not rows:
        return None
    wants_coalitions = bool(_COALITION.search(question.statement))
    chosen = [row for row in rows if not wants_coalitions or is_coalition(row)]
    other = len(rows) - len(chosen)
    more, more_ko = (f"; {other} more are of another kind", f" 다른 종류의 소속이 {other}건 더 있습니다.") if other else ("", "")
    return Answer(
        Decimal(len(chosen)), tuple(row.pk for row in chosen),
        f"{len(chosen)} active memberships are on record{more}.", f"현재 소속으로 기록된 곳은 {len(chosen)}곳입니다.{more_ko}",
    )  # fmt: skip


def is_coalition(row: Membership) -> bool:
    """Return whether a membership is one of a coalition or network: by its kind, otherwise by its name."""
    if row.kind_id and row.kind is not None:
        return bool(_COALITION.search(row.kind.key.replace("_", " ")))
    name = row.name_en or row.name_ko
    return bool(_COALITION.search(name)) and not _OTHER_BODY.search(name)


def measure_channels(question: Question) -> Answer | None:
    """Answer how many ways of giving of one kind are active."""
    rows = list(DonationChannel.objects.in_use().filter(is_active=True).select_related("kind"))
    wanted = re.search(r"of the kind ([\w ]+)", question.how)
    words = stems(wanted[1] if wanted else f"{question.statement} {question.unit}")
    kinds = {row.kind_id: row.kind for row in rows if row.kind}
    best = max(
        kinds.values(), key=lambda kind: len(words & (stems(kind.key.replace("_", " ")) | stems(kind.label_en))), default=None
    )
    if best is None or not words & (stems(best.key.replace("_", " ")) | stems(best.label_en)):
        return None
    met = [row for row in rows if row.kind_id == best.pk]
    name = best.label_en or best.key.replace("_", " ")
    return Answer(
        Decimal(len(met)), tuple(row.pk for row in met),
        f"{len(met)} active ways of giving are of the kind “{name}”.", f"종류가 ‘{best.label_ko or name}’인 후원 방법은 {len(met)}개입니다.",
    )  # fmt: skip


def measure_accounts(question: Question) -> Answer | None:
    """Answer how many social media accounts the profile lists."""
    for profile in Profile.objects.in_use():
        if profile.accounts:
            return Answer(
                Decimal(len(profile.accounts)), (profile.pk,),
                f"{len(profile.accounts)} accounts stand in the organisation's profile.", f"단체 정보에 계정 {len(profile.accounts)}개가 있습니다.",
            )  # fmt: skip
    return None


FIGURES = (
    Figure(
        "people.anniversary", "Anniversary", "창립 주년", "The year of the edition less the founding year.", "보고 연도에서 창립 연도를 뺀 값입니다.",
        measure_anniversary, worded(Wording(0.97, how=r"founding year|minus (?:the )?found|year of founding"), Wording(0.6, statement=r"anniversary|주년", unit=r"years?|주년|년")),
    ),
    Figure(
        "people.founding_year", "Founding year", "창립 연도", "The year in which the organisation was founded.", "단체가 창립된 해입니다.",
        measure_founding, worded(Wording(0.3, how=r"start year|founded", unit=r"year|년", unless=r"minus"), Wording(0.9, statement=r"\bfounded\b|established|창립", unit=r"^year$|^년$")),
    ),
    Figure(
        "people.awards", "Awards", "수상", "Awards of the organisation that are chosen for print.", "싣기로 한 단체의 수상입니다.",
        measure_awards, worded(Wording(0.95, how=r"award records? flagged", unit=r"awards?|건"), Wording(0.7, unit=r"^awards?$")),
    ),
    Figure(
        "people.memberships", "Memberships", "소속", "Memberships without an end.", "종료되지 않은 소속입니다.",
        measure_memberships, worded(Wording(0.95, how=r"membership"), Wording(0.7, unit=r"^memberships?$")),
    ),
    Figure(
        "people.channels", "Ways of giving", "후원 방법", "Active ways of giving of one kind.", "종류별로 운영 중인 후원 방법입니다.",
        measure_channels, worded(
            Wording(0.97, how=r"donation channels?|ways of giving"),
            Wording(0.55, unit=r"^(?:accounts?|projects?|channels?|ways)$", unless=r"channel records|social"),
        ),
    ),
    Figure(
        "people.accounts", "Social media accounts", "누리소통망 계정", "Accounts that the profile lists.", "단체 정보에 적힌 계정입니다.",
        measure_accounts, worded(Wording(0.8, how=r"channel records|social media|accounts", unit=r"^accounts?$|^개$"), Wording(0.6, statement=r"social media", unit=r"accounts?")),
    ),
)  # fmt: skip
