"""The page on which the cover of an edition is chosen.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from bandi.foundation.access.permissions import Permission
from bandi.interfaces.desk.reading import Reader
from bandi.publishing.models import Edition


@dataclass(frozen=True)
class CoverPage:
    """What `desk/report/cover.html` shows. picture_url: the picture as it is kept, or empty. people: "yes", "no", or nothing said yet. errors: by field."""

    title: str
    lang: str
    url: str
    edition_url: str
    picture_url: str
    alt: str
    credit: str
    people: str
    may_write: bool
    errors: Mapping[str, str]


def cover_page(edition: Edition, reader: Reader, given: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None) -> CoverPage:
    """Return the cover of an edition; what stands in the form is what was given, where it was refused."""
    standing = {"alt": edition.cover_alt, "credit": edition.cover_credit, "people": ("yes" if edition.cover_shows_people else "no") if edition.cover_id else ""}
    shown = {**standing, **(given or {})}
    url = reverse("desk:report_cover", args=[edition.pk])
    return CoverPage(
        title=edition.title, lang=edition.language, url=url, edition_url=reverse("desk:report_edition", args=[edition.pk]),
        picture_url=f"{reverse('desk:report_cover_picture', args=[edition.pk])}?v={edition.cover_id}" if edition.cover_id else "",
        alt=shown["alt"], credit=shown["credit"], people=shown["people"],
        may_write=reader.account.may(Permission.EDITION_WRITE) and not edition.published_at, errors=errors or {},
    )  # fmt: skip
