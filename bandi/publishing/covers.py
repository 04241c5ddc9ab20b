"""The picture on the cover of an edition: made anew from the pixels of a file, described, kept with the edition, taken off.

Guards against: a photograph that tells where and by whom it was taken; a file that is made to take over who prints it; a face that reaches the
                public because nobody looked.
Guarantees:     what is kept is a JPEG made here from pixels that came out of the jail; the file itself is not kept. A picture has words for readers who do
                not see it. The gate asks about every new picture (`leaving`), and has a second person look where it shows people.
May import: the foundation, the parsing library, this package.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bandi import parsing
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.records import attaching, editing
from bandi.foundation.records.blocks import CoverPicture
from bandi.parsing import derive
from bandi.publishing.actions import may_change
from bandi.publishing.models import Edition

WIDTH = 2_480
"""Pixels across an A4 page at 300 to the inch."""
NARROWEST = 1_000
LARGEST = 40 * 1024 * 1024
_QUALITY = 88


def remade(content: bytes, *, name: str) -> bytes:
    """Return a picture made anew from the pixels of a file, as JPEG without anything beside them.

    Raises: ParsingError (no jail, no picture, too large); ValidationError for one that would be coarse in print.
    """
    pixels = next(parsing.page_images(content, name=name, width=WIDTH, pages=1), None)
    if pixels is None or pixels.width < NARROWEST:
        raise ValidationError(_("This picture has fewer than %(pixels)s pixels across and would be coarse in print. Choose a larger one.") % {"pixels": NARROWEST})
    return derive.jpeg(pixels, quality=_QUALITY)


@transaction.atomic
def choose_cover(*, edition: Edition, picture: bytes | None, alt: str, credit: str, shows_people: bool | None, by: Account | None) -> Edition:
    """Put a picture on the cover and return the edition; the one before is destroyed.

    picture: as `remade` gives it; None keeps the present one and changes its words.
    Raises:  NotPermitted; EditionPublished; ValidationError without a picture, without its words, or while nobody said whether it shows people.
    """
    may_change(edition, by)
    problems = {}
    if picture is None and edition.cover_id is None:
        problems["file"] = _("Choose a picture.")
    if not alt.strip():
        problems["alt"] = _("Say in a sentence what the picture shows: it is read to those who do not see it.")
    if shows_people is None:
        problems["people"] = _("Say whether somebody could be recognised in the picture.")
    if problems:
        raise ValidationError(problems)
    before = edition.cover
    changes = {"cover_alt": " ".join(alt.split()), "cover_credit": " ".join(credit.split()), "cover_shows_people": bool(shows_people)}
    if picture is not None:
        kept = attaching.keep(to=edition, content=picture, name="cover.jpg", media_type="image/jpeg", by=by)
        changes["cover_id"] = kept.pk
    edition = editing.edit(edition, changes, by=by)  # type: ignore[assignment]
    if picture is not None and before is not None:
        attaching.detach(attachment=before, of=edition, by=by)
    return edition


@transaction.atomic
def remove_cover(*, edition: Edition, by: Account | None) -> Edition:
    """Take the picture off the cover, destroy it, and return the edition; the drawn cover stands again. Raises: NotPermitted; EditionPublished."""
    may_change(edition, by)
    before = edition.cover
    edition = editing.edit(edition, {"cover_id": None, "cover_alt": "", "cover_credit": "", "cover_shows_people": True}, by=by)  # type: ignore[assignment]
    if before is not None:
        attaching.detach(attachment=before, of=edition, by=by)
    return edition


def picture_of(edition: Edition, account: Account | None) -> CoverPicture | None:
    """Return the picture on the cover with its words, or None. Raises: NotPermitted; VaultError where its file cannot be opened."""
    require(account, Permission.RECORDS_READ)
    if edition.cover is None:
        return None
    return CoverPicture(attaching.content_of(edition.cover), edition.cover_alt, edition.cover_credit)
