"""What went out stays as it was: its words, footnotes, signatories, annexes and head; a correction is a new filing beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import NotUndoable, Refused
from bandi.foundation.records.paper_keeping import digest_of, paper_from
from bandi.foundation.reference.models import Term
from bandi.work.advocacy.actions import stages
from bandi.work.advocacy.actions.checking import our_texts
from bandi.work.advocacy.actions.drafting import begin_with_form, write_text
from bandi.work.advocacy.actions.keeping import is_kept, keep_as_it_went_out
from bandi.work.advocacy.models import (
    Annex,
    Filing,
    Footnote,
    FormSection,
    Letter,
    Mechanism,
    Signatory,
    Stage,
    Submission,
    TextForm,
    TextVersion,
)
from bandi.work.advocacy.papers import paper_of
from bandi.work.advocacy.problems import Draft, problems

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def drafted(**values: Any) -> Submission:
    row = editing.create(Submission, by=None, **{"title_en": "On lanterns", "is_joint": True, **values})
    editing.add(Signatory(record_id=row.pk, name_en="Mill Circle", signed_on=date(2031, 1, 1)), by=None)
    editing.add(Footnote(record_id=row.pk, mark="1", source_en="Pond Report"), by=None)
    editing.add(Annex(record_id=row.pk, title_en="Map"), by=None)
    write_text(row=row, language="en", body="412 ferries sank.[^1]", by=None)
    return row


def filed(by: Any, **values: Any) -> Submission:
    row = stages.clear_text(row=drafted(**values), by=by)
    return stages.file_text(row=row, filed_on=timezone.localdate(), receipt="R-7", by=by)


def test_filing_keeps_a_copy_of_the_whole_paper_with_its_digest(ada):
    row = filed(ada)
    copy = Filing.objects.get(record=row.pk)

    assert (copy.number, copy.language, copy.receipt, copy.filed_by, copy.version.number) == (1, "en", "R-7", ada, 1)
    assert copy.digest == digest_of(copy.paper)
    paper = paper_from(copy.paper)
    assert paper == paper_of(Draft.read(row), "en")
    assert paper.mark == "" and paper.annexes == ("Map",) and paper.signatures[0][1][0].name == "Mill Circle"


@pytest.mark.parametrize(
    ("part", "values"), [(Footnote, {"mark": "2", "source_en": "Another"}), (Signatory, {"name_en": "Late Comer"}), (Annex, {"title_en": "One more"})]
)
def test_nothing_printed_with_a_filed_text_is_added_changed_or_removed(ada, part, values):
    row = filed(ada)
    one = part.objects.get(record=row.pk)
    name, value = next((name, value) for name, value in values.items() if name != "mark")

    with pytest.raises(ValidationError, match="went out"):
        editing.add(part(record_id=row.pk, **values), by=ada)
    with pytest.raises(ValidationError, match="went out"):
        editing.edit(one, {name: value}, by=ada)
    with pytest.raises(ValidationError, match="went out"):
        editing.remove(one, by=ada)
    with pytest.raises(NotUndoable):
        editing.undo(Revision.objects.get(model=f"advocacy.{part.__name__.lower()}"), by=ada)


def test_the_head_of_a_filed_text_stays_and_its_receipt_may_still_come(ada):
    row = filed(ada)

    for changes in ({"title_en": "Another"}, {"is_joint": False}, {"filed_on": date(2020, 1, 1)}):
        with pytest.raises(ValidationError, match="went out"):
            editing.edit(row, changes, by=ada)
    assert editing.edit(row, {"receipt": "R-8"}, by=ada).receipt == "R-8"
    assert editing.edit(row, {"symbol": "A/POND/7"}, by=ada).symbol == "A/POND/7"


def test_an_edit_made_before_filing_is_not_undone_after_it(ada):
    row = drafted()
    editing.edit(row, {"title_en": "On lanterns and ferries"}, by=ada)
    revision = Revision.objects.filter(model="advocacy.submission", after__title_en="On lanterns and ferries").get()
    row = stages.clear_text(row=row, by=ada)
    stages.file_text(row=row, filed_on=timezone.localdate(), by=ada)

    with pytest.raises(NotUndoable):
        editing.undo(revision, by=ada)
    stage = Revision.objects.filter(model="advocacy.submission", after__status="filed").get()
    with pytest.raises(NotUndoable):
        editing.undo(stage, by=ada)


def test_a_correction_is_a_new_version_and_a_new_filing_and_the_first_copy_stays(ada, dan):
    row = filed(ada)
    first = Filing.objects.get(record=row.pk)
    with pytest.raises(Refused, match="correction"):
        write_text(row=row, language="en", body="411 ferries sank.[^1]", based_on=1, by=dan)
    with pytest.raises(NotPermitted):
        stages.begin_correction(row=row, because="A ferry was counted twice.", by=dan)
    with pytest.raises(ValidationError, match="why"):
        stages.begin_correction(row=row, because=" ", by=ada)

    row = stages.begin_correction(row=row, because="A ferry was counted twice.", by=ada)
    assert row.status == Stage.DRAFTED and not is_kept(row.pk)
    assert Submission.objects.out().filter(pk=row.pk).exists(), "it did go out, also while it is corrected"
    write_text(row=row, language="en", body="411 ferries sank.[^1]", based_on=1, by=dan)
    assert [one["text"] for one in our_texts() if "text" in one] == ["412 ferries sank.[^1]"], "what went out is held against documents, not the draft"
    row = stages.file_text(row=stages.clear_text(row=row, by=ada), filed_on=timezone.localdate(), by=ada)

    second, kept = Filing.objects.filter(record=row.pk).order_by("-number")
    assert (second.number, kept.pk, kept.ended, kept.ended_because) == (2, first.pk, "corrected", "A ferry was counted twice.")
    assert paper_from(kept.paper).body != paper_from(second.paper).body
    assert kept.digest == first.digest != second.digest


def test_filing_noted_by_mistake_leaves_a_copy_that_counts_no_longer(ada):
    row = filed(ada)
    row = stages.step_back(row=row, by=ada)

    copy = Filing.objects.get(record=row.pk)
    assert (row.status, copy.ended) == (Stage.CLEARED, "mistake")
    assert not Submission.objects.out().filter(pk=row.pk).exists()
    assert stages.file_text(row=row, filed_on=timezone.localdate(), by=ada).status == Stage.FILED
    assert Filing.objects.filter(record=row.pk).newest().get().number == 2


def test_a_letter_of_years_ago_is_written_down_and_then_kept(ada, dan):
    row = editing.create(Letter, by=None, recipients_en="The mayor", sent="2021-05-09", sent_on=date(2021, 5, 9), status=Stage.FILED)
    with pytest.raises(ValidationError, match="no text"):
        keep_as_it_went_out(row=row, by=ada)
    write_text(row=row, language="ko", body="존경하는 시장님께.", by=dan)
    editing.add(Signatory(record_id=row.pk, name_en="Mill Circle"), by=dan)
    with pytest.raises(NotPermitted):
        keep_as_it_went_out(row=row, by=dan)

    (copy,) = keep_as_it_went_out(row=row, by=ada)

    assert (copy.filed_on, copy.language) == (date(2021, 5, 9), "ko")
    with pytest.raises(Refused):
        write_text(row=row, language="ko", body="다른 글.", based_on=1, by=dan)
    with pytest.raises(ValidationError):
        keep_as_it_went_out(row=row, by=ada)


@pytest.fixture
def form(db: None) -> TextForm:
    kind, _made = Term.objects.get_or_create(vocabulary="mechanism_kind", key="special_procedure", defaults={"label_en": "Special procedure"})
    row = editing.create(TextForm, by=None, title_en="Letter of allegation", title_ko="혐의서한", form="communication", kind=kind)
    for order, (heading, korean, confidential, required) in enumerate(
        [("The alleged victims", "피해자", True, True), ("Circumstances", "상황", False, True), ("Steps taken", "취한 조치", False, False)]
    ):
        editing.add(
            FormSection(text_form=row, order=order, heading_en=heading, heading_ko=korean, guidance_en="In order.", is_confidential=confidential, is_required=required), by=None
        )
    return row


@pytest.fixture
def communication(form: TextForm) -> Submission:
    mandate = editing.create(Mechanism, by=None, name_en="Rapporteur on lanterns", kind=form.kind)
    return editing.create(Submission, by=None, title_en="Allegation", addressed_to=mandate, form="communication")


def told(row: Any) -> list[str]:
    return [problem.message for problem in problems(Draft.read(row)) if problem.is_grave]


def test_a_text_begins_with_the_headings_its_mechanism_wants_and_what_is_confidential_becomes_an_annex(communication, dan):
    version = begin_with_form(row=communication, language="en", by=dan)

    assert version.body == "# Circumstances\n\n?? In order.\n\n# Steps taken\n\n?? In order."
    annex = Annex.objects.get(record=communication.pk)
    assert (annex.title_en, annex.is_confidential) == ("The alleged victims", True)
    draft = Draft.read(communication)
    assert draft.count("en").words == 3, "hints are no words"
    assert [block.text for block in paper_of(draft, "en").body] == ["Circumstances", "Steps taken"], "hints are not printed"
    begin_with_form(row=communication, language="ko", by=dan)
    assert Annex.objects.filter(record=communication.pk).count() == 1
    with pytest.raises(Refused, match="written already"):
        begin_with_form(row=communication, language="en", by=dan)


def test_hints_left_and_headings_missing_stand_before_filing(communication, dan):
    begin_with_form(row=communication, language="en", by=dan)
    assert any("2 hints of the form" in message for message in told(communication))

    write_text(row=communication, language="en", body="## 2. CIRCUMSTANCES\n\nIt was dark.", based_on=1, by=dan)
    assert told(communication) == []
    write_text(row=communication, language="en", body="# What happened\n\nIt was dark.", based_on=2, by=dan)
    assert told(communication) == ["The form asks for “Circumstances”; the text has no such heading."]


def test_the_form_of_the_mechanism_itself_holds_before_that_of_its_kind_and_none_is_said(communication, form, dan):
    own = editing.create(TextForm, by=None, title_en="Their own form", form="communication", mechanism=communication.addressed_to)
    assert Draft.read(communication).form == own
    editing.remove(own, by=None)
    assert Draft.read(communication).form == form

    other = editing.create(Submission, by=None, title_en="Free", form="communication")
    assert Draft.read(other).form is None
    with pytest.raises(Refused, match="No form is known"):
        begin_with_form(row=other, language="en", by=dan)


def test_the_day_of_filing_stays_checked_after_a_correction(ada):
    row = stages.begin_correction(row=filed(ada), because="A typing error.", by=ada)
    row = stages.clear_text(row=row, by=ada)

    with pytest.raises(ValidationError, match="future"):
        stages.file_text(row=row, filed_on=timezone.localdate() + timedelta(days=1), by=ada)
    assert TextVersion.objects.filter(record=row.pk).count() == 1
