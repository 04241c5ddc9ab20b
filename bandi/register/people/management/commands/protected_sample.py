"""`bandi protected sample`: compartments with throw-away keys and two invented people, so that the sample shows what sealing is.

Only for an installation marked as a sample: the passphrases of the stewards lie readable on the disk.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bandi.foundation.access.models import Account
from bandi.foundation.audit import clock
from bandi.foundation.records import editing
from bandi.foundation.vault.holding import AUDIT
from bandi.foundation.vault.making import make_compartment
from bandi.foundation.vault.models import Compartment
from bandi.register.people.consents.acting import give_consent
from bandi.register.people.models import ProtectedPerson, Statement

PEOPLE = (
    ("W-0000-001", "홍가상 Hong Gasang (invented)", "1900-01", "Everything here is invented. 여기 적힌 것은 모두 지어낸 것입니다."),
    ("W-0000-002", "남지음 Nam Jieum (invented)", "before 1900", "Nobody of this name is meant. 실제 인물이 아닙니다."),
)
STORY = (
    "이것은 지어낸 진술입니다. 반딧불이가 강가를 날았고, 아무도 다치지 않았습니다.\n\n"
    "This statement is invented. A firefly flew along the river, and nobody was hurt."
)


class Command(BaseCommand):
    help = "Open the compartments of the sample office with throw-away keys and two invented people."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SAMPLE:
            raise CommandError("this is not a sample installation (BANDI_SAMPLE is not set)")
        if Compartment.objects.filter(key="identities").exists():
            return
        known = {account.username: account for account in Account.objects.filter(username__in=("director", "officer"), member__isnull=False)}
        if len(known) < 2:
            self.stderr.write("The sample accounts have no keys yet (an older sample). To see protected people, begin anew: rm -r var")
            return
        director, officer = known["director"], known["officer"]
        make_compartment(key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=[director.member])
        identities = make_compartment(
            key="identities", name_en="Identities (sample keys)", name_ko="신원 (견본 열쇠)", tier=3, stewards=[director.member],
            about_en="Who is meant by a code. Sample keys: enter nobody real.", about_ko="부호가 누구인지. 견본 열쇠이므로 실제 사람을 넣지 마세요.",
        )  # fmt: skip
        testimony = make_compartment(
            key="testimony", name_en="Testimony (sample keys)", name_ko="증언 (견본 열쇠)", tier=3, stewards=[director.member, officer.member],
            about_en="What people told us. Sample keys: enter nobody real.", about_ko="사람들이 들려준 말. 견본 열쇠이므로 실제 사람을 넣지 마세요.",
        )  # fmt: skip
        for code, name, birth, note in PEOPLE:
            person = editing.create(ProtectedPerson, by=None, code=code, name=name, birth=birth, note=note, compartment=identities)
            statement = editing.create(
                Statement, by=None, code=code.replace("W", "S"), text=STORY, language="한국어, English", compartment=testimony, person=person
            )
            self._consent(code.replace("W", "C"), statement)

    def _consent(self, code: str, statement: Statement) -> None:
        """What the invented people allowed: the first the UN alone until next spring, the second teaching without a name."""
        today = clock.today()
        is_first = code.endswith("1")
        give_consent(
            by=None, code=code, statement=statement, purposes=["un_submission"] if is_first else ["training", "research"],
            audiences=["un_body"] if is_first else ["partners"], identity="code" if is_first else "absent", given_on=today.isoformat(),
            period=f"{today}/{today + timedelta(days=45 if is_first else 700)}", given="signed", language="한국어",
            witness="Invented, as everything here. 여기 적힌 것은 모두 지어낸 것입니다.", conditions="Not before the firefly is home. 반딧불이가 돌아온 뒤에.",
        )  # fmt: skip
