"""Loading text_forms.csv and text_form_sections.csv: the forms in which mechanisms want their texts.

May import: records, this package's models.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row
from bandi.work.advocacy.models import FormSection, Mechanism, TextForm


def load_form(folder: Folder, row: Row) -> TextForm:
    """Make or change one form."""
    title, title_ko, form = row.text("title", limit=300), row.text("title_ko", limit=300), row.needed("form", limit=60)
    if not title_ko:
        row.needed("title")
    folder.term("submission_form", form)
    values = {
        "title_en": title, "title_ko": title_ko, "form": form, "mechanism": folder.ask(Mechanism, row.text("mechanism"), _("the mechanism")),
        "kind": folder.term("mechanism_kind", row.text("kind")), "guidance_en": row.text("guidance"), "guidance_ko": row.text("guidance_ko"),
        "source": row.text("source", limit=300), "is_confirmed": row.flag("confirmed"),
    }  # fmt: skip
    return folder.put(TextForm, row.needed("id"), values)


def by_form(folder: Folder, rows: list[Row]) -> list[Row]:
    """Gather the headings of each form into one row, so that they are brought to what the file holds together."""
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(row.text("text_form"), []).append(row)
    return [found[0].renamed(form, rows=[one.values for one in found]) for form, found in gathered.items()]


def load_sections(folder: Folder, row: Row) -> TextForm:
    """Bring the headings of one form to what the file holds, in its order."""
    form: TextForm = folder.need(TextForm, row.ref, _("the form"))
    wanted = []
    for order, values in enumerate(row.objects("rows"), start=1):
        one = row.within(values)
        heading, heading_ko = one.text("heading", limit=200), one.text("heading_ko", limit=200)
        if not heading_ko:
            one.needed("heading")
        wanted.append(
            FormSection(
                text_form=form, order=order, heading_en=heading, heading_ko=heading_ko, guidance_en=one.text("guidance"), guidance_ko=one.text("guidance_ko"),
                is_required=one.flag("required", default=True), is_confidential=one.flag("confidential"),
            )
        )  # fmt: skip
    folder.parts(FormSection, {"text_form": form}, wanted)
    return form


FORMS = (
    Intake(file="text_forms.csv", order=75, apply=load_form, required=("id", "form", "title")),
    Intake(file="text_form_sections.csv", order=76, apply=load_sections, required=("id", "text_form", "heading"), prepare=by_form),
)
