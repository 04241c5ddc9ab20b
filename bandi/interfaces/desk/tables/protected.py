"""Protected people and what they said. The name opens for members of their compartment only; everybody else of ours sees a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk import filters
from bandi.interfaces.desk.reading import Reader, Shown
from bandi.interfaces.desk.tables.consents import CONSENTED_PEOPLE, CONSENTED_STATEMENTS
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related, TypedDate
from bandi.register.people.models import ProtectedPerson, SealedName, SealedRelation, Statement


def told_by(row: Any, reader: Reader) -> Shown:
    """Whose statement it is: her code, which leads to her only where the reader belongs to the compartment of names."""
    if row.person is None:
        return Shown()
    shown = reader.value(row, "person")
    return shown if shown.text else Shown(row.person.code)


NAMES = PartOf(
    "names", SealedName, _("Names"), _("name"), ("text", "kind", "script", "system", "period", "source", "is_preferred"),
    ("text", "kind", "script", "system", "period", "source", "is_preferred"), "language",
    _("Every other name and spelling, sealed. Any of them finds the person, for those who may know."),
)  # fmt: skip
RELATIONS = PartOf(
    "relations", SealedRelation, _("Relations"), _("relation"), ("kind", "other", "period", "source"), ("kind", "other", "period", "source"), "link",
    _("Family and others, sealed: who is whose kin can cost a life."),
)  # fmt: skip

def begun(asked: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """The code of a volunteer or a member whose name is to be kept, from the address."""
    return {"code": asked["code"][:40]} if asked.get("code") else {}


PROTECTED = ListOf(
    key="protected", counts_people=True, model=ProtectedPerson, title=_("Protected people"), one=_("protected person"), new=_("New protected person"),
    icon="lock", area="protected",
    hint=_("Survivors, witnesses, clients, students under age. Everything but the code is sealed; give them codes that tell nothing, such as W-2024-017."),
    columns=(
        Column("code", sort="code", is_main=True), Column("name"), Column("birth", is_minor=True),
        Column("compartment", is_minor=True),
    ),
    default_sort="code", brief=("code", "name"), filters=(filters.by_compartment(), CONSENTED_PEOPLE),
    groups=(
        Group(_("Who it is"), ("code", "compartment", "name", "is_kept_apart")),
        Group(_("About her or him"), ("birth", "sex", "origin", "languages")),
        Group(_("Reaching her or him"), ("contact", "note")),
    ),
    search=("code",), needs=("compartment",), related=(Related("consents", "person", "person"), Related("statements", "person")),
    parts=(NAMES, RELATIONS), start=begun,
)  # fmt: skip

STATEMENTS = ListOf(
    key="statements", model=Statement, title=_("Statements"), one=_("statement"), new=_("New statement"), icon="comment", area="protected",
    hint=_("What people told us, in their own words. Write codes instead of names: whoever reads stories need not know who told them."),
    columns=(
        Column("code", sort="code", is_main=True), Column("person", read=told_by, label=_("Told by")),
        Column("given_on", sort="given_from"), Column("language", is_minor=True), Column("compartment", is_minor=True),
    ),
    default_sort="-given_on", brief=("code", "given_on"), filters=(filters.by_compartment(), CONSENTED_STATEMENTS),
    groups=(
        Group(_("When and who"), ("code", "compartment", "person", "given_on", "language")), Group(_("What was said"), ("text",)),
    ),
    search=("code",), needs=("compartment", "person"), related=(Related("consents", "statement"),), dates=(TypedDate("given_on", "given_from", "given_until"),),
)  # fmt: skip
