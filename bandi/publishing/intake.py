"""What this package makes of the folder of a year: an edition in each language, with the sections of the year's outline.

A text that somebody wrote or changed on the desk is never overwritten; everything else follows the outline.
May import: records, this package's models.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext, override

from bandi.foundation.audit.models import Revision
from bandi.foundation.records.dating import point
from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.outline import OutlineEntry, headings_of
from bandi.foundation.records.rows import Row, RowProblem
from bandi.foundation.reference.texts import LANGUAGES, Language
from bandi.publishing.models import Edition, EditionSection

_KEYS = ("name_en", "name_ko", "report_title", "report_title_ko", "foreword")


def _one_per_language(folder: Folder, rows: list[Row]) -> list[Row]:
    """Return a row for each language's edition, whether organisation.json is there or not."""
    told = rows[0].values if rows else {}
    values = {key: told[key] for key in _KEYS if key in told}
    return [Row("organisation.json", 1, f"{folder.year}-{language}", {**values, "language": language}) for language in LANGUAGES]


def load_edition(folder: Folder, row: Row) -> Edition:
    """Make or refresh the edition of one language."""
    language: Language = row.values["language"]
    edition = Edition.objects.filter(year=folder.year, language=language).first()
    if edition is None:
        edition = folder.put(Edition, row.ref, _facts(folder, row, language))
    else:
        edited = _edited(edition.pk, Edition._meta.label_lower, str(edition.pk))
        facts = _facts(folder, row, language)
        folder.bring(edition, {name: value for name, value in facts.items() if name not in edited})
    _store_sections(folder, edition, language)
    return edition


def _facts(folder: Folder, row: Row, language: Language) -> dict[str, Any]:
    end = "_ko" if language == "ko" else ""
    foreword = row.within(row.object("foreword"))
    with override(language):
        title = gettext("Activity Report %(year)s") % {"year": folder.year}
    name = row.text("name_ko" if end else "name_en") or row.text("name_en") or row.text("name_ko")
    return {
        "year": folder.year,
        "language": language,
        "title": row.text(f"report_title{end}", limit=300) or title,
        "subtitle": name[:300],
        "starts_on": date(folder.year, 1, 1),
        "ends_on": date(folder.year, 12, 31),
        "signed_by": (foreword.text(f"signed_by{end}") or foreword.text("signed_by"))[:200],
        "dated_on": _dated(foreword),
    }


def _dated(foreword: Row) -> date | None:
    text = foreword.text("dated")
    try:
        return point(text, "dated")[0] if text else None
    except RowProblem:
        return None


def _store_sections(folder: Folder, edition: Edition, language: Language) -> None:
    """Bring the sections to the outline; what was edited stays, and so does a section that the outline lost."""
    have = {section.key: section for section in edition.sections.all()}
    edited = _edits(edition)
    for order, entry in enumerate(headings_of(folder.year), start=1):
        parent = have.get(entry.parent)
        values = {"parent": parent, **_section_values(entry, order, language)}
        section = have.get(entry.key)
        if section is None:
            have[entry.key] = folder.part(EditionSection, {"edition": edition, "key": entry.key}, values)
            continue
        kept = edited.get(str(section.pk), set())
        values = {name: value for name, value in values.items() if EditionSection._meta.get_field(name).attname not in kept}  # type: ignore[union-attr]
        have[entry.key] = folder.part(EditionSection, {"edition": edition, "key": entry.key}, values)


def _section_values(entry: OutlineEntry, order: int, language: Language) -> dict[str, Any]:
    return {
        "heading": entry.heading,
        "level": entry.level,
        "order": order,
        "title": str(entry.title.in_language(language))[:400],
        "body": str(entry.intro.in_language(language)),
        "content": list(entry.content),
    }


def _edits(edition: Edition) -> dict[str, set[str]]:
    """Return the fields that people edited on each section, by the section's key in the database."""
    edits: dict[str, set[str]] = {}
    model = EditionSection._meta.label_lower
    for row, after in Revision.objects.filter(record=edition.pk, model=model).values_list("row", "after"):
        edits.setdefault(row, set()).update(after or {})
    return edits


def _edited(record: Any, model: str, row: str) -> set[str]:
    found = Revision.objects.filter(record=record, model=model, row=row).values_list("after", flat=True)
    return {name for after in found for name in after or {}}


INTAKES = (
    Intake(
        file="organisation.json", part="editions", order=95, apply=load_edition, prepare=_one_per_language,
        always=True, merges=True, optional=True,
    ),
)  # fmt: skip
