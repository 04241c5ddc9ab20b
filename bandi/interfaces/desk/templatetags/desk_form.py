"""The fields of a record's form, drawn in Python: thirty of them stand on a page, and a template decides anew for each.

Every text is escaped here. `parts/field.html` says what a field looks like; both draw the same, but for empty lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import CheckboxInput
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.templatetags.desk_icons import icon

register = template.Library()


@register.simple_tag
def form_rows(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return the rows of a group of a form (`cells.form_row`), without the word "optional" beside their names."""
    return mark_safe("".join(map(_row, rows)))  # noqa: S308  every text was escaped by field_of


def _row(row: Mapping[str, Any]) -> str:
    fields = row["fields"]
    if not row["is_pair"] and fields[0].is_hidden:
        return str(fields[0])
    drawn = "".join(map(field_of, fields))
    return f'<div class="{"pair" if row["is_pair"] else escaped(row["span"])}">{drawn}</div>'


def field_of(field: BoundField) -> str:
    """Return a field as `parts/field.html` draws it with `optional_mark=False`."""
    if field.is_hidden:
        return str(field)
    label, control = escaped(field.label), str(field)
    state = " has-error" if field.errors else ""
    wrong = f'<div class="field-error">{icon("warning")}{escaped(field.errors)}</div>' if state else ""
    hint = f'<div class="field-help" id="{escaped(field.auto_id)}_helptext">{escaped(field.help_text)}</div>' if field.help_text else ""
    if field.use_fieldset:
        told = f' aria-describedby="{escaped(field.aria_describedby)}"' if field.aria_describedby else ""
        return f'\n<fieldset class="field{state}"{told}><legend>{label}</legend>{hint}{control}{wrong}</fieldset>'
    place = escaped(field.id_for_label)
    if type(field.field.widget) is CheckboxInput:
        return f'\n<div class="field{state}"><label class="choice" for="{place}">{control} {label}</label>{hint}{wrong}</div>'
    return f'\n<div class="field{state}"><label for="{place}">{label}</label>{hint}{control}{wrong}</div>'
