"""The stock of material that is handed out: posters, bookmarks, booklets, food. How much is left is computed, never stored (`balance`)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase, RecordQuerySet
from bandi.foundation.reference.dates import DateSpan, Precision
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.register.activities.models import Activity
from bandi.register.people.models import Organisation
from bandi.work.funding.models.belonging import BelongingQuerySet, refuse_less_protected
from bandi.work.funding.models.grants import CURRENCY, NOT_NEGATIVE

QUANTITY = models.DecimalField(max_digits=14, decimal_places=2)
AT_LEAST_SOMETHING = MinValueValidator(Decimal("0.01"))


class StockItemQuerySet(RecordQuerySet):
    """Queries of items."""

    def with_balance(self) -> StockItemQuerySet:
        """Give each item `came`, `corrected` and `gone`, and `left` of them; hand-outs that nobody counted are in none of them."""
        return self.annotate(
            came=_sum(StockReceipt.objects.in_use(), "quantity"), corrected=_sum(StockCorrection.objects.all(), "difference"),
            gone=_sum(HandOut.objects.in_use(), "quantity"),
        ).annotate(left=models.F("came") + models.F("corrected") - models.F("gone"))  # fmt: skip


class StockItem(RecordBase):
    """Something we keep to hand out. kind: term of `stock_kind`. unit: what one is, a word of `stock_unit` (copy, box)."""

    name_en = models.CharField(_("title in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("title in Korean"), max_length=300, blank=True)
    kind = models.ForeignKey(Term, verbose_name=_("kind"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    kept_at = models.CharField(_("where it is kept"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    name = Bilingual("name")

    objects = StockItemQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]
        constraints = [models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="stock_item_has_a_title")]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko


class Movement(RecordBase):
    """What receipts and hand-outs share: the item, and when it was, as exactly as it is known."""

    SIGN = 0

    when = models.CharField(_("date"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True, db_index=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(max_length=14, default=Precision.UNKNOWN, choices=[(p.value, p.value) for p in Precision])
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        abstract = True

    @property
    def span(self) -> DateSpan:
        """When it was, as a span."""
        return DateSpan(self.starts_on, self.ends_on, Precision(self.precision), self.when)

    def labels(self) -> tuple[str, str]:
        english, korean = self.item.labels()  # type: ignore[attr-defined]
        return f"{english}, {self.when}".strip(", ") if english else "", f"{korean}, {self.when}".strip(", ") if korean else ""

    def clean(self) -> None:
        """Raises: ValidationError for a row less protected than its owners, or a balance below nothing."""
        from bandi.work.funding.balance import refuse_shortage

        refuse_less_protected(self)
        if self._state.adding:
            refuse_shortage(self, {})


class StockReceipt(Movement):
    """What came into the stock: printed, bought or given, from whom, at what cost."""

    BELONGS_TO = ("item",)
    SIGN = 1

    class How(models.TextChoices):
        PRINTED = "printed", _("printed")
        BOUGHT = "bought", _("bought")
        GIVEN = "given", _("given to us")
        RETURNED = "returned", _("came back")

    item = models.ForeignKey(StockItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="receipts")
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, validators=[AT_LEAST_SOMETHING])
    how = models.CharField(_("how it came"), max_length=8, choices=How.choices, default=How.PRINTED)
    organisation = models.ForeignKey(Organisation, verbose_name=_("from whom"), null=True, blank=True, on_delete=models.PROTECT, related_name="stock_receipts")
    cost = models.DecimalField(_("cost"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE])
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])

    objects = BelongingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [models.CheckConstraint(condition=Q(cost__isnull=True) | ~Q(currency=""), name="stock_cost_has_a_currency")]


class HandOut(Movement):
    """What was handed out at an activity, and to whom as a group: never to a person by name.

    quantity: empty where it was handed out and nobody counted; such a hand-out takes nothing off the balance, which is then shown as “at most”.
    """

    BELONGS_TO = ("item", "activity")
    SIGN = -1

    item = models.ForeignKey(StockItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="handouts")
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[AT_LEAST_SOMETHING], help_text=_("Leave it empty only where nobody counted.")
    )
    activity = models.ForeignKey(Activity, verbose_name=_("activity"), null=True, blank=True, on_delete=models.PROTECT, related_name="handouts")
    to_whom_en = models.CharField(_("to whom as a group, in English"), max_length=200, blank=True)
    to_whom_ko = models.CharField(_("to whom as a group, in Korean"), max_length=200, blank=True)
    to_whom = Bilingual("to_whom")

    objects = BelongingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]

    @property
    def day_span(self) -> DateSpan | None:
        """When it was handed out: its own date, otherwise that of its activity; None where neither is known."""
        if self.starts_on is not None:
            return self.span
        return self.activity.span if self.activity and self.activity.starts_on else None


class StockCorrection(PartBase):
    """A correction after counting: how many more or fewer there were than the entries said, and why."""

    OWNER = "item"
    SIGN = 1

    item = models.ForeignKey(StockItem, on_delete=models.CASCADE, related_name="corrections")
    counted_on = models.DateField(_("counted on"))
    difference = models.DecimalField(_("more or fewer"), max_digits=12, decimal_places=2, help_text=_("-20 when twenty are missing, 20 when twenty more were found."))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        ordering = ["-counted_on"]
        constraints = [models.CheckConstraint(condition=~Q(difference=0), name="stock_correction_changes_something")]

    @property
    def quantity(self) -> Decimal:
        """The difference, under the name that receipts and hand-outs have for theirs."""
        return self.difference

    def clean(self) -> None:
        """Raises: ValidationError for a difference of nothing."""
        if self.difference == 0:
            raise ValidationError({"difference": _now("A correction of nothing is none: write how many more or fewer there were.")})


def _sum(rows: Any, name: str) -> Coalesce:
    """Return the sum of a column over the rows of each item, nothing as zero."""
    own = rows.filter(item=models.OuterRef("pk")).order_by().values("item").annotate(sum=Sum(name)).values("sum")
    return Coalesce(models.Subquery(own, output_field=QUANTITY), Decimal(0), output_field=QUANTITY)
