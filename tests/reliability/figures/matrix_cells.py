"""Cells of the access matrix: every address with a sealed record in its place, and what must come of it for everybody.

The verdict on a role is read from docs/access.csv; the verdict on a record from the clearance declared in `office_of_secrets`.
"""

from __future__ import annotations

import csv
import functools
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseNotAllowed
from django.test import RequestFactory
from django.urls import URLPattern, reverse

from tests.house.test_access_table import patterns
from tests.reliability.figures.office_of_secrets import PHRASE, WORD, Actor, Office, Secret

TABLE = Path(__file__).resolve().parents[3] / "docs" / "access.csv"
METHODS = ("get", "post", "put", "delete")

Sees = Callable[[Office, Actor, Secret], bool]


def exists(_office: Office, actor: Actor, secret: Secret) -> bool:
    """The record exists for her."""
    return secret.state in ("there", "erased") and actor.knows(secret)


def readable(_office: Office, actor: Actor, secret: Secret) -> bool:
    """She reads what it says."""
    return secret.state == "there" and actor.knows(secret) and actor.opens


def named(_office: Office, actor: Actor, secret: Secret) -> bool:
    """The record exists for her, and its names were not erased."""
    return secret.state == "there" and actor.knows(secret)


def decided(_office: Office, actor: Actor, secret: Secret) -> bool:
    """A decision about this person and another one exists for her."""
    return secret.name == "name-twin" and actor.knows(secret)


def recoverable(_office: Office, actor: Actor, secret: Secret) -> bool:
    """It exists for her, or was removed and would."""
    return secret.state != "missing" and actor.knows(secret)


def belongs_anywhere(_office: Office, actor: Actor, _secret: Secret) -> bool:
    """She belongs to some compartment."""
    return bool(actor.of)


def never(_office: Office, _actor: Actor, _secret: Secret) -> bool:
    """Sealed records have nothing at this address."""
    return False


def always(_office: Office, _actor: Actor, _secret: Secret) -> bool:
    """The same page for everybody of the role; canaries say whether it tells too much."""
    return True


def journalled(_office: Office, _actor: Actor, secret: Secret) -> bool:
    """The journal keeps entries of it."""
    return secret.state != "missing"


@dataclass(frozen=True)
class Address:
    """How a sealed record is asked for at an address, and who gets an answer rather than 404."""

    sees: Sees
    arguments: Callable[[Secret], dict[str, Any]]
    data: Callable[[Secret], dict[str, Any]] = field(default=lambda _secret: {})
    only: str = ""


def _row(secret: Secret) -> dict[str, Any]:
    return {"kind": secret.kind, "pk": secret.pk}


def _with(**more: Any) -> Callable[[Secret], dict[str, Any]]:
    return lambda secret: {**_row(secret), **{name: getattr(secret, value[1:]) if str(value).startswith("@") else value for name, value in more.items()}}


def _kind(**more: Any) -> Callable[[Secret], dict[str, Any]]:
    return lambda secret: {"kind": secret.kind, **more}


def _pk(name: str = "pk") -> Callable[[Secret], dict[str, Any]]:
    return lambda secret: {"pk": getattr(secret, name)}


def _query(_secret: Secret) -> dict[str, Any]:
    return {"q": WORD, "field": "q"}


