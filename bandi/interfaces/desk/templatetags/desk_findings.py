"""The tag `{% finding_lines findings %}`: findings with their records, drawn in Python because there may be a hundred.

Every text is escaped here. Context: findings, a tuple of screens.findings.Told.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from bandi.interfaces.desk.escaping import escaped
from bandi.interfaces.desk.screens.findings import Told
from bandi.interfaces.desk.screens.pieces import Item
from bandi.interfaces.desk.templatetags.desk_icons import icon

register = template.Library()


@register.simple_tag
def finding_lines(findings: Iterable[Told]) -> SafeString:
    """Return one `<li>` for each finding."""
    return mark_safe("".join(f"<li>{_finding(one)}</li>" for one in findings))  # noqa: S308  every text was escaped


def _finding(finding: Told) -> str:
    claims = "".join(
        f'<a class="badge is-plain" href="{escaped(claim.url)}">{icon("claims")}{escaped(claim.label)}</a>' for claim in finding.claims
    )
    return (
        f'<div class="grow stack-tight"><p>{escaped(finding.message)}</p>'
        f'<div class="row small"><span class="faint">{escaped(finding.kind)}</span>{claims}</div>{_records(finding)}</div>'
    )


def _records(finding: Told) -> str:
    if not finding.records:
        return ""
    count = len(finding.records)
    words = ngettext("%(count)s record", "%(count)s records", count) % {"count": count}
    if finding.more:
        words += " " + gettext("and %(count)s more") % {"count": finding.more}
    lines = "".join(f"<li>{_record(record)}</li>" for record in finding.records)
    return f'<details class="data-behind"><summary>{escaped(words)}</summary><ul class="plain-list stack-tight">{lines}</ul></details>'


def _record(record: Item) -> str:
    name = f'<a href="{escaped(record.url)}">{escaped(record.label)}</a>' if record.url else escaped(record.label)
    return f'{name} <span class="faint">{escaped(record.sub)}</span>'
