"""Masking on the gate's page: a name is masked there once, and every way out prints it so."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.models import Receipt
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.tests.test_gate import edition, submission
from bandi.publishing.building import build
from bandi.work.advocacy.models import Letter

pytestmark = pytest.mark.django_db
STORY = "At dawn Kim Young-suk crossed the river."
NAME, FORM = "Young-suk", "Kim O-suk"


def unpacked(body: bytes) -> str:
    """Return a file as text; the parts of a package one after the other."""
    if body[:2] != b"PK":
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def fetched(client: Any, url: str) -> bytes:
    response = client.get(url)
    assert response.status_code == 200, response.headers
    return b"".join(response.streaming_content) if response.streaming else response.content


def taken(client: Any, url: str) -> str:
    """Mask every name at the gate, answer what else is asked, and take the file along."""
    assert client.get(url).status_code == 302
    receipt = Receipt.objects.waiting().get()
    client.post(reverse("desk:gate_mask", args=[receipt.pk]), {"rule": "first_hidden"})
    client.post(reverse("desk:gate_answer", args=[receipt.pk]), {"reason": "a test"})
    return unpacked(fetched(client, url))


def by_list(form: str) -> Callable[[Any, Any], str]:
    def path(client: Any, _folder: Any) -> str:
        world.activity("Evening of stories", summary_en=STORY)
        return taken(client, reverse("desk:record_export", args=["activities", form]) + "?purpose=advocacy&audience=partners&identity=masked")

    path.__name__ = f"list_{form}"
    return path


def by_submission(client: Any, _folder: Any) -> str:
    return taken(client, submission(client, STORY))


def by_letter(client: Any, _folder: Any) -> str:
    row = editing.create(Letter, by=None, occasion_en="On lanterns", recipients_en="The ferry office")
    client.post(reverse("desk:draft_write", args=["letters", row.pk]), {"language": "en", "body": STORY, "number": "0"})
    return taken(client, reverse("desk:draft_paper", args=["letters", row.pk, "en", "docx"]))


def by_report(form: Any) -> Callable[[Any, Any], str]:
    def path(client: Any, folder: Any) -> str:
        by, made = Account.objects.get(username="ada"), edition(STORY)
        target = folder / f"report.{form}"
        with pytest.raises(Withheld) as withheld:
            build(made, form, target, by=by)
        client.post(reverse("desk:gate_mask", args=[withheld.value.receipt]), {"rule": "first_hidden"})
        client.post(reverse("desk:gate_answer", args=[withheld.value.receipt]), {"reason": "a test"})
        build(made, form, target, by=by)
        return unpacked(target.read_bytes())

    path.__name__ = f"report_{form}"
    return path


PATHS = (by_list("csv"), by_list("json"), by_list("xlsx"), by_submission, by_letter, by_report("html"), by_report("docx"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_a_name_masked_at_the_gate_leaves_masked_by(path: Callable[[Any, Any], str], client: Any, ada: Account, tmp_path: Any) -> None:
    client.force_login(ada)

    told = path(client, tmp_path)

    assert FORM in told and NAME not in told
    assert Receipt.objects.left().get().objections.filter(rule="first_hidden").count() == 1


def test_the_page_offers_the_forms_shows_the_choice_and_takes_it_back(client: Any, ada: Account) -> None:
    client.force_login(ada)
    url = submission(client, STORY)
    gate = client.get(url).url
    page = client.get(gate).content.decode()
    assert ">Kim O-suk</button>" in page and ">Kim OO</button>" in page and ">Kim</button>" in page
    receipt = Receipt.objects.get()
    row = receipt.objections.get(code="disclosure:name")

    client.post(reverse("desk:gate_mask", args=[receipt.pk]), {"objection": str(row.pk), "rule": "surname"})
    page = client.get(gate).content.decode()
    assert "Printed as <strong>Kim</strong>" in page and "surname only" in page and "May leave</h2>" in page

    client.post(reverse("desk:gate_take_back", args=[receipt.pk]), {"objection": str(row.pk)})
    assert ">Kim O-suk</button>" in client.get(gate).content.decode()
    assert client.get(url).status_code == 302


def test_a_rule_that_is_not_offered_and_a_receipt_of_somebody_else_are_refused(client: Any, ada: Account, dan: Account) -> None:
    client.force_login(ada)
    client.get(submission(client, STORY))
    receipt = Receipt.objects.get()
    row = receipt.objections.get(code="disclosure:name")
    client.post(reverse("desk:gate_mask", args=[receipt.pk]), {"objection": str(row.pk), "rule": "full"})
    row.refresh_from_db()
    assert row.rule == ""

    client.force_login(dan)
    for name in ("desk:gate_mask", "desk:gate_take_back"):
        assert client.post(reverse(name, args=[receipt.pk]), {"objection": str(row.pk), "rule": "surname"}).status_code == 404
        assert client.get(reverse(name, args=[receipt.pk])).status_code == 405
