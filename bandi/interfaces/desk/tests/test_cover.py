"""The cover of an edition is chosen on a page of its own, by who may write it."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry
from bandi.foundation.records import editing
from bandi.parsing.tests.conftest import jail_works  # noqa: F401
from bandi.publishing.actions import publish_edition
from bandi.publishing.models import Edition, EditionSection

pytestmark = pytest.mark.django_db
WORDS = {"alt": "A lantern in the rain", "credit": "Picture: A. Lantern", "people": "no"}


@pytest.fixture
def edition(ada: Account) -> Edition:
    edition = editing.create(Edition, by=ada, year=2031, language="en", title="Lantern Report", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31))
    editing.add(EditionSection(edition=edition, key="one", title="One", order=1), by=ada)
    return edition


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def upload(width: int = 1_200) -> SimpleUploadedFile:
    held = io.BytesIO()
    Image.new("RGB", (width, width), "#204060").save(held, "PNG")
    return SimpleUploadedFile("lantern.png", held.getvalue(), "image/png")


def at(edition: Edition, name: str = "report_cover") -> str:
    return reverse(f"desk:{name}", args=[edition.pk])


@pytest.mark.usefixtures("jail_works")
def test_a_picture_is_chosen_shown_and_taken_off(dan: Account, edition: Edition) -> None:
    client = signed_in(dan)
    assert "one light for each activity" in client.get(at(edition)).content.decode()

    answer = client.post(at(edition), {"file": upload(), **WORDS})

    assert answer.status_code == 302
    page = client.get(at(edition)).content.decode()
    assert 'alt="A lantern in the rain"' in page
    picture = client.get(at(edition, "report_cover_picture"))
    assert picture["Content-Type"] == "image/jpeg" and "sandbox" in picture["Content-Security-Policy"]
    assert Entry.objects.filter(kind="records:attachment:add", record=edition.pk).count() == 1

    client.post(at(edition), {"act": "remove"})

    assert client.get(at(edition, "report_cover_picture")).status_code == 404
    assert Entry.objects.filter(kind="records:attachment:remove", record=edition.pk).count() == 1


@pytest.mark.usefixtures("jail_works")
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(dan: Account, edition: Edition) -> None:
    page = signed_in(dan).post(at(edition), {"file": upload(), "alt": "", "credit": "Picture: A. Lantern"}).content.decode()

    assert 'id="alt-error"' in page and 'id="people-error"' in page and 'id="file-error"' not in page
    assert 'value="Picture: A. Lantern"' in page


@pytest.mark.usefixtures("jail_works")
def test_a_small_picture_is_refused_with_what_to_do(dan: Account, edition: Edition) -> None:
    page = signed_in(dan).post(at(edition), {"file": upload(400), **WORDS}).content.decode()

    assert "Choose a larger one." in page
    assert Edition.objects.get(pk=edition.pk).cover is None


def test_who_may_only_read_cannot_choose_and_an_outsider_sees_nothing(ben: Account, cho: Account, dan: Account, edition: Edition) -> None:
    assert signed_in(ben).post(at(edition), WORDS).status_code == 403
    assert signed_in(cho).get(at(edition)).status_code in (403, 404)
    assert signed_in(dan).get(reverse("desk:report_cover", args=[uuid4()])).status_code == 404
    assert signed_in(dan).delete(at(edition)).status_code == 405
    assert signed_in(dan).post(at(edition, "report_cover_picture")).status_code == 405


def test_a_published_edition_says_that_it_must_be_reopened(dan: Account, ada: Account, edition: Edition) -> None:
    publish_edition(edition=edition, by=ada)
    client = signed_in(dan)

    assert "Keep the cover" not in client.get(at(edition)).content.decode()
    assert "Reopen it" in client.post(at(edition), {"act": "remove"}, follow=True).content.decode()
