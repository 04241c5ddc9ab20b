"""Loading documents.csv and recommendations.csv.

May import: activities, people, records, this package's models.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import point
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity
from bandi.register.people.intake.matching import organisation_called
from bandi.work.advocacy.models import (
    HandedTo,
    LibraryDocument,
    MechanismSession,
    Publication,
    Recommendation,
    Submission,
)


def load_document(folder: Folder, row: Row) -> LibraryDocument:
    """Make or change one document of somebody else; one that a citation brought already is the same by its symbol."""
    issued = row.text("date", limit=60)
    first, last = point(issued, "date") if issued else (None, None)
    body = row.text("body", limit=300)
    values = {
        "symbol": row.text("symbol", limit=80), "title_en": row.text("title", limit=400), "title_ko": row.text("title_ko", limit=400),
        "organisation": organisation_called(folder, body), "body_en": body, "body_ko": row.text("body_ko", limit=300),
        "kind": folder.term("document_kind", row.text("kind")), "meeting": folder.ask(MechanismSession, row.text("session"), _("the session")),
        "language": row.text("language", limit=10), "issued": issued, "issued_on": first if first == last else None, "pages": row.count_of("pages"),
        "address": row.text("address", limit=600), "source": row.text("source", limit=300), "note": row.text("note"),
    }  # fmt: skip
    if not (values["symbol"] or values["title_en"] or values["title_ko"]):
        row.needed("title")
    return folder.put(LibraryDocument, row.needed("id"), values)


def load_recommendation(folder: Folder, row: Row) -> Recommendation:
    """Make or change one recommendation, with those to whom it was handed and those of ours that it takes up."""
    text, text_ko, position = row.text("text"), row.text("text_ko"), row.text("position")
    if not text_ko:
        row.needed("text")
    progress = row.text("progress")
    for name, value, known in (("position", position, Recommendation.Position.values), ("progress", progress, Recommendation.Progress.values)):
        if value and value not in known:
            raise RowProblem(_("“%(name)s” should be one of %(known)s, not “%(value)s”") % {"name": name, "known": ", ".join(known), "value": value[:40]})
    made_by = row.text("made_by", limit=300)
    advice = folder.put(
        Recommendation,
        row.needed("id"),
        {
            "is_own": row.flag("is_own", default=not made_by), "number": row.text("number", limit=20), "text_en": text, "text_ko": text_ko, "made_by": made_by,
            "addressee_en": row.text("addressee", limit=300), "addressee_ko": row.text("addressee_ko", limit=300),
            "publication": folder.ask(Publication, row.text("publication"), _("the publication")),
            "submission": folder.ask(Submission, row.text("submission"), _("the submission")),
            "document": folder.ask(LibraryDocument, row.text("document"), _("the document")),
            "meeting": folder.ask(MechanismSession, row.text("session"), _("the session")), "position": position,
            "position_words": row.text("position_words", limit=300), "progress": progress, "note": row.text("note"), "order": row.number,
        },
    )  # fmt: skip
    activity = folder.ask(Activity, row.text("handed_activity_id"), _("the activity"))
    handed = [
        HandedTo(recommendation=advice, organisation=organisation_called(folder, name), name=name[:300], activity=activity, on=row.text("handed_on", limit=60), order=order)
        for order, name in enumerate(row.parts("handed_to"))
    ]  # fmt: skip
    folder.parts(HandedTo, {"recommendation": advice}, handed)
    echoes = row.parts("echoes")

    def tie() -> None:
        found = [folder.ask(Recommendation, ref, _("the recommendation")) for ref in echoes]
        folder.relate(advice.echoes, [one for one in found if one is not None])

    if echoes:
        folder.later(tie)
    return advice


LIBRARY = (
    Intake(file="documents.csv", order=81, apply=load_document, required=("id",)),
    Intake(file="recommendations.csv", order=85, apply=load_recommendation, required=("id", "text")),
)