SEALED: dict[str, Address] = {
    "desk:record": Address(exists, _row),
    "desk:record_by_id": Address(exists, _pk()),
    "desk:record_history": Address(exists, _row),
    "desk:record_edit": Address(exists, _row),
    "desk:record_resolve": Address(exists, _row, lambda _s: {"version": "1"}),
    "desk:record_remove": Address(exists, _row),
    "desk:record_cell": Address(exists, _with(name="code")),
    "desk:note_add": Address(exists, _row, lambda _s: {"text": "a remark"}),
    "desk:note_remove": Address(exists, _with(note="@note")),
    "desk:file_add": Address(exists, _row, lambda _s: {"file": SimpleUploadedFile("moss.txt", b"moss")}),
    "desk:file_open": Address(readable, _with(file="@file")),
    "desk:file_remove": Address(exists, _with(file="@file")),
    "desk:link_add": Address(exists, _row, lambda _s: {"to": "nowhere"}),
    "desk:link_remove": Address(exists, _pk("link")),
    "desk:undo": Address(recoverable, _pk("revision")),
    "desk:person_erase": Address(exists, _pk(), only="protected"),
    "desk:person_hold": Address(exists, _pk(), lambda _s: {"verb": "lift", "hold": "none"}, only="protected"),
    "desk:consent_withdraw": Address(exists, _pk(), only="consents"),
    "desk:consent_form": Address(exists, lambda secret: {"pk": secret.pk, "language": "en", "who": "adult"}, only="consents"),
    "desk:due": Address(always, lambda _s: {}),
    "desk:tie": Address(never, _with(name="places")),
    "desk:untie": Address(never, _with(name="places", other_pk="@note")),
    "desk:part_new": Address(exists, _with(part="names"), lambda _s: {"text": "moss", "kind": "alias"}, only="protected"),
    "desk:part_edit": Address(named, _with(part="names", part_pk="@called"), lambda _s: {"text": "moss", "kind": "alias"}, only="protected"),
    "desk:part_remove": Address(named, _with(part="names", part_pk="@called"), only="protected"),
    "desk:record_export": Address(never, _kind(form="csv")),
    "desk:record_take": Address(never, _kind()),
    "desk:file_take": Address(readable, _with(file="@file")),
    "desk:sealed_export": Address(belongs_anywhere, _kind()),
    "desk:record_paste": Address(never, _kind()),
    "desk:record_list": Address(always, _kind()),
    "desk:record_filters": Address(always, _kind()),
    "desk:record_new": Address(always, _kind()),
    "desk:record_choices": Address(always, _kind(), _query),
    "desk:record_chosen": Address(always, _kind(), lambda s: {"selected": [str(s.pk)], "action": "remove"}),
    "desk:audit_record_proofs": Address(journalled, _pk()),
    "desk:duplicates": Address(always, _kind(), lambda _s: {"show": "decided"}, only="protected"),
    "desk:pair_decide": Address(exists, _with(other_pk="@pk"), lambda _s: {"outcome": "same"}, only="protected"),
    "desk:pair_link": Address(decided, _with(pk="@decision"), only="protected"),
    "desk:pair_undo": Address(decided, _with(pk="@decision"), only="protected"),
    "desk:search": Address(always, lambda _s: {}, _query),
    "desk:palette": Address(always, lambda _s: {}, _query),
    "desk:sealed_search": Address(always, lambda _s: {}, _query),
    "desk:home": Address(always, lambda _s: {}),
    "desk:audit": Address(always, lambda _s: {}),
    "desk:vault": Address(always, lambda _s: {}),
    "desk:calendar": Address(always, lambda _s: {}),
    "desk:accounts": Address(always, lambda _s: {}),
    "desk:approvals": Address(always, lambda _s: {}),
}  # fmt: skip
"""Every address at which a sealed record could appear. `room_cells` has those of compartments, `open_cells` all the others."""


@dataclass(frozen=True)
class Cell:
    """One question to the desk: who asks what, how, and whether she must get an answer. reads: whether the record exists for her."""

    name: str
    pattern: URLPattern
    actor: Actor
    method: str
    arguments: dict[str, Any]
    data: dict[str, Any]
    sees: bool
    about: str
    reads: bool = False

    def expected(self, rules: dict[str, dict[str, str]]) -> str:
        """Return what must come: sign-in, refused, hidden, not-allowed or answers."""
        verdict = rules[self.name][self.actor.role]
        if verdict != "passes":
            return verdict
        allowed = methods_of(self.name)
        if allowed and self.method.upper() not in allowed:
            return "not-allowed"
        if self.name == "desk:record_chosen" and self.actor.role == "reader" and self.reads:
            return "refused"
        if self.about == "what is open" and not self.sees:
            return "answers or hidden"
        return "answers" if self.sees else "hidden"

    def ask(self, office: Office) -> Any:
        """Put the question and return the response."""
        client = office.client(self.actor)
        client.raise_request_exception = False
        address = reverse(self.name, kwargs=self.arguments)
        if self.method in ("get", "post"):
            return getattr(client, self.method)(address, self.data)
        return getattr(client, self.method)(address)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.name} of {self.about} as {self.actor.name}"


@functools.cache
def every_pattern() -> dict[str, URLPattern]:
    """Return all patterns of the resolver by name."""
    return dict(patterns())


@functools.cache
def methods_of(name: str) -> frozenset[str]:
    """Return the methods a view says it answers, nothing where it does not say."""
    pattern = every_pattern()[name]
    try:
        answer = pattern.callback(RequestFactory().options("/"), **dict.fromkeys(pattern.pattern.converters))
    except Exception:
        return frozenset()
    if isinstance(answer, HttpResponseNotAllowed):
        return frozenset(word.strip() for word in answer["Allow"].split(","))
    return frozenset()


