"""The tag `{% small_months page %}`: the twelve months of a year, drawn in Python because there are 365 days in them.

Context: page (screens.calendar.YearPage). Every text is escaped here.
"""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.screens.calendar import SmallMonth, YearPage

register = template.Library()
MANY = 4
Day = tuple[int, int, str]


@register.simple_tag
def small_months(page: YearPage) -> SafeString:
    """Return one `<section>` for each month."""
    days = "".join(f'<th scope="col" abbr="{escaped(day["name"])}">{escaped(day["short"][:1])}</th>' for day in page.weekdays)
    spoken: dict[int, str] = {}
    return mark_safe("".join(_month(month, days, spoken) for month in page.months))  # noqa: S308  every text was escaped


def _month(month: SmallMonth, weekdays: str, spoken: dict[int, str]) -> str:
    label = escaped(month.label)
    weeks = "".join(f"<tr>{''.join(_day(day, month.label, spoken) for day in week)}</tr>" for week in month.weeks)
    return (
        f'<section class="small-month" aria-label="{label}"><h3><a href="{escaped(month.url)}">{label}</a> <span class="faint num">{escaped(month.count)}</span></h3>'
        f"<table><thead><tr>{weekdays}</tr></thead><tbody>{weeks}</tbody></table></section>"
    )


def _day(told: Day, month: str, spoken: dict[int, str]) -> str:
    """Return a day: with a link where there was anything. spoken: the words for so many activities, asked for once."""
    day, count, url = told
    if not url:
        return f"<td>{day or ''}</td>"
    if count not in spoken:
        spoken[count] = ngettext("%(month)s %(day)s: %(n)s activity", "%(month)s %(day)s: %(n)s activities", count)
    words = spoken[count] % {"month": month, "day": day, "n": count}
    return f'<td><a href="{escaped(url)}" class="has-{count if count < MANY else "many"}" aria-label="{escaped(words)}">{day}</a></td>'
