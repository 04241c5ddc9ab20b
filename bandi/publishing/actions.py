"""Every write to an edition: its texts, titles and order, and publishing it.

Guards against: an edition that changes after it went out. A published one refuses every change until it is reopened,
                which leaves an entry in the chain.
May import: the foundation, this package.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.records import editing
from bandi.publishing.errors import EditionPublished, NothingToPublish
from bandi.publishing.models import Edition, EditionSection


@transaction.atomic
def write_section(
    *, section: EditionSection, body: str, by: Account | None, version: int | None = None
) -> EditionSection:
    """Change the text of a section and return it.

    body:    numbers as {F043}; paragraphs apart by an empty line, lists by "- ".
    version: of the edition the writer saw; None when she cannot have been overtaken.
    Raises:  NotPermitted; EditionPublished; Conflict when somebody wrote the same text meanwhile.
    """
    return _edit_section(section, {"body": body.replace("\r\n", "\n").strip()}, by=by, version=version)


@transaction.atomic
def retitle_section(
    *, section: EditionSection, title: str, by: Account | None, version: int | None = None
) -> EditionSection:
    """Change the title of a section and return it. Raises: NotPermitted; EditionPublished; Conflict; ValidationError when empty."""
    return _edit_section(section, {"title": " ".join(title.split())}, by=by, version=version)


@transaction.atomic
def rewrite_section(
    *, section: EditionSection, title: str, body: str, by: Account | None, version: int | None = None
) -> EditionSection:
    """Change title and text of a section in one edit, which is taken back as one. Raises: as `write_section`, `retitle_section`."""
    changes = {"title": " ".join(title.split()), "body": body.replace("\r\n", "\n").strip()}
    return _edit_section(section, changes, by=by, version=version)


@transaction.atomic
def print_section(*, section: EditionSection, is_printed: bool, by: Account | None) -> EditionSection:
    """Print a section, or leave it out with everything beneath it. Raises: NotPermitted; EditionPublished."""
    return _edit_section(section, {"is_printed": is_printed}, by=by, version=None)


@transaction.atomic
def reorder_sections(*, edition: Edition, keys: Sequence[str], by: Account | None) -> list[EditionSection]:
    """Put sections of one parent into a new order and return them; sections that are not named keep their places.

    keys:   of siblings, in the wanted order. They take the places these sections have now, so nothing else moves.
    Raises: NotPermitted; EditionPublished; ValueError for an unknown or repeated key, or for sections of several parents.
    """
    may_change(edition, by)
    sections = {section.key: section for section in edition.sections.filter(key__in=keys)}
    if len(keys) != len(set(keys)) or len(sections) != len(keys):
        raise ValueError("each key must name one section of this edition")
    if len({section.parent_id for section in sections.values()}) > 1:
        raise ValueError("only sections beneath the same section can change places")
    places = sorted(section.order for section in sections.values())
    return [
        editing.edit(sections[key], {"order": place}, by=by) for key, place in zip(keys, places, strict=True)
    ]  # type: ignore[misc]


@transaction.atomic
def sign_edition(
    *, edition: Edition, signed_by: str, dated_on: date | None, by: Account | None, version: int | None = None
) -> Edition:
    """Say who signs the foreword and when. Raises: NotPermitted; EditionPublished; Conflict."""
    may_change(edition, by)
    changes: dict[str, Any] = {"signed_by": " ".join(signed_by.split()), "dated_on": dated_on}
    return editing.edit(edition, changes, by=by, version=version)  # type: ignore[return-value]


@transaction.atomic
def publish_edition(*, edition: Edition, by: Account | None, note: str = "") -> Edition:
    """Close an edition as published and return it; publishing again changes nothing.

    note:   why it goes out although contradictions are open.
    Raises: NotPermitted; NothingToPublish.
    """
    require(by, Permission.EDITION_PUBLISH)
    current = Edition.objects.select_for_update().get(pk=edition.pk)
    if current.published_at:
        return current
    if not current.sections.filter(is_printed=True).exists():
        raise NothingToPublish(f"the edition of {current.year} ({current.language}) has no section that is printed")
    return editing.edit(current, {"published_at": timezone.now(), "published_note": note.strip()}, by=by)  # type: ignore[return-value]


@transaction.atomic
def reopen_edition(*, edition: Edition, by: Account | None) -> Edition:
    """Open a published edition for changes and return it. Raises: NotPermitted."""
    require(by, Permission.EDITION_PUBLISH)
    return editing.edit(edition, {"published_at": None, "published_note": ""}, by=by)  # type: ignore[return-value]


def _edit_section(
    section: EditionSection, changes: dict[str, Any], *, by: Account | None, version: int | None
) -> EditionSection:
    may_change(section.edition, by)
    return editing.edit(section, changes, by=by, version=version)  # type: ignore[return-value]


def may_change(edition: Edition, by: Account | None) -> None:
    """Refuse a change. Raises: NotPermitted; EditionPublished."""
    require(by, Permission.EDITION_WRITE)
    if Edition.objects.filter(pk=edition.pk, published_at__isnull=False).exists():
        raise EditionPublished(f"the edition of {edition.year} ({edition.language}) is published; reopen it to change it")