def table() -> dict[str, dict[str, str]]:
    """Return the declared policy: the verdict on every role at every address."""
    with TABLE.open(newline="") as handle:
        return {row["address"]: row for row in csv.DictReader(handle)}


def sealed_cells(office: Office, methods: tuple[str, ...] = ("get", "post")) -> Iterator[Cell]:
    """Yield every address × everybody × every sealed record × every method."""
    found = every_pattern()
    for name, address in SEALED.items():
        for secret in office.secrets.values():
            if address.only and secret.kind != address.only:
                continue
            for actor in office.actors.values():
                for method in methods:
                    yield Cell(
                        name, found[name], actor, method, address.arguments(secret), address.data(secret), address.sees(office, actor, secret), secret.name, exists(office, actor, secret)
                    )


def room_cells(office: Office, methods: tuple[str, ...] = ("get", "post")) -> Iterator[Cell]:
    """Yield the addresses of compartments × everybody × every compartment, and one that does not exist."""
    found = every_pattern()
    officer = office.actors["officer"].account
    assert officer is not None
    for key in [*office.rooms, "nowhere"]:
        for actor in office.actors.values():
            for method in methods:
                of, keeps, real = key in actor.of, key in actor.steward_of, key in office.rooms
                inside = {"account": str(officer.pk), "passphrase": "not hers"}
                is_member = of and actor.name != "officer-emergency"
                yield Cell("desk:compartment", found["desk:compartment"], actor, method, {"key": key}, {}, is_member, key)
                yield Cell("desk:assignments", found["desk:assignments"], actor, method, {"key": key}, {"account": str(officer.pk)}, keeps and is_member and key == "cases", key)
                yield Cell("desk:member_in", found["desk:member_in"], actor, method, {"key": key}, inside, keeps, key)
                yield Cell("desk:member_out", found["desk:member_out"], actor, method, {"key": key, "pk": officer.pk}, inside, keeps, key)
                yield Cell("desk:lock_turn", found["desk:lock_turn"], actor, method, {"key": key}, {"passphrase": "not hers"}, keeps, key)
                yield Cell("desk:emergency", found["desk:emergency"], actor, method, {"key": key}, {"reason": "moss"}, real, key)
    for actor in office.actors.values():
        for method in methods:
            asked = {"verb": "approve", "passphrase": PHRASE + " no"}
            yield Cell(
                "desk:emergency_decide", found["desk:emergency_decide"], actor, method, {"pk": office.waiting.pk}, asked, "cases" in actor.of, "the emergency"
            )


def verdict_of(response: Any) -> str:
    """Return what a response says, in the words of the policy."""
    if response.status_code == 302 and "/sign-in/?next=" in response["Location"]:
        return "sign-in"
    known = {403: "refused", 404: "hidden", 405: "not-allowed"}
    if response.status_code in known:
        return known[response.status_code]
    return "answers" if response.status_code in (200, 204, 302, 400, 409, 422) else f"status {response.status_code}"


def texts_of(response: Any) -> str:
    """Return everything an answer carries as text: headers, cookies, body, and what is packed in it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    parts = [str(response.headers), str(response.cookies), body.decode(errors="replace")]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts += [f"{name}\n{packed.read(name).decode(errors='replace')}" for name in packed.namelist()]
    if body[:4] == b"%PDF":
        import pypdfium2

        document = pypdfium2.PdfDocument(body)
        parts += [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(parts)


_CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": ?"[^"]*"|nonce="[^"]*"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
)


def bytes_of(response: Any) -> tuple[int, bytes, str]:
    """Return status, body and headers, less what differs between any two answers: the date, tokens, nonces and the id that was asked for."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name != "Date"}
    said = re.sub(r"nonce-[^' ]+|[0-9a-f]{8}-[0-9a-f-]{27}", "*", str(sorted(headers.items())))
    return response.status_code, _CHANGING.sub(b"*", body), said


def as_missing(arguments: dict[str, Any], ids: dict[UUID, UUID]) -> dict[str, Any]:
    """Return arguments with every id of a record exchanged for one that nobody has."""
    return {name: ids.get(value, value) if isinstance(value, UUID) else value for name, value in arguments.items()}
