"""The names of what may stand in a section, in words: "entries, table of letters".

May import: Django.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

NAMES = {
    "entries": _("entries"), "cover": _("cover"), "mission": _("mission"), "contents": _("table of contents"), "awards": _("awards"),
    "foreword": _("foreword"), "mandate": _("founding text"), "appeal": _("appeal"), "supporters": _("how to support"),
    "accounts": _("accounts"), "colophon": _("colophon"), "map": _("map"), "letters_table": _("table of letters"),
    "citations_table": _("table of citations"), "lectures_table": _("table of lectures"), "reading_table": _("table of readings"),
    "talk_table": _("table of talk concerts"), "college_table": _("table of the college programme"), "sessions_table": _("tables of sessions"),
    "arrivals_table": _("table of arrivals"), "scholarships_table": _("list of recipients"), "publications_table": _("table of publications"),
    "submissions_table": _("table of submissions"), "recommendations_table": _("table of recommendations"), "asks_table": _("table of requests"),
    "outcomes_table": _("table of outcomes"), "grants_table": _("table of grants"), "material_table": _("table of material handed out"),
    "volunteers_table": _("volunteers and their hours"), "answers_table": _("what was answered"), "groups_table": _("members of groups"),
    "channels_table": _("ways to give"), "media_list": _("media list"), "arrivals_chart": _("chart of arrivals"),
    "assistance_chart": _("chart of assistance"), "activity_charts": _("charts of activities"), "unplaced_entries": _("entries without a place"),
}  # fmt: skip


def said_content(names: Iterable[str]) -> str:
    """Return the names of blocks as words; one that has none here stands as it is written."""
    plain = (name.partition("?")[0] for name in names)
    return ", ".join(str(NAMES.get(name) or name.replace("_", " ")) for name in plain)
