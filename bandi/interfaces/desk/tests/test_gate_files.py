"""A file that leaves for others is read in the jail first: what it hides is objected to with its place, and consent to the file decides."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import Attachment, Receipt
from bandi.foundation.records.sealing import subject_for
from bandi.foundation.vault import blobs
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.tests.sealed_world import Office
from bandi.parsing import available
from bandi.parsing.tests import carriers
from bandi.parsing.tests.files import picture
from bandi.parsing.tests.test_unseen import word
from bandi.register.people.consents.acting import give_consent

pytestmark = pytest.mark.django_db
OUT = {"purpose": "advocacy", "audience": "partners", "identity": "full"}
REMARK = '<w:comment w:id="1" w:author="Birch"><w:p><w:r><w:t>Her brother is in the mill</w:t></w:r></w:p></w:comment>'


@pytest.fixture(autouse=True)
def jail() -> None:
    if not available().ok:
        pytest.skip("no jail")


def kept(name: str, content: bytes) -> Attachment:
    row = world.activity("Alder")
    blob = blobs.store([content], subject=subject_for(row), name=name, media_type="application/octet-stream")
    return Attachment.objects.create(record_id=row.id, blob=blob)


def opened(client: Any, file: Attachment, **query: str) -> Any:
    return client.get(reverse("desk:file_open", args=["activities", file.record_id, file.pk]), query)


def test_what_a_file_hides_is_shown_at_its_place_and_has_to_be_answered(client: Any, ada: Account) -> None:
    client.force_login(ada)
    file = kept("a.docx", word("<w:p><w:r><w:t>Seen words</w:t></w:r></w:p>", REMARK))

    response = opened(client, file, **OUT)

    receipt = Receipt.objects.waiting().get()
    page = client.get(response.url).content.decode()
    assert response.status_code == 302 and receipt.objections.filter(code="disclosure:file").count() >= 2
    assert "<mark>Her brother is in the mill</mark>" in page and "carries a comment" in page and "names who made or changed it" in page
    assert "A second" in page or "another person reads and signs" in page


def test_within_the_office_it_is_given_as_it_is(client: Any, ada: Account) -> None:
    client.force_login(ada)

    assert opened(client, kept("a.docx", word("<w:p/>", REMARK))).status_code == 200


def test_a_name_in_a_file_cannot_be_masked(client: Any, ada: Account) -> None:
    client.force_login(ada)
    file = kept("a.txt", b"Kim Young-suk crossed the river.\n")
    gate = opened(client, file, **OUT).url
    receipt = Receipt.objects.waiting().get()
    assert "mask-choices" not in client.get(gate).content.decode()

    client.post(reverse("desk:gate_mask", args=[receipt.pk]), {"rule": "surname"})

    assert opened(client, file, **OUT).status_code == 302
    assert "disclosure:name" in set(receipt.objections.values_list("code", flat=True))


def test_a_file_that_nobody_can_look_into_needs_a_second_reader(client: Any, ada: Account) -> None:
    client.force_login(ada)

    gate = opened(client, kept("a.mp3", b"ID3" + bytes(400)), **OUT).url

    assert Receipt.objects.waiting().get().objections.filter(code="disclosure:unread").exists()
    assert "Nobody could look into this file" in client.get(gate).content.decode()


def test_pictures_are_said_to_be_looked_at_by_nobody(client: Any, ada: Account) -> None:
    client.force_login(ada)

    gate = opened(client, kept("a.png", picture("PNG")), **OUT).url

    assert Receipt.objects.waiting().get().objections.filter(code="disclosure:pictures").exists()
    assert "Nobody looks at them here" in client.get(gate).content.decode()


def test_what_a_slide_says_is_looked_through_and_its_place_said(client: Any, ada: Account) -> None:
    client.force_login(ada)

    gate = opened(client, kept("talk.pptx", carriers.slides(carriers.shape("Mrs. Han Bo-ram spoke"), notes=carriers.shape("softly"))), **OUT).url

    codes = set(Receipt.objects.waiting().get().objections.values_list("code", flat=True))
    page = client.get(gate).content.decode()
    assert {"disclosure:name", "disclosure:file"} <= codes and "disclosure:unread" not in codes
    assert "notes of slide 1" in page and "<mark>Han Bo-ram</mark>" in page


def test_a_file_without_anything_hidden_leaves(client: Any, ada: Account) -> None:
    client.force_login(ada)

    response = opened(client, kept("a.txt", b"The board met in spring.\n"), **OUT)

    assert response.status_code == 200 and b"board" in b"".join(response.streaming_content)


def test_consent_to_a_file_decides_and_stands_beside_it(ada: Account, dan: Account, ben: Account) -> None:
    office = Office(ada, dan, ben)
    client = office.client(ada)
    file, today = kept("a.txt", b"The board met in spring.\n"), timezone.localdate()
    page = client.get(reverse("desk:record", args=["activities", file.record_id])).content.decode()
    assert f"file={file.pk}" in page and f"/files/{file.pk}/take/" in page
    assert client.get(reverse("desk:record_new", args=["consents"]), {"file": str(file.pk)}).status_code == 200

    give_consent(
        by=ada, code="C-2031-011", person=office.person, file=file.pk, purposes=["un_submission"], audiences=["un_body"], identity="full", given_on=str(today),
        period=f"{today}/..", language="ko",
    )  # fmt: skip

    assert "C-2031-011" in client.get(reverse("desk:record", args=["activities", file.record_id])).content.decode()
    assert opened(client, file, **OUT).status_code == 302
    assert Receipt.objects.waiting().get().objections.filter(code="consent:purpose", severity="blocks").exists()
    assert opened(client, file, purpose="un_submission", audience="un_body", identity="full").status_code == 302
    assert Receipt.objects.waiting().get(purpose="un_submission").objections.filter(code="consent:picture").exists()
    assert opened(client, file, purpose="un_submission", audience="un_body", identity="no_picture").status_code == 200


def test_the_form_for_a_file_asks_all_three_and_leads_to_it(client: Any, ada: Account, ben: Account) -> None:
    client.force_login(ada)
    file = kept("a.txt", b"The board met in spring.\n")
    url = reverse("desk:file_take", args=["activities", file.record_id, file.pk])
    assert "no picture" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 400

    response = client.post(url, {**OUT, "identity": "no_picture"})

    assert response.status_code == 302 and response.url.startswith(reverse("desk:file_open", args=["activities", file.record_id, file.pk]))
    assert client.get(response.url).status_code == 200
    client.force_login(ben)
    assert client.get(url).status_code == 403
