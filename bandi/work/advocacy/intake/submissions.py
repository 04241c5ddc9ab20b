"""Loading a submission for every activity of that kind, and submissions.csv: what an activity cannot say of it.

May import: activities, people, records, this package's models.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import day_of, point, span_of
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem, read_rows
from bandi.register.activities.models import Activity
from bandi.work.advocacy.intake.signing import COLUMNS, bring_signatories
from bandi.work.advocacy.models import Deadline, Mechanism, MechanismSession, Stage, Submission

FILE = "submissions.csv"
MORE = ("addressed_to", "session_record", "deadline", "form", "joint", "receipt", "symbol", "published_on", "status", *COLUMNS)
SUBMISSION_KIND = "submission"
_OPEN = (False, None, "", "no", "false")
_SESSION = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+(?:[A-Z][\w'-]*\s+){0,4}session\b|제\s*(\d{1,3})\s*차", re.IGNORECASE)


def stage_of(folder: Folder, row: Row, default: str = Stage.FILED) -> dict[str, Any]:
    """Return the stage of a text that a folder brings: it went out. What the desk made of it since is left alone."""
    status = row.text("status") or default
    if status not in Stage.values:
        raise RowProblem(_("“%(name)s” should be one of %(known)s, not “%(value)s”") % {"name": "status", "known": ", ".join(Stage.values), "value": status[:40]})
    return {} if folder.was_known else {"status": status}


def submissions_among(folder: Folder, rows: list[Row]) -> list[Row]:
    """Keep the activities that are submissions; a sensitive one stays with its activity, where it is held."""
    found = [row for row in rows if row.values.get("kind") == SUBMISSION_KIND and row.values.get("sensitive") in _OPEN]
    more = {row.ref: row.values for row in _listed(folder)}
    folder.memo["advocacy.submissions"] = {row.ref for row in found}
    return [row.renamed(row.ref, **{name: value for name, value in more.get(row.ref, {}).items() if name in MORE}) for row in found]


def _listed(folder: Folder) -> list[Row]:
    """Return the rows of submissions.csv that can be read."""
    file = folder.path / FILE
    return [row for row in read_rows(file, required=("id",)) if isinstance(row, Row)] if file.is_file() else []


def others_among(folder: Folder, rows: list[Row]) -> list[Row]:
    """Keep the rows of submissions.csv that belong to no activity of the folder."""
    known = folder.memo.get("advocacy.submissions", set())
    return [row for row in rows if row.ref not in known]


def load_other(folder: Folder, row: Row) -> Submission:
    """Make or change a submission that no activity tells of."""
    filed = row.text("filed", limit=60)
    first, last = point(filed, "filed") if filed else (None, None)
    values = {
        "title_en": row.text("title", limit=400) or row.needed("title_ko", limit=400), "title_ko": row.text("title_ko", limit=400),
        "filed": filed, "filed_on": first if first == last else None,
    }  # fmt: skip
    submission = folder.put(Submission, row.ref, {**values, **_more(folder, row), **stage_of(folder, row, default="filed" if filed else "planned")}, of_year=True)
    bring_signatories(folder, row, submission)
    return submission


def _more(folder: Folder, row: Row) -> dict[str, Any]:
    """Return what submissions.csv says of a submission; a column that is missing changes nothing."""
    more: dict[str, Any] = {}
    for name, model, field, what in (
        ("addressed_to", Mechanism, "addressed_to", _("the mechanism")), ("session_record", MechanismSession, "meeting", _("the session")),
        ("deadline", Deadline, "deadline", _("the deadline")),
    ):  # fmt: skip
        if name in row.values:
            more[field] = folder.ask(model, row.text(name), what)
    if "form" in row.values:
        folder.term("submission_form", row.text("form"))
        more["form"] = row.text("form", limit=60)
    if "joint" in row.values:
        more["is_joint"] = row.flag("joint")
    for name, limit in (("receipt", 200), ("symbol", 60)):
        if name in row.values:
            more[name] = row.text(name, limit=limit)
    if row.text("published_on"):
        more["published_on"] = day_of(row, "published_on")
    return more


def load_submission(folder: Folder, row: Row) -> Submission:
    """Make or change the submission behind an activity: to whom, for which session, when; and what submissions.csv adds."""
    addressees = [values for values in row.objects("counterparts") if values.get("organisation")]
    addressed = next((v for v in addressees if str(v.get("role") or "").lower() == "addressee"), None)
    mechanism = addressed or (addressees[0] if addressees else {})
    span = span_of(row)
    submission = folder.put(
        Submission,
        row.ref,
        {
            "title_en": row.text("title", limit=400) or row.needed("title_ko", limit=400),
            "title_ko": row.text("title_ko", limit=400),
            "mechanism": str(mechanism.get("organisation") or "")[:300],
            "session": row.count_of("session") or session_in(row, addressees),
            "filed": span.written[:60],
            "filed_on": span.starts_on if span.starts_on == span.ends_on else None,
            **_more(folder, row),
            **stage_of(folder, row),
            "activity": folder.need(Activity, row.ref, _("the activity")),
        },
        of_year=True,
    )
    bring_signatories(folder, row, submission)
    return submission


def session_in(row: Row, addressees: list[dict[str, Any]]) -> int | None:
    """Return the number of the session that a counterpart's role or the title names ("57th session"), or None."""
    texts = [str(values.get("role") or "") for values in addressees] + [row.text("title"), row.text("title_ko")]
    for text in texts:
        if (match := _SESSION.search(text)) and (match[1] or "회기" in text or "세션" in text):
            return int(match[1] or match[2])
    return None


SUBMISSIONS = (
    Intake(file="activities.jsonl", part="submissions", order=78, apply=load_submission, required=("id", "kind"), prepare=submissions_among),
    Intake(
        file=FILE, order=79, apply=load_other, required=("id",), prepare=others_among, aside=("title", "title_ko", "filed", *MORE),
    ),
)  # fmt: skip
