"""Compartments: which data belong together, and who may open them.

May import: locks, Django.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bandi.foundation.reference.texts import Bilingual, language_of
from bandi.foundation.vault.models.members import Member


class Tier(models.IntegerChoices):
    """What happens to people if it leaks; decides the ceremony, not the reader."""

    INTERNAL = 1, pgettext_lazy("compartment", "internal")
    PERSONAL = 2, _("personal")
    GRAVE = 3, _("grave")
    LETHAL = 4, _("lethal")


class Compartment(models.Model):
    """A room with a lock of its own: Testimony, Identities, Donors.

    tier:             1 is held by the server itself; from 2 on only members open it.
    needs_assignment: members see only the records they are assigned to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ko = models.CharField(_("name in Korean"), max_length=120)
    about_en = models.CharField(_("what belongs here, in English"), max_length=400, blank=True)
    about_ko = models.CharField(_("what belongs here, in Korean"), max_length=400, blank=True)
    tier = models.PositiveSmallIntegerField(choices=Tier.choices, default=Tier.GRAVE)
    needs_assignment = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    name = Bilingual("name")
    about = Bilingual("about")

    class Meta:
        ordering = ["tier", "key"]
        constraints = [models.CheckConstraint(condition=Q(tier__gte=1, tier__lte=4), name="compartment_tier_known")]

    def __str__(self) -> str:
        return str(self.name.in_language(language_of(get_language())))

    @property
    def current(self) -> CompartmentVersion:
        """The version that new things are sealed to."""
        return self.versions.order_by("-number")[0]


class CompartmentVersion(models.Model):
    """One key pair of a compartment. When somebody leaves, a new version is made and the subjects are wrapped to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    public = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compartment", "number"], name="one_version_of_a_number")]


class Grant(models.Model):
    """The private half of a compartment version, wrapped to a member, or to the recovery key when `member` is null.

    For tier 1 `member` is null and `to_server` is true: the operational key opens it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(CompartmentVersion, on_delete=models.CASCADE, related_name="grants")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="grants")
    to_server = models.BooleanField(default=False)
    wrap = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "member"], name="one_grant_per_member")]


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Queries over who belongs where."""

    def now(self, moment: Any = None) -> MembershipQuerySet:
        """Memberships that hold at this moment. moment: stands for it in a statement that is kept."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=moment or timezone.now()))


class Membership(models.Model):
    """That a member belongs to a compartment. A key wrap (`Grant`) is needed beside it: both or nothing.

    is_steward: lets others in and out; opens nothing by virtue of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="memberships")
    is_steward = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "member"], condition=Q(until__isnull=True), name="one_open_membership"
            )
        ]
