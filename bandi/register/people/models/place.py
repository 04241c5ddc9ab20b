"""Places where things happen. A withheld place is never printed and never reaches a map."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import RecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual


class Place(RecordBase):
    """A venue, city, region or country.

    latitude, longitude: degrees (WGS 84), to the city unless the venue itself is public; both or neither.
    is_withheld:         routes and hiding places: kept for counting, left out of every output.
    """

    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=300, blank=True)
    city_en = models.CharField(_("city in English"), max_length=120, blank=True)
    city_ko = models.CharField(_("city in Korean"), max_length=120, blank=True)
    region = models.CharField(_("province or region"), max_length=120, blank=True)
    country_en = models.CharField(_("country in English"), max_length=120, blank=True)
    country_ko = models.CharField(_("country in Korean"), max_length=120, blank=True)
    country_code = models.CharField(_("country code"), max_length=2, blank=True)
    kind = models.ForeignKey(Term, verbose_name=_("kind"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    is_withheld = models.BooleanField(_("withheld from every output"), default=False)
    note = models.CharField(_("note"), max_length=400, blank=True)
    name = Bilingual("name")
    city = Bilingual("city")
    country = Bilingual("country")

    class Meta:
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="place_has_a_name"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_has_both_coordinates",
            ),
        ]
        indexes = [models.Index(fields=["name_en"], name="place_by_name_en")]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko
