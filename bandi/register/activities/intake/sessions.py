"""Loading tables of sessions: any table whose rows belong to activities through `activity_id` and have a `date` or `start`.

The columns decide, not the name of the file: lectures, reading evenings, stops of a tour and lessons are read alike.
May import: records, this package's models.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import point
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity, Session

_ASIDE = ("end", "end_date", "precision")


def discover_table(file: Path, columns: Sequence[str]) -> Intake | None:
    """Return an intake for a table of sessions, or None for another table."""
    if "activity_id" in columns and ({"date", "start"} & set(columns)):
        return Intake(file=file.name, order=60, apply=load_session, required=("activity_id",), always=True, aside=_ASIDE)
    return None


def load_session(folder: Folder, row: Row) -> Session:
    """Make or change the session of one activity. Date and place are kept with the activity."""
    activity = folder.need(Activity, row.needed("activity_id"), _("the activity"))
    written = row.text("date") or row.text("start")
    if written:
        first, last = point(written, "date")
        if activity.starts_on and (last < activity.starts_on or (activity.ends_on and first > activity.ends_on)):
            folder.doubt(_("its date %(date)s is not that of its activity (%(when)s)") % {"date": written, "when": activity.when})
        _check_weekday(folder, row, written)
    other = Session.objects.filter(activity=activity).exclude(table=_table(row), ref=row.ref).first()
    if other:
        raise RowProblem(_("its activity is a session already, in %(table)s") % {"table": other.table})
    values = {
        "series_id": activity.part_of_id,
        "table": _table(row),
        "ref": row.ref[:60],
        "type": row.text("type", limit=60),
        "audience_type": row.text("audience_type", limit=60),
        **_texts(row),
        "count": row.count_of("sessions") or 1,
        "in_printed_table": row.flag("in_published_table", default=True),
        "order": row.number,
    }
    for vocabulary, name in (("session_type", "type"), ("audience_type", "audience_type")):
        folder.term(vocabulary, row.text(name))
    return folder.part(Session, {"activity": activity}, values)


def _table(row: Row) -> str:
    return Path(row.file).stem[:60]


def _texts(row: Row) -> dict[str, object]:
    texts: dict[str, object] = {}
    for suffix, end in (("_en", ""), ("_ko", "_ko")):
        theme = next((text for name in ("theme", "title", "item") if (text := row.text(f"{name}{end}", limit=300))), "")
        speaker, title = row.text(f"speaker{end}"), row.text(f"speaker_title{end}")
        texts |= {
            f"theme{suffix}": theme,
            f"book{suffix}": row.text(f"book{end}", limit=300),
            f"questions{suffix}": row.parts(f"questions{end}", "|"),
            f"speaker{suffix}": speaker[:300],
            f"speaker_type{suffix}": row.text(f"speaker_type{end}", limit=120),
            f"affiliation{suffix}": ", ".join(filter(None, [title, row.text(f"affiliation{end}")]))[:300],
            f"venue{suffix}": row.text(f"venue{end}", limit=300) or row.text(f"places{end}", limit=300),
            f"note{suffix}": row.text(f"note{end}", limit=400),
        }
    return texts


def _check_weekday(folder: Folder, row: Row, written: str) -> None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    stated = row.text("weekday").lower()
    first, last = point(written, "date")
    if stated in names and first == last and names[first.weekday()] != stated:
        folder.doubt(_("%(date)s is no %(weekday)s") % {"date": written, "weekday": row.text("weekday")})
