"""What stands between a text and its filing: each problem in words that say what to do.

May import: the foundation, claims, this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bandi.foundation.reference.writing import write_number
from bandi.register.claims.models import State
from bandi.work.advocacy.counting import WordCount, counted, marks_in, rule_for
from bandi.work.advocacy.models import Annex, Footnote, FormRule, Letter, Signatory, Submission, TextForm, TextVersion
from bandi.work.advocacy.text_forms import form_for, headings_missing, hints_left, word_of

_SENTENCE = re.compile(r"[^.!?。\n]+(?:[.!?。](?!\d)(?:\s*\[\^[^\]]+\])*|\n|$)")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*(?!\w*-)")
_PLAIN_NUMBER = re.compile(r"^(?:19|20)\d\d[.,]?$|^\d[.,]?$")


@dataclass(frozen=True)
class Problem:
    """One thing to look at. is_grave: the text should not be cleared while it stands."""

    message: str
    is_grave: bool = True


@dataclass
class Draft:
    """A letter or a submission with all it is written with, read in a constant number of queries."""

    row: Letter | Submission
    texts: dict[str, TextVersion] = field(default_factory=dict)
    notes: list[Footnote] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    rules: list[FormRule] = field(default_factory=list)
    form: TextForm | None = None

    @classmethod
    def read(cls, row: Letter | Submission) -> Draft:
        """Return what belongs to a text, the newest version of each language."""
        texts: dict[str, TextVersion] = {}
        for version in TextVersion.objects.filter(record=row.pk).order_by("language", "-number"):
            texts.setdefault(version.language, version)
        rules = list(FormRule.objects.filter(mechanism=row.addressed_to_id)) if row.addressed_to_id else []
        return cls(
            row, texts, list(Footnote.objects.filter(record=row.pk).select_related("claim", "publication", "document")),
            list(Signatory.objects.filter(record=row.pk).select_related("organisation", "person")), list(Annex.objects.filter(record=row.pk)), rules, form_for(row),
        )  # fmt: skip

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter."""
        return isinstance(self.row, Letter)

    @property
    def day(self) -> date:
        """The day whose rules hold: of filing, otherwise of the deadline, otherwise today."""
        if isinstance(self.row, Submission):
            deadline = self.row.deadline.falls_on if self.row.deadline else None
            return self.row.filed_on or deadline or timezone.localdate()
        return self.row.sent_on or timezone.localdate()

    def rule(self, language: str) -> FormRule | None:
        """Return the mechanism's rule for this text in a language."""
        return rule_for(self.rules, word_of(self.row), language, self.day)

    def count(self, language: str) -> WordCount | None:
        """Return the word count of the newest text in a language, or None where there is no text."""
        text = self.texts.get(language)
        return counted(text.body, self.notes, self.rule(language), language) if text else None


def problems(draft: Draft) -> list[Problem]:
    """Return what is to be done before the text may be cleared, the grave ones first."""
    found = [*_of_text(draft), *_of_form(draft), *_of_notes(draft), *_of_signatories(draft), *_of_annexes(draft)]
    return sorted(dict.fromkeys(found), key=lambda problem: not problem.is_grave)


def _of_text(draft: Draft) -> Iterator[Problem]:
    if not any(text.body.strip() for text in draft.texts.values()):
        yield Problem(_("There is no text yet. Write it, or paste it, in at least one language."))
    names = {"en": _("English"), "ko": _("Korean")}
    for language in draft.texts:
        count, rule = draft.count(language), draft.rule(language)
        if count and count.over:
            told = {"language": names[language], "over": write_number(count.over), "limit": write_number(count.limit or 0)}
            yield Problem(_("%(language)s: %(over)s words too many; the rule allows %(limit)s.") % told)
        if rule and not rule.is_confirmed:
            yield Problem(_("The rule for the number of words was not confirmed at its source. Confirm it on the mechanism’s page."), is_grave=False)
    if isinstance(draft.row, Submission) and draft.row.addressed_to_id is None:
        yield Problem(_("It is addressed to no mechanism yet: choose one, and its rule is counted against."), is_grave=False)


