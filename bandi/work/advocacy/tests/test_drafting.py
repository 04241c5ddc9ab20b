"""From a plan to a paper: versions, words against the rule, claims without support, stages, what is printed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing
from bandi.foundation.records.blocks import Bullets
from bandi.foundation.records.due import Kind, Window, due
from bandi.foundation.records.errors import Conflict, NotUndoable, Refused
from bandi.foundation.records.papers import Head, Passage
from bandi.foundation.reference.models import Term
from bandi.register.activities.models import Activity
from bandi.register.claims.models import Claim, State
from bandi.register.people.models import Organisation
from bandi.work.advocacy.actions import stages
from bandi.work.advocacy.actions.drafting import write_text
from bandi.work.advocacy.counting import rule_for, words_in
from bandi.work.advocacy.models import (
    Annex,
    Deadline,
    Footnote,
    FormRule,
    Letter,
    Mechanism,
    Signatory,
    Stage,
    Submission,
    TextVersion,
    Uptake,
)
from bandi.work.advocacy.papers import paper_of
from bandi.work.advocacy.problems import Draft, problems, sentences_with_bare_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def review() -> Mechanism:
    row = editing.create(Mechanism, by=None, name_en="Lantern Review", name_ko="등불 심의", response_days=60)
    editing.add(FormRule(mechanism=row, form="individual", words=12, is_confirmed=True), by=None)
    editing.add(FormRule(mechanism=row, form="joint", words=20, is_confirmed=True), by=None)
    return row


def submission(review: Mechanism | None = None, **values: Any) -> Submission:
    return editing.create(Submission, by=None, **{"title_en": "On lanterns", "title_ko": "등불에 관하여", "addressed_to": review, **values})


def written(row: Any, body: str = "The ferrymen may not cross.", language: str = "en", by: Any = None, **more: Any) -> TextVersion | None:
    return write_text(row=row, language=language, body=body, by=by, **more)


def told(row: Any) -> list[str]:
    return [problem.message for problem in problems(Draft.read(row))]


def test_words_are_counted_without_the_marks_that_shape_the_text():
    assert words_in("# A heading\n\n- one [^1] two\n- three-four, five.\n\n> quoted words – here") == 9
    assert words_in("등불을 든 사람은[^2] 강을 건널 수 없다.") == 7
    assert words_in("") == 0


def test_the_rule_of_the_day_and_the_language_holds():
    old = FormRule(form="joint", words=10, valid_until=date(2020, 12, 31))
    new = FormRule(form="joint", words=20, valid_from=date(2021, 1, 1))
    korean = FormRule(form="joint", words=15, language="ko", valid_from=date(2021, 1, 1))
    rules = [old, new, korean]

    assert rule_for(rules, "joint", "en", date(2020, 5, 1)) is old
    assert rule_for(rules, "joint", "en", date(2025, 5, 1)) is new
    assert rule_for(rules, "joint", "ko", date(2025, 5, 1)) is korean
    assert rule_for(rules, "individual", "en", date(2025, 5, 1)) is None


def test_a_text_over_the_limit_says_by_how_many_words_and_notes_count_only_where_the_rule_says_so(review):
    row = submission(review)
    editing.add(Footnote(record_id=row.pk, mark="1", source_en="A source of five words"), by=None)
    written(row, "one two three four five six seven eight nine ten eleven[^1]")
    assert Draft.read(row).count("en").over == 0

    rule = FormRule.objects.get(mechanism=review, form="individual")
    editing.edit(rule, {"counts_notes": True}, by=None)
    assert Draft.read(row).count("en").counted == 16
    assert "English: 4 words too many; the rule allows 12." in told(row)


def test_a_joint_submission_is_counted_against_the_joint_rule(review):
    assert Draft.read(submission(review, is_joint=True)).rule("en").words == 20


def test_a_submission_whose_claims_lack_support_says_so(review):
    row = submission(review)
    written(row, "Eleven ferries sank[^1] in the night[^2].[^4]")
    claim = editing.create(Claim, by=None, year=2031, statement_en="Ferries that sank", state=State.DIFFERS)
    editing.add(Footnote(record_id=row.pk, mark="1", statement_en="Ferries sank", claim=claim), by=None)
    editing.add(Footnote(record_id=row.pk, mark="2", statement_en="At night"), by=None)
    editing.add(Footnote(record_id=row.pk, mark="3", source_en="Pond Report"), by=None)

    found = told(row)
    assert "Claim 1 differs from the records. Correct the text, or accept the difference with a note." in found
    assert "Claim 2 has no support: give a source, a publication or a number of ours." in found
    assert "Footnote 3 stands nowhere in the text. Write [^3] where it belongs." in found
    assert "[^4] stands in the text, but there is no footnote of this mark. Add it below." in found

    Claim.objects.filter(pk=claim.pk).update(state=State.AGREES)
    assert not any("Claim 1" in message for message in told(row))
    Claim.objects.filter(pk=claim.pk).update(state=State.NO_EVIDENCE)
    assert any("Claim 1 has no evidence" in message for message in told(row))


def test_sentences_with_numbers_want_a_footnote_years_and_single_figures_do_not():
    body = "# 12 lanterns\n\nIn 2031 we met 3 times. 412 ferries sank. 55 were raised.[^1]\n1,200명이 건넜다."

    assert sentences_with_bare_numbers(body) == ["412 ferries sank.", "1,200명이 건넜다."]


def test_each_text_is_a_version_and_nobody_writes_over_another(ada, dan):
    row = submission()
    first = written(row, by=ada)
    assert first is not None and first.number == 1
    assert Submission.objects.get(pk=row.pk).status == Stage.DRAFTED
    assert written(row, by=dan, based_on=1) is None, "the same text makes no version"
    written(row, "The ferrymen may cross again.", by=dan, based_on=1)

    with pytest.raises(Conflict) as conflict:
        written(row, "Written on the first version.", by=ada, based_on=1)
    assert conflict.value.theirs["body"] == "The ferrymen may cross again."
    assert [version.number for version in TextVersion.objects.filter(record=row.pk)] == [2, 1]


def test_a_reader_writes_nothing(ben):
    with pytest.raises(NotPermitted):
        written(submission(), by=ben)


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(Refused):
        written(submission(), "a" * 400_001)


def test_a_text_goes_from_plan_to_taken_up(ada, dan, review):
    kind, _made = Term.objects.get_or_create(vocabulary="activity_kind", key="submission")
    activity = editing.create(Activity, by=None, kind=kind, title_en="The submission")
    deadline = editing.create(Deadline, by=None, title_en="Input", due_on=timezone.localdate())
    row = submission(review, deadline=deadline, activity=activity)
    written(row, by=dan)

    with pytest.raises(ValidationError, match="Only a cleared text"):
        stages.file_text(row=row, filed_on=timezone.localdate(), by=dan)
    row = stages.clear_text(row=row, by=ada)
    row = stages.file_text(row=row, filed_on=timezone.localdate(), receipt="R-7", by=dan)

    assert (row.status, row.receipt, row.filed_on, row.filed) == (Stage.FILED, "R-7", timezone.localdate(), timezone.localdate().isoformat())
    assert Deadline.objects.get(pk=deadline.pk).closed_on == timezone.localdate()
    assert [(line.kind, line.on) for line in due(Window(None, timezone.localdate()))] == [(Kind.ANSWER, timezone.localdate() + timedelta(days=60))]

    row = stages.publish_text(row=row, symbol="A/POND/7", by=dan)
    with pytest.raises(ValidationError, match="No citation of it is on record"):
        stages.mark_taken_up(row=row, by=dan)
    editing.create(Uptake, by=None, own_text_en="On lanterns", document_en="Summary", own_activity=activity)
    row = stages.mark_taken_up(row=row, by=dan)
    assert row.status == Stage.TAKEN_UP
    kinds = list(Entry.objects.filter(kind__startswith="advocacy:submission:").values_list("kind", flat=True))
    assert [kind.rsplit(":", 1)[1] for kind in kinds if kind.rsplit(":", 1)[1] in set(Stage)] == ["cleared", "filed", "published", "taken_up"]


def test_clearing_needs_the_right_and_grave_problems_a_note(ada, dan):
    row = submission()
    with pytest.raises(ValidationError, match="Write the text first"):
        stages.clear_text(row=row, by=ada)
    written(row, "A claim[^1].")
    with pytest.raises(NotPermitted):
        stages.clear_text(row=row, by=dan)
    with pytest.raises(ValidationError, match="Grave problems"):
        stages.clear_text(row=row, by=ada)

    assert stages.clear_text(row=row, by=ada, note="The note comes by telephone.").status == Stage.CLEARED


def test_a_new_version_takes_the_clearance_back(ada):
    row = submission()
    written(row)
    stages.clear_text(row=row, by=ada)
    written(row, "Changed after it was cleared.", based_on=1)

    assert Submission.objects.get(pk=row.pk).status == Stage.DRAFTED


def test_what_went_out_is_kept_as_it_was(ada):
    row = submission()
    written(row, by=ada)
    row = stages.clear_text(row=row, by=ada)
    stages.file_text(row=row, filed_on=timezone.localdate(), by=ada)

    with pytest.raises(Refused):
        written(row, "Another text.", based_on=1, by=ada)
    version = Revision.objects.get(model="advocacy.textversion")
    with pytest.raises(NotUndoable):
        editing.undo(version, by=ada)


def test_no_day_of_filing_lies_in_the_future(ada):
    row = submission()
    written(row)
    stages.clear_text(row=row, by=ada)
    with pytest.raises(ValidationError, match="future"):
        stages.file_text(row=row, filed_on=timezone.localdate() + timedelta(days=1), by=ada)


def test_only_who_may_clear_notes_what_went_out_without_being_written_here(ada, dan):
    row = submission()
    with pytest.raises(NotPermitted):
        stages.file_text(row=row, filed_on=date(2024, 5, 1), by=dan, outside=True)
    assert stages.file_text(row=row, filed_on=date(2024, 5, 1), by=ada, outside=True).status == Stage.FILED


def test_undo_is_no_way_to_clear(ada, dan):
    row = submission()
    written(row)
    stages.clear_text(row=row, by=ada)
    stages.step_back(row=row, by=ada)
    revision = Revision.objects.filter(model="advocacy.submission", after__status="drafted").order_by("-entry_id").first()

    with pytest.raises(NotPermitted):
        editing.undo(revision, by=dan)


def test_stepping_back_needs_the_right_and_stops_at_the_first_stage(ada, dan):
    row = submission()
    with pytest.raises(ValidationError):
        stages.step_back(row=row, by=ada)
    written(row)
    with pytest.raises(NotPermitted):
        stages.step_back(row=row, by=dan)
    assert stages.step_back(row=row, by=ada).status == Stage.PLANNED


def test_who_has_not_signed_by_the_day_is_late_and_stands_among_what_is_due():
    mill = editing.create(Organisation, by=None, name_en="Mill Circle", name_ko="방앗간 모임")
    row = editing.create(Letter, by=None, recipients_en="The mayor", signatories=3)
    yesterday = timezone.localdate() - timedelta(days=1)
    late = editing.add(Signatory(record_id=row.pk, organisation=mill, answer_by=yesterday), by=None)
    editing.add(Signatory(record_id=row.pk, name_en="Lantern Society", role="initiator"), by=None)

    assert "1 co-signatory has not answered by the day asked." in told(row)
    assert "3 signatories are written down, 1 are listed as signed. Make one match the other." in told(row)
    assert [(line.kind, line.what.ko) for line in due(Window(None, timezone.localdate()))] == [(Kind.SIGNATURE, "방앗간 모임")]

    editing.edit(late, {"signed_on": timezone.localdate()}, by=None)
    assert due(Window(None, timezone.localdate())) == []


def test_a_joint_submission_without_members_is_told():
    row = submission(is_joint=True)
    written(row)

    assert any("names nobody yet" in message for message in told(row))


def test_a_signatory_is_somebody_and_signs_or_declines():
    row = submission()
    for values in ({}, {"name_en": "Mill", "signed_on": date(2031, 1, 1), "declined_on": date(2031, 1, 1)}):
        with pytest.raises(ValidationError):
            editing.add(Signatory(record_id=row.pk, **values), by=None)


def test_a_submission_becomes_a_paper_of_numbered_passages_with_notes_members_and_annexes(review):
    own = editing.create(Organisation, by=None, name_en="Lantern Society", name_ko="등불회", is_own=True)
    row = submission(review, is_joint=True)
    editing.add(Signatory(record_id=row.pk, organisation=own, role="initiator"), by=None)
    editing.add(Signatory(record_id=row.pk, name_en="Mill Circle", signed_on=date(2031, 1, 1), order=1), by=None)
    editing.add(Signatory(record_id=row.pk, name_en="Gone Away", declined_on=date(2031, 1, 1), order=2), by=None)
    editing.add(Footnote(record_id=row.pk, mark="1", source_en="Pond Report", pinpoint="para. 4"), by=None)
    editing.add(Annex(record_id=row.pk, title_en="Statements", is_confidential=True, kept_at="safe"), by=None)
    written(row, "# Ferries\n\nThe **ferrymen** may not cross[^1]. And more.\n\n- first\n- second\n\n> As they said.")

    paper = paper_of(Draft.read(row), "en")

    assert (paper.kind, paper.is_numbered, paper.mark) == ("submission", True, "DRAFT")
    head, passage, bullets, quote = paper.body
    assert isinstance(head, Head) and head.text == "Ferries"
    assert isinstance(passage, Passage) and [(run.text, run.bold, run.note) for run in passage.runs] == [
        ("The ", False, ""), ("ferrymen", True, ""), (" may not cross", False, "Pond Report, para. 4"), (". And more.", False, ""),
    ]  # fmt: skip
    assert isinstance(bullets, Bullets) and isinstance(quote, Passage) and quote.is_quote
    told_by = {fact.label: "".join(run.text for run in fact.value) for fact in paper.facts}
    assert told_by["Submitted by"] == "Lantern Society and Mill Circle"
    assert [(title, [one.name for one in group]) for title, group in paper.signatures] == [("Initiated by", ["Lantern Society"]), ("Signed by", ["Mill Circle"])]
    assert paper.annexes == ("Statements (confidential)",)


def test_a_letter_is_written_in_the_language_of_its_text():
    editing.create(Organisation, by=None, name_en="Lantern Society", name_ko="등불회", is_own=True)
    row = editing.create(Letter, by=None, recipients_en="The Mayor; The Council", recipients_ko="시장", subject_ko="등불에 관하여", sent="2031-03-01", sent_on=date(2031, 3, 1))
    editing.add(Signatory(record_id=row.pk, name_en="Mill Circle", name_ko="방앗간 모임", signed_on=date(2031, 1, 1)), by=None)
    written(row, "존경하는 시장님께.", language="ko")

    paper = paper_of(Draft.read(row), "ko")

    assert (paper.sender, paper.to, paper.title, paper.day) == ("등불회", ("시장",), "등불에 관하여", "2031년 3월 1일")
    assert paper.signatures[0] == ("연명", paper.signatures[0][1]) and paper.signatures[0][1][0].name == "방앗간 모임"
    assert paper_of(Draft.read(row), "en").to == ("The Mayor", "The Council")


def test_a_mark_without_a_footnote_is_printed_as_it_stands():
    row = submission()
    written(row, "A claim[^9] here.")

    passage = paper_of(Draft.read(row), "en").body[0]
    assert isinstance(passage, Passage) and "".join(run.text for run in passage.runs) == "A claim[^9] here."
