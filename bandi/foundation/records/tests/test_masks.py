"""Masking at the gate: the name is gone wherever it stands, consent is asked for the form, the receipt keeps the rule and never the name."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError

from bandi.foundation.access import approvals
from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import disclosing, release, releasing
from bandi.foundation.records.blocks import Bullets, Run
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.masks import NOTHING, Mask, Masks, sharing_of
from bandi.foundation.records.models import Receipt
from bandi.foundation.records.papers import Paper, Signature
from bandi.foundation.records.papers import Passage as PaperPassage
from bandi.foundation.records.release import (
    Asked,
    Audience,
    File,
    IdentityForm,
    Objection,
    Outgoing,
    Passage,
    Purpose,
    Severity,
)

pytestmark = pytest.mark.django_db
PERSON = UUID(int=7)
STORY = "Kim Young-suk walked to the mill. 그날 김영숙은 강을 건넜다."


@pytest.fixture(autouse=True)
def own_checkers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The eyes alone, and a protected person; checkers of packages above have tests of their own."""

    def tell(knowledge: disclosing.Knowledge, _outgoing: Outgoing, _asked: Asked) -> None:
        knowledge.protected |= {"김영숙": PERSON}

    monkeypatch.setattr(release, "_checkers", {"disclosure": release._checkers["disclosure"]})
    monkeypatch.setitem(disclosing._sources, "test", tell)


def outgoing(*texts: str, **values: Any) -> Outgoing:
    given = {"kind": "paper", "title": "On lanterns", "purpose": Purpose.ADVOCACY, "audience": Audience.PARTNERS, "language": "en", "key": "lanterns"}
    return Outgoing(**{**given, "passages": tuple(Passage(f"{number}", text) for number, text in enumerate(texts, start=1)), **values})


def waiting(what: Outgoing, by: Account) -> Receipt:
    with pytest.raises(Withheld) as withheld:
        releasing.leave(what, by=by)
    return Receipt.objects.get(pk=withheld.value.receipt)


def mask_all(receipt: Receipt, rule: str, by: Account) -> None:
    for row in receipt.objections.filter(answered_at=None):
        releasing.mask_name(objection=row, rule=rule, by=by)


def test_a_name_that_blocks_leaves_masked_and_nothing_of_it_stays_behind(ada: Account) -> None:
    receipt = waiting(outgoing(STORY), ada)
    assert {row.severity for row in receipt.objections.all()} == {"blocks"}

    mask_all(receipt, "first_hidden", ada)
    left = releasing.leave(outgoing(STORY), by=ada)

    assert left == receipt and left.state == Receipt.State.LEFT
    assert left.masks.text(STORY) == "Kim O-suk walked to the mill. 그날 김○숙은 강을 건넜다."
    assert {row.rule for row in left.objections.all()} == {"first_hidden"}
    assert [use.record for use in left.uses.all()] == [PERSON]
    assert Entry.objects.filter(kind="records:release:mask", record=receipt.pk).count() == 2
    assert Receipt.objects.get().masks is NOTHING