def _of_form(draft: Draft) -> Iterator[Problem]:
    for language, text in draft.texts.items():
        if left := hints_left(text.body):
            words = ngettext(
                "%(count)s hint of the form still stands in the text: write what it asks for, and take out the line that begins with “??”.",
                "%(count)s hints of the form still stand in the text: write what they ask for, and take out the lines that begin with “??”.", left,
            )  # fmt: skip
            yield Problem(words % {"count": left})
        if draft.form is not None and text.body.strip():
            for heading in headings_missing(draft.form, text.body, language):
                yield Problem(_("The form asks for “%(heading)s”; the text has no such heading.") % {"heading": heading})


def _of_notes(draft: Draft) -> Iterator[Problem]:
    known = {note.mark: note for note in draft.notes}
    used: set[str] = set()
    for text in draft.texts.values():
        for mark in marks_in(text.body):
            used.add(mark)
            if mark not in known:
                yield Problem(_("[^%(mark)s] stands in the text, but there is no footnote of this mark. Add it below.") % {"mark": mark})
    for mark, note in known.items():
        if mark not in used and draft.texts:
            yield Problem(_("Footnote %(mark)s stands nowhere in the text. Write [^%(mark)s] where it belongs.") % {"mark": mark}, is_grave=False)
        if not note.is_supported:
            yield Problem(_support_missing(note))
    bare = sum(1 for text in draft.texts.values() for sentence in sentences_with_bare_numbers(text.body) if sentence)
    if bare:
        words = ngettext(
            "%(count)s sentence has a number and no footnote.", "%(count)s sentences have a number and no footnote.", bare
        )
        yield Problem(words % {"count": bare}, is_grave=False)


def _support_missing(note: Footnote) -> str:
    if note.claim is None:
        return _("Claim %(mark)s has no support: give a source, a publication or a number of ours.") % {"mark": note.mark}
    if note.claim.state == State.DIFFERS:
        return _("Claim %(mark)s differs from the records. Correct the text, or accept the difference with a note.") % {"mark": note.mark}
    return _("Claim %(mark)s has no evidence in the records. Enter it, or give a source.") % {"mark": note.mark}


def _of_signatories(draft: Draft) -> Iterator[Problem]:
    waiting = [one for one in draft.signatories if not one.signed_on and not one.declined_on and one.role != Signatory.Role.INITIATOR]
    today = timezone.localdate()
    late = sum(1 for one in waiting if one.answer_by and one.answer_by < today)
    if late:
        words = ngettext("%(count)s co-signatory has not answered by the day asked.", "%(count)s co-signatories have not answered by the day asked.", late)
        yield Problem(words % {"count": late})
    if len(waiting) > late:
        count = len(waiting) - late
        words = ngettext("%(count)s co-signatory has not signed yet.", "%(count)s co-signatories have not signed yet.", count)
        yield Problem(words % {"count": count}, is_grave=False)
    if isinstance(draft.row, Submission) and draft.row.is_joint and not draft.signatories:
        yield Problem(_("It is a joint submission and names nobody yet. Add the organisations that sign it."))
    signed = sum(1 for one in draft.signatories if one.signed_on or one.role == Signatory.Role.INITIATOR)
    if isinstance(draft.row, Letter) and draft.row.signatories and draft.signatories and signed != draft.row.signatories:
        told = {"said": draft.row.signatories, "listed": signed}
        yield Problem(_("%(said)s signatories are written down, %(listed)s are listed as signed. Make one match the other.") % told, is_grave=False)


def _of_annexes(draft: Draft) -> Iterator[Problem]:
    if any(annex.is_confidential and not annex.kept_at for annex in draft.annexes):
        yield Problem(_("A confidential annex does not say where it is kept. Its text does not belong here."), is_grave=False)


def sentences_with_bare_numbers(body: str) -> list[str]:
    """Return the sentences that state a number and have no footnote. Years and single figures are not taken for claims."""
    found = []
    for line in body.splitlines():
        if line.startswith("#"):
            continue
        for sentence in _SENTENCE.findall(line):
            numbers = [number for number in _NUMBER.findall(sentence) if not _PLAIN_NUMBER.match(number)]
            if numbers and "[^" not in sentence:
                found.append(sentence.strip())
    return found
