"""The four printed pages, followed as somebody would who knows nothing else: each button is pressed and each command typed as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.following import Office, Paper, Terminal, account, compartments, let_in, let_out, menu, press, unlock
from tests.browser.test_from_nothing import enter
from tests.browser.test_keys import authenticator

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.walk]
NAME, OTHER = "홍보기", "달보기"


@pytest.fixture(params=["ko", "en"])
def office(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Office]:
    yield Office(tmp_path, browser, request.param)


def test_the_four_pages_are_followed_and_what_they_promise_is_true(office: Office) -> None:
    ko = office.language == "ko"
    shown = {"haneul": "하늘 보기", "bada": "바다 보기", "sol": "sol"} if ko else {"haneul": "Haneul Example", "bada": "Bada Example", "sol": "sol"}
    rooms = {"identities": "신원", "testimony": "증언", "audit": "감사"} if ko else {"identities": "Identities", "testimony": "Testimony", "audit": "Audit"}
    was_let_out = "내보내고" if ko else "is out"
    laptop, arrest, recover, restore = (Paper(page, office.language) for page in ("laptop", "arrest", "recover", "restore"))
    desk = office.serve(office.home)
    terminal = Terminal(BANDI_HOME=str(office.home), BANDI_DATABASE="", LANG=office.locale, HOME=str(office.folder))
    try:
        # The office at work.
        haneul, admin, bada = office.with_app("haneul"), office.with_app("admin"), office.page()
        authenticator(bada)
        enter(bada, "bada", office.phrases["bada"])
        bada.goto("/security/keys/new/")
        bada.fill("input[name=name]", "Blue key")
        bada.click("button[data-key=create]")
        bada.wait_for_url("**/codes/")
        bada.locator("form.form button.is-primary").click()
        on_paper = bada.locator(".code-sheet code").all_inner_texts()
        records = {}
        for code, name in (("W-2031-001", NAME), ("W-2031-002", OTHER)):
            haneul.goto("/protected/new/")
            haneul.fill("input[name=code]", code)
            haneul.fill("input[name=name]", name)
            haneul.select_option("select[name=compartment]", label=rooms["identities"])
            haneul.locator("form button.is-primary").first.click()
            haneul.wait_for_url(re.compile("/protected/[0-9a-f-]{36}/$"))
            records[code] = haneul.url
        record = records["W-2031-001"]
        bada.goto(record)
        expect(bada.locator("main")).to_contain_text(NAME)

        # A stolen laptop, first hour. The thief has bada's browser, signed in and unlocked.
        thief = bada
        haneul.goto("/")
        press(haneul, laptop.label("Compartments"))
        press(haneul, laptop.label("Lock everything now"))
        for one in (thief, haneul):
            one.goto(record)
            expect(one.locator("main")).not_to_contain_text(NAME)
        unlock(haneul, office.phrases["haneul"])
        haneul.goto(record)
        expect(haneul.locator("main")).to_contain_text(NAME)
        account(office, admin, laptop, shown["bada"])
        press(admin, laptop.label("Sign out everywhere"))
        thief.goto(record)
        expect(thief).to_have_url(re.compile("/sign-in/"))
        bada = office.page()
        enter(bada, "bada", office.phrases["bada"])
        bada.locator("details:has(input[value=recovery]) summary").click()
        bada.locator("form:has(input[value=recovery]) input[name=code]").fill(on_paper[0])
        bada.locator("form:has(input[value=recovery]) button").click()
        bada.wait_for_selector(".rail")
        menu(bada, laptop.label("Sign-in and security"))
        bada.locator("li", has_text="Blue key").get_by_text(laptop.label("Remove"), exact=True).click()
        expect(bada.locator("li", has_text="Blue key")).to_have_count(0)
        office.set_up_app(bada, "bada")
        # No second factor is left.
        account(office, admin, laptop, shown["bada"])
        admin.fill("textarea[name=reason]", "The telephone was in the same bag.")
        press(admin, laptop.label("Ask a second person"))
        menu(haneul, laptop.label("Approvals"))
        haneul.locator("button[value=approve]").click()
        account(office, admin, laptop, shown["bada"])
        press(admin, laptop.label("Issue the recovery code"))
        code = admin.locator("code.secret").inner_text()
        bada = office.page()
        enter(bada, "bada", office.phrases["bada"])
        bada.locator("details:has(input[value=recovery]) summary").click()
        bada.locator("form:has(input[value=recovery]) input[name=code]").fill(code)
        bada.locator("form:has(input[value=recovery]) button").click()
        expect(bada).to_have_url(re.compile("/security/"))  # the lost app is void: first a new one
        # The same day.
        compartments(haneul, laptop, list(rooms.values()), let_out(laptop, shown["bada"], office.phrases["haneul"], was_let_out))
        account(office, admin, laptop, shown["bada"])
        press(admin, laptop.label("Make a new passphrase"))
        old, office.phrases["bada"] = office.phrases["bada"], admin.locator("code.secret").inner_text()
        compartments(haneul, laptop, list(rooms.values()), let_in(laptop, shown["bada"], office.phrases["haneul"], steward=True))
        bada = office.page()
        enter(bada, "bada", old)
        expect(bada).to_have_url(re.compile("/sign-in/$"))
        bada = office.with_app("bada")
        bada.goto(record)
        expect(bada.locator("main")).to_contain_text(NAME)
        menu(haneul, laptop.label("Journal"))
        assert terminal.type("source .venv/bin/activate")[0] == 0
        (command,) = laptop.commands
        code_of_it, said = terminal.type(command.replace("NAME", "haneul"), office.phrases["haneul"])
        assert code_of_it == 0 and "bada" in said and "W-2031-001" in said, said

        # An arrest: at the door; then a colleague is taken.
        haneul.goto("/")
        press(haneul, arrest.label("Compartments"))
        press(haneul, arrest.label("Lock everything now"))
        bada.goto(record)
        expect(bada.locator("main")).not_to_contain_text(NAME)
        unlock(haneul, office.phrases["haneul"])
        unlock(bada, office.phrases["bada"])
        account(office, admin, arrest, shown["bada"])
        admin.get_by_label(arrest.label("The account is open"), exact=True).uncheck()
        press(admin, arrest.label("Save"))
        admin.wait_for_url("**/accounts/")
        bada.goto(record)
        expect(bada).to_have_url(re.compile("/sign-in/"))
        enter(bada, "bada", office.phrases["bada"])
        expect(bada).to_have_url(re.compile("/sign-in/$"))
        compartments(haneul, arrest, list(rooms.values()), let_out(arrest, shown["bada"], office.phrases["haneul"], was_let_out))
        account(office, admin, arrest, shown["bada"])
        admin.get_by_label(arrest.label("The account is open"), exact=True).check()
        press(admin, arrest.label("Save"))
        admin.wait_for_url("**/accounts/")
        bada = office.page()
        enter(bada, "bada", office.phrases["bada"])
        bada.fill("input[name=code]", office.number("bada"))
        bada.locator("form:has(input[value=code]) button").click()
        bada.wait_for_selector(".rail")
        response = bada.goto(record)
        assert response is not None and NAME not in bada.content(), "she cannot open it, even when she would"
        rotate, readings = arrest.commands
        for room in rooms:
            code_of_it, said = terminal.type(rotate.replace("NAME", "haneul").replace("testimony", room), office.phrases["haneul"])
            assert code_of_it == 0, said
        code_of_it, said = terminal.type(readings.replace("NAME", "haneul"), office.phrases["haneul"])
        assert code_of_it == 0 and "bada" in said, said
        assert ("열람 기록이 온전합니다" if ko else "The read log holds") in terminal.type("bandi audit verify")[1], "the desk and the commands write into one chain"
        haneul.goto(record)
        expect(haneul.locator("main")).to_contain_text(NAME)
        press(haneul, arrest.label("Legal hold"))
        haneul.fill("input[name=reason]", "Court of the Invented City, file 31")
        press(haneul, arrest.label("Place a hold"))
        assert terminal.type("bandi person erase W-2031-001 --basis withdrawal --yes")[0] == 3
        assert terminal.type("bandi person erase W-2031-002 --basis withdrawal --yes")[0] == 0
        menu(haneul, arrest.label("Sign-in and security"))
        press(haneul, arrest.label("Choose another"))
        haneul.fill("input[name=old]", office.phrases["haneul"])
        haneul.fill("input[name=new]", "seven lanterns on a quiet river")
        haneul.locator("form.form button.is-primary").click()
        haneul.wait_for_url("**/security/")
        gone, office.phrases["haneul"] = office.phrases["haneul"], "seven lanterns on a quiet river"
        other = office.page()
        enter(other, "haneul", gone)
        expect(other).to_have_url(re.compile("/sign-in/$"))

        # People are lost: haneul is. bada is let in with three shares, and lets sol in.
        office.phrases["sol"] = terminal.type("bandi accounts open sol --role officer")[1].split("\n")[1].split()[-1]
        first, rehearse, let, renew, again, create, verify = recover.commands
        assert terminal.type(first)[0] == 0
        three = office.three(office.stick)
        assert terminal.type(rehearse, *three)[0] == 0
        let = let.replace("NAME", "bada").replace("testimony", "identities")
        code_of_it, said = terminal.type(let, *three)
        assert code_of_it == 0, said
        unlock(bada, office.phrases["bada"])
        bada.goto(record)
        expect(bada.locator("main")).to_contain_text(NAME)
        recover.label("as a steward, who may let in others")
        compartments(bada, recover, [rooms["identities"]], let_in(recover, shown["sol"], office.phrases["bada"], steward=True))
        unlock(haneul, office.phrases["haneul"])
        haneul.goto(record)
        expect(haneul.locator("main")).to_contain_text(NAME)
        compartments(bada, recover, [rooms["identities"]], let_out(recover, shown["haneul"], office.phrases["bada"], was_let_out))
        haneul.goto(record)
        assert NAME not in haneul.content()
        renew = renew.replace("/media/memory", str(office.folder / "memory"))
        code_of_it, said = terminal.type(renew, *three)
        assert code_of_it == 0, said
        fresh = office.three(office.folder / "memory")
        assert fresh != three
        assert terminal.type(again, *fresh)[0] == 0
        assert terminal.type(again, *three)[0] == 2, "the old shares are void"
        assert terminal.type(create.replace("/media/backup", str(office.disk)))[0] == 0
        assert terminal.type(verify.replace("/media/backup", str(office.disk)), *fresh)[0] == 0
        assert terminal.type(verify.replace("/media/backup", str(office.disk)), *three)[0] == 2

        # Another machine, with nothing but the drive and three shares.
        desk.terminate()
        desk.wait(15)
        office.home.rename(office.folder / "burnt")
        terminal.close()
        terminal = Terminal(BANDI_DATABASE="", LANG=office.locale, HOME=str(office.folder), BANDI_PORT=str(office.port))
        assert "not found" in terminal.type("bandi --help")[1], "the control: without the first line there is no bandi"
        first, whole, back, serve, create = (line.replace("/media/backup", str(office.disk)).replace("/media/other", str(office.folder / "other")) for line in restore.commands)
        assert terminal.type(first)[0] == 0
        assert terminal.type(whole)[0] == 0
        code_of_it, said = terminal.type(back, *fresh)
        assert code_of_it == 0, said
        assert restore.names & ({"되살렸습니다", "일지가 이어져 있습니다"} if ko else {"Restored", "The journal holds"}) and all(one in said for one in (("되살렸습니다", "일지가 이어져 있습니다") if ko else ("Restored", "The journal holds")))
        assert serve == "BANDI_HOME=~/office bandi serve"
        desk = office.serve(office.folder / "office")
        bada.goto(record)
        expect(bada).to_have_url(re.compile("/sign-in/"))
        bada = office.page()
        enter(bada, "bada", office.phrases["bada"])
        bada.fill("input[name=code]", office.number("bada"))
        bada.locator("form:has(input[value=code]) button").click()
        bada.wait_for_selector(".rail")
        bada.goto(record)
        expect(bada.locator("main")).to_contain_text(NAME)
        bada.goto(records["W-2031-002"])
        assert OTHER not in bada.content()
        desk.terminate()
        desk.wait(15)
        assert terminal.type(create)[0] == 0
        assert list((office.folder / "other").glob("*.keys"))
    finally:
        terminal.close()
        desk.terminate()
        desk.wait(15)
