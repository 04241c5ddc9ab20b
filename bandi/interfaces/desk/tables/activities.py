"""Activities, and the same activities seen as sessions of a programme and as rolls."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bandi.foundation.reference.dates import Precision
from bandi.foundation.reference.statements import GivenIds, Statement
from bandi.interfaces.desk import filters
from bandi.interfaces.desk.tables import drawing
from bandi.interfaces.desk.tables.description import (
    Beside,
    Column,
    Group,
    ListOf,
    PartOf,
    Related,
    Several,
    TypedDate,
)
from bandi.register.activities.models import (
    Activity,
    Ask,
    FollowUp,
    Headcount,
    Heading,
    InKind,
    Minutes,
    Outcome,
    Participation,
    Programme,
    RollEntry,
    Session,
)
from bandi.register.people.models import Organisation, Person, Place

EXACT = [Precision.DAY, Precision.RANGE]
DATES_KNOWN = [
    ("day", _("to the day"), Q(precision__in=EXACT)),
    ("roughly", _("only roughly"), Q(starts_on__isnull=False) & ~Q(precision__in=EXACT)),
    ("unknown", _("date missing"), Q(starts_on__isnull=True)),
]

FILTERS = (
    filters.by_year(Activity, "starts_on"),
    filters.by_month(Activity, "starts_on"),
    filters.by_term("kind", _("Kind"), "activity_kind", is_first=True),
    filters.by_record("heading", _("Heading"), Heading, order="order", is_first=True),
    filters.by_record("programme", _("Programme"), Programme, is_first=True),
    filters.by_term("role", _("Our role"), "our_role", field="our_role"),
    filters.by_record("place", _("Place"), Place, field="places", order="name_en"),
    filters.by_record("person", _("Person"), Person, field="person_id", through="participations", order="full_name"),
    filters.by_record("organisation", _("Organisation"), Organisation, field="organisation_id", through="participations", order="name_en"),
    filters.by_record("part_of", _("Part of"), Activity, order="-starts_on"),
    filters.by_answer("online", _("Online"), yes=Q(is_online=True), no=Q(is_online=False), unknown=Q(is_online__isnull=True)),
    filters.in_words("dated", _("Date known"), lambda: DATES_KNOWN),
    filters.by_translation("title"),
    filters.has_parts("held", _("Held texts"), "held_texts", (_("with a held text"), _("without")), is_removed=False),
    filters.has_parts("open_asks", _("Requests and promises"), "asks", (_("open ones"), _("none open")), answered_on=None, answer="", answer_ko=""),
    filters.has_parts("tasks", _("Tasks"), "follow_ups", (_("open ones"), _("none open")), done_on=None),
    filters.has_parts("counted", _("Numbers"), "headcounts", (_("somebody was counted"), _("nobody was counted"))),
    filters.by_answer("follow_up", _("Next year"), yes=Q(follow_up=True), no=Q(follow_up=False), words=(_("to be continued"), _("finished"))),
    filters.by_handling(),
)  # fmt: skip

PARTS = (
    PartOf("headcounts", Headcount, _("How many came"), _("headcount"), ("count", "target", "reached", "unit", "measure", "qualifier", "group"),
           ("count", "target", "unit", "measure", "qualifier", "group"), "people",
           _("A number without names. People and attendances are two numbers: fifteen people who come ten times are 15 people and 150 attendances."), ("target", "reached")),
    PartOf("participations", Participation, _("Who took part"), _("participant"), ("side", "person", "organisation", "name", "role"),
           ("side", "person", "organisation", "name", "role", "role_ko"), "person",
           _("People of public role and organisations only. Nobody who needs protection is named here.")),
    PartOf("outcomes", Outcome, _("What came of it"), _("outcome"), ("text", "observed_on", "attribution", "lag_days", "source"),
           ("text", "observed_on", "source", "attribution"), "star",
           _("A change that was observed, with its source, and how far it may be traced to us. None of the degrees says “because of us”.")),
    PartOf("asks", Ask, _("Requests and promises"), _("request or promise"), ("direction", "counterpart", "text", "due_on", "answer", "lag_days"),
           ("direction", "counterpart", "organisation", "person", "text", "due_on", "owner", "answer", "answer_ko", "answered_on"), "due",
           _("What we asked for or were promised, until when, and what was answered.")),
    PartOf("minutes", Minutes, _("Minutes"), _("minutes"), ("text", "taken_by", "agreed_on"), ("text", "taken_by", "agreed_on"), "comment",
           _("What was said, for the house only: minutes are never printed. Nothing of people who need protection belongs here.")),
    PartOf("follow-ups", FollowUp, _("Tasks"), _("task"), ("what", "owner", "due_on", "done_on"), ("what", "owner", "due_on", "done_on"), "check",
           _("What is to be done afterwards, by whom and until when. Open ones stand on the page of what is due.")),
    PartOf("session", Session, _("Row of a programme’s table"), _("row of the table"), ("table", "type", "theme", "book", "speaker", "count"),
           ("table", "type", "audience_type", "theme", "book", "speaker", "speaker_type", "affiliation", "venue", "count", "in_printed_table", "note"),
           "programmes", _("A lecture, a reading evening, a stop of a tour: what its row in the programme’s table says.")),
    PartOf("in-kind", InKind, _("Gifts in kind"), _("gift in kind"), ("item", "quantity", "unit", "kilograms_each", "giver"),
           ("item", "quantity", "unit", "kilograms_each", "giver"), "money", _("What was handed out: boxes of rice, books, medicine.")),
    PartOf("roll", RollEntry, _("Published roll"), _("line of the roll"), ("position", "masked_name", "channel", "funders"),
           ("channel", "heading", "heading_ko", "position", "masked_name", "funders", "note"), "people",
           _("Masked names as they are printed. They are no identities: one mask may stand for several people.")),
)  # fmt: skip

GROUPS = (
    Group(_("What it was"), ("kind", "title", "summary")),
    Group(_("When and where"), ("when", "date_note", "place_text", "is_online", "rhythm", "occurrences", "number")),
    Group(_("Where it belongs"), ("heading", "programme", "part_of", "our_role", "follow_up", "in_period", "order", "handling")),
)

COLUMNS = (
    Column("when", sort="starts_on", kind="date", read=drawing.when, edit="when", reads=("starts_on", "ends_on", "precision", "when")),
    Column("title", sort="title_{lang}", label=_("Title"), is_main=True),
    Column("kind", sort="kind_id", edit="kind"),
    Column("place", label=_("Place"), read=drawing.place, edit="place_text"),
    Column("heading", is_minor=True, edit="heading"),
    Column("our_role", edit="our_role", is_minor=True),
    Column("audience", label=_("How many came"), kind="number", read=drawing.audience),
)
SPARES = ("summary_en", "summary_ko", "dates", "rhythm_text", "date_note", "updated_at")
OF_HEADING = ("heading__intro_en", "heading__intro_ko", "heading__content", "heading__updated_at")
WHERE = models.Prefetch("places", Place.objects.only("name_en", "name_ko", "handling", "is_removed"), to_attr="spots")
HOW_MANY = models.Prefetch("headcounts", to_attr="counts")
BESIDE = (
    Beside("spots", Statement(lambda: Activity.places.through.objects.filter(activity__in=GivenIds("owners")).order_by("place__name_en").values_list("activity_id", "place_id", "place__name_en", "place__name_ko", "place__handling", "place__is_removed")), drawing.Spot),
    Beside("counts", Statement(lambda: Headcount.objects.filter(activity__in=GivenIds("owners")).order_by("order").values_list("activity_id", "count", "unit", "measure", "qualifier", "group", "part_of_id")), drawing.Count),
)

ACTIVITIES = ListOf(
    key="activities", model=Activity, title=_("Activities"), one=_("activity"), new=_("New activity"), icon="activities", area="activities",
    hint=_("Everything the organisation did stands here: a meeting, a lecture, a letter, a concert. Write the first one down, or copy rows from a spreadsheet and paste them onto this page."),
    columns=COLUMNS, default_sort="-when", is_newest_first=True, brief=("when", "title", "kind"), filters=FILTERS, groups=GROUPS, parts=PARTS,
    search=("title_en", "title_ko", "place_text"), needs=("heading",), many=(WHERE, HOW_MANY), beside=BESIDE,
    spares=SPARES + OF_HEADING,
    dates=(TypedDate("when", "starts_on", "ends_on", "precision"),),
    terms={"kind": "activity_kind", "our_role": "our_role"}, words={"rhythm": "rhythm"},
    related=(
        Related("activities", "part_of", "part_of", _("Parts of it")),
        Related("letters", "activities"), Related("media", "activity", "activity"), Related("publications", "activities"),
        Related("submissions", "activity"), Related("amounts", "activity"),
        Related("grants", "activities", "activity", _("Grants that pay for it")), Related("grants", "meetings", "meeting", _("The grant it was about")),
        Related("budget-lines", "activity", "activity"), Related("hand-outs", "activity", "activity"),
        Related("uptakes", "own_activity", title=_("Who took it up")), Related("uptakes", "activity", title=_("The citation itself")),
        Related("pictures", "activity"), Related("held-texts", "activity"),
        Related("volunteer-calls", "activity", "activity"), Related("shifts", "activity", "activity"), Related("meetings", "activity", "activity"), Related("rounds", "activity", "activity"),
    ),
    several=(Several("places", _("Places"), "places"),),
    paste=("when", "title_en", "title_ko", "kind", "place_text", "heading", "programme", "our_role", "is_online", "summary_en", "summary_ko"),
    same=("title_en", "title_ko", "starts_on"),
)  # fmt: skip

SESSIONS = ListOf(
    key="sessions", model=Activity, title=_("Sessions"), one=_("activity"), new=_("New activity"), icon="programmes", area="programmes", is_scoped=True,
    hint=_("Lectures, reading evenings and stops of a tour stand here once an activity has a row in a programme’s table."),
    columns=(
        Column("when", sort="starts_on", kind="date", read=drawing.when, edit="when"),
        Column("title", sort="title_{lang}", label=_("Title"), is_main=True),
        Column("table", label=_("Table"), read=drawing.of_session("table")),
        Column("type", label=_("Type"), read=drawing.of_session("type", "session_type"), is_minor=True),
        Column("theme", label=_("Theme"), read=drawing.of_session("theme")),
        Column("book", label=_("Book"), read=drawing.of_session("book"), is_minor=True),
        Column("speaker", label=_("Speaker"), read=drawing.of_session("speaker")),
        Column("speaker_type", label=_("Who speaks"), read=drawing.of_session("speaker_type"), is_minor=True),
        Column("venue", label=_("Venue"), read=drawing.of_session("venue"), is_minor=True),
    ),
    default_sort="when", filters=(FILTERS[0],), groups=GROUPS, parts=PARTS, search=("title_en", "title_ko"),
    needs=("session",), spares=SPARES, dates=ACTIVITIES.dates, terms=ACTIVITIES.terms, words=ACTIVITIES.words,
    scope=lambda rows: rows.filter(session__isnull=False),
)  # fmt: skip

ROLLS = ListOf(
    key="rolls", model=Activity, title=_("Scholarship rolls"), one=_("roll"), new=_("New activity"), icon="people", area="programmes", is_scoped=True,
    hint=_("An activity that publishes a list of masked names, such as a scholarship, appears here with the number of its lines."),
    columns=(
        Column("title", sort="title_{lang}", label=_("Title"), is_main=True),
        Column("when", sort="starts_on", kind="date", read=drawing.when),
        Column("lines", label=_("Lines of the roll"), kind="number", read=drawing.roll_size),
        Column("funders", label=_("Funded by"), read=drawing.roll_funders),
        Column("audience", label=_("How many came"), kind="number", read=drawing.audience),
    ),
    default_sort="title", groups=GROUPS, parts=PARTS, search=("title_en", "title_ko"), many=("roll", HOW_MANY), beside=BESIDE[1:], spares=SPARES,
    dates=ACTIVITIES.dates, terms=ACTIVITIES.terms, words=ACTIVITIES.words,
    scope=lambda rows: rows.filter(pk__in=RollEntry.objects.values("activity_id")),
)  # fmt: skip
