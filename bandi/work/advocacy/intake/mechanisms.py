"""Loading mechanisms.csv, mechanism_rules.csv, officials.csv, mechanism_sessions.csv and deadlines.csv.

They are read from a year's folder like every other table, and from the starter set (`bandi advocacy starter`).
May import: people, records, this package's models.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.dating import day_of, point, span_of
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.people.intake.matching import organisation_called, person_called
from bandi.work.advocacy.models import Deadline, FormRule, Mechanism, MechanismSession, Office


def load_mechanism(folder: Folder, row: Row) -> Mechanism:
    """Make or change one mechanism."""
    since, until = row.text("since", limit=30), row.text("until", limit=30)
    for name, text in (("since", since), ("until", until)):
        if text:
            point(text, name)
    name, name_ko = row.text("name", limit=300), row.text("name_ko", limit=300)
    if not name_ko:
        row.needed("name")
    return folder.put(
        Mechanism,
        row.needed("id"),
        {
            "name_en": name, "name_ko": name_ko, "abbreviation": row.text("abbreviation", limit=40),
            "kind": folder.term("mechanism_kind", row.text("kind")), "organisation": organisation_called(folder, row.text("organisation")),
            "mandate_en": row.text("mandate"), "mandate_ko": row.text("mandate_ko"), "how_en": row.text("how"), "how_ko": row.text("how_ko"),
            "response_days": row.count_of("response_days"), "since": since, "until": until, "address": row.text("address", limit=600),
            "source": row.text("source", limit=300), "is_confirmed": row.flag("confirmed"),
        },
    )  # fmt: skip


def by_mechanism(folder: Folder, rows: list[Row]) -> list[Row]:
    """Gather the rows of each mechanism into one, so that they are brought to what the file holds together."""
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(row.text("mechanism"), []).append(row)
    return [found[0].renamed(mechanism, rows=[one.values for one in found]) for mechanism, found in gathered.items()]


def load_rules(folder: Folder, row: Row) -> Mechanism:
    """Bring the rules of one mechanism to what the file holds."""
    mechanism: Mechanism = folder.need(Mechanism, row.ref, _("the mechanism"))
    wanted = []
    for order, values in enumerate(row.objects("rows")):
        one = row.within(values)
        folder.term("submission_form", one.text("form"))
        language = one.text("language")
        if language not in ("", "en", "ko"):
            raise RowProblem(_("“%(value)s” is no language of ours; write en, ko or nothing") % {"value": language[:40]})
        wanted.append(
            FormRule(
                mechanism=mechanism, form=one.text("form", limit=60), language=language, words=one.count_of("words"), pages=one.count_of("pages"),
                counts_notes=one.flag("counts_notes"), file_format=one.text("file", limit=60), valid_from=day_of(one, "valid_from"),
                valid_until=day_of(one, "valid_until"), is_confirmed=one.flag("confirmed"), note=one.text("note", limit=400), note_ko=one.text("note_ko", limit=400),
                source=one.text("source", limit=300), order=order,
            )
        )  # fmt: skip
    folder.parts(FormRule, {"mechanism": mechanism}, wanted)
    return mechanism


def load_officials(folder: Folder, row: Row) -> Mechanism | None:
    """Bring the people in office at one mechanism to what the file holds; a name nobody knows is noted and left out.

    A mechanism of the starter set that is not loaded yet is a doubt, not an error: the next load finds it.
    """
    mechanism: Mechanism | None = folder.ask(Mechanism, row.ref, _("the mechanism"))
    if mechanism is None:
        return None
    wanted = []
    for order, values in enumerate(row.objects("rows")):
        one = row.within(values)
        name = one.needed("person")
        person = person_called(folder, name)
        if person is None:
            folder.doubt(_("nobody of this name is among the people: “%(name)s”") % {"name": name[:80]})
            continue
        wanted.append(
            Office(
                mechanism=mechanism, person=person, role_en=one.text("role", limit=300), role_ko=one.text("role_ko", limit=300),
                since=one.text("since", limit=30), until=one.text("until", limit=30), source=one.text("source", limit=300), order=order,
            )
        )  # fmt: skip
    folder.parts(Office, {"mechanism": mechanism}, wanted)
    return mechanism


def load_session(folder: Folder, row: Row) -> MechanismSession:
    """Make or change one session."""
    span = span_of(row)
    return folder.put(
        MechanismSession,
        row.needed("id"),
        {
            "mechanism": folder.need(Mechanism, row.needed("mechanism"), _("the mechanism")), "number": row.count_of("number"),
            "cycle": row.count_of("cycle"), "subject_en": row.text("subject", limit=300), "subject_ko": row.text("subject_ko", limit=300),
            "when": span.written, "starts_on": span.starts_on, "ends_on": span.ends_on, "precision": span.precision.value,
            "place": row.text("place", limit=200), "is_confirmed": row.flag("confirmed"), "note": row.text("note", limit=400),
            "source": row.text("source", limit=300),
        },
    )  # fmt: skip


def load_deadline(folder: Folder, row: Row) -> Deadline:
    """Make or change one deadline."""
    due_on, days = day_of(row, "due_on"), row.count_of("days_before")
    session = folder.ask(MechanismSession, row.text("session"), _("the session"))
    if due_on is None and (session is None or days is None):
        raise RowProblem(_("give “due_on”, or a session and “days_before”"))
    title, title_ko = row.text("title", limit=400), row.text("title_ko", limit=400)
    if not title_ko:
        row.needed("title")
    kind = row.text("kind", limit=60)
    folder.term("deadline_kind", kind)
    mechanism = folder.ask(Mechanism, row.text("mechanism"), _("the mechanism"))
    return folder.put(
        Deadline,
        row.needed("id"),
        {
            "title_en": title, "title_ko": title_ko, "mechanism": mechanism or (session.mechanism if session else None), "session": session,
            "kind": kind, "due_on": due_on, "days_before": days, "owner": person_called(folder, row.text("owner")),
            "closed_on": day_of(row, "closed_on"), "address": row.text("address", limit=600), "note": row.text("note"),
            "source": row.text("source", limit=300),
        },
    )  # fmt: skip


MECHANISMS = (
    Intake(file="mechanisms.csv", order=70, apply=load_mechanism, required=("id", "name")),
    Intake(file="mechanism_rules.csv", order=71, apply=load_rules, required=("id", "mechanism"), prepare=by_mechanism),
    Intake(file="officials.csv", order=72, apply=load_officials, required=("id", "mechanism", "person"), prepare=by_mechanism),
    Intake(file="mechanism_sessions.csv", order=73, apply=load_session, required=("id", "mechanism")),
    Intake(file="deadlines.csv", order=74, apply=load_deadline, required=("id", "title")),
)
