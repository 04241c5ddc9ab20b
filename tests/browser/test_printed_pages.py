"""The four printed pages, followed as somebody would who knows nothing else: each button is pressed and each command typed as it is printed.

One test a page and language, each in an office of its own: `pytest -m walk -k "laptop and [ko]"` follows one.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arriving import authenticator, enter
from tests.browser.following import (
    Office,
    Paper,
    Terminal,
    account,
    compartments,
    let_in,
    let_out,
    menu,
    press,
    types,
    unlock,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.walk]
NAME, OTHER = "홍보기", "달보기"
KEY = "Blue key"
OUT = "내보내고", "is out"
HOLDS = "일지가 이어져 있습니다", "The journal holds"
READABLE = "열람 기록이 온전합니다", "The read log holds"
RESTORED = "되살렸습니다", "Restored"


def with_key(office: Office, name: str) -> tuple[Page, list[str]]:
    """Somebody signs in for the first time and adds a security key; return her page and her recovery codes on paper."""
    page = office.page()
    authenticator(page)
    enter(page, name, office.phrases[name])
    page.goto("/security/keys/new/")
    page.fill("input[name=name]", KEY)
    page.click("button[data-key=create]")
    page.wait_for_url("**/codes/")
    page.locator("form.form button.is-primary").click()
    return page, page.locator(".code-sheet code").all_inner_texts()


def with_code(office: Office, name: str, code: str) -> Page:
    """Somebody signs in with a recovery code."""
    page = office.page()
    enter(page, name, office.phrases[name])
    page.locator("details:has(input[value=recovery]) summary").click()
    page.locator("form:has(input[value=recovery]) input[name=code]").fill(code)
    page.locator("form:has(input[value=recovery]) button").click()
    return page


def reads(page: Page, record: str) -> None:
    page.goto(record)
    expect(page.locator("main")).to_contain_text(NAME)


def does_not_read(page: Page, record: str) -> None:
    assert page.goto(record) is not None and NAME not in page.content()


def test_a_stolen_laptop(office: Office) -> None:
    paper, terminal, shown, rooms = Paper("laptop", office.language), office.terminal, office.shown, list(office.rooms.values())
    haneul, admin = office.with_app("haneul"), office.with_app("admin")
    thief, on_paper = with_key(office, "bada")
    record = office.protect(haneul, "W-2031-001", NAME)
    reads(thief, record)  # the thief has bada's browser, signed in and unlocked

    # In the first hour.
    haneul.goto("/")
    press(haneul, paper.label("Compartments"))
    press(haneul, paper.label("Lock everything now"))
    for one in (thief, haneul):
        does_not_read(one, record)
    unlock(haneul, office.phrases["haneul"])
    reads(haneul, record)
    account(office, admin, paper, shown["bada"])
    press(admin, paper.label("Sign out everywhere"))
    thief.goto(record)
    expect(thief).to_have_url(re.compile("/sign-in/"))
    bada = with_code(office, "bada", on_paper[0])
    bada.wait_for_selector(".rail")
    menu(bada, paper.label("Sign-in and security"))
    bada.locator("li", has_text=KEY).get_by_text(paper.label("Remove"), exact=True).click()
    expect(bada.locator("li", has_text=KEY)).to_have_count(0)
    office.set_up_app(bada, "bada")
    # No second factor is left.
    account(office, admin, paper, shown["bada"])
    admin.fill("textarea[name=reason]", "The telephone was in the same bag.")
    press(admin, paper.label("Ask a second person"))
    menu(haneul, paper.label("Approvals"))
    haneul.locator("button[value=approve]").click()
    account(office, admin, paper, shown["bada"])
    press(admin, paper.label("Issue the recovery code"))
    bada = with_code(office, "bada", admin.locator("code.secret").inner_text())
    expect(bada).to_have_url(re.compile("/security/"))  # the lost app is void: first a new one

    # The same day.
    compartments(haneul, paper, rooms, let_out(paper, shown["bada"], office.phrases["haneul"], office.said(*OUT)))
    account(office, admin, paper, shown["bada"])
    press(admin, paper.label("Make a new passphrase"))
    old, office.phrases["bada"] = office.phrases["bada"], admin.locator("code.secret").inner_text()
    compartments(haneul, paper, rooms, let_in(paper, shown["bada"], office.phrases["haneul"], steward=True))
    bada = office.page()
    enter(bada, "bada", old)
    expect(bada).to_have_url(re.compile("/sign-in/$"))
    reads(office.with_app("bada"), record)
    menu(haneul, paper.label("Journal"))
    types(terminal, "source .venv/bin/activate")
    (readings,) = paper.commands
    said = types(terminal, readings.replace("NAME", "haneul"), office.phrases["haneul"])
    assert "bada" in said and "W-2031-001" in said, said


def test_an_arrest_or_a_search(office: Office) -> None:
    paper, terminal, shown, rooms = Paper("arrest", office.language), office.terminal, office.shown, list(office.rooms.values())
    haneul, admin, bada = office.with_app("haneul"), office.with_app("admin"), office.with_app("bada")
    record, other = office.protect(haneul, "W-2031-001", NAME), office.protect(haneul, "W-2031-002", OTHER)
    reads(bada, record)

    # When they are at the door.
    haneul.goto("/")
    press(haneul, paper.label("Compartments"))
    press(haneul, paper.label("Lock everything now"))
    does_not_read(bada, record)
    unlock(haneul, office.phrases["haneul"])
    unlock(bada, office.phrases["bada"])

    # When you hear that a colleague was taken.
    account(office, admin, paper, shown["bada"])
    admin.get_by_label(paper.label("The account is open"), exact=True).uncheck()
    press(admin, paper.label("Save"))
    admin.wait_for_url("**/accounts/")
    bada.goto(record)
    expect(bada).to_have_url(re.compile("/sign-in/"))
    enter(bada, "bada", office.phrases["bada"])
    expect(bada).to_have_url(re.compile("/sign-in/$"))
    compartments(haneul, paper, rooms, let_out(paper, shown["bada"], office.phrases["haneul"], office.said(*OUT)))
    account(office, admin, paper, shown["bada"])
    admin.get_by_label(paper.label("The account is open"), exact=True).check()
    press(admin, paper.label("Save"))
    admin.wait_for_url("**/accounts/")
    does_not_read(office.come_in("bada"), record)  # she cannot open it, even when she would

    # When machines were taken.
    types(terminal, "source .venv/bin/activate")
    rotate, readings = paper.commands
    for room in office.rooms:
        types(terminal, rotate.replace("NAME", "haneul").replace("testimony", room), office.phrases["haneul"])
    reads(haneul, record)

    # Afterwards.
    assert "bada" in types(terminal, readings.replace("NAME", "haneul"), office.phrases["haneul"])
    assert office.said(*READABLE) in types(terminal, "bandi audit verify"), "the desk and the commands write into one chain"
    press(haneul, paper.label("Legal hold"))
    haneul.fill("input[name=reason]", "Court of the Invented City, file 31")
    press(haneul, paper.label("Place a hold"))
    types(terminal, "bandi person erase W-2031-001 --basis withdrawal --yes", code=3)
    types(terminal, "bandi person erase W-2031-002 --basis withdrawal --yes")
    haneul.goto(other)
    assert OTHER not in haneul.content()
    menu(haneul, paper.label("Sign-in and security"))
    press(haneul, paper.label("Choose another"))
    haneul.fill("input[name=old]", office.phrases["haneul"])
    haneul.fill("input[name=new]", "seven lanterns on a quiet river")
    haneul.locator("form.form button.is-primary").click()
    haneul.wait_for_url("**/security/")
    again = office.page()
    enter(again, "haneul", office.phrases["haneul"])
    expect(again).to_have_url(re.compile("/sign-in/$"))


def test_people_are_lost(office: Office) -> None:
    """haneul is, and nobody else is in the compartment. bada is let in with three shares, and lets sol in."""
    paper, terminal, shown, room = Paper("recover", office.language), office.terminal, office.shown, office.rooms["identities"]
    haneul, bada = office.with_app("haneul"), office.with_app("bada")
    record = office.protect(haneul, "W-2031-001", NAME)
    compartments(haneul, paper, [room], let_out(paper, shown["bada"], office.phrases["haneul"], office.said(*OUT)))
    does_not_read(bada, record)
    first, rehearse, let, renew, again, create, verify = paper.commands
    opened = types(terminal, f"{office.bandi} accounts open sol --role officer --language {office.language}").replace("\r", "")
    office.phrases["sol"] = re.findall(r"^sol\n(\S+)$", opened, re.M)[0]

    types(terminal, first)
    three = office.three(office.stick)
    types(terminal, rehearse, *three)
    types(terminal, let.replace("NAME", "bada").replace("testimony", "identities"), *three)
    unlock(bada, office.phrases["bada"])
    reads(bada, record)
    paper.label("as a steward, who may let in others")
    compartments(bada, paper, [room], let_in(paper, shown["sol"], office.phrases["bada"], steward=True))
    reads(haneul, record)
    compartments(bada, paper, [room], let_out(paper, shown["haneul"], office.phrases["bada"], office.said(*OUT)))
    does_not_read(haneul, record)
    reads(office.with_app("sol"), record)
    types(terminal, renew.replace("/media/memory", str(office.folder / "memory")), *three)
    fresh = office.three(office.folder / "memory")
    assert fresh != three
    types(terminal, again, *fresh)
    types(terminal, again, *three, code=2)  # the old shares are void
    types(terminal, create.replace("/media/backup", str(office.disk)))
    verify = verify.replace("/media/backup", str(office.disk))
    types(terminal, verify, *fresh)
    types(terminal, verify, *three, code=2)


def test_restore_on_another_machine(office: Office) -> None:
    """With nothing but the drive and three shares."""
    paper = Paper("restore", office.language)
    haneul, bada = office.with_app("haneul"), office.with_app("bada")
    record, other = office.protect(haneul, "W-2031-001", NAME), office.protect(haneul, "W-2031-002", OTHER)
    for line in ("source .venv/bin/activate", "bandi person erase W-2031-002 --basis withdrawal --yes", f"bandi backup create --to {office.disk}"):
        types(office.terminal, line)
    three = office.three(office.stick)
    office.stop()
    office.home.rename(office.folder / "burnt")
    office.terminal.close()

    terminal = office.terminal = Terminal(BANDI_DATABASE="", LANG=office.locale, HOME=str(office.folder), BANDI_PORT=str(office.port))
    assert "not found" in terminal.type("bandi --help")[1], "the control: without the first line there is no bandi"
    first, whole, back, serve, create = (line.replace("/media/backup", str(office.disk)).replace("/media/other", str(office.folder / "other")) for line in paper.commands)
    types(terminal, first)
    types(terminal, whole)
    said = types(terminal, back, *three)
    for one in (office.said(*RESTORED), office.said(*HOLDS)):
        assert one in paper.names and one in said
    assert serve == "BANDI_HOME=~/office bandi serve"
    office.desk = office.serve(office.folder / "office")
    bada.goto(record)
    expect(bada).to_have_url(re.compile("/sign-in/"))  # old sign-ins no longer work
    bada = office.come_in("bada")
    reads(bada, record)
    bada.goto(other)
    assert OTHER not in bada.content()
    office.stop()
    types(terminal, create)
    assert list((office.folder / "other").glob("*.keys"))
