"""From an open call to a filed submission on the desk, typed as a new user would, in both languages; and what cannot change afterwards."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing
from bandi.interfaces.desk.tests import world
from bandi.work.advocacy.models import (
    Annex,
    Deadline,
    Filing,
    Footnote,
    Letter,
    Mechanism,
    MechanismSession,
    Signatory,
    Stage,
    Submission,
    TextForm,
    TextVersion,
)

pytestmark = pytest.mark.django_db
WORDS = {
    "en": {
        "title": "On the ferry of lanterns", "members": "# Members of this submission", "begin": "Begin with these headings", "hint": "hints of the form", "count": "of 5,630 words",
        "cleared": "Cleared for filing.", "filed": "Filed. The text is kept as it went out.", "kept": "kept as it went out", "submitted": "Submitted by",
        "body": "# Members of this submission\n\nLantern Society and Mill Circle.\n\n# Summary and key words\n\n412 ferries sank.[^1]\n\n# Follow-up to the previous review\n\nNothing.\n\n"
        "# Situation since the last review\n\nDark.\n\n# Recommendations\n\nLight the river.",
    },
    "ko": {
        "title": "등불 나루에 관하여", "members": "# 참여 단체", "begin": "이 제목으로 시작", "hint": "양식의 안내가", "count": "5,630단어", "cleared": "제출을 승인했습니다.",
        "filed": "제출을 기록했습니다.", "kept": "나간 그대로 보존됨", "submitted": "제출자",
        "body": "# 참여 단체\n\n등불회와 방앗간 모임.\n\n# 요약과 주제어\n\n나룻배 412척이 가라앉았습니다.[^1]\n\n# 지난 심의의 이행\n\n없습니다.\n\n# 지난 심의 이후의 상황\n\n어둡습니다.\n\n# 권고\n\n강을 밝힐 것.",
    },
}  # fmt: skip


@pytest.fixture
def starter(db: None) -> None:
    call_command("advocacy_starter", "--quiet")


def said(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_new_user_goes_from_an_open_call_to_a_filed_submission(client, ada, starter, language, settings):
    words = WORDS[language]
    ada.language = language
    ada.save()
    client.force_login(ada)
    client.cookies["django_language"] = language
    own = world.organisation("Lantern Society", name_ko="등불회", is_own=True)
    call = editing.create(Deadline, by=None, title_en="Call of the river", title_ko="강의 의견 요청", mechanism=Mechanism.objects.get(record__ref="upr"), due_on=timezone.localdate())
    assert (call.title_ko if language == "ko" else call.title_en) in said(client.get(reverse("desk:due"))), "the open call stands on the page of what is due"

    made = client.post(
        reverse("desk:record_new", args=["submissions"]),
        {f"title_{language}": words["title"], "title_en": words["title"], "addressed_to": str(call.mechanism_id), "form": "joint", "is_joint": "on", "deadline": str(call.pk), "handling": "open"},
        follow=True,
    )
    assert words["title"] in said(made)
    row = Submission.objects.get()

    def at(name: str, *more: Any) -> str:
        return reverse(f"desk:{name}", args=["submissions", row.pk, *more])

    page = said(client.get(at("draft"), {"language": language}))
    assert words["begin"] in page
    client.post(at("draft_begin"), {"language": language})
    page = said(client.get(at("draft"), {"language": language}))
    assert words["members"] in page and words["hint"] in page, "the headings stand there, and what is still to be written is said"
    client.post(at("draft_write"), {"language": language, "body": words["body"], "number": "1"})
    for signatory in ({"role": "initiator", "organisation": str(own.pk), "order": "0"}, {"role": "signatory", f"name_{language}": "Mill Circle", "order": "1", "signed_on": "2031-01-01"}):
        client.post(reverse("desk:part_new", args=["submissions", row.pk, "signatories"]), signatory)
    client.post(reverse("desk:part_new", args=["submissions", row.pk, "footnotes"]), {"mark": "1", f"source_{language}": "Pond Report", "pinpoint": "4", "order": "0"})
    page = said(client.get(at("draft"), {"language": language}))
    assert words["count"] in page and words["hint"] not in page
    assert words["cleared"] in said(client.post(at("draft_clear"), follow=True))
    filed = said(client.post(at("draft_file"), {"filed_on": timezone.localdate().isoformat(), "receipt": "R-7"}, follow=True))

    row.refresh_from_db()
    assert row.status == Stage.FILED and Deadline.objects.get(pk=call.pk).closed_on == timezone.localdate()
    copy = Filing.objects.get(record=row.pk)
    assert reverse("desk:draft_filing", args=["submissions", row.pk, copy.pk]) in filed
    shown = said(client.get(at("draft_filing", copy.pk)))
    for text in (words["kept"], "R-7", copy.digest, "Pond Report, 4", "Mill Circle", words["submitted"]):
        assert text in shown, text
    word = docx.Document(io.BytesIO(client.get(at("draft_filing_paper", copy.pk, "docx")).content))
    assert any(("Lantern Society" if language == "en" else "등불회") in paragraph.text and "Mill Circle" in paragraph.text for paragraph in word.paragraphs)
    notes = zipfile.ZipFile(io.BytesIO(client.get(at("draft_paper", language, "docx")).content)).read("word/footnotes.xml").decode()
    assert "Pond Report, 4" in notes
    assert client.get(at("draft_filing_paper", copy.pk, "pdf")).content.startswith(b"%PDF")


@pytest.fixture
def filed(client, ada) -> Submission:
    row = editing.create(Submission, by=None, title_en="On lanterns")
    editing.add(Footnote(record_id=row.pk, mark="1", source_en="Pond Report"), by=None)
    client.force_login(ada)
    for name, data in (("draft_write", {"language": "en", "body": "412 ferries sank.[^1]", "number": "0"}), ("draft_clear", {}), ("draft_file", {"filed_on": "2026-01-02"})):
        client.post(reverse(f"desk:{name}", args=["submissions", row.pk]), data)
    row.refresh_from_db()
    assert row.status == Stage.FILED
    return row


def test_what_was_filed_is_changed_by_no_form(client, filed):
    def part(name: str, *more: Any) -> str:
        return reverse(f"desk:{name}", args=["submissions", filed.pk, *more])

    note = Footnote.objects.get()
    answers = [
        client.post(part("part_new", "footnotes"), {"mark": "2", "source_en": "Late source", "order": "1"}),
        client.post(part("part_new", "signatories"), {"role": "signatory", "name_en": "Late Comer", "order": "1"}),
        client.post(part("part_new", "annexes"), {"title_en": "Late annex", "order": "1"}),
        client.post(part("part_edit", "footnotes", note.pk), {"mark": "1", "source_en": "Another source", "order": "0", "version": "99"}),
        client.post(part("part_remove", "footnotes", note.pk), follow=True),
        client.post(part("record_edit"), {"title_en": "Another title", "handling": "open", "version": "99"}),
        client.post(part("draft_write"), {"language": "en", "body": "Another text.", "number": "1"}),
    ]

    assert all("went out" in said(answer) for answer in answers), [number for number, answer in enumerate(answers) if "went out" not in said(answer)]
    assert (Footnote.objects.get().source_en, Signatory.objects.count(), Annex.objects.count(), TextVersion.objects.count()) == ("Pond Report", 0, 0, 1)
    assert Submission.objects.get().title_en == "On lanterns"


def test_a_correction_says_why_and_both_copies_can_be_taken_along(client, filed, dan):
    first = Filing.objects.get()
    at = reverse("desk:draft_correct", args=["submissions", filed.pk])
    client.force_login(dan)
    assert client.post(at, {"because": "A ferry was counted twice."}).status_code == 403
    client.force_login(type(dan).objects.get(username="ada"))
    assert "Say why" in said(client.post(at, {"because": ""}))
    client.post(at, {"because": "A ferry was counted twice."})
    for name, data in (("draft_write", {"language": "en", "body": "411 ferries sank.[^1]", "number": "1"}), ("draft_clear", {}), ("draft_file", {"filed_on": "2026-02-02"})):
        client.post(reverse(f"desk:{name}", args=["submissions", filed.pk]), data)

    page = said(client.get(reverse("desk:draft_filing", args=["submissions", filed.pk, first.pk])))
    assert "corrected since" in page and "A ferry was counted twice." in page and "412 ferries sank." in page
    texts = []
    for copy in Filing.objects.order_by("number"):
        answer = client.get(reverse("desk:draft_filing_paper", args=["submissions", filed.pk, copy.pk, "docx"]))
        texts.append("\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs))
    assert "412 ferries" in texts[0] and "411 ferries" in texts[1]
    assert Entry.objects.filter(kind="advocacy:text:build", record=filed.pk).count() == 2


def test_a_copy_is_seen_by_readers_and_taken_along_by_those_who_may(client, filed, ben, dan):
    copy = Filing.objects.get()
    page, paper = (reverse(f"desk:{name}", args=["submissions", filed.pk, copy.pk, *more]) for name, more in (("draft_filing", ()), ("draft_filing_paper", ("docx",))))
    client.force_login(ben)
    assert client.get(page).status_code == 200
    assert client.get(paper).status_code == 403
    editing.edit(filed, {"handling": "protected"}, by=None)
    client.force_login(dan)
    assert client.get(page).status_code == client.get(paper).status_code == 404
    other = editing.create(Letter, by=None, recipients_en="The mayor")
    assert client.get(reverse("desk:draft_filing", args=["letters", other.pk, copy.pk])).status_code == 404


def test_a_letter_that_was_sent_before_is_written_down_and_kept_on_the_desk(client, ada):
    row = editing.create(Letter, by=None, recipients_en="The mayor", sent="2021-05-09", sent_on=date(2021, 5, 9), status=Stage.FILED)
    client.force_login(ada)
    at = reverse("desk:draft", args=["letters", row.pk])
    assert "Keep as it went out" not in said(client.get(at, {"language": "en"}))
    client.post(reverse("desk:draft_write", args=["letters", row.pk]), {"language": "en", "body": "Dear Mayor.", "number": "0"})
    assert "Keep as it went out" in said(client.get(at, {"language": "en"}))

    client.post(reverse("desk:draft_keep", args=["letters", row.pk]))

    assert Filing.objects.get().version.body == "Dear Mayor."
    assert "readonly" in said(client.get(at, {"language": "en"}))


def test_the_starter_set_is_brought_on_the_desk_by_those_who_edit(client, ada, ben):
    url = reverse("desk:advocacy_starter")
    client.force_login(ben)
    assert client.get(url).status_code == 403
    client.force_login(ada)
    assert url in said(client.get(reverse("desk:record_list", args=["mechanisms"])))
    assert '<dd class="num">13</dd>' in said(client.get(url)), "it says how many forms there are"

    assert "records are new" in said(client.post(url, follow=True))
    assert Mechanism.objects.filter(record__ref="upr").exists() and TextForm.objects.count() == 13
    with override("en"):
        assert "0 records are new" in said(client.post(url, follow=True))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_answer_to_a_call_knows_to_whom_and_for_which_session_and_one_language_is_enough(client, ada, starter, language):
    meeting = MechanismSession.objects.select_related("mechanism").first()
    call = editing.create(Deadline, by=None, title_en="Call of the ferry", due_on=date(2027, 3, 1), session=meeting, owner=world.person("Willow Birch"))
    client.force_login(ada)
    form = reverse("desk:record_new", args=["submissions"])

    begun = client.get(form, {"deadline": str(call.pk)}).context["form"].initial
    assert (begun["addressed_to"], begun["meeting"], begun["owner"]) == (meeting.mechanism_id, meeting.pk, call.owner_id)

    client.post(form, {f"title_{language}": "나루 Ferry", "handling": "open", "deadline": str(call.pk)})
    assert Submission.objects.get().labels()[language == "ko"] == "나루 Ferry"
    refused = said(client.post(form, {"handling": "open"}))
    assert "Give the submission a title in at least one language." in refused and Submission.objects.count() == 1
