"""Money and gifts in kind that belong to an activity."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models.activity import Activity


class Amount(RecordBase):
    """An amount of money with its currency and, where it was converted, the other amount.

    amount, other_amount: in whole units of their currency (won, dollars). direction: spent, awarded, secured … in words.
    rate:     units of `currency` for one of `other_currency`, as stated; rate_source: where it comes from.
    is_external: a figure about the world, not money of ours.
    """

    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="amounts")
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    other_amount = models.DecimalField(_("converted amount"), max_digits=18, decimal_places=2, null=True, blank=True)
    other_currency = models.CharField(_("converted currency"), max_length=3, blank=True)
    rate = models.DecimalField(_("rate"), max_digits=14, decimal_places=4, null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=60, blank=True)
    direction = models.CharField(_("direction"), max_length=60, blank=True)
    purpose_en = models.CharField(_("purpose in English"), max_length=300, blank=True)
    purpose_ko = models.CharField(_("purpose in Korean"), max_length=300, blank=True)
    beneficiaries = models.CharField(_("for how many"), max_length=100, blank=True)
    funders = models.TextField(_("funders"), blank=True)
    period = models.CharField(_("period"), max_length=60, blank=True)
    is_external = models.BooleanField(_("not our money"), default=False)
    note = models.CharField(_("note"), max_length=400, blank=True)
    purpose = Bilingual("purpose")

    class Meta:
        ordering = ["period", "purpose_en"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__isnull=True) | ~Q(currency=""), name="amount_has_a_currency")
        ]

    def labels(self) -> tuple[str, str]:
        return self.purpose_en, self.purpose_ko


class InKind(PartBase):
    """A gift in kind handed out: how many of what, the weight of one (kilograms), its value where known, the giver."""

    OWNER = "activity"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="gifts_in_kind")
    item_en = models.CharField(_("item in English"), max_length=200, blank=True)
    item_ko = models.CharField(_("item in Korean"), max_length=200, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60)
    kilograms_each = models.DecimalField(_("kilograms each"), max_digits=8, decimal_places=2, null=True, blank=True)
    giver = models.CharField(_("giver"), max_length=300, blank=True)
    item = Bilingual("item")

    class Meta:
        constraints = [models.CheckConstraint(condition=~(Q(item_en="") & Q(item_ko="")), name="gift_has_an_item")]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude=exclude)
        problems = {name: _("Write zero or more.") for name in ("quantity", "kilograms_each") if (getattr(self, name) or 0) < 0}
        if problems:
            raise ValidationError(problems)  # type: ignore[arg-type]
