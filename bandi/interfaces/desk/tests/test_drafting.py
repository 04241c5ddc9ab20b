"""The writing table: from an open call to a filed submission, as a person does it on the desk."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing
from bandi.interfaces.desk.tests import world
from bandi.work.advocacy.models import (
    Deadline,
    Footnote,
    FormRule,
    Letter,
    Mechanism,
    Signatory,
    Stage,
    Submission,
    TextVersion,
)

pytestmark = pytest.mark.django_db


def submission(**values: Any) -> Submission:
    return editing.create(Submission, by=None, **{"title_en": "On lanterns", **values})


def at(row: Any, name: str = "draft", *further: Any, kind: str = "submissions") -> str:
    return reverse(f"desk:{name}", args=[kind, row.pk, *further])


def write(client: Any, row: Any, body: str, number: int = 0, **more: str) -> Any:
    return client.post(at(row, "draft_write"), {"language": "en", "body": body, "number": str(number), **more})


def test_a_submission_goes_from_an_open_call_to_filed_with_cosignatories_and_a_word_file(client, ada):
    own = world.organisation("Lantern Society", is_own=True)
    review = editing.create(Mechanism, by=None, name_en="Lantern Review")
    editing.add(FormRule(mechanism=review, form="joint", words=50, is_confirmed=True), by=None)
    call = editing.create(Deadline, by=None, title_en="Call of the pond", mechanism=review, due_on=timezone.localdate())
    client.force_login(ada)

    client.post(
        reverse("desk:record_new", args=["submissions"]),
        {"title_en": "On lanterns", "title_ko": "등불에 관하여", "addressed_to": str(review.pk), "form": "joint", "is_joint": "on", "deadline": str(call.pk), "handling": "open"},
    )
    row = Submission.objects.get()
    assert row.status == Stage.PLANNED
    assert at(row) in client.get(reverse("desk:record", args=["submissions", row.pk])).content.decode()

    client.post(reverse("desk:part_new", args=["submissions", row.pk, "signatories"]), {"role": "initiator", "organisation": str(own.pk), "order": "0"})
    client.post(reverse("desk:part_new", args=["submissions", row.pk, "signatories"]), {"role": "signatory", "name_en": "Mill Circle", "order": "1", "signed_on": "2031-01-01"})
    client.post(reverse("desk:part_new", args=["submissions", row.pk, "footnotes"]), {"mark": "1", "source_en": "Pond Report", "pinpoint": "para. 4", "order": "0"})
    assert (Signatory.objects.count(), Footnote.objects.count()) == (2, 1)
    write(client, row, "# Ferries\n\n412 ferries sank.[^1]")
    shown = client.get(at(row), {"language": "en"}).content.decode()
    assert "4 of 50 words" in shown and "Mill Circle" in shown and "Pond Report" in shown
    assert "Before it is filed" not in shown

    client.post(at(row, "draft_clear"))
    client.post(at(row, "draft_file"), {"filed_on": timezone.localdate().isoformat(), "receipt": "R-7"})
    row.refresh_from_db()
    assert (row.status, row.receipt) == (Stage.FILED, "R-7")
    assert Deadline.objects.get().closed_on == timezone.localdate()

    answer = client.get(at(row, "draft_paper", "en", "docx"))
    word = docx.Document(io.BytesIO(answer.content))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert "1.\t412 ferries sank." in texts
    assert any(text.endswith("Lantern Society and Mill Circle") for text in texts)
    notes = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/footnotes.xml").decode()
    assert "Pond Report, para. 4" in notes
    assert Entry.objects.filter(kind="advocacy:text:build", record=row.pk).count() == 1


def test_the_newer_text_of_somebody_else_is_shown_and_nothing_is_lost(client, ada):
    row = submission()
    client.force_login(ada)
    write(client, row, "First.")
    write(client, row, "Theirs, written meanwhile.", 1)

    answer = write(client, row, "Mine, begun on the first.", 1)

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Theirs, written meanwhile." in shown and "Mine, begun on the first." in shown
    assert TextVersion.objects.count() == 2


def test_what_was_refused_stays_in_the_field(client, ada):
    row = submission()
    client.force_login(ada)

    shown = write(client, row, "a" * 400_001).content.decode()
    assert "longer than 400,000" in shown and "a" * 1000 in shown


def test_problems_open_are_said_and_clearing_asks_why(client, ada):
    row = submission()
    client.force_login(ada)
    write(client, row, "A claim[^1].")

    shown = client.post(at(row, "draft_clear")).content.decode()
    assert "Grave problems are open." in shown and "there is no footnote of this mark" in shown
    client.post(at(row, "draft_clear"), {"note": "It comes by telephone."})
    assert Submission.objects.get().status == Stage.CLEARED


def test_an_officer_writes_and_does_not_clear_a_reader_only_reads(client, dan, ben):
    row = submission()
    client.force_login(dan)
    write(client, row, "By an officer.")
    assert TextVersion.objects.get().written_by == dan
    assert client.post(at(row, "draft_clear")).status_code == 403

    client.force_login(ben)
    assert "By an officer." in client.get(at(row), {"language": "en"}).content.decode()
    assert write(client, row, "By a reader.", 1).status_code == 403
    for name in ("draft_clear", "draft_file", "draft_publish", "draft_taken_up", "draft_back"):
        assert client.post(at(row, name)).status_code == 403


def test_a_text_that_may_not_be_seen_does_not_exist(client, dan):
    row = submission(handling="protected")
    client.force_login(dan)

    assert client.get(at(row)).status_code == 404
    assert write(client, row, "Never.").status_code == 404
    assert client.get(at(row, "draft_paper", "en", "docx")).status_code == 404
    assert not TextVersion.objects.exists()


def test_only_texts_have_a_writing_table_and_only_written_languages_a_paper(client, ada):
    row, meeting = submission(), world.activity()
    client.force_login(ada)
    write(client, row, "English only.")

    assert client.get(at(meeting, kind="activities")).status_code == 404
    assert client.get(at(row, "draft_paper", "ko", "docx")).status_code == 404
    assert client.get(at(row, "draft_paper", "en", "odt")).status_code == 404
    assert client.get(at(row, "draft_paper", "en", "pdf")).content.startswith(b"%PDF")


def test_the_stage_stands_in_no_form(client, ada):
    row = submission()
    client.force_login(ada)

    form = client.get(reverse("desk:record_edit", args=["submissions", row.pk])).content.decode()
    assert 'name="status"' not in form
    assert client.get(reverse("desk:record_cell", args=["submissions", row.pk, "status"])).status_code == 404
    client.post(reverse("desk:record_edit", args=["submissions", row.pk]), {"title_en": "On lanterns", "status": "filed", "handling": "open", "version": "1"})
    assert Submission.objects.get().status == Stage.PLANNED


def test_an_earlier_version_can_be_read_again(client, ada):
    row = submission()
    client.force_login(ada)
    write(client, row, "First.")
    write(client, row, "Second.", 1)
    first = TextVersion.objects.get(number=1)

    assert "First." in client.get(at(row, "draft_version", first.pk)).content.decode()
    assert client.get(at(submission(title_en="Another"), "draft_version", first.pk)).status_code == 404


def test_a_wrong_day_is_said(client, ada):
    row = submission()
    client.force_login(ada)
    write(client, row, "A text.")
    client.post(at(row, "draft_clear"))

    assert "Give the day, such as" in client.post(at(row, "draft_file"), {"filed_on": "soon"}).content.decode()


def test_a_letter_is_written_too(client, ada):
    row = editing.create(Letter, by=None, recipients_en="The mayor")
    client.force_login(ada)
    client.post(at(row, "draft_write", kind="letters"), {"language": "ko", "body": "존경하는 시장님께.", "number": ""})

    assert "존경하는 시장님께." in client.get(at(row, kind="letters"), {"language": "ko"}).content.decode()
    assert client.get(at(row, "draft_paper", "ko", "pdf", kind="letters")).content.startswith(b"%PDF")


def test_the_table_asks_no_more_for_many_notes_than_for_few(client, ada, django_assert_max_num_queries):
    row = submission()
    for number in range(12):
        claim = None
        editing.add(Footnote(record_id=row.pk, mark=str(number), source_en="Pond", claim=claim), by=None)
        editing.add(Signatory(record_id=row.pk, organisation=world.organisation(f"Mill {number}")), by=None)
    client.force_login(ada)
    client.get(at(row))

    with django_assert_max_num_queries(24):
        assert client.get(at(row)).status_code == 200
