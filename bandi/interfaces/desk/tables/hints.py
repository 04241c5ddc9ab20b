"""What a form says beneath a field whose name alone does not tell what belongs there, or what must not stand there.

By label of the model and name of the field. A hint guards people: what it keeps out of a field cannot leak from it.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk.tables.description import Label

HINTS: dict[tuple[str, str], Label] = {
    ("people.protectedperson", "code"): _("What everybody else sees, such as W-2024-017. It must tell nothing: no initials, no village, no year of birth."),
    ("people.protectedperson", "compartment"): _("Only its members can open what you write here. It cannot be read by administrators."),
    ("people.protectedperson", "name"): _("As she or he writes it, in either script. Other spellings, former names and nicknames come under Names afterwards; any of them finds this person."),
    ("people.protectedperson", "is_kept_apart"): _("For people who must not be recognised as one: nobody can link this record with another one alone."),
    ("people.protectedperson", "birth"): _("As exactly as it is known: 1974-03-02, 1974-03, 1974, about 1974 as 1974~, or 1972/1976."),
    ("people.protectedperson", "sex"): _("In her or his own words."),
    ("people.protectedperson", "origin"): _("Province, county and village as far as it is known. It is used to tell people of one name apart."),
    ("people.protectedperson", "languages"): _("In which she or he can be spoken with, the best first: Korean, Chinese."),
    ("people.protectedperson", "contact"): _("How it is safe to reach her or him, and how it is not: text only, after nine, never by the neighbour’s phone."),
    ("people.protectedperson", "note"): _("For what has no other place. What she or he told belongs into a statement, which other people may read than this name."),
    ("people.sealedname", "text"): _("Exactly as it is written there, with hyphens and capitals as they are."),
    ("people.sealedname", "kind"): _("Birth name, name in the South, nickname, married name and the like."),
    ("people.sealedname", "period"): _("When it was borne: 2009/2014, or 2014/.. for since then."),
    ("people.sealedname", "source"): _("Where this spelling stands: a passport, a court paper, her own hand."),
    ("people.sealedrelation", "other"): _("The code or the name of the other person; whoever is kept here finds her or him by it."),
    ("people.statement", "code"): _("Such as S-2024-009. It must tell nothing, and be another than the person’s code."),
    ("people.statement", "compartment"): _("Only its members can open what you write here. Stories are kept apart from names."),
    ("people.statement", "person"): _("Her or his code or name. Leave it empty where nobody may know whose words these are."),
    ("people.statement", "given_on"): _("The day of the conversation, not of typing it."),
    ("people.statement", "text"): _("In her or his own words. Write codes instead of names, also for relatives and others who are mentioned."),
    ("people.statement", "language"): _("In which it was told."),
    ("people.consent", "code"): _("Such as C-2024-009. It stands on the printed form, so that the paper finds its record."),
    ("people.consent", "person"): _("Who allows it. Consent to one statement or file alone needs no person here."),
    ("people.consent", "statement"): _("The one statement it is for. Empty: all that this person told us."),
    ("people.consent", "replaces"): _("An earlier consent about the same, of which this one takes the place."),
}
