"""All protected names that a reader may open are compared with what leaves, whatever their number, by the holder of keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bandi.foundation.access.models import Account
from bandi.foundation.access.unlocking import begin, finish
from bandi.foundation.records import editing, release
from bandi.foundation.records.release import Audience, Outgoing, Passage, Purpose, review
from bandi.foundation.vault.errors import HolderAway
from bandi.foundation.vault.reading import Reader, reading_as
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office
from bandi.register.people import openness, sealed_names
from bandi.register.people.models import ProtectedPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Account, dan: Account, ben: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """ada, unlocked; a person beyond those whose names are opened; the eyes of the gate alone."""
    made = Office(ada, dan, ben)
    monkeypatch.setattr(openness, "MOST_OPENED", 1)
    monkeypatch.setattr(release, "_checkers", {"disclosure": release._checkers["disclosure"]})
    row = editing.create(ProtectedPerson, by=ada, code="W-2031-777", name="윤달래", compartment=made.identities)
    token = begin(ada, PHRASE) or ""
    assert finish(token)
    made.far = row  # type: ignore[attr-defined]
    with reading_as(Reader(token, ada.member_id)):
        yield made


def found(office: Office, text: str, by: Account | None = None) -> set[tuple[str, object]]:
    what = Outgoing("paper", "On lanterns", Purpose.ADVOCACY, Audience.PARTNERS, "en", passages=(Passage("1", text),))
    return {(one.code, one.record) for one in review(what, reader=by or office.ada, on=openness_day()).objections}


def openness_day() -> object:
    from django.utils import timezone

    return timezone.localdate()


@pytest.mark.parametrize("text", ["그날 윤달래는 강을 건넜다.", "성명 윤 달 래", "윤ㅤ달래가 말했다.", "At dawn Yoon Dal-lae crossed.", "YUN Tallae left."])
def test_a_name_beyond_those_that_are_opened_is_found_in_every_spelling(office: Office, text: str) -> None:
    assert ("disclosure:protected_name", office.far.pk) in found(office, text)  # type: ignore[attr-defined]


def test_her_given_name_alone_and_a_mask_that_fits_her_are_asked_about(office: Office) -> None:
    assert "disclosure:name" in {code for code, _record in found(office, "달래는 그날 떠났다.")}
    assert "disclosure:masked_name" in {code for code, _record in found(office, "윤○래 씨가 말했다.")}


def test_a_text_without_her_says_nothing(office: Office) -> None:
    assert found(office, "The board met in spring. 이사회가 봄에 열렸다.") == set()


def test_without_the_comparing_it_would_pass_and_where_it_fails_the_gate_says_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_names, "among", lambda *_given, **_more: [])
    assert ("disclosure:protected_name", office.far.pk) not in found(office, "그날 윤달래는 강을 건넜다.")  # type: ignore[attr-defined]

    def away(*_given: object, **_more: object) -> list[object]:
        raise HolderAway("away")

    monkeypatch.setattr(sealed_names, "among", away)
    assert "disclosure:uncompared" in {code for code, _record in found(office, "Nobody here.")}


def test_names_that_were_not_handed_over_in_time_are_said_not_to_be_compared(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_names, "advance", lambda *_given: False)

    assert "disclosure:uncompared" in {code for code, _record in found(office, "Nobody here.")}


def test_whoever_may_not_know_her_learns_nothing(office: Office) -> None:
    with reading_as(Reader()):
        assert ("disclosure:protected_name", office.far.pk) not in found(office, "그날 윤달래는 강을 건넜다.", office.ben)  # type: ignore[attr-defined]
