"""Organisations, outlets, people, places."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk import filters
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related, TypedDate
from bandi.register.people.models import Alias, Organisation, Person, PersonRelation, Place
from bandi.register.people.models.person import NameStatus

ALIASES = PartOf(
    "aliases", Alias, _("Other spellings"), _("spelling"), ("name", "language", "source"), ("name", "language", "source"), "language",
    _("Spellings found in texts and lists. Search and import recognise them."),
)  # fmt: skip

NAMES = PartOf(
    "aliases", Alias, _("Names"), _("name"), ("name", "kind", "script", "system", "period", "source", "is_preferred"),
    ("name", "kind", "script", "system", "period", "source", "is_preferred"), "language",
    _("Every other name and spelling: at birth, in the passport, aliases. Any of them finds the person."),
)  # fmt: skip
RELATIONS = PartOf(
    "relations", PersonRelation, _("Relations"), _("relation"), ("kind", "other", "other_name", "period", "source"),
    ("kind", "other", "other_name", "period", "source"), "link", _("Family and others, each with its time and source."),
)  # fmt: skip

ORGANISATION: dict[str, Any] = {
    "model": Organisation, "one": _("organisation"), "new": _("New organisation"), "search": ("name_en", "name_ko", "abbreviation"),
    "default_sort": "name", "needs": ("type",), "parts": (ALIASES,), "terms": {"type": "organisation_type"},
    "groups": (
        Group(_("Name"), ("name", "abbreviation", "type")),
        Group(_("Where and what"), ("country", "relation", "is_outlet", "is_own", "handling")),
    ),
    "related": (
        Related("activities", "participations__organisation", "organisation"), Related("people", "organisation", "organisation"),
        Related("media", "outlet", "outlet"), Related("memberships", "organisation"), Related("grants", "funder", "funder"),
    ),
    "paste": ("name_en", "name_ko", "abbreviation", "type", "country_en", "country_ko", "relation"), "same": ("name_en", "name_ko"),
}  # fmt: skip

ORGANISATIONS = ListOf(
    key="organisations", title=_("Organisations"), icon="organisation", area="people",
    hint=_("Partners, ministries, UN mechanisms, schools, outlets. An organisation is entered once and linked to everything it took part in."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Name"), is_main=True),
        Column("abbreviation", edit="abbreviation", is_minor=True),
        Column("type", edit="type"),
        Column("country", label=_("Country"), edit="country_{lang}"),
        Column("relation", edit="relation", is_minor=True),
    ),
    brief=("name", "type"),
    filters=(
        filters.by_term("type", _("Type"), "organisation_type", is_first=True),
        filters.by_answer("outlet", _("Outlet"), yes=Q(is_outlet=True), no=Q(is_outlet=False), words=(_("media outlets"), _("others"))),
        filters.by_translation("name"), filters.by_handling(),
    ),
    **ORGANISATION,
)  # fmt: skip

OUTLETS = ListOf(
    key="outlets", title=_("Media outlets"), icon="media", area="media", is_scoped=True,
    hint=_("Newspapers, broadcasters and magazines that reported on us, each with its spellings."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Name"), is_main=True),
        Column("country", label=_("Country"), edit="country_{lang}"),
        Column("type", edit="type"),
        Column("abbreviation", edit="abbreviation", is_minor=True),
    ),
    filters=(filters.by_translation("name"),), scope=lambda rows: rows.filter(is_outlet=True), preset={"is_outlet": True},
    **ORGANISATION,
)  # fmt: skip

PEOPLE = ListOf(
    key="people", counts_people=True, model=Person, title=_("People"), one=_("person"), new=_("New person"), icon="person", area="people",
    hint=_("People of public role: staff, officials, speakers, board members. Nobody who needs protection is kept here."),
    columns=(
        Column("name", sort="full_name|name_ko", label=_("Name"), read=drawing.person, is_main=True, reads=("full_name", "family_name", "given_name", "name_ko")),
        Column("role", label=_("Role"), edit="role_{lang}"),
        Column("organisation"),
        Column("relation", edit="relation"), Column("name_ko_status", edit="name_ko_status", is_minor=True),
    ),
    default_sort="name", brief=("name", "role"),
    filters=(
        filters.by_word("relation", _("Relation to us"), "person_relation"),
        filters.by_record("organisation", _("Organisation"), Organisation, order="name_en"),
        filters.by_choice("status", _("Korean name"), NameStatus, field="name_ko_status"),
        filters.by_answer("korean", _("Korean form"), yes=~Q(name_ko=""), no=Q(name_ko=""), words=(_("there"), _("missing"))),
        filters.by_handling(),
    ),
    groups=(
        Group(_("Name"), ("full_name", "given_name", "family_name", "name_ko", "name_ko_status")),
        Group(_("Role"), ("role", "organisation", "relation", "note", "handling")),
        Group(_("About her or him"), ("birth", "sex", "origin", "languages")),
    ),
    dates=(TypedDate("birth"),),
    search=("full_name", "name_ko", "role_en", "role_ko"), needs=("organisation",), parts=(NAMES, RELATIONS), words={"relation": "person_relation"},
    related=(
        Related("activities", "participations__person", "person"), Related("awards", "person"), Related("memberships", "person"),
    ),
    paste=("full_name", "given_name", "family_name", "name_ko", "role_en", "role_ko", "organisation", "relation"), same=("full_name",),
)  # fmt: skip

PLACES = ListOf(
    key="places", model=Place, title=_("Places"), one=_("place"), new=_("New place"), icon="places", area="places",
    hint=_("Venues, cities and countries where something took place. With coordinates they appear on the map; a withheld place never does."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Name"), is_main=True),
        Column("kind", edit="kind"),
        Column("location", label=_("City and country"), read=drawing.location),
        Column("country_code", kind="tight", edit="country_code", is_minor=True),
        Column("latitude", kind="number", is_minor=True, edit="latitude"), Column("longitude", kind="number", is_minor=True, edit="longitude"),
    ),
    default_sort="name", brief=("name", "location"),
    filters=(
        filters.by_term("kind", _("Kind"), "place_kind", is_first=True),
        filters.by_answer("mapped", _("Coordinates"), yes=Q(latitude__isnull=False), no=Q(latitude__isnull=True), words=(_("on the map"), _("missing"))),
        filters.by_answer("withheld", _("Withheld"), yes=Q(is_withheld=True), no=Q(is_withheld=False)),
        filters.by_translation("name"), filters.by_handling(),
    ),
    groups=(
        Group(_("Name"), ("name", "kind")), Group(_("Where"), ("city", "region", "country", "country_code", "latitude", "longitude")),
        Group(_("Care"), ("is_withheld", "note", "handling")),
    ),
    search=("name_en", "name_ko", "city_en", "city_ko", "country_en"), parts=(ALIASES,), terms={"kind": "place_kind"},
    related=(Related("activities", "places", "place"),),
    paste=("name_en", "name_ko", "kind", "city_en", "city_ko", "country_en", "country_ko", "country_code", "latitude", "longitude"),
    same=("name_en", "name_ko"),
)  # fmt: skip
