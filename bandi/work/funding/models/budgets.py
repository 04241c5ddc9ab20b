"""What an activity was planned to cost, and what it did cost."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity
from bandi.work.funding.models.belonging import BelongingQuerySet, refuse_less_protected
from bandi.work.funding.models.grants import CURRENCY, NOT_NEGATIVE, Grant


class BudgetLine(RecordBase):
    """One line of the budget of an activity: flights, interpretation, a hall.

    category:       term of `budget_category`. grant: what pays for it.
    planned, spent: in `currency`; empty where not known yet.
    rate:           units of `other_currency` for one of `currency`, with its day and source. Without it a line is never added to another currency.
                    (`activities.Amount` has it the other way about, because there it follows from two printed amounts.)
    """

    BELONGS_TO = ("activity", "grant")

    activity = models.ForeignKey(Activity, verbose_name=_("activity"), on_delete=models.PROTECT, related_name="budget_lines")
    category = models.ForeignKey(Term, verbose_name=_("category"), on_delete=models.PROTECT, related_name="+")
    text_en = models.CharField(_("what for, in English"), max_length=300, blank=True)
    text_ko = models.CharField(_("what for, in Korean"), max_length=300, blank=True)
    planned = models.DecimalField(_("planned"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE])
    spent = models.DecimalField(_("spent"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE])
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    other_currency = models.CharField(_("converted currency"), max_length=3, blank=True, validators=[CURRENCY])
    rate = models.DecimalField(
        _("rate"), max_digits=18, decimal_places=8, null=True, blank=True, validators=[MinValueValidator(Decimal("0.00000001"))],
        help_text=_("How many of the converted currency one of the first is worth: 1350, when one dollar is 1,350 won."),
    )
    rate_on = models.DateField(_("rate of the day"), null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)
    grant = models.ForeignKey(Grant, verbose_name=_("paid by the grant"), null=True, blank=True, on_delete=models.PROTECT, related_name="budget_lines")
    spent_on = models.DateField(_("spent on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    text = Bilingual("text")

    objects = BelongingQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=Q(planned__isnull=False) | Q(spent__isnull=False), name="budget_line_has_an_amount"),
            models.CheckConstraint(
                condition=(Q(rate__isnull=True) & Q(other_currency="")) | (Q(rate__isnull=False) & ~Q(other_currency="")), name="budget_line_rate_names_its_currency"
            ),
            models.CheckConstraint(condition=Q(other_currency="") | ~Q(other_currency=models.F("currency")), name="budget_line_converts_to_another"),
        ]

    def labels(self) -> tuple[str, str]:
        if self.text_en or self.text_ko:
            return self.text_en, self.text_ko
        return self.category.label_en or self.category.key.replace("_", " "), self.category.label_ko

    def clean(self) -> None:
        """Raises: ValidationError when the activity or the grant is protected and this is not."""
        refuse_less_protected(self)

    @property
    def left(self) -> Decimal | None:
        """What is left of what was planned; None while nothing was planned."""
        return None if self.planned is None else self.planned - (self.spent or 0)
