"""What the year is told with: programmes, headings, pictures, held texts, money."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk import filters
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import Column, Group, ListOf, Related
from bandi.interfaces.desk.tables.people import ALIASES
from bandi.register.activities.models import Activity, Amount, Heading, HeldText, Picture, Programme

PROGRAMMES = ListOf(
    key="programmes", model=Programme, title=_("Programmes"), one=_("programme"), new=_("New programme"), icon="programmes", area="programmes",
    hint=_("What the organisation keeps doing, year after year. Its activities, cohorts and sessions gather on its page."),
    columns=(
        Column("name", sort="name_{lang}", label=_("Name"), is_main=True), Column("began", label=_("Began"), kind="date", read=drawing.starts),
        Column("note", label=_("Note"), edit="note_{lang}", is_minor=True), Column("target", edit="target"),
    ),
    default_sort="name", brief=("name", "began"), search=("name_en", "name_ko"), filters=(filters.by_translation("name"), filters.by_handling()),
    groups=(Group(_("Programme"), ("name", "note", "target", "starts", "handling")),), parts=(ALIASES,),
    related=(Related("activities", "programme", "programme"), Related("groups", "programme", "programme"), Related("volunteer-calls", "programme", "programme")), paste=("name_en", "name_ko", "note_en", "note_ko", "target"), same=("name_en", "name_ko"),
)  # fmt: skip

HEADINGS = ListOf(
    key="headings", model=Heading, title=_("Headings"), one=_("heading"), new=_("New heading"), icon="report", area="report",
    hint=_("The tree under which a year is told: sections, themes, headings, each with an introduction in both languages."),
    columns=(
        Column("order", kind="number", sort="order", edit="order"), Column("title", sort="title_{lang}", label=_("Title"), read=drawing.parent_line, is_main=True),
        Column("level", kind="tight", edit="level"), Column("content", edit="content", is_minor=True),
    ),
    default_sort="order", brief=("title", "level"), search=("title_en", "title_ko"), needs=("parent",),
    filters=(filters.by_choice("level", _("Level"), Heading.Level), filters.by_record("parent", _("Above it"), Heading, order="order"), filters.by_translation("title"), filters.by_handling()),
    groups=(Group(_("Heading"), ("level", "parent", "title", "order", "content")), Group(_("Introduction"), ("intro", "handling"))),
    related=(Related("headings", "parent", "parent", _("Beneath it")), Related("activities", "heading", "heading")),
)  # fmt: skip

PICTURES = ListOf(
    key="pictures", model=Picture, title=_("Pictures"), one=_("picture"), new=_("New picture"), icon="visible", area="report",
    hint=_("Captions of pictures, and whether somebody on them needs protection. Anything but “no” is held back."),
    columns=(
        Column("caption", label=_("Caption"), is_main=True, sort="order"), Column("activity", read=drawing.occasion("activity"), edit="activity"),
        Column("shows_people", read=drawing.shows_people, edit="shows_people"), Column("credit", edit="credit", is_minor=True),
    ),
    default_sort="caption", brief=("caption", "shows_people"), search=("caption_en", "caption_ko", "credit"), needs=("activity", "record"),
    filters=(
        filters.by_answer("held", _("Held back"), yes=~Q(shows_people="no"), no=Q(shows_people="no")),
        filters.by_record("activity", _("Activity"), Activity, order="-starts_on"), filters.by_translation("caption"), filters.by_handling(),
    ),
    groups=(Group(_("Picture"), ("caption", "activity", "shows_people", "credit", "order", "handling")),),
)  # fmt: skip

HELD_TEXTS = ListOf(
    key="held-texts", model=HeldText, title=_("Held texts"), one=_("held text"), new=_("New held text"), icon="lock", area="report",
    hint=_("The place of a reflection or a story, and its words once its author consents to print them. The original is kept sealed, as a statement."),
    columns=(
        Column("kind", label=_("Kind"), read=drawing.word("kind", "personal_text_kind"), is_main=True, sort="order"),
        Column("activity", read=drawing.occasion("activity")), Column("needs_consent", edit="needs_consent"),
    ),
    default_sort="kind", brief=("kind", "needs_consent"), search=("kind",), needs=("activity",), spares=("text_en", "text_ko"), words={"kind": "personal_text_kind"},
    filters=(
        filters.by_word("kind", _("Kind"), "personal_text_kind"), filters.by_record("activity", _("Activity"), Activity, order="-starts_on"),
        filters.by_answer("consent", _("Consent"), yes=Q(needs_consent=True), no=Q(needs_consent=False), words=(_("still needed"), _("not needed"))),
    ),
    groups=(
        Group(_("Held text"), ("kind", "activity", "needs_consent", "order", "handling")),
        Group(_("In print"), ("text_en", "text_ko", "byline_en", "byline_ko")),
    ),
)  # fmt: skip

AMOUNTS = ListOf(
    key="amounts", model=Amount, title=_("Money"), one=_("amount"), new=_("New amount"), icon="money", area="money",
    hint=_("Amounts spent, awarded and received, each with its currency and, where it was converted, the rate and its source."),
    columns=(
        Column("purpose", sort="purpose_{lang}", label=_("Purpose"), is_main=True), Column("money", label=_("Amount"), kind="number", sort="amount", read=drawing.money),
        Column("direction", kind="tight", read=drawing.word("direction", "spending_direction")), Column("period", kind="date", sort="period", read=drawing.written("period"), edit="period"),
        Column("activity", read=drawing.occasion("activity"), edit="activity"), Column("rate", kind="number", edit="rate", is_minor=True), Column("funders", edit="funders", is_minor=True),
    ),
    default_sort="purpose", brief=("purpose", "money"), search=("purpose_en", "purpose_ko", "funders"), needs=("activity",), words={"direction": "spending_direction"},
    filters=(
        filters.by_word("direction", _("Direction"), "spending_direction"),
        filters.by_answer("external", _("Whose"), yes=Q(is_external=False), no=Q(is_external=True), words=(_("our money"), _("not our money"))), filters.by_translation("purpose"), filters.by_handling(),
    ),
    groups=(
        Group(_("Amount"), ("purpose", "amount", "currency", "qualifier", "direction", "period", "activity")),
        Group(_("Converted"), ("other_amount", "other_currency", "rate", "rate_source")), Group(_("For whom, from whom"), ("beneficiaries", "funders", "is_external", "note", "handling")),
    ),
    paste=("purpose_en", "purpose_ko", "amount", "currency", "direction", "period", "funders", "note"), same=("purpose_en", "amount", "period"),
)  # fmt: skip
