"""Setting up an organisation, and what is still missing before real people may be entered.

May import: the foundation, the register, Django.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bandi.foundation.access.actions import open_account
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Role
from bandi.foundation.audit.models import Entry
from bandi.foundation.backup import printing
from bandi.foundation.records import editing
from bandi.foundation.vault import models as vault
from bandi.foundation.vault import recovery
from bandi.foundation.vault.holding import AUDIT
from bandi.foundation.vault.making import make_compartment
from bandi.register.people.models import Organisation

STARTER = Path(vault.__file__).resolve().parents[1] / "starter" / "compartments.json"
REHEARSE_EVERY = timedelta(days=183)
BACKUP_EVERY = timedelta(days=2)


@dataclass(frozen=True)
class Person:
    """Somebody who gets an account and keys."""

    username: str
    name_en: str = ""
    name_ko: str = ""


@dataclass(frozen=True)
class Answers:
    """What `bandi init` asked.

    people: the first directs, all are stewards. compartments: keys of the starter set. mechanisms: whether to bring those of the UN.
    """

    language: str
    name_en: str
    name_ko: str
    people: list[Person]
    compartments: list[str]
    shares_to: Path | None = None
    backup_to: Path | None = None
    mechanisms: bool = True

    @classmethod
    def of(cls, read: Mapping[str, Any]) -> Answers:
        """Return answers from a JSON object with the same names. Raises: KeyError, TypeError."""
        paths = {name: Path(read[name]) for name in ("shares_to", "backup_to") if read.get(name)}
        offered = [one["key"] for one in offered_compartments()]
        return cls(
            language=read.get("language", "ko"), name_en=read.get("name_en", ""), name_ko=read.get("name_ko", ""),
            people=[Person(**one) for one in read["people"]], compartments=read.get("compartments", offered), mechanisms=bool(read.get("mechanisms", True)), **paths,
        )  # fmt: skip


KEEPER = "admin"
"""User name of the account that keeps the accounts, which every new organisation gets."""


@dataclass(frozen=True)
class Ready:
    """What was set up. passphrases: by user name, shown once."""

    passphrases: dict[str, str]
    compartments: list[str]
    share_files: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Missing:
    """Something that is not as it should be before real people are entered. url: name of the page that helps."""

    key: str
    what: str
    url: str = ""


def offered_compartments() -> list[dict[str, Any]]:
    """Return the compartments that a new organisation is offered."""
    offered: list[dict[str, Any]] = json.loads(STARTER.read_text())
    return offered


@transaction.atomic
def set_up(answers: Answers) -> Ready:
    """Set an organisation up, all of it or nothing. Raises: ValidationError; OSError when the recovery pages cannot be written."""
    if Account.objects.exists():
        raise ValidationError(_("There are accounts already."))
    if not answers.people:
        raise ValidationError(_("At least one person is needed."))
    if not (answers.name_en or answers.name_ko):
        raise ValidationError(_("The organisation needs a name in one language."))
    passphrases, members = {}, []
    for number, person in enumerate(answers.people):
        roles = [Role.DIRECTOR] if number == 0 else [Role.OFFICER]
        account, secret = open_account(
            username=person.username, roles=roles, by=None, name_en=person.name_en, name_ko=person.name_ko, language=answers.language
        )
        passphrases[account.username] = secret
        members.append(account.member)
    keeper, secret = open_account(username=KEEPER, roles=[Role.ADMINISTRATOR], by=None, language=answers.language)
    passphrases[keeper.username] = secret
    if not Organisation.objects.filter(is_own=True).exists():
        editing.create(Organisation, by=None, name_en=answers.name_en, name_ko=answers.name_ko, is_own=True)
    public, files = None, []
    if answers.shares_to is not None:
        key, lists = recovery.make(by=None)
        public = bytes(key.public)
        pages = printing.share_pages(lists, fingerprint=key.fingerprint, made_on=timezone.localdate().isoformat())
        files = printing.write_share_pages(answers.shares_to, pages)
    make_compartment(
        key=AUDIT, name_en="Audit", name_ko="감사", tier=3, stewards=members, recovery=public,
        about_en="Who read what, and when.", about_ko="누가 언제 무엇을 읽었는지.",
    )  # fmt: skip
    wanted = [one for one in offered_compartments() if one["key"] in answers.compartments]
    for one in wanted:
        make_compartment(**one, stewards=members, recovery=public)
    return Ready(passphrases, [AUDIT, *[one["key"] for one in wanted]], files)


def missing() -> list[Missing]:
    """Return what is still missing, gravest first."""
    found = []
    key = recovery.current()
    if key is None:
        found.append(Missing("recovery", _("There is no recovery key: if the stewards lose their passphrases, what is sealed is lost. bandi keys shares --new --to FOLDER")))
    elif key.rehearsed_at is None:
        found.append(Missing("rehearsal", _("The recovery shares were never tried. Let three of their holders try them today: bandi keys rehearse")))
    elif key.rehearsed_at < timezone.now() - REHEARSE_EVERY:
        found.append(Missing("rehearsal", _("The recovery shares were not tried in the last six months. bandi keys rehearse")))
    if key is not None and recovery.without_grant():
        found.append(Missing("grants", _("Some compartments are not covered by the recovery key yet. bandi keys rotate COMPARTMENT")))
    if not vault.Compartment.objects.filter(key=AUDIT).exists():
        found.append(Missing("audit", _("There is no compartment for auditors, so nothing protected can be opened."), "desk:vault"))
    lonely = [str(one) for one in vault.Compartment.objects.filter(tier__gt=1, is_retired=False) if _stewards(one) < 2]
    if lonely:
        found.append(Missing("stewards", _("These compartments have one steward only: %(names)s") % {"names": ", ".join(lonely)}, "desk:vault"))
    last = Entry.objects.filter(kind="backup:backup:create").order_by("-sequence").values_list("at", flat=True).first()
    if last is None or last < timezone.now() - BACKUP_EVERY:
        found.append(Missing("backup", _("There is no backup of the last two days. bandi backup create --to FOLDER")))
    return found


def _stewards(compartment: vault.Compartment) -> int:
    return vault.Membership.objects.now().filter(compartment=compartment, is_steward=True).count()
