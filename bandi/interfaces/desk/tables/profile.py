"""Our own organisation: profile, memberships, agreements, awards, ways of giving."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk import filters
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, TypedDate
from bandi.register.people.models import (
    Agreement,
    Award,
    DonationChannel,
    Membership,
    MembershipFee,
    MissionPoint,
    Profile,
)

PROFILES = ListOf(
    key="profile", model=Profile, title=_("Our organisation"), one=_("profile"), new=_("New profile"), icon="organisation", area="people",
    hint=_("Mission, address, founding text: entered once and printed everywhere."),
    columns=(Column("organisation", is_main=True), Column("founded", read=drawing.written("founded"), edit="founded"), Column("chair", edit="chair"), Column("legal_form", edit="legal_form")),
    default_sort="founded", needs=("organisation",), dates=(TypedDate("founded"),),
    groups=(
        Group(_("Who we are"), ("organisation", "founded", "legal_form", "chair", "purpose")),
        Group(_("Founding text"), ("mandate", "mandate_adopted")), Group(_("Contact"), ("address", "phones", "faxes", "emails", "websites", "accounts", "handling")),
    ),
    parts=(PartOf("mission", MissionPoint, _("Mission"), _("point of the mission"), ("order", "text"), ("order", "text"), "star",
                  _("Each point is printed word for word wherever the mission appears.")),),
)  # fmt: skip

MEMBERSHIPS = ListOf(
    key="memberships", model=Membership, title=_("Memberships"), one=_("membership"), new=_("New membership"), icon="link", area="people",
    hint=_("Coalitions, networks and councils that we or our people belong to."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Name"), is_main=True), Column("abbreviation", edit="abbreviation"),
        Column("role", edit="role"), Column("since", kind="date", sort="since", read=drawing.written("since"), edit="since"),
        Column("until", kind="date", read=drawing.written("until"), edit="until"), Column("person", is_minor=True),
    ),
    default_sort="name", brief=("name", "since"), search=("name_en", "name_ko", "abbreviation"), needs=("person", "organisation"), terms={"kind": "membership_kind"},
    filters=(filters.by_term("kind", _("Kind"), "membership_kind", is_first=True), filters.by_answer("active", _("Now"), yes=Q(until=""), no=~Q(until=""), words=(_("active"), _("ended"))), filters.by_translation("name")),
    groups=(Group(_("Membership"), ("name", "abbreviation", "kind", "organisation", "person", "role")), Group(_("Time"), ("since", "until", "fee", "handling"))),
    parts=(PartOf("fees", MembershipFee, _("Fees"), _("fee"), ("year", "amount", "currency", "paid_on"), ("year", "amount", "currency", "paid_on"), "money",
                  _("What membership costs by year, and when it was paid.")),),
    dates=(TypedDate("since"), TypedDate("until")), paste=("name_en", "name_ko", "abbreviation", "role", "since", "until"), same=("name_en", "name_ko"),
)  # fmt: skip

AGREEMENTS = ListOf(
    key="agreements", model=Agreement, title=_("Agreements"), one=_("agreement"), new=_("New agreement"), icon="check", area="people",
    hint=_("Memoranda and other agreements with partners, with their dates and contents."),
    columns=(
        Column("partner", sort="partner_{lang}", label=_("Partner"), is_main=True), Column("kind", edit="kind"),
        Column("since", kind="date", sort="since", read=drawing.written("since"), edit="since"), Column("until", kind="date", read=drawing.written("until"), edit="until"),
        Column("contents", is_minor=True, edit="contents"),
    ),
    default_sort="partner", search=("partner_en", "partner_ko", "contents"), filters=(filters.by_translation("partner"),),
    groups=(Group(_("Agreement"), ("partner", "kind", "since", "until", "contents", "handling")),),
    dates=(TypedDate("since"), TypedDate("until")), paste=("partner_en", "partner_ko", "kind", "since", "until", "contents"), same=("partner_en", "partner_ko", "since"),
)  # fmt: skip

AWARDS = ListOf(
    key="awards", model=Award, title=_("Awards"), one=_("award"), new=_("New award"), icon="star", area="people",
    hint=_("Awards to the organisation and to its people. Only the chosen ones are printed."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Award"), is_main=True), Column("giver", label=_("Given by"), edit="giver_{lang}"),
        Column("awarded", kind="date", sort="awarded", read=drawing.written("awarded"), edit="awarded"), Column("person_name", edit="person_name"),
        Column("is_printed", edit="is_printed", is_minor=True),
    ),
    default_sort="-awarded", brief=("name", "awarded"), search=("name_en", "name_ko", "giver_en", "giver_ko", "person_name"), needs=("person",),
    filters=(filters.by_answer("printed", _("In the report"), yes=Q(is_printed=True), no=Q(is_printed=False)), filters.by_translation("name")),
    groups=(Group(_("Award"), ("name", "giver", "awarded")), Group(_("To whom"), ("person", "person_name", "is_printed", "note", "handling"))),
    dates=(TypedDate("awarded"),), paste=("name_en", "name_ko", "giver_en", "giver_ko", "awarded", "person_name"), same=("name_en", "name_ko", "awarded"),
)  # fmt: skip

CHANNELS = ListOf(
    key="donation-channels", model=DonationChannel, title=_("Ways of giving"), one=_("way of giving"), new=_("New way of giving"), icon="money", area="money",
    hint=_("How people can give, in both languages. Account numbers are kept elsewhere."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Name"), is_main=True), Column("kind", edit="kind"),
        Column("for_whom", label=_("For whom"), edit="for_whom_{lang}"), Column("recurring", edit="recurring", is_minor=True), Column("is_active", edit="is_active"),
    ),
    default_sort="name", search=("name_en", "name_ko"), terms={"kind": "channel_kind"},
    filters=(filters.by_term("kind", _("Kind"), "channel_kind", is_first=True), filters.by_translation("name")),
    groups=(Group(_("Way of giving"), ("name", "kind", "for_whom", "recurring", "is_active")), Group(_("Details"), ("details", "tax_note", "follow_up", "note", "handling"))),
    paste=("name_en", "name_ko", "kind", "for_whom_en", "for_whom_ko", "recurring"), same=("name_en", "name_ko"),
)  # fmt: skip
