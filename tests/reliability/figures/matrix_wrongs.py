"""Acts that must be refused below the pages, and answers that are wrong though their address is right. Each wrong is one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from bandi.foundation.access import approvals, compartments
from bandi.foundation.access.errors import ApprovalMissing, NotPermitted
from bandi.foundation.audit.models import Revision
from bandi.foundation.records import assigning, attaching, editing, taking
from bandi.foundation.records.models import Attachment, Link, Note
from bandi.foundation.vault import erasure
from bandi.foundation.vault.errors import VaultError
from bandi.foundation.vault.models import Membership
from bandi.foundation.vault.reading import Reader, reading_as
from bandi.register.people import linking
from bandi.register.people.consents.acting import give_consent, withdraw_consent
from bandi.register.people.erasing import erase_person
from bandi.register.people.holding import place_hold
from bandi.register.people.models import Consent, PairDecision, Person, ProtectedPerson, SealedPairDecision, Statement
from tests.reliability.figures.matrix_cells import texts_of
from tests.reliability.figures.office_of_secrets import PHRASE, WORD, Office


def wrongs(office: Office) -> Iterator[str]:
    """Yield what was done though it must not, and what was shown though it must not."""
    for said, act in _acts(office).items():
        with transaction.atomic():
            try:
                act()
            except (NotPermitted, ApprovalMissing, ValidationError, VaultError):
                pass
            else:
                yield f"done though it must not be: {said}"
            transaction.set_rollback(True)
    for said, holds in _answers(office).items():
        with transaction.atomic():
            if not holds():
                yield f"not as it must be: {said}"
            transaction.set_rollback(True)


def _acts(office: Office) -> dict[str, Callable[[], Any]]:
    people = {name: actor.account for name, actor in office.actors.items()}
    dan, ben, boss = people["officer"], people["reader-member"], people["director-all"]
    story, name = office.secrets["story"], office.secrets["name"]
    row, person = Statement.objects.get(pk=story.pk), ProtectedPerson.objects.get(pk=name.pk)
    assert dan and ben and boss and people["officer-ex"] and people["officer-assigned"] and people["officer-emergency"]
    new: dict[str, Any] = {"code": "kanari-new", "name": "moss", "compartment": office.rooms["names"]}
    reader = Reader(office.actors["officer-assigned"].token, people["officer-assigned"].member_id)

    def destroy(by: Any) -> None:
        with patch.object(attaching.blobs, "delete"):  # what is taken back afterwards does not bring a file back
            attaching.detach(attachment=Attachment.objects.get(pk=story.file), of=row, by=by)

    def remark(by: Any) -> None:
        attaching.add_note(to=row, text="moss", by=by)

    case = ProtectedPerson.objects.get(pk=office.secrets["case"].pk)

    def erase_held() -> None:
        place_hold(person=person, reason="moss", by=boss)
        with patch.object(erasure.transaction, "on_commit"):  # what is taken back afterwards settles no disk
            erase_person(person=person, basis="withdrawal", by=boss)

    def fixed() -> None:
        editing.edit(person, {"compartment_id": office.rooms["stories"].pk}, by=boss)

    twin = ProtectedPerson.objects.get(pk=office.secrets["name-twin"].pk)
    pair = SealedPairDecision.objects.get(pk=office.secrets["name-twin"].decision)

    def linked_alone() -> None:
        """Records kept apart are not linked by one person alone."""
        linking.undo_decision(decision=pair, by=boss)
        ProtectedPerson.objects.filter(pk=twin.pk).update(is_kept_apart=True)
        made = linking.decide_pair(one=ProtectedPerson.objects.get(pk=twin.pk), other=person, outcome="same", why="moss", by=boss)
        with reading_as(Reader(office.actors["director-all"].token, boss.member_id)):
            if linking.read_decisions([made])[0].outcome != "same":
                raise ApprovalMissing("as it must be")

    allowed = Consent.objects.get(pk=office.secrets["allowed"].pk)

    def widen() -> None:
        editing.edit(allowed, {"purposes": ["un_submission", "press"]}, by=boss)

    def give(by: Any, **about: Any) -> None:
        words = {"purposes": ["press"], "audiences": ["public"], "given_on": "2024-05-02", "language": "ko"}
        give_consent(by=by, code="kanari-given", **about, **words)

    return {
        "two people linked by an outsider": lambda: linking.decide_pair(one=twin, other=person, outcome="unclear", why="moss", by=dan),
        "a decision taken back by an outsider": lambda: linking.undo_decision(decision=pair, by=dan),
        "a decision taken back by a reader": lambda: linking.undo_decision(decision=PairDecision.objects.create(**_open_pair()), by=ben),
        "a link of records kept apart by one person alone": linked_alone,
        "a consent about somebody who does not exist for her": lambda: give(people["officer-assigned"], statement=row, person=person),
        "a consent withdrawn by an outsider": lambda: withdraw_consent(consent=allowed, by=dan),
        "a consent made wider": widen,
        "an edit by an outsider": lambda: editing.edit(row, {"language": "moss"}, by=dan),
        "a removal by an outsider": lambda: editing.remove(row, by=dan),
        "a removal by a leaver": lambda: editing.remove(row, by=people["officer-ex"]),
        "a note by an outsider": lambda: remark(dan),
        "a note by a member who may only read": lambda: remark(ben),
        "an undo by an outsider": lambda: editing.undo(Revision.objects.get(pk=story.revision), by=dan),
        "the destroying of a file by an outsider": lambda: destroy(dan),
        "the destroying of a file by a reader": lambda: destroy(ben),
        "the removal of a note by an outsider": lambda: editing.remove(Note.objects.get(pk=story.note), by=dan),
        "a record made where one does not belong": lambda: editing.create(ProtectedPerson, by=dan, **new),
        "a record moved to another compartment": fixed,
        "letting in by a member who is no steward": lambda: compartments.let_in(
            compartment=office.rooms["stories"], account=dan, is_steward_too=False, by=people["officer-assigned"], reader=reader  # type: ignore[arg-type]
        ),
        "a file of sealed records without a second person": lambda: taking.take(model=Statement, approval=None, by=people["officer-assigned"]),  # type: ignore[arg-type]
        "a case assigned by a member who is no steward": lambda: assigning.assign(row=case, account=boss, until=None, by=people["officer-assigned"]),
        "a case assigned to somebody outside": lambda: assigning.assign(row=case, account=dan, until=None, by=boss),
        "an erasure under a legal hold": erase_held,
        "a legal hold by an officer": lambda: place_hold(person=person, reason="moss", by=people["officer-assigned"]),
        "an emergency refused by an outsider": lambda: compartments.refuse_emergency(asked=office.waiting, by=dan),
        "an emergency refused by whoever asked": lambda: compartments.refuse_emergency(asked=office.waiting, by=people["officer-emergency"]),  # type: ignore[arg-type]
    }  # fmt: skip


def _answers(office: Office) -> dict[str, Callable[[], bool]]:
    get = lambda actor, address: office.client(office.actors[actor]).get(address).content.decode()  # noqa: E731
    story, name = office.secrets["story"], office.secrets["name"]
    link = Link.objects.get(pk=story.link)
    tied = Revision.objects.filter(model="records.link", row=str(story.link)).first()
    assert tied is not None
    walk = reverse("desk:record", args=["activities", link.from_record_id])
    other = str(office.rooms["names"].pk)

    def kept() -> bool:
        """Whoever sees a sealed value as sealed must not be asked for it, for she would write over what she cannot read."""
        asked = get("officer-locked", reverse("desk:record_edit", args=["statements", story.pk]))
        return 'name="text"' not in asked and 'name="code"' in asked

    def untouched() -> bool:
        answer = office.client(office.actors["officer"]).post(reverse("desk:undo", args=[tied.pk]))
        return answer.status_code == 404 and Link.objects.filter(pk=story.link).exists()

    def refused() -> bool:
        client = office.client(office.actors["officer-assigned"])
        client.post(reverse("desk:member_in", args=["stories"]), {"account": office.actors["officer"].account.pk, "passphrase": PHRASE})  # type: ignore[union-attr]
        member = office.actors["officer"].account.member  # type: ignore[union-attr]
        return not Membership.objects.now().filter(compartment=office.rooms["stories"], member=member).exists()

    def taken() -> bool:
        """The file that two people let leave: what the asker reads, and nothing of who may not be known to her."""
        actor = office.actors["officer-assigned"]
        asked = taking.ask(model=Statement, purpose="for the lawyer, until Friday", by=actor.account)  # type: ignore[arg-type]
        approvals.decide(approval=asked, approve=True, by=office.actors["director-all"].account)  # type: ignore[arg-type]
        text = texts_of(office.client(actor).post(reverse("desk:sealed_export", args=["statements"]), {"verb": "take"}))
        there = [one for one in office.canaries if one.text in text]
        return any(not one.is_code for one in there) and all(office.may_see(actor, one) for one in there) and str(name.pk) not in text

    case = office.secrets["case"]

    def called(actor: str) -> str:
        return office.client(office.actors[actor]).post(reverse("desk:palette"), {"q": case.spoken}).content.decode()

    return {
        "a name is found by whoever is assigned": lambda: case.row.code in called("officer-assigned"),
        "a name is not found by a member who is not assigned": lambda: case.row.code not in called("officer-unassigned"),
        "a name is not found with locked keys, by leavers or outsiders": lambda: all(
            case.row.code not in called(actor) for actor in ("officer-locked", "officer-ex", "officer", "director")
        ),
        "a file that leaves holds what its asker reads and nothing else": taken,
        "a locked reader is asked for no text": kept,
        "the history of an open record keeps silent about what is linked to it": lambda: WORD not in get("officer", f"{walk}history/"),
        "the page of an open record keeps silent about what is linked to it": lambda: WORD not in get("director-names", walk),
        "a link to what one may not see cannot be taken back": untouched,
        "a form offers no compartment but one's own": lambda: other not in get("officer-assigned", reverse("desk:record_new", args=["protected"])),
        "a filter offers no compartment but one's own": lambda: "names" not in _offered(get("officer-assigned", reverse("desk:record_list", args=["protected"]))),
        "a member who is no steward lets nobody in": refused,
        "the first page keeps silent about work on what is sealed": lambda: "protected record" not in get("officer", reverse("desk:home")),
        "a statement leads to whose it is only where she exists": lambda: str(name.pk) not in get("officer-assigned", reverse("desk:record", args=["statements", story.pk])),
        "a member finds the link": lambda: name.name == "name" and WORD in get("director-all", walk),
    }  # fmt: skip


def _open_pair() -> dict[str, Any]:
    """Return a decision about two people of public role, as it stands in the database."""
    one, other = sorted((editing.create(Person, by=None, full_name=name) for name in ("Moss", "Heron")), key=lambda row: row.pk)
    return {"one": one, "other": other, "outcome": "same"}


def _offered(page: str) -> str:
    """Return the values that the filters of a list offer."""
    import re

    return " ".join(re.findall(r'<option value="([^"]*)"', page))
