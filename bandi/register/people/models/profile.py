"""Our own organisation as it presents itself: mission, contact, memberships, agreements, awards, ways of giving."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.records.models import PartBase, RecordBase
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import Bilingual
from bandi.register.people.models.organisation import Organisation
from bandi.register.people.models.person import Person


class Profile(RecordBase):
    """What is entered once and printed everywhere.

    founded:  EDTF text ("1996-05"); chair: who signs; websites, phones, faxes, emails: lists of text.
    mandate_*: the founding text, one paragraph a line.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="profile")
    founded = models.CharField(_("founded"), max_length=30, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=200, blank=True)
    chair = models.CharField(_("chair"), max_length=200, blank=True)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    purpose_ko = models.TextField(_("purpose in Korean"), blank=True)
    mandate_en = models.TextField(_("founding mandate in English"), blank=True)
    mandate_ko = models.TextField(_("founding mandate in Korean"), blank=True)
    mandate_adopted = models.CharField(_("mandate adopted"), max_length=60, blank=True)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    address_ko = models.CharField(_("address in Korean"), max_length=300, blank=True)
    phones = models.JSONField(_("telephone"), default=list, blank=True)
    faxes = models.JSONField(_("fax"), default=list, blank=True)
    emails = models.JSONField(_("e-mail"), default=list, blank=True)
    websites = models.JSONField(_("websites"), default=list, blank=True)
    accounts = models.JSONField(_("social media accounts"), default=list, blank=True)
    purpose = Bilingual("purpose")
    mandate = Bilingual("mandate")
    address = Bilingual("address")

    def labels(self) -> tuple[str, str]:
        return self.organisation.labels()


class MissionPoint(PartBase):
    """One point of the mission, printed identically wherever the mission appears."""

    OWNER = "profile"

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="mission_points")
    order = models.PositiveIntegerField()
    text_en = models.TextField(blank=True)
    text_ko = models.TextField(blank=True)
    text = Bilingual("text")

    class Meta:
        ordering = ["order"]


class Membership(RecordBase):
    """Our membership (or that of one of our people) in a coalition, network or council.

    since, until: EDTF text; an empty until means active. kind: term of `membership_kind` (network, partner, council).
    """

    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=300, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    kind = models.ForeignKey(Term, verbose_name=_("kind"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("our role"), max_length=200, blank=True)
    since = models.CharField(_("since"), max_length=30, blank=True)
    until = models.CharField(_("until"), max_length=30, blank=True)
    fee = models.CharField(_("fee"), max_length=100, blank=True)
    name = Bilingual("name")

    class Meta:
        ordering = ["name_en"]
        constraints = [models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="membership_has_a_name")]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko


class MembershipFee(PartBase):
    """What a membership costs in one year, and when it was paid."""

    OWNER = "membership"

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="fees")
    year = models.PositiveIntegerField(_("year"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["membership", "year"], name="one_fee_per_year")]


class Agreement(RecordBase):
    """An agreement with a partner (an MOU), its kind, dates and contents."""

    partner_en = models.CharField(_("partner in English"), max_length=300, blank=True)
    partner_ko = models.CharField(_("partner in Korean"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    since = models.CharField(_("since"), max_length=30, blank=True)
    until = models.CharField(_("until"), max_length=30, blank=True)
    contents = models.TextField(_("contents"), blank=True)
    partner = Bilingual("partner")

    class Meta:
        ordering = ["partner_en"]
        constraints = [models.CheckConstraint(condition=~(Q(partner_en="") & Q(partner_ko="")), name="agreement_names_its_partner")]

    def labels(self) -> tuple[str, str]:
        return self.partner_en, self.partner_ko


class Award(RecordBase):
    """An award or honour to the organisation or, when `person` is set, to one of its people.

    awarded: EDTF text. is_printed: chosen for the pages at the front of the report.
    """

    name_en = models.CharField(_("award in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("award in Korean"), max_length=300, blank=True)
    giver_en = models.CharField(_("given by, in English"), max_length=300, blank=True)
    giver_ko = models.CharField(_("given by, in Korean"), max_length=300, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="awards")
    person_name = models.CharField(_("person"), max_length=200, blank=True)
    awarded = models.CharField(_("date"), max_length=30, blank=True)
    is_printed = models.BooleanField(_("print in the report"), default=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    name = Bilingual("name")
    giver = Bilingual("giver")

    class Meta:
        ordering = ["awarded", "name_en"]
        constraints = [models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="award_has_a_name")]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko


class DonationChannel(RecordBase):
    """A way of giving; account numbers are kept elsewhere and never printed from here."""

    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=300, blank=True)
    kind = models.ForeignKey(Term, verbose_name=_("kind"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    for_whom_en = models.CharField(_("for whom, in English"), max_length=300, blank=True)
    for_whom_ko = models.CharField(_("for whom, in Korean"), max_length=300, blank=True)
    recurring = models.CharField(_("once or regularly"), max_length=60, blank=True)
    tax_note = models.CharField(_("tax"), max_length=200, blank=True)
    details_en = models.CharField(_("details in English"), max_length=500, blank=True)
    details_ko = models.CharField(_("details in Korean"), max_length=500, blank=True)
    follow_up = models.CharField(_("what happens afterwards"), max_length=400, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    name = Bilingual("name")
    for_whom = Bilingual("for_whom")
    details = Bilingual("details")

    class Meta:
        ordering = ["name_en"]
        constraints = [models.CheckConstraint(condition=~(Q(name_en="") & Q(name_ko="")), name="donation_channel_has_a_name")]

    def labels(self) -> tuple[str, str]:
        return self.name_en, self.name_ko
