"""The gate on the desk: every way out is tried with something planted, and nothing comes out before it is answered."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Role
from bandi.foundation.records import editing, release, releasing
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.models import Receipt, uses_of
from bandi.foundation.records.release import Asked, Objection, Outgoing, Severity
from bandi.foundation.vault.erasure import erase
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.tests.sealed_world import Office
from bandi.publishing.building import build
from bandi.publishing.models import Edition, EditionSection
from bandi.work.advocacy.models import Deadline, Submission

pytestmark = pytest.mark.django_db
PHONE = "Call her on 010-5550-0142 after dark."


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate that lets nothing through: what comes out all the same did not ask it."""

    def refuse(_outgoing: Outgoing, _asked: Asked) -> list[Objection]:
        return [Objection("test:shut", Severity.BLOCKS, "", "shut")]

    monkeypatch.setitem(release._checkers, "shut", refuse)


def edition(body: str = "The Board met.") -> Edition:
    made = editing.create(Edition, by=None, year=2031, language="en", title="Report 2031", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31))
    editing.add(EditionSection(edition=made, key="one", title="One", order=1, body=body), by=None)
    return made


def submission(client: Any, body: str) -> str:
    row = editing.create(Submission, by=None, title_en="On lanterns")
    client.post(reverse("desk:draft_write", args=["submissions", row.pk]), {"language": "en", "body": body, "number": "0"})
    return reverse("desk:draft_paper", args=["submissions", row.pk, "en", "docx"])


def led_to_the_gate(response: Any) -> bool:
    return response.status_code == 302 and response.url == reverse("desk:gate", args=[Receipt.objects.waiting().latest("asked_at").pk])


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_no_list_comes_out_of_a_shut_gate(client: Any, ada: Account, shut: None, form: str) -> None:
    world.activity("Alder")
    client.force_login(ada)

    assert led_to_the_gate(client.get(reverse("desk:record_export", args=["activities", form]) + "?purpose=office&audience=internal&identity=full"))


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_no_numbers_come_out_of_a_shut_gate(client: Any, ada: Account, shut: None, form: str) -> None:
    client.force_login(ada)

    assert led_to_the_gate(client.get(reverse("desk:claims_export", args=[form]) + "?purpose=office&audience=internal&identity=full"))


def test_no_paper_comes_out_of_a_shut_gate(client: Any, ada: Account, shut: None) -> None:
    client.force_login(ada)

    assert led_to_the_gate(client.get(submission(client, "We ask for an inquiry.")))


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_no_report_comes_out_of_a_shut_gate(ada: Account, shut: None, tmp_path: Path, form: Any) -> None:
    with pytest.raises(Withheld):
        build(edition(), form, tmp_path / f"report.{form}", by=ada)

    assert list(tmp_path.iterdir()) == []


def test_no_days_come_out_of_a_shut_gate(client: Any, ada: Account, shut: None) -> None:
    editing.create(Deadline, by=None, title_en="Call of the pond", due_on=timezone.localdate() + timedelta(days=3))
    client.force_login(ada)
    from bandi.work.advocacy.actions.feeds import make_calendar_key

    _key, secret = make_calendar_key(name="phone", language="en", by=ada)

    assert b"VEVENT" not in client.get(reverse("desk:calendar_feed", args=[secret])).content


def test_no_form_and_no_file_come_out_of_a_shut_gate(client: Any, ada: Account, shut: None) -> None:
    from bandi.foundation.records.models import Attachment
    from bandi.foundation.records.sealing import subject_for
    from bandi.foundation.vault import blobs

    row = world.activity("Alder")
    blob = blobs.store([b"lanterns"], subject=subject_for(row), name="list.txt", media_type="text/plain")
    file = Attachment.objects.create(record_id=row.id, blob=blob)
    client.force_login(ada)

    assert led_to_the_gate(client.get(reverse("desk:file_open", args=["activities", row.pk, file.pk])))
    assert led_to_the_gate(client.get(reverse("desk:consent_form_blank", args=["en", "adult"])))


def test_no_sealed_records_come_out_of_a_shut_gate(client: Any, ada: Account, dan: Account, ben: Account, shut: None) -> None:
    from bandi.foundation.access import approvals
    from bandi.foundation.access.unlocking import begin, finish
    from bandi.foundation.records import taking
    from bandi.foundation.vault.reading import Reader, reading_as
    from bandi.interfaces.desk.tests.sealed_world import PHRASE, another
    from bandi.register.people.models import ProtectedPerson

    office = Office(ada, dan, ben)
    asked = taking.ask(model=ProtectedPerson, purpose="for the lawyer", by=office.ada)
    approvals.decide(approval=asked, approve=True, by=another("gil", Role.DIRECTOR))
    token = begin(office.ada, PHRASE)
    assert token and finish(token)

    with reading_as(Reader(token, office.ada.member_id)), pytest.raises(Withheld):
        taking.take(model=ProtectedPerson, approval=asked, by=office.ada)
    asked.refresh_from_db()
    assert asked.used_at is None


