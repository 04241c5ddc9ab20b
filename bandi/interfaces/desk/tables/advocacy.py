"""Letters, submissions, citations of our work, publications, media items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk import filters
from bandi.interfaces.desk.filters import as_id
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, PartOf, Related, Several, TypedDate
from bandi.register.activities.models import Activity, Outcome
from bandi.register.people.models import Organisation
from bandi.work.advocacy.models import (
    Annex,
    Deadline,
    Footnote,
    Letter,
    Mechanism,
    MechanismSession,
    MediaItem,
    Publication,
    Signatory,
    Stage,
    Submission,
    Uptake,
)

WRITTEN_WITH = (
    PartOf("signatories", Signatory, _("Who signs"), _("signatory"), ("role", "organisation", "person", "name", "answer_by", "signed_on", "declined_on"),
           ("role", "organisation", "person", "name", "title", "asked_on", "answer_by", "signed_on", "declined_on", "note", "order"), "people",
           _("Initiators and co-signatories, asked when, to answer by when. Whoever has not signed stands on the page of what is due.")),
    PartOf("footnotes", Footnote, _("Claims and their sources"), _("footnote"), ("mark", "statement", "source", "pinpoint", "claim"),
           ("mark", "statement", "source", "pinpoint", "document", "publication", "claim", "order"), "check",
           _("What we claim and what stands behind it. [^1] in the text prints the source of mark 1 as a footnote.")),
    PartOf("annexes", Annex, _("Annexes"), _("annex"), ("order", "title", "pages", "is_confidential", "kept_at"), ("order", "title", "pages", "is_confidential", "kept_at"),
           "publications", _("What goes with it. Of a confidential annex only the place is kept here, never its text.")),
)  # fmt: skip

LETTERS = ListOf(
    key="letters", model=Letter, title=_("Letters"), one=_("letter"), new=_("New letter"), icon="advocacy", area="advocacy",
    hint=_("Letters signed with others: to whom, on what occasion, how many signed, and what came of it."),
    columns=(
        Column("sent", kind="date", sort="sent_on", read=drawing.written("sent"), edit="sent", reads=("sent",)),
        Column("recipients", label=_("To"), is_main=True), Column("message", label=_("Key message"), edit="message_{lang}"),
        Column("signatories", kind="number", edit="signatories"), Column("demands", kind="number", edit="demands", is_minor=True), Column("status", kind="tight"), Column("occasion", label=_("Occasion"), is_minor=True, edit="occasion_{lang}"),
    ),
    default_sort="-sent", brief=("sent", "recipients"), search=("recipients_en", "recipients_ko", "message_en", "message_ko", "occasion_en", "occasion_ko"),
    filters=(filters.by_year(Letter, "sent_on"), filters.by_choice("status", _("Status"), Stage), filters.by_record("addressed_to", _("Addressed to"), Mechanism, order="name_en"), filters.by_answer("printed", _("In the printed table"), yes=Q(in_printed_table=True), no=Q(in_printed_table=False)), filters.by_translation("recipients"), filters.by_handling()),
    groups=(
        Group(_("Letter"), ("sent", "sent_also", "recipients", "addressed_to", "subject", "message", "occasion")),
        Group(_("Signatories and outcome"), ("signatories", "signatories_note", "demands", "outcome", "receipt", "owner", "in_printed_table", "handling")),
    ),
    parts=WRITTEN_WITH, related=(Related("uptakes", "letter", title=_("Who took it up")),),
    several=(Several("activities", _("Activities"), "activities"),), dates=(TypedDate("sent", starts="sent_on"), TypedDate("sent_also")),
    paste=("sent", "recipients_en", "recipients_ko", "message_en", "message_ko", "occasion_en", "occasion_ko", "signatories", "demands"), same=("sent_on", "recipients_en", "recipients_ko"),
)  # fmt: skip



def _answering(asked: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """Return what a submission begins with that answers a call: to whom, for which session, whose task."""
    key = as_id(asked.get("deadline", ""))
    call = Deadline.objects.visible_to(reader.account).select_related("session").filter(pk=key).first() if key else None
    if call is None:
        return {}
    addressed = call.mechanism_id or (call.session.mechanism_id if call.session else None)
    return {"addressed_to": addressed, "meeting": call.session_id, "owner": call.owner_id}


SUBMISSIONS = ListOf(
    key="submissions", model=Submission, title=_("Submissions"), one=_("submission"), new=_("New submission"), icon="upload", area="advocacy",
    hint=_("Inputs to UN mechanisms and other bodies: for which session, filed when, and how they stand."),
    columns=(
        Column("title", sort="title_{lang}", label=_("Title"), is_main=True), Column("addressed_to", edit="addressed_to"), Column("mechanism", label=_("As printed"), edit="mechanism", is_minor=True),
        Column("session", kind="number", edit="session"), Column("filed", kind="date", sort="filed", read=drawing.written("filed"), edit="filed"), Column("status", kind="tight"),
        Column("deadline", edit="deadline", is_minor=True), Column("owner", edit="owner", is_minor=True),
    ),
    default_sort="-filed", brief=("title", "filed", "status"), search=("title_en", "title_ko", "mechanism"), needs=("activity", "addressed_to", "meeting__mechanism", "deadline", "owner"),
    filters=(filters.by_choice("status", _("Status"), Stage), filters.by_record("addressed_to", _("Addressed to"), Mechanism, order="name_en", is_first=True), filters.by_record("meeting", _("Session"), MechanismSession, order="-starts_on"), filters.by_word("form", _("Form"), "submission_form"), filters.by_answer("joint", _("Joint"), yes=Q(is_joint=True), no=Q(is_joint=False)), filters.by_record("activity", _("Activity"), Activity, order="-starts_on"), filters.by_translation("title"), filters.by_handling()),
    groups=(
        Group(_("Submission"), ("title", "addressed_to", "meeting", "form", "is_joint", "deadline", "owner")), Group(_("As printed"), ("mechanism", "session", "activity")),
        Group(_("Filing"), ("filed", "receipt", "published_on", "symbol", "handling")),
    ),
    parts=WRITTEN_WITH, words={"form": "submission_form"}, related=(Related("uptakes", "submission", title=_("Who took it up")), Related("recommendations", "submission")),
    dates=(TypedDate("filed", starts="filed_on"),), paste=("title_en", "title_ko", "mechanism", "session", "filed"), same=("title_en", "title_ko"), start=_answering,
)  # fmt: skip

UPTAKES = ListOf(
    key="uptakes", model=Uptake, title=_("Citations of our work"), one=_("citation"), new=_("New citation"), icon="link", area="advocacy",
    hint=_("Where a later document of somebody else took up what we said: our words, their words, and how sure it is."),
    columns=(
        Column("own_text", label=_("Our text"), is_main=True), Column("document", label=_("Taken up in"), edit="document_{lang}"),
        Column("body", label=_("By whom"), edit="body_{lang}"), Column("symbol", kind="tight", edit="symbol", is_minor=True),
        Column("document_date", kind="date", sort="document_date", read=drawing.written("document_date"), edit="document_date"),
        Column("times", kind="number", edit="times"), Column("status", read=drawing.word("status", "citation_status"), is_minor=True),
        Column("attribution", edit="attribution"),
    ),
    default_sort="-document_date", brief=("own_text", "document"), search=("own_text_en", "own_text_ko", "document_en", "document_ko", "symbol"),
    filters=(filters.by_word("status", _("Status"), "citation_status"), filters.by_choice("attribution", _("How far it is ours"), Outcome.Attribution), filters.by_translation("document"), filters.by_handling()),
    groups=(
        Group(_("Our text"), ("own_text", "own_date", "letter", "submission", "publication", "own_activity", "said")), Group(_("The later document"), ("document", "found_document", "body", "symbol", "document_date", "times", "taken_up", "activity")),
        Group(_("How sure it is"), ("status", "attribution", "note", "handling")),
    ),
    needs=("own_activity", "activity", "letter", "submission", "publication", "found_document"), dates=(TypedDate("own_date"), TypedDate("document_date")), words={"status": "citation_status"},
)  # fmt: skip

PUBLICATIONS = ListOf(
    key="publications", model=Publication, title=_("Publications"), one=_("publication"), new=_("New publication"), icon="publications", area="publications",
    hint=_("Reports, newsletters, websites and films, ours and those we quote, with copies per language."),
    columns=(
        Column("title", sort="title_{lang}", label=_("Title"), is_main=True), Column("type", edit="type"), Column("author", edit="author", is_minor=True),
        Column("issued", kind="date", sort="issued", read=drawing.written("issued"), edit="issued"), Column("issues", kind="number", edit="issues"),
        Column("languages", edit="languages", is_minor=True), Column("reach", edit="reach"), Column("is_own", edit="is_own", is_minor=True),
    ),
    default_sort="-issued", brief=("title", "type", "issued"), search=("title_en", "title_ko", "author"), terms={"type": "publication_type"}, words={"periodicity": "rhythm"},
    filters=(
        filters.by_term("type", _("Type"), "publication_type", is_first=True), filters.by_answer("own", _("Whose"), yes=Q(is_own=True), no=Q(is_own=False), words=(_("ours"), _("somebody else’s"))),
        filters.by_translation("title"), filters.by_handling(),
    ),
    groups=(
        Group(_("Publication"), ("title", "type", "author", "is_own", "issued")), Group(_("Reach"), ("languages", "periodicity", "issues", "reach", "copies")),
        Group(_("Care"), ("note", "handling")),
    ),
    several=(Several("activities", _("Activities"), "activities"),), dates=(TypedDate("issued"),),
    related=(Related("uptakes", "publication", title=_("Who took it up")), Related("recommendations", "publication", "publication"), Related("media", "publication", "publication")),
    paste=("title_en", "title_ko", "type", "author", "issued", "languages", "periodicity", "issues", "reach"), same=("title_en", "issued"),
)  # fmt: skip

MEDIA = ListOf(
    key="media", model=MediaItem, title=_("Media items"), one=_("media item"), new=_("New media item"), icon="media", area="media",
    hint=_("Where newspapers and broadcasters reported on us. Copy rows (date, outlet, headline) from a spreadsheet and paste them here; the same item twice is noticed."),
    columns=(
        Column("published_on", sort="published_on", kind="date", edit="published_on"),
        Column("headline", label=_("Headline"), read=drawing.media_name, is_main=True, reads=("headline_en", "headline_ko", "duplicate_of")), Column("outlet"),
        Column("activity", edit="activity"), Column("naming", label=_("Names us"), edit="naming", kind="tight"), Column("topic", edit="topic", is_minor=True), Column("outlet_text", is_minor=True, edit="outlet_text"),
    ),
    default_sort="-published_on", is_newest_first=True, brief=("published_on", "headline", "outlet"), search=("headline_en", "headline_ko", "outlet_text"), needs=("outlet", "activity", "topic"),
    spares=("note", "address", "excerpt", "updated_at", *(f"activity__{name}" for name in ("summary_en", "summary_ko", "dates", "rhythm_text", "date_note", "updated_at"))),
    terms={"topic": "media_topic"},
    filters=(
        filters.by_choice("naming", _("Names us"), MediaItem.Naming), filters.by_term("topic", _("Topic"), "media_topic"), filters.by_record("publication", _("Publication"), Publication, order="title_en"),
        filters.by_answer("reprint", _("Reprints"), yes=Q(copy_of__isnull=False), no=Q(copy_of__isnull=True), words=(_("reprints"), _("first printed here"))),
        filters.by_year(MediaItem, "published_on"), filters.by_month(MediaItem, "published_on"),
        filters.by_record("outlet", _("Outlet"), Organisation, order="name_en", only={"is_outlet": True}, is_first=True),
        filters.by_record("activity", _("Reports on"), Activity, order="-starts_on"),
        filters.by_answer("linked", _("Activity"), yes=Q(activity__isnull=False), no=Q(activity__isnull=True), words=(_("linked"), _("missing"))),
        filters.by_answer("double", _("Duplicates"), yes=Q(duplicate_of__isnull=False), no=Q(duplicate_of__isnull=True), words=(_("listed twice"), _("listed once"))),
        filters.by_translation("headline"), filters.by_handling(),
    ),
    groups=(
        Group(_("Item"), ("published_on", "outlet", "outlet_text", "headline", "language", "address", "excerpt")),
        Group(_("What it reports on"), ("activity", "publication", "naming", "topic", "duplicate_of", "copy_of", "note", "handling")),
    ),
    related=(Related("media", "duplicate_of", title=_("The same item, listed again")), Related("media", "copy_of", title=_("Reprinted in"))),
    paste=("published_on", "outlet", "headline_en", "headline_ko", "address", "activity", "naming", "topic", "language", "note"), same=("published_on", "outlet", "headline_en", "headline_ko"),
)  # fmt: skip
