"""Lines of worklists and the states of claims, drawn in Python: a page holds a hundred of them, and a template decides anew for each.

Every text is escaped here. `parts/worklist.html` and `parts/badge.html` say what stands in them; both draw the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.templatetags.desk_icons import icon, state_icon

register = template.Library()
STATES = {
    "agrees": gettext_lazy("Agrees"), "differs": gettext_lazy("Differs"), "accepted": gettext_lazy("Accepted"), "unbound": gettext_lazy("Unbound"),
}  # fmt: skip
PARTS = ("label", "url", "sub", "state", "icon", "at", "anchor")


@register.simple_tag
def work_lines(items: Iterable[object]) -> SafeString:
    """Return one `<li>` for each thing to look at: {label, url, sub?, state?, icon?, at?, anchor?}, a dictionary or an object with these attributes."""
    return mark_safe("".join(map(_line, items)))  # noqa: S308  every text was escaped by _line


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """Return the badge of a state with its word; an unknown one is shown as without evidence."""
    return mark_safe(_badge(state))  # noqa: S308  every text was escaped by _badge


def _badge(state: str) -> str:
    return _badge_in(get_language(), state)


@lru_cache(maxsize=64)
def _badge_in(language: str | None, state: str) -> str:
    word = str(STATES[state]) if state in STATES else gettext("No evidence")
    return f'<span class="badge is-{escaped(state)}">{icon(state_icon(state))}{escaped(word)}</span>'


def _line(item: object) -> str:
    if isinstance(item, Mapping):
        label, url, sub, state, drawing, at, anchor = (item.get(name) or "" for name in PARTS)
    else:
        label, url, sub, state, drawing, at, anchor = (getattr(item, name, "") or "" for name in PARTS)
    mark = _badge(state) if state else (f'<span class="faint">{icon(drawing)}</span>' if drawing else "")
    beneath = f'<span class="sub">{escaped(sub)}</span>' if sub else ""
    end = f'<span class="small faint num">{escaped(at)}</span>' if at else ""
    place = f' id="{escaped(anchor)}" tabindex="-1"' if anchor else ""
    return f'<li{place}>{mark}<div class="grow"><a href="{escaped(url)}">{escaped(label)}</a>{beneath}</div>{end}</li>'


@register.simple_tag
def pick_lines(picks: Iterable[Any]) -> SafeString:
    """Return one `<li>` for each number that can be put into a text (screens.report.Pick)."""
    put, used = gettext("Put %(mark)s into the text"), escaped(gettext("in the text"))
    return mark_safe("".join(_pick(pick, put, used) for pick in picks))  # noqa: S308  every text was escaped by _pick


def _pick(pick: Any, put: str, used: str) -> str:
    mark, lang = escaped(pick.mark), f' lang="{escaped(pick.lang)}"' if pick.lang else ""
    return (
        f'<li class="pick"><button type="button" class="button is-quiet needs-script" data-insert="{mark}" data-insert-into="#body" '
        f'aria-label="{escaped(put % {"mark": pick.mark})}">{icon("add")}</button><code>{mark}</code><b class="num">{escaped(pick.value or "—")}</b>'
        f'<span class="grow"{lang}>{escaped(pick.statement)}</span>{f"<span class={chr(34)}faint small{chr(34)}>{used}</span>" if pick.is_used else ""}'
        f"{_badge(pick.state)}</li>"
    )
