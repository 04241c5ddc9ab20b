"""People of programmes, who stand here by a code: volunteers and members.

Guards against: a list of young people's names in a table that everybody can export. The name is a `ProtectedPerson` of the same code, in a compartment;
                nothing here points to it, so that these rows do not even tell whether there is one (`decisions/0019`).
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import Handling, RecordBase

CODE = RegexValidator(r"^[A-Za-z0-9가-힣][\w.\-]*$", _("Letters, digits, hyphens and dots, such as V-2024-003."))


class Presence(models.TextChoices):
    """Whether somebody came to what she was put down for."""

    PLANNED = "planned", _("expected")
    CAME = "came", _("came")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("did not come")


class NamedAfter(RecordBase):
    """A record whose name is made of others' names: it is protected where one of them is, because links and lists show the name."""

    NAMED_AFTER: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.handling != Handling.PROTECTED and any(getattr(self, name).handling == Handling.PROTECTED for name in self.NAMED_AFTER if getattr(self, f"{name}_id")):
            raise ValidationError({"handling": _("What it belongs to is protected, so this has to be as well.")})


class Coded(RecordBase):
    """Somebody by a code that never changes: shifts, certificates and the sealed name hang on it."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[CODE], help_text=_("Never a name. It stays as it is: the sealed name is found by it."))
    handling = models.CharField(max_length=10, choices=Handling.choices, default=Handling.INTERNAL)
    is_minor = models.BooleanField(_("under age"), default=False)
    guardian_agreed = models.BooleanField(_("the guardian agreed"), default=False)

    class Meta:
        abstract = True

    def labels(self) -> tuple[str, str]:
        return self.code, self.code
