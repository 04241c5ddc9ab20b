"""The controls of forms, drawn in Python: a form of an office has three hundred options, and a template decides anew for each.

What Django's own templates draw for a select, an input and a textarea is drawn here, but for the empty lines; every other control is left to them.
Every text is escaped here; nothing arrives as markup unless it was marked safe before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe

from bandi.interfaces.desk.escaping import escaped

HOME = "django/forms/widgets/"
OPTION = f"{HOME}select_option.html"
SUGGESTED = "desk/records/_suggested.html"
INPUTS = ("input", "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "search", "tel", "color")
Widget = Mapping[str, Any]


class Renderer(DjangoTemplates):
    """Draws the common controls itself. Named in the settings as FORM_RENDERER."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        """Return a control, or another piece of a form, as markup."""
        draw, widget = DRAWN.get(template_name), context.get("widget")
        drawn = draw(widget) if draw and widget else _suggested(widget, context) if widget and template_name == SUGGESTED else ""
        return mark_safe(drawn) if drawn else super().render(template_name, context, request)  # type: ignore[no-any-return]  # noqa: S308  every text was escaped


def _input(widget: Widget) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{_said(value)}"'
    return f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"{shown}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = widget["value"]
    return f'<textarea name="{escaped(widget["name"])}"{_attributes(widget)}>\n{_shown(value) if value else ""}</textarea>'


def _select(widget: Widget) -> str:
    """Return a select, or nothing where an option has a drawing of its own."""
    lines = []
    for group, options, _place in widget["optgroups"]:
        if any(option["template_name"] != OPTION for option in options):
            return ""
        if group:
            lines.append(f'\n  <optgroup label="{_shown(group)}">')
        lines += [f'\n  <option value="{_said(option["value"])}"{_attributes(option)}>{_shown(option["label"])}</option>' for option in options]
        if group:
            lines.append("\n  </optgroup>")
    return f'<select name="{escaped(widget["name"])}"{_attributes(widget)}>{"".join(lines)}\n</select>'


def select_of(name: str, attributes: Mapping[str, Any], chosen: list[str], options: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Return a select with an empty line and what is offered: value, escaped word, whether it is retired; such a one is there only if it is chosen."""
    own = chosen[0] if chosen else None
    lines = [f'\n  <option value=""{" selected" if own == "" else ""}>—</option>']
    lines += [
        f'\n  <option value="{value}"{" selected" if value == own else ""}>{drawn}</option>' for value, drawn, is_retired in options if not is_retired or value == own
    ]  # fmt: skip
    return mark_safe(f'<select name="{escaped(name)}"{_attributes({"attrs": attributes})}>{"".join(lines)}\n</select>')  # noqa: S308  every text was escaped


def _suggested(widget: Widget, context: Mapping[str, Any]) -> str:
    """Return a line of text with suggestions beneath it, as `records/_suggested.html` draws it."""
    value, place, url = widget["value"], f"{_shown(widget['attrs'].get('id', ''))}-options", context["choices_url"]
    shown = "" if value is None else f' value="{_shown(value)}"'
    asks = f' hx-get="{escaped(url)}" hx-trigger="input changed delay:200ms, focus once" hx-target="#{place}" hx-swap="innerHTML"' if url else ""
    options = "".join(f'<option value="{escaped(option)}">' for option in context["options"])
    return f'<input type="text" name="{escaped(widget["name"])}"{shown}{_attributes(widget)} list="{place}"{asks}><datalist id="{place}">{options}</datalist>\n'


def _attributes(widget: Widget) -> str:
    return "".join(f" {escaped(name)}" if value is True else f' {escaped(name)}="{_said(value)}"' for name, value in widget["attrs"].items() if value is not False)


def _said(value: Any) -> str:
    """Return a value as `stringformat:"s"` has it: a number stays as it is written in code."""
    return escaped(value if isinstance(value, str) else f"{value}")


def _shown(value: Any) -> str:
    """Return a value as a template shows it: a number as it is written in the language."""
    return escaped(value if isinstance(value, str) else localize(value))


DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"{HOME}{name}.html": _input for name in INPUTS}, f"{HOME}textarea.html": _textarea, f"{HOME}select.html": _select,
}  # fmt: skip
