"""What the check before publishing finds apart from single numbers: by weight and by kind, each with its records.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.records.findings import Finding, found
from bandi.foundation.records.models import Handling, Record
from bandi.foundation.reference.texts import Text
from bandi.interfaces.desk.addresses import page_url, with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.claim import line_of
from bandi.interfaces.desk.screens.pieces import Choice, Item
from bandi.interfaces.desk.screens.remembering import data_version, remembered
from bandi.interfaces.desk.screens.year import year_to_show, years_known
from bandi.publishing.checking import scope_of
from bandi.register.claims.models import Claim

SEVERITIES = {"contradiction": _lazy("Contradictions"), "doubt": _lazy("Doubts"), "hint": _lazy("Hints")}
STATES = {"contradiction": "differs", "doubt": "unbound", "hint": "no_evidence"}
KINDS = {
    "dates": _lazy("Dates"), "names": _lazy("Spelling of names"), "lists": _lazy("Counts against lists"), "sums": _lazy("Sums"),
    "rhythm": _lazy("Rhythm"), "attendances": _lazy("People and attendances"), "duplicates": _lazy("Doubles"),
    "translation": _lazy("Translation"), "unbound": _lazy("Numbers bound to nothing"), "consent": _lazy("Consent"),
}  # fmt: skip
SHOWN_RECORDS = 12
BRIEF = 5


@dataclass(frozen=True)
class Told:
    """A finding in words, with the records and numbers it is about."""

    key: str
    message: str
    kind: str
    severity: str
    state: str
    records: tuple[Item, ...]
    more: int
    claims: tuple[Choice, ...]


@dataclass(frozen=True)
class FindingsPage:
    """What `desk/claims/findings.html` shows: findings by weight; kinds to narrow them by."""

    year: int
    groups: tuple[tuple[str, str, tuple[Told, ...]], ...]
    kinds: tuple[Choice, ...]
    tabs: tuple[dict[str, object], ...]
    count: int


def findings_of(year: int) -> list[Finding]:
    """Return all findings of a year, kept until something changes."""
    return remembered(f"findings:{year}", lambda: found(scope_of(year)), version=data_version())


def findings_page(reader: Reader, asked_year: str, kind: str) -> FindingsPage:
    """Return the findings of a year, of one kind where one is asked for."""
    year = year_to_show(asked_year, years_known(version=data_version()))
    visible = _visible(findings_of(year), reader)
    chosen = [finding for finding in visible if not kind or finding.kind == kind]
    told = _in_words(chosen, year, reader)
    url = reverse("desk:claims_findings")
    counts = {name: sum(finding.kind == name for finding in visible) for name in KINDS}
    return FindingsPage(
        year=year,
        groups=tuple((severity, str(label), tuple(each for each in told if each.severity == severity)) for severity, label in SEVERITIES.items()),
        kinds=(
            Choice("", _("All"), with_state(url, {"year": str(year)}), not kind, str(len(visible))),
            *(
                Choice(name, str(label), with_state(url, {"year": str(year), "kind": name}), kind == name, str(counts[name]))
                for name, label in KINDS.items()
                if counts[name]
            ),
        ),
        tabs=(
            {"label": _("Numbers"), "url": with_state(reverse("desk:claims"), {"year": str(year)}), "is_current": False},
            {"label": _("Findings"), "url": with_state(url, {"year": str(year)}), "is_current": True, "count": len(visible)},
        ),
        count=len(visible),
    )  # fmt: skip


def brief_findings(reader: Reader, asked_year: str) -> tuple[tuple[Told, ...], int, str]:
    """Return the first contradictions of a year, how many there are, and where the whole list is."""
    year = year_to_show(asked_year, years_known(version=data_version()))
    hard = [finding for finding in _visible(findings_of(year), reader) if finding.severity == "contradiction"]
    url = with_state(reverse("desk:claims_findings"), {"year": str(year)})
    return tuple(_in_words(hard[:BRIEF], year, reader)), len(hard), url


def _visible(findings: list[Finding], reader: Reader) -> list[Finding]:
    """Leave out findings that a protected record has a part in, for a reader who may not see those: their words and counts were made from it too."""
    if reader.sees_protected:
        return findings
    ids = {record for finding in findings for record in finding.records}
    hidden = set(Record.objects.filter(pk__in=ids, handling=Handling.PROTECTED).values_list("pk", flat=True)) if ids else set()
    return [finding for finding in findings if hidden.isdisjoint(finding.records)]


@dataclass(frozen=True)
class _Words:
    """What findings are told with, put together once for a page. lines: what the reader may see of the records they are about."""

    lines: dict[UUID, Item]
    claims: dict[str, Choice]
    kinds: dict[str, str]


def _in_words(findings: list[Finding], year: int, reader: Reader) -> list[Told]:
    ids = {record for finding in findings for record in finding.records[:SHOWN_RECORDS]}
    rows = Record.objects.filter(pk__in=ids).values_list("pk", "kind", "label_en", "label_ko", "handling") if ids else ()
    lines = {
        key: line_of(kind, key, Text(english, korean), reader)
        for key, kind, english, korean, handling in rows
        if reader.sees_protected or handling != Handling.PROTECTED
    }
    refs = {ref for finding in findings for ref in finding.claims}
    claims = Claim.objects.visible_to(reader.account).filter(year=year, record__ref__in=refs).values_list("record__ref", "pk") if refs else ()
    words = _Words(
        lines, {ref: Choice(ref, ref, page_url("desk:claim", pk)) for ref, pk in claims},
        {kind: str(label) for kind, label in KINDS.items()},
    )  # fmt: skip
    return [_told(finding, words, reader) for finding in findings]


def _told(finding: Finding, words: _Words, reader: Reader) -> Told:
    seen = tuple(words.lines[key] for key in finding.records[:SHOWN_RECORDS] if key in words.lines)
    return Told(
        key=finding.key,
        message=reader.phrase(Text(finding.message_en, finding.message_ko)).text,
        kind=words.kinds.get(finding.kind, finding.kind),
        severity=finding.severity,
        state=STATES[finding.severity],
        records=seen,
        more=len(finding.records) - len(seen),
        claims=tuple(words.claims[ref] for ref in finding.claims if ref in words.claims),
    )
