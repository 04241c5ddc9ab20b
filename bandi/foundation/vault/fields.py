"""Sealed fields: pleasant to write, closed to read.

    class Statement(SealedRow, models.Model):
        text = SealedText(_("what was said"))

    statement.text = "…"; statement.save()        needs public halves only
    opened([statement], by=reader)                needs an unlocked member; see `reading`

Guards against: a thief of the database, an administrator, a value moved to another row, field or compartment.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core import exceptions
from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.vault.errors import Erased
from bandi.foundation.vault.models.compartments import Tier
from bandi.foundation.vault.models.subjects import RecordKey, Subject
from bandi.foundation.vault.values import SealedValue
from bandi.keyholder import purposes
from bandi.locks import cells, pairs


class SealedText(models.Field):  # type: ignore[type-arg]
    """A text that stands sealed in the database.

    longest: most characters of the text; checked before it is sealed.
    """

    description = _("Sealed text")

    def __init__(self, *args: Any, longest: int = 200_000, is_long: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("default", SealedValue)
        kwargs.setdefault("blank", True)
        self.longest, self.is_long = longest, is_long
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, *_: Any) -> SealedValue:
        return SealedValue(bytes(value)) if value else SealedValue()

    def to_python(self, value: Any) -> SealedValue:
        try:
            return SealedValue.of(value)
        except ValueError as error:
            raise exceptions.ValidationError(_("This is not a text."), code="invalid") from error

    def clean(self, value: Any, model_instance: models.Model | None) -> SealedValue:
        read = self.to_python(value)
        if read.plain is not None and len(read.plain) > self.longest:
            message = _("At most %(most)d characters; these are %(have)d.")
            raise exceptions.ValidationError(message, params={"most": self.longest, "have": len(read.plain)})
        if not self.blank and not read:
            raise exceptions.ValidationError(self.error_messages["blank"], code="blank")
        return read

    def pre_save(self, model_instance: Any, add: bool) -> SealedValue:
        value = SealedValue.of(getattr(model_instance, self.attname))
        if value.is_fresh:
            value = SealedValue(model_instance.seal(self, value.plain or ""), value.plain)
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> bytes:
        read = SealedValue.of(value)
        if read.is_fresh:
            raise TypeError("a sealed field is written through its row, so that the value is bound to its place")
        return read.sealed

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return connection.Database.Binary(self.get_prep_value(value))

    def value_to_string(self, obj: models.Model) -> str:
        return SealedValue.of(self.value_from_object(obj)).as_json()["sealed"]

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        widget = forms.Textarea if self.is_long else forms.TextInput
        return super().formfield(**{"form_class": forms.CharField, "widget": widget, "max_length": self.longest, **kwargs})


class SealedRow(models.Model):
    """A row with sealed fields. Everything sealed in it stands under the key of its subject.

    subject: may be shared by many rows (a survivor's statements); destroying its key makes all of them unreadable.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+", verbose_name=_("subject"))

    sealing: tuple[uuid.UUID, bytes] | None = None
    """Id and bytes of the record key under which this object seals; made when it is first needed."""

    class Meta:
        abstract = True

    @classmethod
    def sealed_fields(cls) -> dict[str, SealedText]:
        """The sealed fields by name."""
        return {field.name: field for field in cls._meta.concrete_fields if isinstance(field, SealedText)}

    def seal(self, field: models.Field, text: str) -> bytes:  # type: ignore[type-arg]
        """Return `text` sealed for one field of this row, under a record key made for this object. Raises: Erased."""
        subject = self.subject
        if subject.erased_at is not None:
            raise Erased("the keys of this subject were destroyed")
        if self.sealing is None:
            self.sealing = new_record_key(subject, uuid.UUID(str(self.pk)))
        key_id, key = self.sealing
        return cells.seal(text.encode(), key=key, key_id=key_id, place=place_of(self, field.name), padded=subject.compartment.tier >= Tier.GRAVE)


def place_of(row: SealedRow, field: str) -> cells.Place:
    """Return where a value of a row stands."""
    compartment = row.subject.compartment
    return cells.Place(row._meta.label_lower, uuid.UUID(str(row.pk)), field, compartment.id, compartment.tier)


def new_record_key(subject: Subject, record: uuid.UUID, key: bytes | None = None) -> tuple[uuid.UUID, bytes]:
    """Keep a record key (a fresh one by default) wrapped; return its id and the key. Needs the subject's public half only."""
    key_id, key = uuid.uuid4(), key or cells.new_key()
    info = purposes.record(subject.id, record, key_id)
    seed = getattr(subject, "fresh_seed", None)
    wrap = (
        pairs.wrap_inner(key, key=purposes.inner_key(seed), info=info)
        if seed
        else pairs.wrap(key, public=bytes(subject.public), info=info)
    )
    RecordKey.objects.create(id=key_id, subject=subject, record=record, wrap=wrap)
    return key_id, key
