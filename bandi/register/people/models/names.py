"""Names as rows: one and the same person, organisation or place under all its names and spellings.

Open records hold them open (`Alias`); protected people hold them sealed (`SealedName`), in their own compartment. The form that a
page shows first stands on the record itself (`Person.full_name`, `ProtectedPerson.name`).
"""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, Record, SealedPart
from bandi.foundation.vault.fields import SealedText
from bandi.register.people.models.protected import ProtectedPerson


class NameKind(models.TextChoices):
    """What a name is to its bearer."""

    SPELLING = "spelling", _("another spelling")
    BIRTH = "birth", _("name at birth")
    OFFICIAL = "official", _("official name")
    PASSPORT = "passport", _("name in the passport")
    ALIAS = "alias", _("alias")
    NICKNAME = "nickname", _("nickname")
    PSEUDONYM = "pseudonym", _("pseudonym")
    FORMER = "former", _("former name")


class Script(models.TextChoices):
    """In which letters a name is written."""

    HANGUL = "hangul", _("Hangul")
    HANJA = "hanja", _("Hanja")
    LATIN = "latin", _("Latin letters")
    OTHER = "other", _("other letters")


class Romanisation(models.TextChoices):
    """By which rules a name was put into Latin letters."""

    REVISED = "rr", _("Revised Romanisation")
    MCCUNE = "mr", _("McCune–Reischauer")
    NORTHERN = "nk", _("North Korean spelling")
    YALE = "yale", _("Yale")
    PASSPORT = "passport", _("as the passport office writes it")
    HABIT = "habit", _("by habit")


_SCRIPTS = (
    (Script.HANGUL, re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")), (Script.HANJA, re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")),
    (Script.LATIN, re.compile(r"[A-Za-z\u00c0-\u024f]")),
)  # fmt: skip


def script_of(text: str) -> str:
    """Return the script in which a name is written, judged by its letters; empty where it has none."""
    found = next((script for script, letters in _SCRIPTS if letters.search(text)), None)
    return found or (Script.OTHER if any(sign.isalpha() for sign in text) else "")


class NameRow(models.Model):
    """What every row of a name says beside the name.

    is_preferred: how she or he wants to be called, at most one in a script.
    updated_at:   by which the indices in memory follow what changed.
    """

    kind = models.CharField(_("kind of name"), max_length=12, choices=NameKind.choices, default=NameKind.SPELLING)
    script = models.CharField(_("script"), max_length=8, choices=Script.choices, blank=True)
    system = models.CharField(_("romanisation"), max_length=8, choices=Romanisation.choices, blank=True)
    is_preferred = models.BooleanField(_("preferred by the bearer"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = [*kwargs["update_fields"], "updated_at"]
        super().save(*args, **kwargs)


class Alias(NameRow, PartBase):
    """Another name of a person of public role, an organisation, outlet, place or programme.

    source says where this form is printed; period when the name was borne (EDTF).
    """

    OWNER = "record"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=2, blank=True)
    period = models.CharField(_("borne in"), max_length=60, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["record", "name"], name="one_alias_per_spelling"),
            models.UniqueConstraint(fields=["record", "script"], condition=Q(is_preferred=True), name="one_preferred_alias"),
        ]
        indexes = [models.Index(fields=["updated_at", "id"], name="alias_by_change")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.script = self.script or script_of(self.name)
        super().save(*args, **kwargs)


class SealedName(NameRow, SealedPart):
    """A name of a protected person. Its kind, script and romanisation stand open: they tell nothing of who she is."""

    OWNER, GOES_ALONG = "person", True

    person = models.ForeignKey(ProtectedPerson, on_delete=models.CASCADE, related_name="names")
    text = SealedText(_("name"), longest=200, is_long=False, blank=False)
    period = SealedText(_("borne in"), longest=60, is_long=False)
    source = SealedText(_("source"), longest=400, is_long=False)

    class Meta:
        ordering = ["-is_preferred", "kind", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "script"], condition=Q(is_preferred=True), name="one_preferred_sealed_name")]
        indexes = [models.Index(fields=["updated_at", "id"], name="sealed_name_by_change")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.script and self.text.plain:
            self.script = script_of(self.text.plain)
        super().save(*args, **kwargs)
