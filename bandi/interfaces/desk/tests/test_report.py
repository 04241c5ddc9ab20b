"""A text is written beside its picture, nobody loses what she wrote, and nothing goes out in silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing
from bandi.publishing.models import Edition, EditionSection
from bandi.register.claims.models import Claim, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(ada: Account) -> Edition:
    return editing.create(
        Edition, by=ada, year=2024, language="en", title="Lantern Report", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31),
        signed_by="A. Lantern",
    )  # fmt: skip


@pytest.fixture
def section(edition: Edition, ada: Account) -> EditionSection:
    editing.create(Claim, by=ada, ref="F901", year=2024, statement_en="Fireflies seen", value=Decimal(12), qualifier="exact", order=1)
    made = editing.add(EditionSection(edition=edition, key="dawn", title="Dawn", order=1, body="We saw {F901} fireflies."), by=ada)
    editing.add(EditionSection(edition=edition, key="dusk", title="Dusk", order=2), by=ada)
    return made


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def at(name: str, section: EditionSection, *more: str) -> str:
    return reverse(f"desk:{name}", args=[section.edition_id, section.pk, *more])


def version_of(section: EditionSection) -> int:
    return Edition.objects.get(pk=section.edition_id).version


def test_a_text_stands_beside_its_picture_with_its_numbers(dan: Account, section: EditionSection) -> None:
    page = signed_in(dan).get(at("report_section", section)).content.decode()

    assert "We saw {F901} fireflies." in page
    assert 'class="claim is-no_evidence"' in page
    assert 'data-insert="{F901}"' in page


def test_the_preview_names_numbers_that_are_bound_to_nothing(dan: Account, section: EditionSection) -> None:
    form = {"title": "Dawn", "body": "We saw {F901} fireflies and 17 owls <b>"}

    answer = signed_in(dan).post(at("report_preview", section), form).content.decode()

    assert '<span class="claim is-unbound">17' in answer
    assert "&lt;b&gt;" in answer
    assert EditionSection.objects.get(pk=section.pk).body == "We saw {F901} fireflies."


def test_a_saved_text_can_be_taken_back(dan: Account, section: EditionSection) -> None:
    client = signed_in(dan)

    client.post(at("report_section", section), {"title": "First light", "body": "Nothing yet.", "version": version_of(section)})
    saved = EditionSection.objects.get(pk=section.pk)
    page = client.get(at("report_section", section)).content.decode()

    assert (saved.title, saved.body) == ("First light", "Nothing yet.")
    assert "/undo/" in page


def test_title_and_text_are_taken_back_as_the_one_edit_they_were(dan: Account, section: EditionSection) -> None:
    client = signed_in(dan)
    client.post(at("report_section", section), {"title": "First light", "body": "Nothing yet.", "version": version_of(section)})

    revisions = Revision.objects.filter(row=str(section.pk), after__has_key="body").exclude(before=None)
    client.post(reverse("desk:undo", args=[revisions.get().pk]))

    standing = EditionSection.objects.get(pk=section.pk)
    assert (standing.title, standing.body) == ("Dawn", "We saw {F901} fireflies.")


def test_the_second_writer_is_shown_both_texts_and_loses_nothing(ada: Account, dan: Account, section: EditionSection) -> None:
    version = version_of(section)
    signed_in(ada).post(at("report_section", section), {"title": "Dawn", "body": "Ada was here.", "version": version})

    late = {"title": "Dawn", "body": "Dan was here.", "version": version}
    answer = signed_in(dan).post(at("report_section", section), late).content.decode()
    assert "Ada was here." in answer and "Dan was here." in answer
    assert EditionSection.objects.get(pk=section.pk).body == "Ada was here."

    chosen = {"choice-body": "yours", "yours-body": "Dan was here.", "title": "Dawn", "version": version_of(section)}
    signed_in(dan).post(at("report_section", section), chosen)
    assert EditionSection.objects.get(pk=section.pk).body == "Dan was here."


def test_sections_change_places_and_can_be_left_out(dan: Account, section: EditionSection) -> None:
    client = signed_in(dan)

    client.post(at("report_move", section, "down"))
    client.post(at("report_print", section), {"print": "no"})

    keys = list(section.edition.sections.order_by("order").values_list("key", flat=True))
    assert keys == ["dusk", "dawn"]
    assert not EditionSection.objects.get(pk=section.pk).is_printed


@pytest.mark.parametrize("name", ["report_section", "report_preview", "report_print"])
def test_a_reader_writes_nothing(ben: Account, cho: Account, section: EditionSection, name: str) -> None:
    assert signed_in(ben).post(at(name, section), {"title": "x", "body": "x"}).status_code == 403
    assert signed_in(cho).post(at(name, section), {"title": "x", "body": "x"}).status_code == 404


def test_a_section_of_another_edition_is_not_found(dan: Account, section: EditionSection, ada: Account) -> None:
    other = editing.create(
        Edition, by=ada, year=2023, language="en", title="Older", starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31)
    )

    assert signed_in(dan).get(reverse("desk:report_section", args=[other.pk, section.pk])).status_code == 404


def test_an_edition_with_open_contradictions_goes_out_only_with_a_reason(ada: Account, section: EditionSection) -> None:
    Claim.objects.update(state=State.DIFFERS)
    client = signed_in(ada)
    address = reverse("desk:report_publish", args=[section.edition_id])

    refused = client.post(address).content.decode()
    assert "Say why" in refused
    assert Edition.objects.get(pk=section.edition_id).published_at is None

    client.post(address, {"note": "The owls will be counted in spring."})
    published = Edition.objects.get(pk=section.edition_id)
    assert published.published_at is not None
    assert "The owls will be counted in spring." in client.get(reverse("desk:report_check", args=[published.pk])).content.decode()
    assert Entry.objects.filter(kind="publishing:edition:publish", actor=ada.id).exists()


def test_a_published_text_is_not_changed_until_it_is_reopened(ada: Account, section: EditionSection) -> None:
    client = signed_in(ada)
    client.post(reverse("desk:report_publish", args=[section.edition_id]), {"note": "Ready."})

    client.post(at("report_section", section), {"title": "Dawn", "body": "Too late.", "version": version_of(section)})
    assert EditionSection.objects.get(pk=section.pk).body == "We saw {F901} fireflies."

    client.post(reverse("desk:report_reopen", args=[section.edition_id]))
    client.post(at("report_section", section), {"title": "Dawn", "body": "In time.", "version": version_of(section)})
    assert EditionSection.objects.get(pk=section.pk).body == "In time."


def test_an_officer_does_not_publish(dan: Account, section: EditionSection) -> None:
    assert signed_in(dan).post(reverse("desk:report_publish", args=[section.edition_id])).status_code == 403


def test_every_page_of_the_report_opens_for_a_reader(ben: Account, section: EditionSection) -> None:
    client = signed_in(ben)

    assert client.get("/report/?year=2024").status_code == 200
    for name in ("report_edition", "report_read", "report_check"):
        assert client.get(reverse(f"desk:{name}", args=[section.edition_id])).status_code == 200
