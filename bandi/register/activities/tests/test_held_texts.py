"""Personal texts: no words without consent, printed while it holds, out again when it does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Block, Entry, Paragraph, Request, provided
from bandi.foundation.records.inline import text_of
from bandi.foundation.records.models import Handling
from bandi.foundation.records.release import Audience, Outgoing, Passage, Purpose, review
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity, HeldText
from bandi.register.people.consents.acting import withdraw_consent
from bandi.register.people.consents.withdrawing import places
from bandi.register.people.models import Consent
from bandi.register.people.tests.consent_world import Office, clock, consent_office

__all__ = ["clock", "consent_office"]
pytestmark = pytest.mark.django_db
WORDS = "I learnt to wait for the heron."


@pytest.fixture
def text(consent_office: Office) -> HeldText:
    for vocabulary, key in (("activity_kind", "talk"), ("personal_text_kind", "mentor_reflection")):
        Term.objects.get_or_create(vocabulary=vocabulary, key=key, defaults={"label_en": key.replace("_", " "), "label_ko": "소감문"})
    kind = Term.objects.get(vocabulary="activity_kind", key="talk")
    row = editing.create(Activity, by=None, kind=kind, title_en="Mentoring at the pond", when="2031-03-14", starts_on=date(2031, 3, 14), ends_on=date(2031, 3, 14), precision="day")
    return editing.create(HeldText, by=None, activity=row, kind="mentor_reflection", handling=Handling.INTERNAL)


def agree(office: Office, text: HeldText, **values: Any) -> Consent:
    given = {"statement": None, "about": text.record, "purposes": ["annual_report"], "audiences": ["public"], "compartment": office.stories, **values}
    return office.consent(**given)


def write(text: HeldText, **values: str) -> HeldText:
    return editing.edit(text, values or {"text_en": WORDS, "byline_en": "a mentor in her second year"}, by=None)


def printed(language: Any = "en") -> list[Block]:
    return list(provided("unplaced_entries", Request(date(2031, 1, 1), date(2031, 12, 31), language)))


def quotes() -> list[str]:
    return [text_of(part.runs) for block in printed() if isinstance(block, Entry) for part in block.body if isinstance(part, Paragraph) and part.style == "quote"]


def lines() -> list[str]:
    return [text_of(block.runs) for block in printed() if isinstance(block, Paragraph)]


def test_without_consent_no_words_can_be_entered_and_the_place_is_held(text: HeldText, consent_office: Office) -> None:
    with pytest.raises(ValidationError):
        write(text)
    agree(consent_office, text, purposes=["advocacy"])
    with pytest.raises(ValidationError):
        write(text, text_ko="왜가리")

    assert (quotes(), len(lines())) == ([], 1)
    assert "one personal text is held" in lines()[0]


def test_with_consent_the_words_are_printed_with_their_author_as_far_as_she_agreed(text: HeldText, consent_office: Office) -> None:
    agree(consent_office, text)
    assert len(lines()) == 1, "consent alone prints nothing"
    write(text)

    assert (quotes(), lines()) == ([WORDS], [])
    entry = next(block for block in printed() if isinstance(block, Entry) and block.records == (str(text.pk),))
    assert text_of(entry.title) == "Mentor reflection"
    assert [text_of(part.runs) for part in entry.body if isinstance(part, Paragraph)][1] == "— a mentor in her second year"


def test_a_withdrawal_takes_the_words_out_again_and_lists_where_they_stand(text: HeldText, consent_office: Office) -> None:
    consent = agree(consent_office, text)
    write(text)
    withdraw_consent(consent=consent, by=consent_office.ada)
    text.refresh_from_db()

    assert (quotes(), len(lines())) == ([], 1)
    assert [place.record for place in places(consent, consent_office.ada).places] == [text.pk]
    with pytest.raises(ValidationError):
        write(text, byline_en="somebody")
    write(text, text_en="", byline_en="")
    assert places(consent, consent_office.ada).places == []


def test_a_consent_that_ran_out_prints_nothing(text: HeldText, consent_office: Office, clock: Any) -> None:
    from bandi.register.people.tests.consent_world import NOON

    agree(consent_office, text)
    write(text)
    clock(NOON.replace(year=2032))

    assert quotes() == []


def test_the_gate_is_asked_for_exactly_this_text(text: HeldText, consent_office: Office) -> None:
    consent = agree(consent_office, text)
    out = Outgoing(kind="report", title="A year", purpose=Purpose.ANNUAL_REPORT, audience=Audience.PUBLIC, language="en", passages=(Passage("a · 1", WORDS, text.pk),))
    assert [one.code for one in review(out, reader=consent_office.ada, on=date(2031, 6, 1)).objections if one.code.startswith("consent:") and one.code != "consent:uncompared"] == ["consent:form"], "by name she is not to appear"
    withdraw_consent(consent=consent, by=consent_office.ada)
    assert [one.code for one in review(out, reader=consent_office.ada, on=date(2031, 6, 1)).objections if one.code.startswith("consent:") and one.code != "consent:uncompared"] == ["consent:withdrawn"]


def test_what_needs_no_consent_is_printed_and_what_is_protected_never(text: HeldText) -> None:
    editing.edit(text, {"needs_consent": False, "text_en": WORDS}, by=None)
    assert quotes() == [WORDS]
    HeldText.objects.filter(pk=text.pk).update(handling=Handling.PROTECTED)
    assert (quotes(), lines()) == ([], [])
