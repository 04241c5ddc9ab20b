"""The library on the desk: taking words in, reading them, chains and recommendations on the pages of records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bandi.citations import CitationError
from bandi.foundation.records import editing, jobs, relations
from bandi.foundation.records.models import Job
from bandi.interfaces.desk.screens.reading_room import parts_of
from bandi.interfaces.desk.tests import world
from bandi.work.advocacy.actions import checking
from bandi.work.advocacy.models import (
    HandedTo,
    Letter,
    LibraryDocument,
    ProgressStep,
    Recommendation,
    TextFinding,
    Uptake,
)

pytestmark = pytest.mark.django_db


def document(**values: Any) -> LibraryDocument:
    return editing.create(LibraryDocument, by=None, **{"title_en": "Report of the pond", **values})


def add(client: Any, **values: Any) -> Any:
    return client.post(reverse("desk:library_add"), values)


def test_words_are_pasted_and_read_with_symbols_as_links(client, ada):
    known = document(symbol="A/RES/60/251")
    client.force_login(ada)
    add(client, text="A/HRC/57/46\nReport\n\n1. See A/RES/60/251 and A/HRC/55/1, <b>not bold</b>.", title="Report on lanterns")
    row = LibraryDocument.objects.get(symbol="A/HRC/57/46")

    shown = client.get(reverse("desk:library_read", args=[row.pk])).content.decode()
    assert f'<a href="{reverse("desk:record", args=["documents", known.pk])}">A/RES/60/251</a>' in shown
    assert "&lt;b&gt;not bold&lt;/b&gt;" in shown and "<b>not bold" not in shown
    assert "not in the library yet" in shown
    record = client.get(reverse("desk:record", args=["documents", row.pk])).content.decode()
    assert reverse("desk:library_read", args=[row.pk]) in record and 'id="symbols"' in record


def test_a_symbol_that_is_none_is_refused_in_words_and_what_was_pasted_stays(client, ada):
    client.force_login(ada)

    shown = add(client, text="Words.", symbol="NOT/A/SYMBOL").content.decode()
    assert "no symbol we know" in shown and "Words." in shown


def test_a_symbol_in_the_words_of_any_record_leads_to_the_document(client, ada, dan):
    known = document(symbol="A/RES/60/251")
    hidden = document(symbol="A/HRC/55/1", handling="protected", title_en="The hidden harbour")
    row = world.activity("A talk on A/RES/60/251", summary_en="And on A/HRC/55/1.")
    advice = editing.create(Recommendation, by=None, text_en="Follow A/RES/60/251.")
    for account, others in ((ada, True), (dan, False)):
        client.force_login(account)
        shown = client.get(reverse("desk:record", args=["activities", row.pk])).content.decode()
        assert 'id="symbols"' in shown and reverse("desk:record", args=["documents", known.pk]) in shown
        assert (str(hidden.pk) in shown) == others and "harbour" not in shown
    assert reverse("desk:record", args=["documents", known.pk]) in client.get(reverse("desk:record", args=["recommendations", advice.pk])).content.decode()
    assert 'id="symbols"' not in client.get(reverse("desk:record", args=["activities", world.activity("Another").pk])).content.decode()


def test_a_reader_reads_and_takes_nothing_in(client, ben):
    row = document(text="Words.")
    client.force_login(ben)

    assert client.get(reverse("desk:library_read", args=[row.pk])).status_code == 200
    assert add(client, text="Words.").status_code == 403


def test_a_protected_document_does_not_exist_and_is_no_link(client, dan):
    hidden = document(symbol="A/RES/60/251", handling="protected", text="Hidden words")
    row = document(title_en="Open", text="See A/RES/60/251.")
    client.force_login(dan)

    assert client.get(reverse("desk:library_read", args=[hidden.pk])).status_code == 404
    assert str(hidden.pk) not in client.get(reverse("desk:library_read", args=[row.pk])).content.decode()


def test_lists_and_forms_of_the_library_and_of_recommendations_answer(client, ada):
    row = document(symbol="A/RES/60/251", issued="2031-03", organisation=world.organisation())
    advice = editing.create(Recommendation, by=None, text_en="Light the bridge", document=row, is_own=False, made_by="Poland", position="noted")
    editing.add(HandedTo(recommendation=advice, name="The mayor", on="2031"), by=None)
    editing.add(ProgressStep(recommendation=advice, text_en="A lamp was bought", on="2031-05"), by=None)
    client.force_login(ada)

    for kind, one in (("documents", row), ("recommendations", advice)):
        for name, further in (("record_list", []), ("record_new", []), ("record", [one.pk]), ("record_edit", [one.pk])):
            assert client.get(reverse(f"desk:{name}", args=[kind, *further])).status_code == 200, (kind, name)
        assert client.get(reverse("desk:record_export", args=[kind, "csv"]) + "?purpose=office&audience=internal&identity=full").status_code == 200, kind
    shown = client.get(reverse("desk:record", args=["recommendations", advice.pk])).content.decode()
    assert "The mayor" in shown and "A lamp was bought" in shown and "noted" in shown


def test_a_long_document_is_read_in_parts(client, ada):
    row = document(text="\n".join(f"{number}. A line of the pond." for number in range(5_000)))
    client.force_login(ada)
    url = reverse("desk:library_read", args=[row.pk])

    assert "Part 1 of" in client.get(url).content.decode()
    assert "4999. A line" in client.get(url, {"part": "9999"}).content.decode()
    assert client.get(url, {"part": "nonsense"}).status_code == 200
    assert "\n".join(parts_of(row.text)) == row.text


def test_the_chain_stands_on_both_ends_with_the_days_between(client, ada):
    said, taken = world.activity("Letter goes out", on=date(2031, 5, 9)), world.activity("Release is out", on=date(2031, 5, 13))
    letter = editing.create(Letter, by=None, recipients_en="The mayor", sent="2031-05-09", sent_on=date(2031, 5, 9))
    relations.tie(letter, "activities", said, by=None)
    editing.create(Uptake, by=None, own_text_en="Letter", document_en="Release", own_activity=said, activity=taken, letter=letter, document_date="2031-05-13")
    client.force_login(ada)

    shown = client.get(reverse("desk:record", args=["letters", letter.pk])).content.decode()
    assert 'id="chain"' in shown and "4 days after" in shown and "Release is out" in shown
    back = client.get(reverse("desk:record", args=["activities", taken.pk])).content.decode()
    assert "4 days before" in back and reverse("desk:record", args=["letters", letter.pk]) in back


def test_an_activity_without_texts_has_no_chain(client, ada):
    row = world.activity()
    client.force_login(ada)

    assert 'id="chain"' not in client.get(reverse("desk:record", args=["activities", row.pk])).content.decode()


def test_a_states_recommendation_is_matched_to_ours_and_its_answer_kept(client, ada):
    ours = editing.create(Recommendation, by=None, text_en="Light the bridge at night")
    client.force_login(ada)
    client.post(
        reverse("desk:record_new", args=["recommendations"]),
        {"number": "140.61", "text_en": "Light the bridge", "made_by": "Poland", "position": "supported", "position_words": "supported in part", "order": "0", "handling": "open"},
    )
    theirs = Recommendation.objects.get(number="140.61")
    client.post(reverse("desk:tie", args=["recommendations", theirs.pk, "echoes"]), {"to": str(ours.pk)})

    assert list(theirs.echoes.all()) == [ours]
    assert "Light the bridge" in client.get(reverse("desk:record", args=["recommendations", ours.pk])).content.decode()
    listed = client.get(reverse("desk:record_list", args=["recommendations"]), {"position": "supported"}).content.decode()
    assert "140.61" in listed and "at night" not in listed


def test_documents_wait_in_the_queue_and_findings_stand_side_by_side(client, ada, monkeypatch):
    said = editing.create(Letter, by=None, recipients_en="The mayor", sent="2031-05-09", status="filed")
    row = document(text="1. The gate is to be opened.")
    told = {
        "key": "a", "kind": "echo", "ours_id": said.pk, "paragraph": "1", "our_passage": "Open the <gate>", "our_marks": [[0, 4], [2, 99]],
        "their_passage": "The gate is to be opened", "their_marks": [[4, 8]], "confidence": 0.81, "reason_en": "The same act and object.",
    }  # fmt: skip
    monkeypatch.setattr(checking, "_find", lambda document, read: iter([told]))
    client.force_login(ada)
    assert "Report of the pond" in client.get(reverse("desk:library_queue")).content.decode()

    client.post(reverse("desk:library_check", args=[row.pk]))
    shown = client.get(reverse("desk:library_findings", args=[row.pk])).content.decode()
    assert "<mark>Open</mark> the &lt;gate&gt;" in shown and "The <mark>gate</mark> is to be opened" in shown
    assert "81 %" in shown and "The same act and object." in shown and "The mayor" in shown

    finding = TextFinding.objects.get()
    client.post(reverse("desk:library_decide", args=[row.pk, finding.pk]), {"verdict": "rejected"})
    assert TextFinding.objects.get().verdict == "rejected"
    late = client.post(reverse("desk:library_decide", args=[row.pk, finding.pk]), {"verdict": "confirmed", "was": "open"})
    assert "Somebody else decided this meanwhile" in late.content.decode() and TextFinding.objects.get().verdict == "rejected"
    assert "Choose confirm or reject." in client.post(reverse("desk:library_decide", args=[row.pk, finding.pk]), {"verdict": "x"}).content.decode()
    assert client.post(reverse("desk:library_decide", args=[document(title_en="Another").pk, finding.pk]), {"verdict": "open"}).status_code == 404


def test_what_a_finding_is_about_is_not_shown_to_who_may_not_see_it(client, dan):
    hidden = editing.create(Letter, by=None, recipients_en="The hidden harbour", handling="protected")
    row = document(text="1. Words.")
    TextFinding.objects.create(document=row, key="a", kind="echo", ours_id=hidden.pk, our_passage="Hidden words of ours", their_passage="Theirs")
    client.force_login(dan)

    shown = client.get(reverse("desk:library_findings", args=[row.pk])).content.decode()
    assert "Hidden words" not in shown and "harbour" not in shown


def test_a_document_that_the_finder_cannot_read_says_what_to_do(client, ada, monkeypatch):
    def unreadable(document: Any, read: Any) -> Any:
        raise CitationError("nothing in it")

    monkeypatch.setattr(checking, "_find", unreadable)
    row = document(text="1. Words.")
    client.force_login(ada)

    assert "The finder cannot read this document" in client.post(reverse("desk:library_check", args=[row.pk])).content.decode()
    assert LibraryDocument.objects.get(pk=row.pk).checked_at is None


def test_a_long_document_is_held_against_our_texts_beside_the_desk(client, ada, dan, monkeypatch):
    row = document(text="1. Words of the mill.")
    address, page = reverse("desk:library_check", args=[row.pk]), reverse("desk:library_findings", args=[row.pk])
    started: list[Any] = []
    monkeypatch.setattr(jobs, "launch", lambda job, keys: started.append(job))
    monkeypatch.setattr(checking, "LETTERS_AT_ONCE", 1)
    monkeypatch.setattr(checking, "_find", lambda document, read: iter([{"key": "a", "kind": "named", "our_passage": "Pond", "their_passage": "The pond", "confidence": 0.9}]))
    client.force_login(ada)

    assert client.post(address).headers["Location"] == page and client.post(address).headers["Location"] == page
    job = Job.objects.get()
    assert started == [job.pk] and not TextFinding.objects.exists(), "a second press begins nothing"
    followed = reverse("desk:job", args=[job.pk])
    shown = client.get(page).content.decode()
    assert f'hx-get="{followed}"' in shown and f'action="{address}"' not in shown
    assert str(job.pk) not in client.get(reverse("desk:jobs")).content.decode(), "there is no file to wait for"
    client.force_login(dan)
    assert client.get(followed).status_code == 404 and f'hx-get="{followed}"' not in client.get(page).content.decode()

    client.force_login(ada)
    Job.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert "was interrupted" in client.get(page).content.decode()
    client.post(address)
    second = Job.objects.exclude(pk=job.pk).get()
    jobs.make(second)
    second.refresh_from_db()

    assert second.state is Job.State.DONE and TextFinding.objects.get().key == "a"
    shown = client.get(page).content.decode()
    assert "The pond" in shown and 'class="progress"' not in shown
    assert client.get(reverse("desk:job", args=[second.pk]), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert client.get(reverse("desk:job_file", args=[second.pk])).status_code == 404


def test_a_long_check_is_stopped_before_anything_is_kept(client, ada, monkeypatch):
    row = document(text="1. Words of the mill.")
    page = reverse("desk:library_findings", args=[row.pk])
    monkeypatch.setattr(jobs, "launch", lambda job, keys: None)
    monkeypatch.setattr(checking, "LETTERS_AT_ONCE", 1)
    client.force_login(ada)
    client.post(reverse("desk:library_check", args=[row.pk]))
    stop = reverse("desk:job_stop", args=[Job.objects.get().pk])
    monkeypatch.setattr(checking, "_find", lambda document, read: iter([{"key": str(client.post(stop).headers["Location"] == page), "kind": "named"}]))

    jobs.make(Job.objects.get())

    assert Job.objects.get().state is Job.State.STOPPED and not TextFinding.objects.exists()
    assert "You stopped it" in client.get(page).content.decode()


def test_a_long_document_that_the_finder_cannot_read_says_what_to_do(client, ada, monkeypatch):
    row = document(text="1. Words of the mill.")
    monkeypatch.setattr(jobs, "launch", lambda job, keys: None)
    monkeypatch.setattr(checking, "LETTERS_AT_ONCE", 1)
    monkeypatch.setattr(checking, "understood", lambda document: (_ for _ in ()).throw(CitationError("no words")))
    client.force_login(ada)
    client.post(reverse("desk:library_check", args=[row.pk]))

    jobs.make(Job.objects.get())

    shown = client.get(reverse("desk:library_findings", args=[row.pk])).content.decode()
    assert "the finder cannot read this document" in shown and f'action="{reverse("desk:library_check", args=[row.pk])}"' in shown
