"""Names of fields where the model's own name would mislead or is meant for one of two languages only.

By label of the model and name of the field, or base of a pair of languages.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bandi.interfaces.desk.tables.description import Label

LABELS: dict[tuple[str, str], Label] = {
    ("activities.activity", "heading"): _("Heading of the report"),
    ("activities.activity", "in_period"): _("Counted in its year"),
    ("activities.heading", "parent"): _("Above it"),
    ("activities.outcome", "text"): _("Outcome"),
    ("activities.ask", "text"): _("In words"),
    ("activities.ask", "organisation"): _("Organisation"),
    ("activities.ask", "person"): _("Person"),
    ("activities.ask", "lag_days"): _("Days until the answer"),
    ("activities.outcome", "lag_days"): _("Days after"),
    ("activities.participation", "person"): _("Person"),
    ("activities.participation", "organisation"): _("Organisation"),
    ("activities.session", "theme"): _("Theme"),
    ("activities.session", "book"): _("Book"),
    ("activities.session", "speaker"): _("Speaker"),
    ("activities.session", "note_en"): _("Note in English"),
    ("activities.session", "note_ko"): _("Note in Korean"),
    ("activities.inkind", "item"): _("Item"),
    ("activities.picture", "activity"): _("Activity"),
    ("activities.picture", "order"): _("Order"),
    ("activities.heldtext", "activity"): _("Activity"),
    ("activities.heldtext", "order"): _("Order"),
    ("activities.amount", "activity"): _("Activity"),
    ("funding.stockcorrection", "difference"): _("More or fewer"),
    ("advocacy.submission", "activity"): _("Activity"),
    ("advocacy.submission", "session"): _("Number of the session"),
    ("advocacy.deadline", "session"): _("Session"),
    ("advocacy.recommendation", "meeting"): _("Session"),
    ("advocacy.uptake", "own_activity"): _("Activity our text came from"),
    ("advocacy.uptake", "activity"): _("Activity that tells of it"),
    ("advocacy.footnote", "statement"): _("What is claimed"),
    ("advocacy.footnote", "source"): _("Source"),
    ("advocacy.office", "person"): _("Person"),
    ("advocacy.formsection", "heading"): _("Heading"),
    ("advocacy.formsection", "guidance"): _("What to write"),
    ("advocacy.textform", "mechanism"): _("Mechanism"),
    ("activities.headcount", "reached"): _("Reached"),
    ("programmes.question", "text"): _("Question"),
    ("programmes.question", "options"): _("Options"),
    ("programmes.membergroup", "about"): _("About it"),
    ("programmes.turn", "hours"): _("Hours"),
    ("people.alias", "name"): _("Spelling"),
    ("people.alias", "language"): _("Language"),
    ("people.alias", "source"): _("Where it stands"),
    ("people.missionpoint", "order"): _("Order"),
    ("people.missionpoint", "text"): _("Point"),
    ("people.missionpoint", "text_en"): _("Point in English"),
    ("people.missionpoint", "text_ko"): _("Point in Korean"),
    ("people.membership", "organisation"): _("Organisation"),
    ("people.membership", "person"): _("Person"),
    ("people.award", "person"): _("Person"),
    ("people.profile", "organisation"): _("Organisation"),
}
