"""Who came: numbers without names, and the named people of public role who took part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase
from bandi.register.activities.models.activity import Activity
from bandi.register.people.models import Organisation, Person


class Measure(models.TextChoices):
    """What a headcount counts. People and attendances are two numbers and are never added up."""

    PEOPLE = "people", _("people")
    ATTENDANCES = "attendances", _("attendances")
    ORGANISATIONS = "organisations", _("organisations")
    THINGS = "things", _("things")


class Qualifier(models.TextChoices):
    """How exactly a number is meant."""

    EXACT = "exact", _("exactly")
    APPROX = "approx", _("about")
    AT_LEAST = "at_least", _("at least")
    TOTAL_TO_DATE = "total_to_date", _("to date")
    NOT_STATED = "not_stated", _("not stated")


class Headcount(PartBase):
    """How many: a number with its unit and qualifier, for everybody or for one group.

    group: empty for the whole; otherwise the part that is counted ("women", "university"); groups add up to the whole
           only where `part_of` points to it.
    unit:  what one is, as the source has it ("students", "subscribers").
    target: how many were hoped for, where a number was set before.
    """

    OWNER = "activity"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="headcounts")
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="groups")
    count = models.PositiveIntegerField(_("number"))
    unit = models.CharField(_("unit"), max_length=200, blank=True)
    measure = models.CharField(_("counts"), max_length=14, choices=Measure.choices, default=Measure.PEOPLE)
    qualifier = models.CharField(_("qualifier"), max_length=14, choices=Qualifier.choices, default=Qualifier.EXACT)
    group = models.CharField(_("group"), max_length=120, blank=True)
    target = models.PositiveIntegerField(_("target"), null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    @property
    def reached(self) -> str:
        """How much of the target was reached, in whole per cent; empty without one."""
        return f"{self.count * 100 // self.target}%" if self.target else ""


class Side(models.TextChoices):
    """On whose side somebody took part."""

    OURS = "ours", _("our people")
    PARTNER = "partner", _("partner")
    COUNTERPART = "counterpart", _("counterpart")


class Participation(PartBase):
    """A person of public role or an organisation that took part.

    role: as the source has it: "Deputy Director General", "addressee", "host".
    name: as printed, where neither a person nor an organisation of the register is meant.
    """

    OWNER = "activity"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    side = models.CharField(_("side"), max_length=11, choices=Side.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="participations")
    name = models.CharField(_("name as printed"), max_length=300, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    role_ko = models.CharField(_("role in Korean"), max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["side", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False) | ~Q(name=""),
                name="participation_names_somebody",
            )
        ]
