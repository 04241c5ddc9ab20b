"""What somebody needs who follows a printed page: the paper, a terminal, an office from nothing, and hands that press what bears a name."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page, expect

from bandi.foundation.backup import printing
from tests.browser.test_from_nothing import SAYS, _answering, code_of, enter
from tests.conftest import BANDI, REPOSITORY, empty_office, free_port
from tools import words

PATIENCE_MS = 60_000
PROMPT = b"@@ "


class Paper:
    """One printed page in one language: what it tells to press and to type."""

    def __init__(self, page: str, language: str) -> None:
        blocks = printing.blocks(printing.page_source(page, language).read_text())
        self.language = language
        self.names = {run["text"] for block in blocks for run in block["runs"] if run["kind"] == "name"}
        self.commands = [block["runs"][0]["text"] for block in blocks if block["kind"] == "command"]

    def label(self, english: str) -> str:
        """What stands on the page for a button of the desk. Fails when the page does not name it."""
        known = {english} if self.language == "en" else _korean()[english]
        (found,) = known & self.names
        return found


def _korean(found: dict[str, set[str]] = {}) -> dict[str, set[str]]:  # noqa: B006 - read once
    if not found:
        for source in words.catalogues():
            with source.open("rb") as handle:
                for message in read_po(handle, locale="ko"):
                    if isinstance(message.id, str):
                        found.setdefault(message.id, set()).add(str(message.string))
    return found


class Terminal:
    """A shell at a terminal, in the folder of Bandi."""

    def __init__(self, **environment: str) -> None:
        self.leader, follower = pty.openpty()
        bare = {name: value for name, value in os.environ.items() if not name.startswith(("BANDI", "LC_", "VIRTUAL"))}
        path = ":".join(part for part in os.environ["PATH"].split(":") if part != str(BANDI.parent))
        settings = {**bare, "PATH": path, "PS1": PROMPT.decode(), "COLUMNS": "500", "TERM": "dumb", **environment}
        self.shell = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "-i"], cwd=REPOSITORY, env=settings, stdin=follower, stdout=follower, stderr=follower, close_fds=True, start_new_session=True
        )  # fmt: skip
        os.close(follower)
        self._until_prompt([])

    def type(self, line: str, *answers: str) -> tuple[int, str]:
        """Type a line, and an answer each time it is waited for; return the exit code and what was shown."""
        os.write(self.leader, line.encode() + b"\n")
        shown = self._until_prompt(list(answers))
        os.write(self.leader, b"echo code $?\n")
        code = re.findall(r"code (\d+)", self._until_prompt([]))
        return int(code[-1]), shown

    def _until_prompt(self, answers: list[str]) -> str:
        shown, until = b"", time.monotonic() + 240
        while time.monotonic() < until:
            if select.select([self.leader], [], [], 0.4)[0]:
                shown += os.read(self.leader, 65536)
            elif shown.endswith(PROMPT):
                return shown.decode(errors="replace")
            elif answers and shown.rstrip(b" ").endswith((b">", b":")):
                os.write(self.leader, answers.pop(0).encode() + b"\n")
        raise AssertionError(shown.decode(errors="replace"))

    def close(self) -> None:
        os.close(self.leader)
        self.shell.wait(15)


class Office:
    """An office from nothing: haneul directs, bada is an officer, both stewards; admin keeps the accounts."""

    def __init__(self, folder: Path, browser: Browser, language: str) -> None:
        self.browser, self.language, self.folder = browser, language, folder
        self.home, self.stick, self.disk = empty_office(folder / "home"), folder / "stick", folder / "disk"
        for one in (self.stick, self.disk, folder / "memory", folder / "other"):
            one.mkdir()
        locale, choice, *_rest = SAYS[language]
        self.locale = f"{locale}.UTF-8"
        self.environment = {**os.environ, "BANDI_HOME": str(self.home), "BANDI_DATABASE": "", "BANDI_SAMPLE": "", "LANG": self.locale, "LC_ALL": ""}
        answers = [choice, "등대의 모임", "Society of the Lighthouse", "haneul", "Haneul Example", "하늘 보기", "bada", "Bada Example", "바다 보기", "1 2", "n", str(self.stick), str(self.disk)]
        init = subprocess.run([BANDI, "init"], cwd=REPOSITORY, env=self.environment, input="\n".join(answers) + "\n", capture_output=True, text=True, timeout=300)
        self.phrases = dict(re.findall(r"^\s+(haneul|bada|admin)\s+(\S+)$", init.stdout, re.M))
        self.port = free_port()
        self.secrets: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def serve(self, home: Path) -> subprocess.Popen[bytes]:
        with (self.folder / "serve.log").open("w") as log:
            desk = subprocess.Popen([BANDI, "serve", "--port", str(self.port)], cwd=self.folder, env={**self.environment, "BANDI_HOME": str(home)}, stdout=log, stderr=subprocess.STDOUT)
        _answering(f"http://localhost:{self.port}/sign-in/", desk)
        return desk

    def page(self) -> Page:
        context = self.browser.new_context(base_url=f"http://localhost:{self.port}", locale=self.language)
        context.set_default_timeout(PATIENCE_MS)
        return context.new_page()

    def with_app(self, name: str) -> Page:
        """Somebody signs in for the first time and sets up a code app."""
        page = self.page()
        enter(page, name, self.phrases[name])
        self.set_up_app(page, name)
        return page

    def set_up_app(self, page: Page, name: str) -> list[str]:
        page.goto("/security/app/")
        page.locator(".steps details summary").click()
        self.secrets[name] = page.locator("code.secret").inner_text()
        page.fill("form.form input[name=code]", self.number(name))
        page.locator("form.form button.is-primary").click()
        page.wait_for_url(re.compile("/security/(codes/)?$"))
        if not page.url.endswith("/codes/"):
            return []
        page.locator("form.form button.is-primary").click()
        return page.locator(".code-sheet code").all_inner_texts()

    def number(self, name: str) -> str:
        while (number := code_of(self.secrets[name])) == self.used.get(name):  # a number counts once
            time.sleep(1)
        self.used[name] = number
        return number

    def three(self, folder: Path) -> list[str]:
        """The words of three shares, as their holders read them from the paper."""
        lists = []
        for number in (1, 3, 4):
            cells = re.findall(r"\b(\d{1,2}) ([a-z]{3,8})\b", (folder / f"share-{number}.txt").read_text().split("\n\n")[1])
            words_of_it = {int(at): word for at, word in cells}
            lists.append(" ".join(words_of_it[at] for at in range(1, 34)))
        return lists


def press(page: Page, label: str) -> None:
    """Press what bears this name, as it is written."""
    page.locator("main, .rail, .bar").get_by_role("button", name=label, exact=True).or_(page.locator("main, .rail, .bar").get_by_role("link", name=label, exact=True)).first.click()


def menu(page: Page, label: str) -> None:
    page.goto("/security/")
    page.locator(".bar details.menu > summary").click()
    page.locator(".bar").get_by_role("link", name=label, exact=True).click()


def account(office: Office, admin: Page, paper: Paper, shown: str) -> None:
    admin.goto("/security/")
    press(admin, paper.label("Accounts"))
    admin.get_by_role("link", name=shown, exact=True).click()
    if "/again/" in admin.url:
        admin.fill("input[name=password]", office.phrases["admin"])
        admin.locator("form.form button.is-primary").click()


def compartments(page: Page, paper: Paper, shown: list[str], act: Callable[[Page], None]) -> None:
    for name in shown:
        page.goto("/")
        press(page, paper.label("Compartments"))
        page.locator("main").get_by_role("link", name=name, exact=True).click()
        act(page)
        expect(page.locator("#messages .message.is-error")).to_have_count(0)


def let_out(paper: Paper, who: str, phrase: str, said: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        row = page.locator("tr", has_text=who)
        expect(row.locator("summary")).to_have_text(paper.label("Let out"))
        row.locator("summary").click()
        row.locator("input[type=password]").fill(phrase)
        row.get_by_role("button", name=paper.label("Let out"), exact=True).click()
        expect(page.locator("#messages")).to_contain_text(said)

    return act


def let_in(paper: Paper, who: str, phrase: str, *, steward: bool) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        side = page.locator("aside.page-aside")
        value = side.locator("option", has_text=who).get_attribute("value")
        side.locator("select").select_option(value)
        if steward:
            side.locator("input[name=steward]").check()
        side.locator("input[type=password]").fill(phrase)
        side.get_by_role("button", name=paper.label("Let in"), exact=True).click()
        expect(page.locator("tr", has_text=who)).to_be_visible()

    return act


def unlock(page: Page, phrase: str) -> None:
    page.goto("/vault/unlock/")
    page.fill("input[name=passphrase]", phrase)
    page.locator("form:has(input[name=passphrase]) button.is-primary").click()
    page.wait_for_url("**/vault/")