def test_a_person_answers_at_the_gate_and_the_paper_leaves(client: Any, ada: Account) -> None:
    client.force_login(ada)
    url = submission(client, PHONE)
    gate = client.get(url).url
    page = client.get(gate).content.decode()
    assert "<mark>010-5550-0142</mark>" in page and "Telephone number" in page
    receipt = Receipt.objects.get()

    assert client.post(reverse("desk:gate_answer", args=[receipt.pk]), {"reason": "It is the hotline."}).status_code == 302

    assert "May leave" in client.get(gate).content.decode()
    assert client.get(url)["Content-Disposition"].startswith("attachment")
    receipt.refresh_from_db()
    assert (receipt.state, receipt.digest is not None) == (Receipt.State.LEFT, True)
    assert "It is the hotline." in client.get(gate).content.decode()


def test_an_excerpt_of_a_list_is_of_its_field_alone_and_the_field_is_named_in_the_readers_language(client: Any, ada: Account) -> None:
    client.force_login(ada)
    world.activity("Evening of lanterns", summary_en="Call 010-5550-0142 after nine.", when="2031-03-12")
    gate = client.get(reverse("desk:record_export", args=["activities", "csv"]) + "?purpose=press&audience=public&identity=full").url

    page = client.get(gate).content.decode()
    client.cookies["django_language"] = "ko"
    korean = client.get(gate).content.decode()

    assert "Call <mark>010-5550-0142</mark> after nine.</blockquote>" in page and "row 1, Summary in English" in page
    assert "1행, 요약(영어)" in korean


def test_a_second_reader_sees_the_place_and_signs_on_the_gates_page(client: Any, ada: Account) -> None:
    gil = Account.objects.create(username="gil", roles=["director"], name_en="Gil")
    from bandi.foundation.access.models import SecurityKey

    SecurityKey.objects.create(account=gil, name="Acorn key", credential=gil.id.bytes, public=b"x")
    client.force_login(ada)
    url = submission(client, "Her mother works as a nurse in Hoeryong.")
    gate = client.get(url).url
    receipt = Receipt.objects.waiting().latest("asked_at")
    client.post(reverse("desk:gate_answer", args=[receipt.pk]), {"reason": "She agreed."})
    assert client.get(url).status_code == 302
    client.post(reverse("desk:gate_second", args=[receipt.pk]), {"reason": "For the session."})
    client.force_login(gil)
    assert "Hoeryong</mark>" in client.get(gate).content.decode()

    client.post(reverse("desk:gate_sign", args=[receipt.pk]), {"choice": "approve"})

    client.force_login(ada)
    assert client.get(url).status_code == 200
    receipt.refresh_from_db()
    assert receipt.second_reader == gil


def test_another_officers_receipt_does_not_exist_and_a_directors_eye_sees_all(client: Any, ada: Account, dan: Account) -> None:
    receipt = releasing.leave(Outgoing("list", "Alder", release.Purpose.OFFICE, release.Audience.INTERNAL, "en"), by=ada)
    own = releasing.leave(Outgoing("list", "Alder", release.Purpose.OFFICE, release.Audience.INTERNAL, "en"), by=dan)
    client.force_login(dan)
    assert client.get(reverse("desk:gate", args=[receipt.pk])).status_code == 404
    assert client.post(reverse("desk:gate_drop", args=[receipt.pk])).status_code == 404
    assert str(receipt.pk) not in client.get(reverse("desk:gates")).content.decode()
    client.force_login(ada)
    listed = client.get(reverse("desk:gates")).content.decode()

    assert str(own.pk) in listed and str(receipt.pk) in listed
    assert client.get(reverse("desk:gate", args=["00000000-0000-4000-8000-000000000000"])).status_code == 404


def test_the_command_says_what_the_gate_asks_and_takes_a_reason(tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    edition(PHONE)
    words = ["--year", "2031", "--language", "en", "--output", str(tmp_path / "report.html")]
    with pytest.raises(SystemExit) as stop:
        call_command("report_build", *words)
    told = capsys.readouterr().err
    assert stop.value.code == 3
    assert "telephone number" in told and "0142" not in told
    assert not (tmp_path / "report.html").exists()

    call_command("report_build", *words, "--accept", "the hotline")

    assert (tmp_path / "report.html").exists()
    assert Receipt.objects.left().get().objections.get().answer == "the hotline"


def test_a_receipt_survives_erasure_and_names_nobody(ada: Account, dan: Account, ben: Account) -> None:
    office = Office(ada, dan, ben)
    person = office.person
    receipt = releasing.leave(
        Outgoing("list", "Alder", release.Purpose.OFFICE, release.Audience.INTERNAL, "en", passages=(release.Passage("1", "900101-1234568", person.pk),)), by=ada, accept="the heron said so"
    )

    erase(person.subject, basis="withdrawal", by=ada.pk)

    receipt.refresh_from_db()
    objection = receipt.objections.get()
    assert (receipt.state, objection.answer, objection.where, objection.answered_by) == (Receipt.State.LEFT, "", "", ada)
    assert list(uses_of(person.pk)) == [receipt]
