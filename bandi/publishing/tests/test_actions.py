"""Writing, ordering and publishing an edition."""

from __future__ import annotations

from datetime import date

import pytest

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing
from bandi.foundation.records.errors import Conflict
from bandi.publishing.actions import (
    print_section,
    publish_edition,
    reopen_edition,
    reorder_sections,
    retitle_section,
    sign_edition,
    write_section,
)
from bandi.publishing.errors import EditionPublished, NothingToPublish
from bandi.publishing.models import Edition, EditionSection

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return editing.create(
        Edition, by=None, year=2031, language="en", title="Report", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31)
    )


@pytest.fixture
def sections(edition: Edition) -> list[EditionSection]:
    return [
        editing.add(EditionSection(edition=edition, key=key, title=key, order=order), by=None)
        for order, key in enumerate(("one", "two", "three"), start=1)
    ]


def test_a_text_is_written_and_can_be_taken_back(sections: list[EditionSection], dan: Account) -> None:
    write_section(section=sections[0], body="A text.\r\n", by=dan)
    assert EditionSection.objects.get(pk=sections[0].pk).body == "A text."

    editing.undo(Revision.objects.filter(row=str(sections[0].pk)).latest("version"), by=dan)
    assert EditionSection.objects.get(pk=sections[0].pk).body == ""


def test_the_second_writer_of_a_text_is_shown_both(sections: list[EditionSection], dan: Account, ada: Account) -> None:
    version = Edition.objects.get().version
    write_section(section=sections[0], body="Dan's text.", by=dan, version=version)

    with pytest.raises(Conflict) as caught:
        write_section(section=sections[0], body="Ada's text.", by=ada, version=version)
    assert caught.value.theirs == {"body": "Dan's text."}


def test_sections_change_places_and_nothing_else_moves(edition: Edition, sections: list[EditionSection], dan: Account) -> None:
    reorder_sections(edition=edition, keys=["three", "one"], by=dan)

    assert [row.key for row in edition.sections.order_by("order")] == ["three", "two", "one"]
    for wrong in (["one", "nobody"], ["one", "one"]):
        with pytest.raises(ValueError, match="each key"):
            reorder_sections(edition=edition, keys=wrong, by=dan)


def test_only_a_director_publishes_and_a_published_edition_refuses_every_change(
    edition: Edition, sections: list[EditionSection], dan: Account, ada: Account
) -> None:
    with pytest.raises(NotPermitted):
        publish_edition(edition=edition, by=dan)
    publish_edition(edition=edition, by=ada)
    assert Edition.objects.get().published_at is not None

    for change in (
        lambda: write_section(section=sections[0], body="Late.", by=ada),
        lambda: retitle_section(section=sections[0], title="Late", by=ada),
        lambda: print_section(section=sections[0], is_printed=False, by=ada),
        lambda: reorder_sections(edition=edition, keys=["two", "one"], by=ada),
        lambda: sign_edition(edition=edition, signed_by="Late", dated_on=None, by=ada),
    ):
        with pytest.raises(EditionPublished):
            change()

    reopen_edition(edition=edition, by=ada)
    retitle_section(section=sections[0], title="In time", by=ada)
    assert EditionSection.objects.get(pk=sections[0].pk).title == "In time"


def test_publishing_leaves_an_entry_and_an_empty_edition_cannot_be_published(edition: Edition, ada: Account) -> None:
    with pytest.raises(NothingToPublish):
        publish_edition(edition=edition, by=ada)
    editing.add(EditionSection(edition=edition, key="one", title="One", order=1), by=None)

    publish_edition(edition=edition, by=ada)

    assert Entry.objects.filter(kind="publishing:edition:edit", record=edition.id).count() == 1


def test_a_reader_writes_nothing(sections: list[EditionSection], ben: Account) -> None:
    for change in (
        lambda: write_section(section=sections[0], body="No.", by=ben),
        lambda: retitle_section(section=sections[0], title="No", by=ben),
        lambda: reorder_sections(edition=sections[0].edition, keys=["two", "one"], by=ben),
    ):
        with pytest.raises(NotPermitted):
            change()