def test_a_mask_that_does_not_reach_the_name_leaves_the_gate_shut(ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = waiting(outgoing(STORY), ada)
    mask_all(receipt, "surname", ada)

    monkeypatch.setattr(Masks, "text", lambda _self, text: text)

    with pytest.raises(Withheld):
        releasing.leave(outgoing(STORY), by=ada)


def test_consent_is_asked_for_the_form_that_is_printed(ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def ask(what: Outgoing, _asked: Asked) -> list[Objection]:
        asked.append(dict(what.shown_as))
        return []

    monkeypatch.setitem(release._checkers, "consent", ask)
    receipt = waiting(outgoing(STORY), ada)
    mask_all(receipt, "surname", ada)
    releasing.leave(outgoing(STORY), by=ada)

    assert asked[-1] == {PERSON: IdentityForm.SURNAME}


def test_what_is_asked_of_the_masked_text_has_to_be_answered_too(ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(what: Outgoing, _asked: Asked) -> list[Objection]:
        return [Objection("consent:form", Severity.BLOCKS, "1", "no", record=PERSON)] if PERSON in what.used() else []

    monkeypatch.setitem(release._checkers, "consent", ask)
    receipt = waiting(outgoing(STORY), ada)
    mask_all(receipt, "surname", ada)

    with pytest.raises(Withheld) as refused:
        releasing.leave(outgoing(STORY), by=ada)
    assert [one.code for one in refused.value.verdict.blocks] == ["consent:form"]


def test_only_names_are_masked_and_only_by_a_rule_of_the_gate(ada: Account, dan: Account) -> None:
    receipt = waiting(outgoing(STORY + " Call 010-5550-0142."), ada)
    phone, name = receipt.objections.get(code="disclosure:phone"), receipt.objections.filter(code="disclosure:protected_name")[0]

    with pytest.raises(ValidationError):
        releasing.mask_name(objection=phone, rule="surname", by=ada)
    with pytest.raises(ValidationError):
        releasing.mask_name(objection=name, rule="full", by=ada)
    with pytest.raises(Exception, match="records"):
        releasing.mask_name(objection=name, rule="surname", by=dan)


def test_a_mask_is_taken_back_and_asked_again_but_not_once_it_is_signed(ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(release._checkers, "second", lambda *_given: [Objection("protected:used", Severity.ASK, "", "read it", needs_second=True)])
    receipt = waiting(outgoing(STORY), ada)
    names = list(receipt.objections.filter(code="disclosure:protected_name"))
    for row in names:
        releasing.mask_name(objection=row, rule="surname", by=ada)
    releasing.take_back(objection=names[0], by=ada)
    assert waiting(outgoing(STORY), ada).objections.get(pk=names[0].pk).answered_at is None
    releasing.mask_name(objection=names[0], rule="surname", by=ada)
    releasing.answer(objection=receipt.objections.get(code="protected:used"), reason="agreed", by=ada)
    gil = Account.objects.create(username="gil", roles=["director"])
    approvals.decide(approval=releasing.ask_second(receipt=receipt, reason="read it", by=ada), approve=True, by=gil)

    with pytest.raises(ValidationError):
        releasing.mask_name(objection=names[0], rule="first_hidden", by=ada)
    assert releasing.leave(outgoing(STORY), by=ada).second_reader == gil


def test_what_was_masked_once_is_masked_again_without_a_question(ada: Account) -> None:
    mask_all(waiting(outgoing(STORY), ada), "given_hidden", ada)
    releasing.leave(outgoing(STORY), by=ada)

    again = releasing.leave(outgoing(STORY), by=ada)

    assert again.masks.text("Kim Young-suk") == "Kim OO"


def test_a_command_masks_what_the_rule_reads_and_asks_for_the_rest(ada: Account) -> None:
    with pytest.raises(Withheld) as refused:
        releasing.leave(outgoing("김영숙 left with Mr Otto Lantern-Weber.", "Call 010-5550-0142."), by=None, mask="first_hidden")

    assert "disclosure:protected_name" not in {one.code for one in refused.value.verdict.objections}
    assert "disclosure:phone" in {one.code for one in refused.value.verdict.objections}


def test_every_text_of_what_leaves_is_masked_also_across_bold_letters_and_in_notes() -> None:
    masks = Masks((Mask("Kim Young-suk", "first_hidden", "Kim O-suk"), Mask("김영숙", "surname", "김 씨")))
    runs = (Run("Then Kim "), Run("Young-suk", bold=True, note="told by Kim Young-suk"), Run(" left."))
    paper = Paper(
        "letter", "en", "For Kim Young-suk", "Pond Office", to=("Kim Young-suk",), body=(PaperPassage(runs), Bullets((runs,))),
        signatures=(("Friends", (Signature("김영숙"),)),),
    )  # fmt: skip

    masked = masks.of(paper)

    assert "Young-suk" not in repr(masked) and "김영숙" not in repr(masked)
    assert [run.text for run in masked.body[0].runs] == ["Then Kim O-suk", "", " left."]
    assert masks.text("김영숙 씨는 Kim Young-sukja") == "김 씨는 Kim Young-sukja"
    assert masks.of({"note": ["김영숙"], "count": 3}) == {"note": ["김 씨"], "count": 3}
    assert NOTHING.of(paper) is paper


def test_files_and_titles_are_reviewed_as_they_read_masked() -> None:
    masks = Masks((Mask("Kim Young-suk", "surname", "Kim", PERSON),))
    seen = masks.outgoing(outgoing("x", title="Kim Young-suk", files=(File("a.pdf", captions=("Kim Young-suk",)),), shown_as={PERSON: IdentityForm.FIRST_NAME}))

    assert (seen.title, seen.files[0].captions, seen.shown_as[PERSON]) == ("Kim", ("Kim",), IdentityForm.FULL)


def test_sharing_counts_a_person_once_and_says_whom_it_cannot_read() -> None:
    two, three = uuid4(), uuid4()
    names = {"김영숙": PERSON, "김 영숙": PERSON, "김미숙": two, "Otto Lantern": three}

    shared = sharing_of([("first_hidden", "김○숙"), ("surname", "박 씨")], names)

    assert (shared["first_hidden", "김○숙"].people, shared["first_hidden", "김○숙"].sharing, shared["first_hidden", "김○숙"].unread) == (3, 2, 1)
    assert shared["surname", "박 씨"].stands_alone
