"""The consent form on paper: large type, plain words, in both languages; for grown people and for children.

Filled in from a consent it holds the code and what was allowed. Names are written by hand: nothing sealed is ever printed on it.

May import: the foundation, this package's models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override, pgettext

from bandi.foundation.records.blocks import Fact, Run, plain
from bandi.foundation.records.papers import Blank, Head, Paper, PaperBlock, Passage, Ticks
from bandi.foundation.records.release import Audience, IdentityForm, Purpose
from bandi.foundation.reference.texts import Language
from bandi.foundation.reference.writing import write_day
from bandi.register.people.models import Consent, ConsentText, Organisation
from bandi.register.people.models.consent import FORMS, ConsentAudience, ConsentPurpose

PURPOSES = {
    Purpose.UN_SUBMISSION: _lazy("Reports to the United Nations, so that they ask the government about it"),
    Purpose.COURT: _lazy("Courts and prosecutors, so that those who did it can be tried"),
    Purpose.ADVOCACY: _lazy("Talks with governments and parliaments, so that they help"),
    Purpose.PRESS: _lazy("Newspapers, radio and television"),
    Purpose.WEB: _lazy("The internet, where everybody in the world can read it"),
    Purpose.ANNUAL_REPORT: _lazy("The printed report on our work of the year"),
    Purpose.TRAINING: _lazy("Teaching: schools, courses, young people"),
    Purpose.RESEARCH: _lazy("Research by people who study what happened"),
}
AUDIENCES = {
    Audience.PUBLIC: _lazy("Everybody"), Audience.GOVERNMENT: _lazy("Governments"), Audience.UN_BODY: _lazy("The United Nations"),
    Audience.COURT: _lazy("Courts and prosecutors"), Audience.PARTNERS: _lazy("Organisations that work with us"),
    Audience.NAMED_RECIPIENTS: _lazy("Only these people or offices: ______________________"),
}  # fmt: skip
NAMES = {
    IdentityForm.FULL: _lazy("With my whole name"), IdentityForm.FIRST_NAME: _lazy("With my given name alone"), IdentityForm.SURNAME: _lazy("With my family name alone"),
    IdentityForm.MASKED: _lazy("With part of my name hidden, such as Lee OO"), IdentityForm.PSEUDONYM: _lazy("With another name that I choose"),
    IdentityForm.CODE: _lazy("With a number alone"), IdentityForm.ABSENT: _lazy("Without any name; nothing that tells who I am"),
}  # fmt: skip
WORDS = (
    _lazy("We write down what happened to people, so that it is not forgotten and does not happen again."),
    _lazy("You decide. You can say yes to some things and no to others. You can say no to everything: we help you just the same."),
    _lazy("We pay nothing for what you tell us, and we promise nothing for it."),
    _lazy("What you tell us is locked away. Only those whose work needs it can read it."),
    _lazy("What was printed or sent once cannot be called back, by us or by anybody. Allow only what you feel safe with. Think of your family, wherever they are."),
    _lazy("You can change your mind at any time and need not say why. Tell any of us. From then on we use it no more, and we ask those who have it to take it out."),
)
CHILD_WORDS = (
    _lazy("This paper is about what you told us."),
    _lazy("You may say yes. You may say no. Nobody will be angry with you."),
    _lazy("Nothing you get from us depends on it."),
    _lazy("If you say yes today and want no later, tell us. Then we stop."),
    _lazy("We do not write your name, unless you and the grown-up who looks after you both want it."),
    _lazy("Ask us everything you want to know. Take as long as you like."),
)


def form_of(consent: Consent | None, text: ConsentText | None, language: Language, *, is_child: bool) -> Paper:
    """Return the form, filled from a consent where one is given, on the words it was given on or on `text`."""
    with override(language):
        text = (consent.text if consent is not None else None) or text
        own = Organisation.objects.in_use().filter(is_own=True).first()
        sender = str(own.name.in_language(language)) if own else ""
        facts = [Fact(_("Code"), plain(consent.code))] if consent is not None else []
        facts += [Fact(pgettext("consent", "Words"), plain(str(text.title.in_language(language)) + f" ({text.number})"))] if text is not None else []
        title = _("May we use what you told us?") if is_child else _("What may be done with what I tell")
        return Paper(
            kind="form", language=language, title=title, sender=sender or title, facts=tuple(facts), body=tuple(_body(consent, text, language, is_child=is_child)),
            dated_on=None, records=(str(consent.pk),) if consent is not None else (),
        )  # fmt: skip


def _body(consent: Consent | None, text: ConsentText | None, language: Language, *, is_child: bool) -> Iterator[PaperBlock]:
    yield Head(_("Read this to me first") if is_child else _("Before you decide"))
    for paragraph in _words(text, language, is_child=is_child):
        yield Passage(plain(paragraph))
    if is_child:
        yield from _child()
        yield Head(_("For the grown-up who looks after the child"))
        yield Passage(plain(_("Please read the whole page. The child decides too: what the child does not want is not done.")))
    yield from _choices(consent, language)
    yield from _signing(consent, language, is_child=is_child)


def _words(text: ConsentText | None, language: Language, *, is_child: bool) -> list[str]:
    given = str((text.child if is_child else text.body).in_language(language)) if text is not None else ""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", given) if part.strip()]
    return paragraphs or [str(one) for one in (CHILD_WORDS if is_child else WORDS)]


def _child() -> Iterator[PaperBlock]:
    yield Head(_("What I want"))
    yield Ticks(tuple(plain(one) for one in (_("I understood what it is about."), _("Yes, you may."), _("No, I do not want it."), _("I want to think about it, or ask somebody."))))
    yield Blank(_("My name, or a drawing that is mine"))
    yield Blank(_("What I want you to know"), lines=2)


def _choices(consent: Consent | None, language: Language) -> Iterator[PaperBlock]:
    purposes, audiences = set(consent.purposes if consent else ()), set(consent.audiences if consent else ())
    yield Head(_("What may it be used for?"))
    yield Passage(plain(_("Tick each thing you allow. What is not ticked is not allowed.")))
    yield Ticks(tuple(plain(str(PURPOSES[Purpose(one)])) for one in ConsentPurpose.values), _places(ConsentPurpose.values, purposes))
    yield Head(_("Who may see it?"))
    yield Ticks(tuple(plain(str(AUDIENCES[Audience(one)])) for one in ConsentAudience.values), _places(ConsentAudience.values, audiences))
    yield Head(_("How may I be named?"))
    yield Passage(plain(_("Tick one.")))
    forms = [one.value for one in FORMS]
    yield Ticks(tuple(plain(str(NAMES[one])) for one in FORMS), _places(forms, {consent.identity} if consent else set()))
    yield Passage(plain(_("My voice and my picture:")))
    yield Ticks(
        (plain(_("My voice only when it is altered")), plain(_("No picture of me"))),
        frozenset(at for at, is_so in enumerate((consent.alters_voice, consent.hides_picture)) if is_so) if consent else frozenset(),
    )
    yield Head(_("Until when?"))
    until = write_day(consent.ends_on, language) if consent and consent.ends_on else "____________"
    has_end = consent is not None and consent.ends_on is not None
    ticked = frozenset() if consent is None else frozenset({0 if has_end else 1})
    yield Ticks(((Run(_("Until this day: %(day)s") % {"day": until}),), plain(_("Until I take it back"))), ticked)
    yield Blank(_("What matters to me besides"), lines=3)


def _signing(consent: Consent | None, language: Language, *, is_child: bool) -> Iterator[PaperBlock]:
    yield Head(_("Signed"))
    if is_child:
        yield Blank(_("The grown-up: name, and what she or he is to the child"))
        yield Blank(_("Signature"))
    else:
        yield Blank(_("My name or my sign"))
    yield Blank(_("Day and place"), write_day(consent.given_from, language) if consent and consent.given_from and consent.given_from == consent.given_until else "")
    yield Blank(_("In which language it was explained, and who interpreted"), consent.language if consent else "")
    yield Blank(_("Explained by"), consent.taken_by.name_in(language) if consent and consent.taken_by else "")
    yield Blank(_("Witness"))


def _places(all_of: list[str], chosen: set[str]) -> frozenset[int]:
    return frozenset(at for at, one in enumerate(all_of) if one in chosen)
