"""Mechanisms, the forms they want their texts in, their sessions, and days by which something is due."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bandi.foundation.reference.writing import write_day
from bandi.interfaces.desk import filters
from bandi.interfaces.desk.reading import Reader, Shown
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related, TypedDate
from bandi.work.advocacy.models import (
    Deadline,
    FormRule,
    FormSection,
    Mechanism,
    MechanismSession,
    Office,
    TextForm,
)


def falls_on(row: Deadline, reader: Reader) -> Shown:
    """The day of a deadline; a day that was counted back says so."""
    if row.due_on is not None:
        return Shown(write_day(row.due_on, reader.language))
    if row.falls_on is None:
        return Shown(_now("not known yet"))
    return Shown(write_day(row.falls_on, reader.language), sub=_now("counted back, not announced"))


MECHANISMS = ListOf(
    key="mechanisms", model=Mechanism, title=_("Mechanisms"), one=_("mechanism"), new=_("New mechanism"), icon="organisation", area="advocacy",
    hint=_("Reviews, committees, mandates, ministries, courts: what they do, how to address them, how many words they take. “bandi advocacy starter” brings those of the UN to begin with."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Name"), is_main=True), Column("abbreviation", edit="abbreviation", kind="tight"), Column("kind", edit="kind"),
        Column("how", label=_("How to address it"), edit="how_{lang}", is_minor=True), Column("response_days", kind="number", edit="response_days"),
        Column("is_confirmed", label=_("Confirmed"), edit="is_confirmed", is_minor=True),
    ),
    default_sort="name", brief=("name", "kind"), search=("name_en", "name_ko", "abbreviation"), needs=("kind",), terms={"kind": "mechanism_kind"},
    filters=(
        filters.by_term("kind", _("Kind"), "mechanism_kind", is_first=True),
        filters.by_answer("confirmed", _("Confirmed at the source"), yes=Q(is_confirmed=True), no=Q(is_confirmed=False)), filters.by_translation("name"), filters.by_handling(),
    ),
    groups=(
        Group(_("Mechanism"), ("name", "abbreviation", "kind", "organisation")), Group(_("How it works"), ("mandate", "how", "response_days")),
        Group(_("Where this is from"), ("since", "until", "address", "source", "is_confirmed", "handling")),
    ),
    parts=(
        PartOf("rules", FormRule, _("What it accepts"), _("rule"), ("form", "language", "words", "pages", "file_format", "valid_from", "valid_until", "is_confirmed"),
               ("form", "language", "words", "pages", "counts_notes", "file_format", "valid_from", "valid_until", "is_confirmed", "note", "note_ko", "source"), "settings",
               _("How many words or pages, in which file, and since when. Submissions are counted against the rule of their day.")),
        PartOf("offices", Office, _("In office"), _("person in office"), ("person", "role", "since", "until"), ("person", "role", "since", "until", "source"), "person",
               _("Who holds the mandate, from when until when.")),
    ),
    dates=(TypedDate("since"), TypedDate("until")),
    related=(
        Related("mechanism-sessions", "mechanism", "mechanism"), Related("deadlines", "mechanism", "mechanism"), Related("submissions", "addressed_to", "addressed_to"),
        Related("letters", "addressed_to", "addressed_to"), Related("text-forms", "mechanism"),
    ),
    paste=("name_en", "name_ko", "abbreviation", "kind", "mandate_en", "mandate_ko", "response_days", "address"), same=("name_en", "name_ko"),
)  # fmt: skip

SESSIONS = ListOf(
    key="mechanism-sessions", model=MechanismSession, title=_("Sessions of mechanisms"), one=_("session of a mechanism"), new=_("New session of a mechanism"), icon="calendar", area="advocacy",
    hint=_("When a mechanism meets, and whom it looks at. Deadlines are counted back from here until they are announced."),
    columns=(
        Column("when", sort="starts_on", kind="date", read=drawing.when, edit="when"), Column("name", label=_("Session"), read=lambda row, reader: reader.name(row), is_main=True),
        Column("mechanism"), Column("subject", label=_("About"), edit="subject_{lang}"), Column("cycle", kind="number", edit="cycle", is_minor=True),
        Column("is_confirmed", label=_("Confirmed"), edit="is_confirmed", is_minor=True),
    ),
    default_sort="-when", brief=("when", "name"), search=("subject_en", "subject_ko"), needs=("mechanism",),
    filters=(filters.by_year(MechanismSession, "starts_on"), filters.by_record("mechanism", _("Mechanism"), Mechanism, order="name_en", is_first=True), filters.by_handling()),
    groups=(Group(_("Session"), ("mechanism", "number", "cycle", "subject", "when", "place")), Group(_("Where this is from"), ("is_confirmed", "note", "source", "handling"))),
    dates=(TypedDate("when", "starts_on", "ends_on", "precision"),), related=(Related("deadlines", "session", "session"), Related("submissions", "meeting", "meeting")),
    paste=("mechanism", "number", "cycle", "subject_en", "subject_ko", "when", "place"), same=("mechanism", "number", "subject_en"),
)  # fmt: skip

DEADLINES = ListOf(
    key="deadlines", model=Deadline, title=_("Deadlines"), one=_("deadline"), new=_("New deadline"), icon="due", area="advocacy",
    hint=_("Days by which something must be in: inputs, registrations, comments. Give the day, or a session and how many days before it."),
    columns=(
        Column("due_on", label=_("Due"), sort="due_on", kind="date", read=falls_on, edit="due_on"), Column("title", sort="title_{lang}", label=_("Title"), is_main=True),
        Column("kind", read=drawing.word("kind", "deadline_kind"), edit="kind"), Column("mechanism"), Column("session", is_minor=True),
        Column("owner", edit="owner"), Column("closed_on", kind="date", edit="closed_on"),
    ),
    default_sort="-due_on", brief=("due_on", "title"), search=("title_en", "title_ko", "note"), needs=("mechanism", "session__mechanism", "owner"),
    filters=(
        filters.by_answer("open", _("State"), yes=Q(closed_on__isnull=True), no=Q(closed_on__isnull=False), words=(pgettext_lazy("deadline", "open"), _("done"))), filters.by_year(Deadline, "due_on"),
        filters.by_record("mechanism", _("Mechanism"), Mechanism, order="name_en", is_first=True), filters.by_record("session", _("Session"), MechanismSession, order="-starts_on"),
        filters.by_word("kind", _("Kind"), "deadline_kind"), filters.by_translation("title"), filters.by_handling(),
    ),
    groups=(
        Group(_("Deadline"), ("title", "kind", "mechanism", "session")), Group(_("When"), ("due_on", "days_before", "owner", "closed_on")),
        Group(_("Where this is from"), ("address", "note", "source", "handling")),
    ),
    words={"kind": "deadline_kind"}, related=(Related("submissions", "deadline", "deadline"),), paste=("title_en", "title_ko", "kind", "mechanism", "due_on", "owner", "address", "note"), same=("title_en", "due_on"),
)  # fmt: skip

TEXT_FORMS = ListOf(
    key="text-forms", model=TextForm, title=_("Forms of texts"), one=_("form of a text"), new=_("New form of a text"), icon="report", area="advocacy",
    hint=_("The headings a mechanism wants, in its order, and what belongs beneath each. A new text begins with them; a text that lacks one says so before it is filed."),
    columns=(
        Column("title", sort="title_{lang}", label=_("Title"), is_main=True), Column("form", read=drawing.word("form", "submission_form"), edit="form"),
        Column("mechanism"), Column("kind", edit="kind"), Column("is_confirmed", label=_("Confirmed"), edit="is_confirmed", is_minor=True),
    ),
    default_sort="title", brief=("title", "form"), search=("title_en", "title_ko"), needs=("mechanism", "kind"), terms={"kind": "mechanism_kind"}, words={"form": "submission_form"},
    filters=(
        filters.by_word("form", _("Form"), "submission_form"), filters.by_record("mechanism", _("Mechanism"), Mechanism, order="name_en", is_first=True),
        filters.by_term("kind", _("Kind of mechanism"), "mechanism_kind"), filters.by_translation("title"), filters.by_handling(),
    ),
    groups=(
        Group(_("Form of the text"), ("title", "form", "mechanism", "kind", "guidance")), Group(_("Where this is from"), ("source", "is_confirmed", "handling")),
    ),
    parts=(
        PartOf("sections", FormSection, _("Headings of the form"), _("heading of a form"), ("order", "heading", "guidance", "is_required", "is_confidential"),
               ("order", "heading", "guidance", "is_required", "is_confidential"), "report",
               _("In the order of print. What is confidential never stands in the text: it becomes an annex of which only the place is kept.")),
    ),
    paste=("title_en", "title_ko", "form", "mechanism", "kind"), same=("title_en", "title_ko"),
)  # fmt: skip
