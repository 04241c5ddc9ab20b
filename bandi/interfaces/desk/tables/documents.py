"""Documents of others, and recommendations."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk import filters
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related, Several, TypedDate
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models import (
    HandedTo,
    LibraryDocument,
    MechanismSession,
    ProgressStep,
    Publication,
    Recommendation,
)

DOCUMENTS = ListOf(
    key="documents", model=LibraryDocument, title=_("Documents of others"), one=_("document of others"), new=_("New document of others"), icon="publications", area="advocacy",
    hint=_("UN reports, press releases, laws: with symbol, date and text. A new one with a text waits in the queue to be held against our texts."),
    columns=(
        Column("issued", sort="issued_on", kind="date", read=drawing.written("issued"), edit="issued"), Column("title", sort="title_{lang}", label=_("Title"), read=lambda row, reader: reader.name(row), is_main=True),
        Column("symbol", kind="tight", sort="symbol", edit="symbol"), Column("body", label=_("Issued by"), edit="body_{lang}"), Column("kind", edit="kind", is_minor=True),
        Column("language", kind="tight", edit="language", is_minor=True),
    ),
    default_sort="-issued", brief=("issued", "title"), search=("title_en", "title_ko", "symbol", "body_en", "body_ko"), needs=("kind",), terms={"kind": "document_kind"},
    filters=(
        filters.by_year(LibraryDocument, "issued_on"), filters.by_term("kind", _("Kind"), "document_kind", is_first=True),
        filters.by_record("organisation", _("Issued by"), Organisation, order="name_en"), filters.by_record("meeting", _("Session"), MechanismSession, order="-starts_on"),
        filters.by_answer("worded", _("Text"), yes=~Q(text=""), no=Q(text=""), words=(_("with its text"), _("without"))),
        filters.by_answer("checked", _("Held against our texts"), yes=Q(checked_at__isnull=False), no=Q(checked_at__isnull=True)), filters.by_translation("title"), filters.by_handling(),
    ),
    groups=(
        Group(_("Document"), ("symbol", "title", "kind", "language", "issued", "pages")), Group(_("Issued by"), ("organisation", "body", "meeting")),
        Group(_("Where this is from"), ("address", "source", "note", "handling")),
    ),
    dates=(TypedDate("issued", starts="issued_on"),), related=(Related("uptakes", "found_document"), Related("recommendations", "document", "document")),
    paste=("symbol", "title_en", "title_ko", "body_en", "body_ko", "kind", "language", "issued", "address"), same=("symbol", "title_en"),
)  # fmt: skip

RECOMMENDATIONS = ListOf(
    key="recommendations", model=Recommendation, title=_("Recommendations"), one=_("recommendation"), new=_("New recommendation"), icon="check", area="advocacy",
    hint=_("What our publications and submissions recommend, to whom it was handed and what became of it; and what States recommend in a review, with the answer: supported or noted."),
    columns=(
        Column("number", kind="tight", sort="number", edit="number"), Column("text", label=_("In words"), is_main=True), Column("is_own", edit="is_own", is_minor=True),
        Column("made_by", edit="made_by"), Column("addressee", label=_("To whom"), edit="addressee_{lang}"), Column("position", kind="tight", edit="position"), Column("progress", edit="progress"),
    ),
    default_sort="number", brief=("text", "made_by", "position"), search=("text_en", "text_ko", "made_by", "addressee_en", "addressee_ko", "number"),
    needs=("publication", "document", "meeting__mechanism"),
    filters=(
        filters.by_answer("own", _("Whose"), yes=Q(is_own=True), no=Q(is_own=False), words=(_("ours"), _("of States and bodies"))), filters.by_choice("position", _("Position"), Recommendation.Position),
        filters.by_choice("progress", _("Done since"), Recommendation.Progress), filters.by_record("publication", _("Publication"), Publication, order="title_en", is_first=True),
        filters.by_record("document", _("Document"), LibraryDocument, order="-issued_on"), filters.by_record("meeting", _("Session"), MechanismSession, order="-starts_on", is_first=True),
        filters.by_translation("text"), filters.by_handling(),
    ),
    groups=(
        Group(_("Recommendation"), ("is_own", "number", "text", "made_by", "addressee")), Group(_("Where it stands"), ("publication", "submission", "document", "meeting", "order")),
        Group(_("What became of it"), ("position", "position_words", "progress", "note", "handling")),
    ),
    parts=(
        PartOf("handed", HandedTo, _("Handed to"), _("handing over"), ("organisation", "name", "activity", "on"), ("organisation", "name", "activity", "on"), "upload",
               _("To whom it was handed, when and on which occasion.")),
        PartOf("steps", ProgressStep, _("What was done since"), _("step"), ("on", "text", "source"), ("on", "text", "source"), "history",
               _("What the addressee did or left undone, with its day and source.")),
    ),
    several=(Several("echoes", _("Takes up ours"), "star"),), related=(Related("recommendations", "echoes", title=_("Taken up in")),),
    paste=("number", "text_en", "text_ko", "is_own", "made_by", "addressee_en", "addressee_ko", "document", "meeting", "position", "position_words"), same=("number", "text_en", "document"),
)  # fmt: skip
