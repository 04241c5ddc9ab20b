"""The spine: identity, handling level and links of every record.

May import: audit, reference, access, Django.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.reference.dates import OFFICE_YEARS
from bandi.foundation.reference.straight import from_row
from bandi.foundation.reference.texts import Bilingual


class Handling(models.TextChoices):
    """Who may see a record. Protected ones hold counts and a place, never a story, until the vault exists."""

    OPEN = "open", _("open")
    INTERNAL = "internal", _("internal")
    PROTECTED = "protected", _("protected")


class Record(models.Model):
    """One identity.

    kind:  label of the model that holds the rest ("activities.activity").
    ref:   the record's name in the folder it was loaded from ("kim-a"); empty for records made on the desk.
    label: what a link to this record says, kept equal to its title by `editing`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    ref = models.CharField(max_length=160, blank=True)
    handling = models.CharField(max_length=10, choices=Handling.choices, default=Handling.OPEN)
    label_en = models.CharField(max_length=400, blank=True)
    label_ko = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    label = Bilingual("label")
    from_db = classmethod(from_row)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ref"], condition=~models.Q(ref=""), name="one_record_per_ref"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "handling"], name="record_by_kind"),
            models.Index(fields=["kind"], condition=models.Q(handling="protected"), name="record_protected"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref or self.id}"


class RecordQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Queries that every kind of record answers."""

    def visible_to(self, account: Account | None) -> RecordQuerySet:
        """Rows that `account` may read; all of them for the house itself (None)."""
        rows = self.in_use()
        if account is None or account.may(Permission.PROTECTED_READ):
            return rows
        if account.may(Permission.RECORDS_READ):
            return rows.exclude(handling=Handling.PROTECTED)
        return rows.none()

    def in_use(self) -> RecordQuerySet:
        """Rows that were not removed, whoever asks.

        `in`, because `= False` becomes `NOT is_removed`, for which SQLite uses no index: 21 ms instead of 2 at 100,000.
        """
        return self.filter(is_removed__in=[False])


def check_values(row: models.Model, years: tuple[int, int], exclude: Collection[str] | None) -> None:
    """Refuse days that lie in no year an office has to do with (the year 0203 is a slip, 9999 somebody’s “never”), and zero bytes, which PostgreSQL keeps in no text.

    It is asked of every row before it is written, on the desk, pasted, or loaded from a folder. Raises: ValidationError, by field.
    """
    problems = {}
    for field in row._meta.concrete_fields:
        if isinstance(field, (models.CharField, models.TextField)) and isinstance(said := getattr(row, field.attname), str) and "\x00" in said:
            problems[field.name] = _("It holds a sign that is none (a zero byte). Type it once more.")
        value = getattr(row, field.attname) if isinstance(field, models.DateField) and field.name not in (exclude or ()) else None
        if isinstance(value, date) and not years[0] <= value.year <= years[1]:
            problems[field.name] = _("%(day)s lies before %(first)s or after %(last)s. Look at the year; leave the day empty where there is none.") % {
                "day": value.isoformat(), "first": years[0], "last": years[1],
            }  # fmt: skip
    if problems:
        raise ValidationError(problems)  # type: ignore[arg-type]


class RecordBase(models.Model):
    """What every domain model has: the spine as its primary key, and the columns that lists filter on.

    handling and is_removed stand here, not on the spine, so that a list needs no join.
    version: counts edits; a form that carries an older one meets `Conflict`.
    """

    record = models.OneToOneField(Record, primary_key=True, on_delete=models.PROTECT, related_name="+")
    handling = models.CharField(max_length=10, choices=Handling.choices, default=Handling.OPEN)
    is_removed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    YEARS = OFFICE_YEARS
    """Between which years its days lie; wider for what others did long ago."""

    objects = RecordQuerySet.as_manager()
    from_db = classmethod(from_row)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude=exclude)
        check_values(self, self.YEARS, exclude)

    @property
    def id(self) -> uuid.UUID:
        return self.record_id  # type: ignore[attr-defined,no-any-return]

    def labels(self) -> tuple[str, str]:
        """What a link to this record says, in English and in Korean. Each model says it."""
        raise NotImplementedError

    @property
    def parent_record(self) -> uuid.UUID:
        """The record under which the revisions of this row are kept: itself."""
        return self.id


class PartBase(models.Model):
    """A row that belongs to a record and has no page of its own: a headcount, an alias, an outcome.

    Its revisions are kept under the record it belongs to, named by `OWNER` ("activity").
    """

    OWNER = ""
    YEARS = OFFICE_YEARS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    from_db = classmethod(from_row)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude=exclude)
        check_values(self, self.YEARS, exclude)

    @property
    def parent_record(self) -> uuid.UUID:
        """The record under which the revisions of this row are kept: its owner."""
        return getattr(self, f"{self.OWNER}_id")  # type: ignore[no-any-return]


class Link(PartBase):
    """A connection between two records that has no columns of its own: related, follows, reported by.

    Links are read in both directions; `note` says what the connection is.
    """

    OWNER = "from_record"

    from_record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links_out")
    to_record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=40, default="related")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_record", "to_record", "kind"], name="one_link_of_a_kind"),
            models.CheckConstraint(
                condition=~models.Q(from_record=models.F("to_record")), name="link_to_another_record"
            ),
        ]


class ImportedRow(models.Model):
    """What a row of a loaded folder looked like when it was last read, so that loading again changes only what changed.

    source: organisation and year of the folder; file and ref: where the row stands; digest: SHA-256 of its values.
    version: version of the record after loading; a higher one means that somebody edited it on the desk since.
    """

    source = models.CharField(max_length=80)
    file = models.CharField(max_length=80)
    ref = models.CharField(max_length=160)
    digest = models.BinaryField(max_length=32)
    record = models.ForeignKey(Record, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "file", "ref"], name="one_imported_row")]
