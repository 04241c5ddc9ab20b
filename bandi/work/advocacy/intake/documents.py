"""Loading letters.csv, publications.csv and citations.csv.

May import: activities, people, records, this package's models.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import point
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity, Outcome
from bandi.register.people.intake.matching import organisation_called
from bandi.work.advocacy.intake.signing import bring_signatories
from bandi.work.advocacy.intake.submissions import stage_of
from bandi.work.advocacy.models import Letter, LibraryDocument, Mechanism, Publication, Uptake

_ISSUES = re.compile(r"^issues(?:_in_(?:\d{4}|year))?$")


def activities_of(folder: Folder, row: Row, name: str = "activity_ids") -> list[Activity]:
    """Return the activities a cell names; a missing one is noted."""
    found = [folder.ask(Activity, ref, _("the activity")) for ref in row.parts(name)]
    return [activity for activity in found if activity is not None]


def load_letter(folder: Folder, row: Row) -> Letter:
    """Make or change one letter."""
    sent, also = row.needed("date", limit=30), row.text("date_2", limit=30)
    first, last = point(sent, "date")
    if also:
        point(also, "date_2")
    recipients, recipients_ko = row.text("recipients", limit=400), row.text("recipients_ko", limit=400)
    if not recipients_ko:
        row.needed("recipients")
    letter = folder.put(
        Letter,
        row.needed("id"),
        {
            "sent": sent,
            "sent_also": also,
            "sent_on": first if first == last else None,
            "recipients_en": recipients,
            "recipients_ko": recipients_ko,
            "message_en": row.text("key_message"),
            "message_ko": row.text("key_message_ko"),
            "occasion_en": row.text("occasion", limit=300),
            "occasion_ko": row.text("occasion_ko", limit=300),
            "outcome_en": row.text("outcome"),
            "outcome_ko": row.text("outcome_ko"),
            "signatories": row.count_of("signatories"),
            "signatories_note": row.text("signatories_note", limit=300),
            "demands": row.count_of("demands"),
            "in_printed_table": row.flag("in_published_table", default=True),
            **({"addressed_to": folder.ask(Mechanism, row.text("addressed_to"), _("the mechanism"))} if "addressed_to" in row.values else {}),
            **stage_of(folder, row),
        },
        of_year=True,
    )
    bring_signatories(folder, row, letter)
    folder.relate(letter.activities, activities_of(folder, row))
    return letter


def load_publication(folder: Folder, row: Row) -> Publication:
    """Make or change one publication. It is ours when its author is our own organisation or nobody is named."""
    author = row.text("author", limit=300)
    writer = organisation_called(folder, author)
    issued = row.text("date", limit=30)
    if issued:
        point(issued, "date")
    issues = next((name for name in row.values if _ISSUES.match(name)), "issues")
    publication = folder.put(
        Publication,
        row.needed("id"),
        {
            "title_en": row.text("title", limit=400) or row.needed("title_ko", limit=400),
            "title_ko": row.text("title_ko", limit=400),
            "type": folder.term("publication_type", row.text("type")),
            "author": author,
            "is_own": not author or bool(writer and writer.is_own),
            "issued": issued,
            "languages": row.text("language", limit=120),
            "periodicity": row.text("periodicity", limit=60),
            "issues": row.count_of(issues),
            "reach": row.text("reach_or_copies", limit=120),
            "note": row.text("note"),
        },
        of_year=True,
    )
    folder.relate(publication.activities, activities_of(folder, row))
    return publication


def load_uptake(folder: Folder, row: Row) -> Uptake:
    """Make or change one passage in which a later document took up a text of ours."""
    status = row.text("status", limit=120)
    folder.term("citation_status", status)
    own = folder.ask(Activity, row.text("submission_activity_id"), _("the activity"))
    return folder.put(
        Uptake,
        row.needed("id"),
        {
            **texts_of(own), "found_document": document_of(folder, row),
            "own_text_en": row.text("submission", limit=400) or row.needed("submission_ko", limit=400),
            "own_text_ko": row.text("submission_ko", limit=400),
            "own_date": row.text("submission_date", limit=60),
            "own_activity": own,
            "document_en": row.text("citing_document", limit=400) or row.needed("citing_document_ko", limit=400),
            "document_ko": row.text("citing_document_ko", limit=400),
            "body_en": row.text("citing_body", limit=300),
            "body_ko": row.text("citing_body_ko", limit=300),
            "symbol": row.text("symbol", limit=60),
            "document_date": row.text("citing_date", limit=60),
            "times": row.count_of("times_cited"),
            "said_en": row.text("what_was_submitted"),
            "said_ko": row.text("what_was_submitted_ko"),
            "taken_up_en": row.text("what_was_cited"),
            "taken_up_ko": row.text("what_was_cited_ko"),
            "status": status,
            **_attribution(row),
            "activity": folder.ask(Activity, row.text("citation_activity_id"), _("the activity")),
            "note": row.text("note"),
        },
        of_year=True,
    )


def _attribution(row: Row) -> dict[str, Any]:
    """Return how far a citation is ours, where the folder says so. Raises: RowProblem for a word that is none."""
    if "attribution" not in row.values:
        return {}
    value = row.text("attribution")
    if value and value not in Outcome.Attribution.values:
        raise RowProblem(_("“%(value)s” is no attribution; write one of %(known)s") % {"value": value[:40], "known": ", ".join(Outcome.Attribution.values)})
    return {"attribution": value}


def texts_of(activity: Activity | None) -> dict[str, Any]:
    """Return the letter, the submission and the publication that an activity was about, each None where there is none."""
    if activity is None:
        return {"letter": None, "submission": None, "publication": None}
    return {
        "letter": activity.letters.in_use().first(), "submission": activity.submissions.in_use().first(), "publication": activity.publications.in_use().first(),
    }  # fmt: skip


def document_of(folder: Folder, row: Row) -> LibraryDocument | None:
    """Return the document of the library that a citation stands in, by its symbol or its title; made where it is new."""
    symbol = row.text("symbol", limit=60)
    title, title_ko = row.text("citing_document", limit=400), row.text("citing_document_ko", limit=400)
    known = LibraryDocument.objects.in_use()
    found = known.filter(symbol=symbol).first() if symbol else known.filter(symbol="", title_en=title, title_ko=title_ko).first()
    if found is not None or row.text("status").startswith("announced"):
        return found
    issued = row.text("citing_date", limit=60)
    day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", issued)
    body, body_ko = row.text("citing_body", limit=300), row.text("citing_body_ko", limit=300)
    return folder.put(
        LibraryDocument,
        f"{row.needed('id')}-document",
        {
            "symbol": symbol, "title_en": title, "title_ko": title_ko, "body_en": body, "body_ko": body_ko, "organisation": organisation_called(folder, body),
            "issued": issued, "issued_on": date.fromisoformat(issued) if day else None,
        },
        of_year=True,
    )  # fmt: skip


DOCUMENTS = (
    Intake(file="letters.csv", order=82, apply=load_letter, required=("id", "date", "recipients"), aside=("signatories_note_ko",)),
    Intake(file="publications.csv", order=83, apply=load_publication, required=("id", "title"), aside=("reach_or_copies_ko",)),
    Intake(file="citations.csv", order=84, apply=load_uptake, required=("id", "submission", "citing_document")),
)  # fmt: skip
