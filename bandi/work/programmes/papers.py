"""The certificate of a volunteer's hours on paper, in either language.

Like a consent form it bears a code; the name is written by hand on the line for it: nothing sealed is ever printed. May import: the foundation, people,
this package's models.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from bandi.foundation.access.models import Account
from bandi.foundation.audit import clock
from bandi.foundation.records.blocks import Column, Fact, Run, Table, plain
from bandi.foundation.records.papers import Blank, Head, Paper, Passage
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_day, write_number
from bandi.register.people.models import Organisation
from bandi.work.programmes.hours import worked_by
from bandi.work.programmes.models import Volunteer


def certificate_of(volunteer: Volunteer, language: Language, *, year: int | None = None, reader: Account | None = None) -> Paper | None:
    """Return the certificate of all hours, or of those of a year; None where there are none."""
    span = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)} if year else {}
    days = worked_by(volunteer, reader=reader, **span)
    if not days:
        return None
    total = sum((one.hours for one in days), Decimal(0))
    today = clock.today()
    with override(language):
        own = Organisation.objects.in_use().filter(is_own=True).first()
        sender = str(own.name.in_language(language)) if own else ""
        first, last = write_day(days[0].on, language), write_day(days[-1].on, language)
        words = _("We certify that the person named below worked for %(organisation)s as a volunteer, without pay, for %(hours)s hours between %(first)s and %(last)s.") % {
            "organisation": sender or _("our organisation"), "hours": write_number(total), "first": first, "last": last,
        }  # fmt: skip
        rows = tuple((plain(write_day(one.on, language)), plain(str(one.task.in_language(language))), plain(write_number(one.hours))) for one in days)
        table = Table(
            caption=_("Days and hours"), columns=(Column(_("Day"), 1.4), Column(_("Work"), 3.6), Column(_("Hours"), 0.8, "end")), rows=(*rows, ((Run(_("Together"), bold=True),), (), (Run(write_number(total), bold=True),))),
        )  # fmt: skip
        return Paper(
            kind="form", language=language, title=_("Certificate of voluntary work"), sender=sender or _("Certificate of voluntary work"),
            facts=(Fact(_("Code"), plain(volunteer.code)), Fact(_("Hours"), plain(write_number(total))), Fact(_("From, to"), plain(f"{first} – {last}" if first != last else first))),
            body=(Passage(plain(words)), Blank(_("Name")), Blank(_("Born on")), table, Head(_("For the organisation")), Blank(_("Day and place"), write_day(today, language)), Blank(_("Name and signature"))),
            dated_on=today, records=(str(volunteer.pk),),
        )  # fmt: skip
