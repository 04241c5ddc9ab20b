"""Support from outside: reference series, context facts, opening balances."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk import filters
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, TypedDate
from bandi.register.claims.models import ContextFact, OpeningBalance, ReferenceSeries, SeriesPoint

SERIES = ListOf(
    key="series", model=ReferenceSeries, title=_("Reference series"), one=_("series"), new=_("New series"), icon="figures", area="figures",
    hint=_("Numbers by year from somebody else, such as arrivals from a ministry, with their source and the date they stand at."),
    columns=(
        Column("title", sort="title_{lang}", label=_("Title"), is_main=True), Column("unit", label=_("Unit"), edit="unit_{lang}"),
        Column("source", edit="source"), Column("status_on", kind="date", read=drawing.written("status_on"), edit="status_on"),
    ),
    default_sort="title", search=("title_en", "title_ko", "source"), filters=(filters.by_translation("title"),),
    groups=(Group(_("Series"), ("title", "unit", "source", "status_on", "handling")),), dates=(TypedDate("status_on"),),
    parts=(PartOf("points", SeriesPoint, _("Values"), _("value"), ("label", "value", "is_bundle", "note"), ("label", "year", "value", "is_bundle", "note"), "figures",
                  _("One value for each year. Several years in one value are marked, so that they are not drawn as one year.")),),
)  # fmt: skip

CONTEXT = ListOf(
    key="context", model=ContextFact, title=_("Context facts"), one=_("context fact"), new=_("New context fact"), icon="info", area="figures",
    hint=_("Numbers about the world that our texts quote, each with its source and date."),
    columns=(
        Column("statement", label=_("Statement"), is_main=True), Column("value", kind="number", edit="value"), Column("unit", edit="unit"),
        Column("period", kind="date", read=drawing.written("period"), edit="period"), Column("source", edit="source"), Column("stated_on", kind="date", read=drawing.written("stated_on"), edit="stated_on", is_minor=True),
    ),
    default_sort="statement", search=("statement_en", "statement_ko", "source"), filters=(filters.by_translation("statement"), filters.by_handling()),
    groups=(Group(_("Fact"), ("statement", "value", "unit", "qualifier", "period")), Group(_("Source"), ("source", "stated_on", "note", "handling"))),
    paste=("statement_en", "statement_ko", "value", "unit", "period", "source", "stated_on"), same=("statement_en", "value", "period"),
)  # fmt: skip

BALANCES = ListOf(
    key="balances", model=OpeningBalance, title=_("Opening balances"), one=_("opening balance"), new=_("New opening balance"), icon="history", area="figures",
    hint=_("Where a running total stood before the records begin, such as the people helped until the end of the year before."),
    columns=(
        Column("topic", label=_("What is counted"), is_main=True), Column("value", kind="number", edit="value"),
        Column("year", kind="number", sort="year", edit="year"), Column("source", edit="source"),
    ),
    default_sort="year", search=("topic_en", "topic_ko"), filters=(filters.by_translation("topic"),),
    groups=(Group(_("Balance"), ("topic", "value", "year", "source", "note", "handling")),),
)  # fmt: skip
