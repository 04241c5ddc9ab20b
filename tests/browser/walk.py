"""Every kind of page of the desk, by name and address, found by walking from list to record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from bandi.interfaces.desk.tables import KINDS

ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
GROUPS = ("year", "lists", "records", "forms", "proof", "report", "accounts", "door", "advocacy")


@dataclass(frozen=True)
class Place:
    """A page: what it is called in a message, where it stands, whose eyes see it ("" is nobody signed in)."""

    name: str
    address: str
    role: str = "director"


def places(group: str, page: Page) -> list[Place]:
    """Return the pages of `group`; `page` is signed in as a director and only used to read addresses."""
    return {
        "year": _year, "lists": _lists, "records": _records, "forms": _forms, "proof": _proof, "report": _report,
        "accounts": _accounts, "door": _door, "advocacy": _advocacy,
    }[group](page)  # fmt: skip


def _html(page: Page, address: str) -> str:
    answer = page.request.get(address)
    assert answer.ok, f"{address} answered {answer.status}"
    return answer.text()


def _first(page: Page, address: str, pattern: str) -> str:
    """Return the first address on a page that fits; empty if there is none."""
    found = re.search(rf'href="({pattern})"', _html(page, address))
    return found[1] if found else ""


def first_record(page: Page, key: str) -> str:
    """Return the address of the first record in the list of a kind; empty if the list is."""
    return _first(page, f"/{key}/", rf"/{key}/{ID}/")


def edition_of(page: Page, language: str) -> str:
    """Return the address of the sample year's edition in `language`."""
    for address in dict.fromkeys(re.findall(rf'href="(/report/{ID}/)"', _html(page, "/report/?year=2024"))):
        if re.search(rf'lang="{language}"', re.sub(r"<html[^>]*>|<button[^>]*>", "", _html(page, address))):
            return str(address)
    raise AssertionError(f"no edition in {language}")


def _year(page: Page) -> list[Place]:
    return [
        Place("home", "/"), Place("calendar month", "/calendar/2024/5/"), Place("calendar year", "/calendar/2024/"),
        Place("calendar day", "/calendar/2024/5/16/"), Place("search, empty", "/search/"), Place("search", "/search/?q=seoul"),
        Place("search without answer", "/search/?q=qqxxzzqq"), Place("journal", "/journal/"), Place("own passphrase", "/passphrase/"),
    ]  # fmt: skip


def _lists(page: Page) -> list[Place]:
    lists = [Place(f"list of {key}", f"/{key}/") for key in KINDS]
    return [*lists, Place("list without answer", "/activities/?q=qqxxzzqq"), Place("further filters", "/activities/filters/")]


def _records(page: Page) -> list[Place]:
    found = [(key, first_record(page, key)) for key in KINDS]
    history = first_record(page, "activities") + "history/"
    return [*(Place(f"record of {key}", address) for key, address in found if address), Place("history", history)]


def _forms(page: Page) -> list[Place]:
    found = [(key, first_record(page, key)) for key in KINDS]
    edits = [Place(f"edit form of {key}", f"{address}edit/") for key, address in found if address]
    news = [Place(f"new form of {key}", f"/{key}/new/") for key in ("activities", "media", "people")]  # the same fields, empty
    return [*edits, *news, Place("paste", "/activities/paste/")]


def _proof(page: Page) -> list[Place]:
    figure = _first(page, "/figures/", r"/figures/[^/\"?]+/")
    claim = _first(page, "/claims/?year=2024", rf"/claims/{ID}/")
    found = [Place("figure", figure), Place("claim", claim)]
    listed = [Place("figures", "/figures/"), Place("claims", "/claims/?year=2024"), Place("findings", "/claims/findings/?year=2024")]
    words = [Place("vocabularies", "/vocabularies/"), Place("words", "/vocabularies/activity_kind/")]
    return [*listed, *words, *(place for place in found if place.address)]


def _report(page: Page) -> list[Place]:
    receipt = _first(page, "/gate/", rf"/gate/{ID}/")
    every = [Place("editions", "/report/?year=2024"), Place("receipts of the gate", "/gate/"), Place("files being made", "/files/"), *([Place("a receipt", receipt)] if receipt else [])]
    for language in ("ko", "en"):
        edition = edition_of(page, language)
        section = _first(page, edition, rf"{edition}{ID}/")
        every += [
            Place(f"edition ({language})", edition), Place(f"section ({language})", section), Place(f"edition to read ({language})", f"{edition}read/"),
            Place(f"check of the edition ({language})", f"{edition}check/"),
        ]  # fmt: skip
    return every


def _accounts(page: Page) -> list[Place]:
    return [
        Place("accounts", "/accounts/", "admin"), Place("new account", "/accounts/new/", "admin"), Place("approvals", "/approvals/"),
        Place("approvals of a steward", "/approvals/", "steward"), Place("journal of an auditor", "/journal/", "auditor"),
    ]  # fmt: skip


def _door(page: Page) -> list[Place]:
    own = [Place(f"own door: {name or 'all'}", f"/security/{name}") for name in ("", "keys/new/", "app/", "codes/")]
    return [*own, Place("asked again", "/again/?next=/"), Place("sign-in", "/sign-in/", ""), Place("a page that is not there", "/activities/00000000-0000-4000-8000-000000000000/")]


def _advocacy(page: Page) -> list[Place]:
    """The pages of advocacy that no list leads to: what is due, the writing table and its parts, the library, the media, relationships."""
    letter, submission, form = (first_record(page, key) for key in ("letters", "submissions", "text-forms"))
    body, document = _first(page, "/organisations/?q=ministry", rf"/organisations/{ID}/"), first_record(page, "documents")
    findings = document.replace("/documents/", "/library/", 1)
    return [
        Place("what is due", "/due/"), Place("requests and promises", "/due/asks/"), Place("open requests", "/due/asks/?state=open"), Place("starter set", "/mechanisms/starter/"),
        Place("text of a letter", f"{letter}text/"), Place("text of a submission", f"{submission}text/"), Place("new footnote", f"{submission}footnotes/new/"),
        Place("new signatory", f"{submission}signatories/new/"), Place("new annex", f"{submission}annexes/new/"), Place("new heading of a form", f"{form}sections/new/"),
        Place("new submission", "/submissions/new/"), Place("relationship", f"{body}relationship/"), Place("library queue", "/library/queue/"),
        Place("give to the library", "/library/add/"), Place("findings", f"{findings}findings/"), Place("read a document", f"{findings}read/"),
        Place("coverage", "/coverage/?year=2024"), Place("clippings", "/coverage/clippings/"),
    ]  # fmt: skip
