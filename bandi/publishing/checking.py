"""Checking a year before publishing: every claim with its state, and what else does not fit.

May import: the foundation, claims, this package's models.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from bandi.foundation.access.models import Account
from bandi.foundation.records.findings import Finding, Scope, found
from bandi.foundation.reference.texts import Language
from bandi.publishing.models import Edition
from bandi.register.claims.measuring import Measured, claims_of, measure_year, refs_of
from bandi.register.claims.models import State


@dataclass(frozen=True)
class Checked:
    """A year as it was checked: its claims in the order of print, its findings, and how its records are called."""

    year: int
    measured: tuple[Measured, ...]
    findings: tuple[Finding, ...]
    refs: dict[UUID, str]

    @property
    def differs(self) -> bool:
        """Whether a claim differs from the records, or two statements exclude each other."""
        return any(each.state == State.DIFFERS for each in self.measured) or any(
            finding.severity == "contradiction" for finding in self.findings
        )

    def as_list(self, language: Language = "en") -> list[dict[str, Any]]:
        """Return one object for each claim, and after them one for each finding; sentences in `language` and in both."""
        return [self._claim(each, language) for each in self.measured] + [
            self._finding(each, language) for each in self.findings
        ]

    def called(self, records: tuple[UUID, ...]) -> list[str]:
        """Return the refs of records; the id where a record has none."""
        return [self.refs.get(record) or str(record) for record in records]

    def _claim(self, each: Measured, language: Language) -> dict[str, Any]:
        claim = each.claim
        return {
            "id": claim.mark or str(claim.pk),
            "printed": plain(claim.value),
            "computed": plain(each.value),
            "state": each.state.value,
            "reason": each.reason_ko if language == "ko" else each.reason_en,
            "records": self.called(each.records),
            "statement": claim.statement.in_language(language).text,
            "section": claim.section,
            "unit": claim.unit,
            "qualifier": claim.qualifier,
            "origin": claim.origin,
            "figure": each.figure,
            "accepted_note": claim.accepted_note if each.state == State.ACCEPTED else "",
            "reason_en": each.reason_en,
            "reason_ko": each.reason_ko,
        }

    def _finding(self, each: Finding, language: Language) -> dict[str, Any]:
        return {
            "kind": each.kind,
            "severity": each.severity,
            "key": each.key,
            "message": each.message_ko if language == "ko" else each.message_en,
            "records": self.called(each.records),
            "claims": list(each.claims),
            "message_en": each.message_en,
            "message_ko": each.message_ko,
        }


def plain(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole where it is whole, null where there is none."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def scope_of(year: int) -> Scope:
    """Return what is checked: the period of the year's edition, or the whole year."""
    edition = Edition.objects.in_use().filter(year=year).order_by("language").first()
    if edition:
        return Scope(year, edition.starts_on, edition.ends_on)
    return Scope(year, date(year, 1, 1), date(year, 12, 31))


def check_year(year: int, *, by: Account | None = None) -> Checked:
    """Measure the claims of a year, run all checks, and return what came out.

    Raises: NotPermitted; LookupError when the year has neither claims nor an edition.
    """
    if not claims_of(year) and not Edition.objects.in_use().filter(year=year).exists():
        raise LookupError(year)
    measured = tuple(measure_year(year, by=by))
    findings = tuple(found(scope_of(year)))
    ids = {record for each in measured for record in each.records} | {r for finding in findings for r in finding.records}
    refs = {pk: ref.removeprefix(f"{year}/") for pk, ref in refs_of(ids).items()}
    return Checked(year, measured, findings, refs)
