"""What somebody needs who follows a printed page: the paper, a terminal, an office from nothing, and hands that press what bears a name."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page, expect

from bandi.foundation.backup import printing
from tests.browser.arriving import SAYS, answering, code_of, dialogue, enter
from tests.conftest import BANDI, REPOSITORY, empty_office, free_port
from tools import words

PATIENCE_MS = 60_000
SLOW_SECONDS = 300
"""How long one command or one start of the desk may take on a machine that others use too."""
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
        shown, until = b"", time.monotonic() + SLOW_SECONDS
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


@dataclass(frozen=True)
class Made:
    """What `bandi init` left behind: a home, and a stick with the shares; to be copied, not worked in."""

    folder: Path
    language: str
    phrases: dict[str, str]


def made_office(folder: Path, language: str) -> Made:
    """Set up an office from nothing: haneul directs, bada is an officer, both stewards; admin keeps the accounts."""
    home, stick, disk = empty_office(folder / "home"), folder / "stick", folder / "disk"
    stick.mkdir()
    disk.mkdir()
    locale = SAYS[language][0]
    environment = {**os.environ, "BANDI_HOME": str(home), "BANDI_DATABASE": "", "BANDI_SAMPLE": "", "LANG": f"{locale}.UTF-8", "LC_ALL": ""}
    answers = dialogue(language, "1 2", "n", str(stick), str(disk))
    init = subprocess.run([BANDI, "init"], cwd=REPOSITORY, env=environment, input="\n".join(answers) + "\n", capture_output=True, text=True, timeout=SLOW_SECONDS)
    phrases = dict(re.findall(r"^\s+(haneul|bada|admin)\s+(\S+)$", init.stdout, re.M))
    assert set(phrases) == {"haneul", "bada", "admin"}, init.stdout + init.stderr
    return Made(folder, language, phrases)


class Office:
    """An office of its own, as `bandi init` left it, with its desk and a terminal."""

    def __init__(self, made: Made, folder: Path, browser: Browser) -> None:
        self.browser, self.language, self.folder, self.phrases = browser, made.language, folder, dict(made.phrases)
        self.home, self.stick, self.disk = folder / "home", folder / "stick", folder / "disk"
        shutil.copytree(made.folder / "home", self.home)
        shutil.copytree(made.folder / "stick", self.stick)
        for one in (self.disk, folder / "memory", folder / "other"):
            one.mkdir()
        self.locale = f"{SAYS[self.language][0]}.UTF-8"
        self.environment = {**os.environ, "BANDI_HOME": str(self.home), "BANDI_DATABASE": "", "BANDI_SAMPLE": "", "LANG": self.locale, "LC_ALL": ""}
        ko = self.language == "ko"
        self.shown = {"haneul": "하늘 보기", "bada": "바다 보기", "sol": "sol"} if ko else {"haneul": "Haneul Example", "bada": "Bada Example", "sol": "sol"}
        self.rooms = {"identities": "신원", "testimony": "증언", "audit": "감사"} if ko else {"identities": "Identities", "testimony": "Testimony", "audit": "Audit"}
        self.bandi = str(BANDI)
        self.port = free_port()
        self.secrets: dict[str, str] = {}
        self.used: dict[str, int] = {}
        self.desk = self.serve(self.home)
        self.terminal = Terminal(BANDI_HOME=str(self.home), BANDI_DATABASE="", LANG=self.locale, HOME=str(folder))

    def close(self) -> None:
        self.terminal.close()
        self.stop()

    def stop(self) -> None:
        self.desk.terminate()
        self.desk.wait(60)

    def said(self, korean: str, english: str) -> str:
        return korean if self.language == "ko" else english

    def protect(self, page: Page, code: str, name: str) -> str:
        """Enter a protected person in *identities* and return the address of her page."""
        page.goto("/protected/new/")
        page.fill("input[name=code]", code)
        page.fill("input[name=name]", name)
        page.select_option("select[name=compartment]", label=self.rooms["identities"])
        page.locator("form button.is-primary").first.click()
        page.wait_for_url(re.compile("/protected/[0-9a-f-]{36}/$"))
        return page.url

    def serve(self, home: Path) -> subprocess.Popen[bytes]:
        with (self.folder / "serve.log").open("w") as log:
            desk = subprocess.Popen([BANDI, "serve", "--port", str(self.port)], cwd=self.folder, env={**self.environment, "BANDI_HOME": str(home)}, stdout=log, stderr=subprocess.STDOUT)
        answering(f"http://localhost:{self.port}/sign-in/", desk)
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
        """The app's number. A number counts once: from a used one we go to the next, as a phone whose clock is a little ahead would show it."""
        step = max(int(time.time() // 30), self.used.get(name, 0) + 1)
        while step > time.time() // 30 + 1:
            time.sleep(1)
        self.used[name] = step
        return code_of(self.secrets[name], at=step * 30)

    def come_in(self, name: str) -> Page:
        """Somebody signs in with passphrase and app, as on any day."""
        page = self.page()
        enter(page, name, self.phrases[name])
        page.fill("input[name=code]", self.number(name))
        page.locator("form:has(input[value=code]) button").click()
        page.wait_for_selector(".rail")
        return page

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
        side = page.locator("aside.page-aside form:has(select)")
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


def types(terminal: Terminal, line: str, *answers: str, code: int = 0) -> str:
    """Type a line and return what it said. Fails when it ends with another code."""
    ended, said = terminal.type(line, *answers)
    assert ended == code, f"{line}: {ended}\n{said}"
    return said
