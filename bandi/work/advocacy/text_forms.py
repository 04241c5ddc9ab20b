"""The form a mechanism wants, laid beside a text: which form holds, what a text begins with, which headings it lacks.

May import: the foundation, this package's models.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q

from bandi.foundation.reference.texts import Language
from bandi.work.advocacy.counting import HINT
from bandi.work.advocacy.models import FormSection, Letter, Submission, TextForm

_HEADING = re.compile(r"^#{1,3}\s+(.+)$", re.MULTILINE)
_NUMBERING = re.compile(r"^(?:[\dIVXivx]+|[가-힣a-z])[.)]\s+")


def word_of(row: Letter | Submission) -> str:
    """Return the word of `submission_form` that a text has: its own, otherwise what follows from what it is."""
    if isinstance(row, Letter):
        return "letter"
    return row.form or ("joint" if row.is_joint else "individual")


def form_for(row: Letter | Submission) -> TextForm | None:
    """Return the form that holds for a text: its mechanism's own, otherwise that of its kind, otherwise one for all."""
    mechanism = row.addressed_to
    fitting = Q(mechanism__isnull=True, kind__isnull=True)
    if mechanism is not None:
        fitting |= Q(mechanism=mechanism) | Q(mechanism__isnull=True, kind__isnull=False, kind=mechanism.kind_id)
    rows = TextForm.objects.in_use().filter(fitting, form=word_of(row)).prefetch_related("sections")
    return max(rows, key=lambda one: (one.mechanism_id is not None, one.kind_id is not None), default=None)


def heading_in(section: FormSection, language: str) -> str:
    """Return the heading of a section in a language; of a section in one language only, that one."""
    return (section.heading_ko or section.heading_en) if language == "ko" else (section.heading_en or section.heading_ko)


def skeleton(form: TextForm, language: Language) -> str:
    """Return the text one begins with: the headings of the form, beneath each its hint as a line that is not printed.

    Headings whose content is confidential are left out: they become confidential annexes.
    """
    parts = []
    for section in form.sections.all():
        if section.is_confidential:
            continue
        hint = " ".join(str(section.guidance.in_language(language)).split())
        parts.append(f"# {heading_in(section, language)}" + (f"\n\n?? {hint}" if hint else ""))
    return "\n\n".join(parts)


def hints_left(body: str) -> int:
    """Return how many hints of a form still stand in a text."""
    return len(HINT.findall(body))


def headings_missing(form: TextForm, body: str, language: str) -> list[str]:
    """Return the headings that a form asks for and a text does not have; numbers before a heading and letter case do not matter."""
    present = {_bare(found) for found in _HEADING.findall(body)}
    wanted: Iterable[FormSection] = (one for one in form.sections.all() if one.is_required and not one.is_confidential)
    return [heading_in(one, language) for one in wanted if not {_bare(one.heading_en), _bare(one.heading_ko)} & present - {""}]


def _bare(heading: str) -> str:
    return re.sub(r"[\W_]+", "", _NUMBERING.sub("", heading.strip())).casefold()
