"""`bandi init`: from an empty folder to a working organisation, in a dialogue of a few minutes.

Everything is asked first and written in one step: who stops half-way leaves nothing behind. Run again it says what is still missing.
Exit codes: 0 ready; 1 ready, and something is still missing; 2 nothing was set up.
"""

from __future__ import annotations

import json
import os
import re
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.models import Account
from bandi.foundation.reference.terminal import Stop, TerminalCommand
from bandi.interfaces.desk.setting_up import KEEPER, Answers, Person, Ready, missing, offered_compartments, set_up

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_YES, _NO = ("", "y", "yes", "예", "네"), ("n", "no", "아니오", "아니요")


class Command(TerminalCommand):
    help = _lazy("Set up an organisation: its name, its first people, its compartments, recovery shares and backups.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--answers", metavar="FILE", type=Path, help=_lazy("take the answers from a JSON file instead of asking"))
        parser.add_argument("--json", action="store_true", dest="as_json", help=_lazy("print the outcome as JSON"))

    def work(self, options: dict[str, Any]) -> int:
        if not options["as_json"]:
            self.step("준비하고 있습니다… / Getting ready…")
        call_command("migrate", verbosity=0)
        if Account.objects.exists():
            return self._say_missing(as_json=options["as_json"])
        answers = self._read(options["answers"]) if options["answers"] else self._ask()
        with translation.override(answers.language):
            self.step(_("Making keys, compartments and the first backup; this can take a minute."))
            try:
                ready = set_up(answers)
            except (ValidationError, OSError) as problem:
                reason = " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem.strerror)
                raise Stop(_("Nothing was set up: %(reason)s") % {"reason": reason}) from None
            if answers.mechanisms:
                call_command("advocacy_starter", quiet=True, language=answers.language, stdout=StringIO(), stderr=self.stderr)
            call_command("funding_starter", quiet=True, language=answers.language, stdout=StringIO(), stderr=self.stderr)
            if answers.backup_to is not None and ready.share_files:
                call_command("backup_create", to=str(answers.backup_to), as_json=True, stdout=StringIO(), stderr=self.stderr)
            if options["as_json"]:
                self.answer({"accounts": ready.passphrases, "compartments": ready.compartments, "shares": [str(file) for file in ready.share_files]})
            else:
                self._tell(ready)
            return self._say_missing(as_json=False, quiet=options["as_json"])

    def _read(self, file: Path) -> Answers:
        try:
            return Answers.of(json.loads(file.read_text()))
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise Stop(f"{file}: {problem}") from None

    def _ask(self) -> Answers:
        language = self._choice("한국어로 진행할까요? (Enter) / English: e  ", {"": "ko", "k": "ko", "ko": "ko", "e": "en", "en": "en"})
        with translation.override(language):
            self.say(_("A few questions. Nothing is written before the last one; Ctrl-C leaves everything as it was."))
            name_ko, name_en = self._in_both(language, _("Name of the organisation in Korean"), _("Name of the organisation in English"), needed=True)
            first = self._person(language, _("The first person: she directs the house and is steward of its compartments."))
            second = self._person(language, _("A second steward, so that nobody is locked out when the first is away. Leave the user name empty to do this later."), taken=first)
            offered = offered_compartments()
            self.say(_("Compartments keep apart who may read what. They can be opened later as well:"))
            for number, one in enumerate(offered, 1):
                self.say(f"  {number}  {one['name_ko'] if language == 'ko' else one['name_en']}: {one['about_ko'] if language == 'ko' else one['about_en']}")
            keys = [offered[number - 1]["key"] for number in self._numbers(_("Which ones? Numbers with blanks between, or Enter for all"), len(offered))]
            mechanisms = self._yes(_("Bring the mechanisms of the UN to begin with: their rules, sessions and forms? Enter for yes, n for no"))
            shares = self._folder(_("Folder for the five recovery pages: on a stick, not on this disk. Leave empty to do this later"))
            backups = self._folder(_("Folder for backups: on another disk. Leave empty to do this later"))
        return Answers(
            language=language, name_en=name_en, name_ko=name_ko, people=[one for one in (first, second) if one],
            compartments=keys or [one["key"] for one in offered], shares_to=shares, backup_to=backups, mechanisms=mechanisms,
        )  # fmt: skip

    def _in_both(self, language: str, in_korean: str, in_english: str, *, needed: bool) -> tuple[str, str]:
        """Ask for a name in both languages, first in hers; the other may stay empty. Returns Korean, English."""
        prompts = {"ko": in_korean, "en": in_english}
        other = "en" if language == "ko" else "ko"
        said = {language: self._line(prompts[language] + ("" if needed else _(" (may stay empty)")), needed=needed)}
        said[other] = self._line(prompts[other] + _(" (may stay empty)"), needed=False)
        return said["ko"], said["en"]

    def _person(self, language: str, about: str, *, taken: Person | None = None) -> Person | None:
        """Ask for a person; after the first, who is `taken`, an empty user name means nobody."""
        self.say(about)
        while True:
            username = self._line(_("User name for signing in, such as haneul (small Latin letters)"), needed=taken is None).lower()
            if not username:
                return None
            if not _USERNAME.fullmatch(username):
                self.say(_("Only Latin letters, digits, dot, hyphen and underscore, without blanks."))
            elif username == KEEPER or (taken and username == taken.username):
                self.say(_("This user name is taken. Choose another."))
            else:
                break
        name_ko, name_en = self._in_both(language, _("Name in Korean"), _("Name in English"), needed=False)
        return Person(username, name_en, name_ko)

    def _numbers(self, prompt: str, most: int) -> list[int]:
        """Ask for numbers from 1 to `most`; none means all."""
        while True:
            said = self._line(prompt, needed=False).replace(",", " ").split()
            if all(word.isdecimal() and 0 < int(word) <= most for word in said):
                return sorted({int(word) for word in said})
            self.say(_("Only numbers from 1 to %(most)s.") % {"most": most})

    def _yes(self, prompt: str) -> bool:
        while True:
            said = self._line(prompt, needed=False).lower()
            if said in _YES or said in _NO:
                return said in _YES
            self.say(_("Please answer with Enter or n."))

    def _folder(self, prompt: str) -> Path | None:
        while text := self._line(prompt, needed=False):
            folder = Path(text).expanduser()
            if folder.is_dir() and os.access(folder, os.W_OK):
                return folder
            self.say(_("This folder is not there, or cannot be written to. Is the drive connected?"))
        return None

    def _line(self, prompt: str, *, needed: bool = True) -> str:
        while True:
            try:
                text = input(f"  {prompt}: ").strip()
            except (EOFError, KeyboardInterrupt):
                raise Stop(_("Stopped. Nothing was set up.")) from None
            if text or not needed:
                return text
            self.say(_("This one is needed."))

    def _choice(self, prompt: str, answers: dict[str, str]) -> str:
        while True:
            try:
                text = input(prompt).strip().lower()
            except (EOFError, KeyboardInterrupt):
                raise Stop(_("Stopped. Nothing was set up.")) from None
            if text in answers:
                return answers[text]

    def _tell(self, ready: Ready) -> None:
        self.say()
        self.say(_("The organisation is set up. Passphrases are shown now and never again; write them on paper:"))
        for username, secret in ready.passphrases.items():
            self.say(f"    {username:<16} {secret}")
        self.say(_("%(keeper)s opens and closes accounts and reads no records. If you can, let somebody else keep that passphrase.") % {"keeper": KEEPER})
        if ready.share_files:
            self.say(_("Recovery pages: print them, give each to another person, then destroy the files:"))
            for file in ready.share_files:
                self.say(f"    {file}")
        self.say(_("Now open the desk with: bandi serve"))

    def _say_missing(self, *, as_json: bool, quiet: bool = False) -> int:
        found = missing()
        if as_json:
            self.answer({"missing": [one.key for one in found]})
        elif not quiet:
            self.say(_("Still missing:") if found else _("Nothing is missing."))
            for one in found:
                self.say(f"  - {one.what}")
        return 1 if found else 0
