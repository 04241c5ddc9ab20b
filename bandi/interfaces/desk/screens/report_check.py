"""Before publishing: how the numbers stand, what does not fit, what is not translated, and what nobody offers.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.access.permissions import Permission
from bandi.interfaces.desk.addresses import with_state
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.findings import findings_of
from bandi.interfaces.desk.screens.pieces import Item
from bandi.interfaces.desk.screens.remembering import data_version, remembered
from bandi.interfaces.desk.screens.report import EditionCard, cards
from bandi.publishing.assembling import assembled
from bandi.publishing.models import Edition
from bandi.publishing.untranslated import Passage, untranslated_passages
from bandi.register.claims.models import Claim, State

SHOWN_PASSAGES = 40


@dataclass(frozen=True)
class CheckPage:
    """What `desk/report/check.html` shows. steps: each with its state; open_count: contradictions that stand open."""

    card: EditionCard
    year: int
    steps: tuple[Item, ...]
    passages: tuple[Item, ...]
    passages_more: int
    open_count: int
    may_publish: bool


def check_page(edition: Edition, reader: Reader) -> CheckPage:
    """Return what is to be looked at before an edition goes out."""
    year = edition.year
    version = data_version()
    passages, missing = remembered(f"edition:{edition.pk}:check", lambda: _read(edition), version=version)
    states = dict(Claim.objects.in_use().filter(year=year).order_by().values_list("state").annotate(Count("pk")))
    findings = findings_of(year)
    hard = sum(finding.severity == "contradiction" for finding in findings)
    loose = sum(finding.kind == "unbound" for finding in findings)
    soft = len(findings) - hard
    claims, found = reverse("desk:claims"), with_state(reverse("desk:claims_findings"), {"year": str(year)})

    def by_state(state: State) -> str:
        return with_state(claims, {"year": str(year), "state": state.value})

    steps = (
        _step(_("Numbers that differ from the records"), states.get(State.DIFFERS, 0), by_state(State.DIFFERS), "differs"),
        _step(_("Numbers without evidence"), states.get(State.NO_EVIDENCE, 0), by_state(State.NO_EVIDENCE), "no_evidence"),
        _step(_("Contradictions"), hard, found, "differs"),
        _step(_("Texts with numbers bound to nothing"), loose, f"{found}&kind=unbound", "unbound"),
        _step(_("Doubts and hints"), soft, found, "no_evidence"),
        _step(_("Passages that are not translated"), len(passages), "#untranslated", "unbound"),
        _step(_("Blocks that nobody offers"), len(missing), "", "unbound", ", ".join(name for name, _title in missing)),
        _step(_("Foreword without a signature"), int(not edition.signed_by), "", "unbound"),
    )
    return CheckPage(
        card=cards([edition], reader.account)[0], year=year, steps=steps,
        passages=tuple(Item(one.text[:200], _url(one), sub=one.title) for one in passages[:SHOWN_PASSAGES]),
        passages_more=max(0, len(passages) - SHOWN_PASSAGES),
        open_count=hard + states.get(State.DIFFERS, 0), may_publish=reader.account.may(Permission.EDITION_PUBLISH),
    )  # fmt: skip


def _read(edition: Edition) -> tuple[list[Passage], list[tuple[str, str]]]:
    document, assembly = assembled(edition, None)
    return untranslated_passages(document), assembly.problems


def _step(label: str, count: int, url: str, state: str, sub: str = "") -> Item:
    return Item(label, url if count else "", sub=sub, state=state if count else "agrees", at=str(count))


def _url(passage: Passage) -> str:
    return reverse("desk:record_by_id", args=[passage.records[0]]) if passage.records else ""
