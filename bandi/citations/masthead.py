"""What a document says of itself: symbol, date, session, title, language; and the last touches to its units."""

from __future__ import annotations

import re

from .document import Document, Unit
from .layout import Laid
from .symbols import first_symbol, parse_date, session_in

_STATES = re.compile(r"(?:\s*\((?:[^()]|\([^()]*\))*\))+\s*[;.]?\s*$")


def finished(laid: Laid, text: str, *, name: str) -> Document:
    """Return the document of a text that was laid out, with what its masthead says."""
    masthead = laid.masthead or [unit.text for unit in laid.units[:4]]
    head = "\n".join(masthead) or text[:3000]
    hangul = sum("가" <= character <= "힣" for character in text[:20000])
    letters = sum(character.isalpha() for character in text[:20000])
    problems = []
    if laid.units and laid.notes:
        marked = {mark.number for unit in laid.units for mark in unit.marks}
        if missing := [note.number for note in laid.notes if note.number not in marked]:
            shown = ", ".join(map(str, missing[:10])) + (" …" if len(missing) > 10 else "")
            problems.append((f"No mark was found in the text for notes {shown}.", f"본문에서 각주 표시를 찾지 못했습니다: {shown}"))
    titles = [line for line in masthead if len(line) > 20 and not first_symbol(line)]
    return Document(
        id=name,
        units=tuple(without_states(unit) for unit in laid.units),
        notes=tuple(laid.notes),
        symbol=first_symbol(head),
        title=titles[-1] if titles else "",
        session=session_in(head),
        language=("ko" if letters and hangul / letters > 0.4 else "en"),
        dated=parse_date(head, last=True),
        problems=tuple(problems),
    )


def without_states(unit: Unit) -> Unit:
    """Return a recommendation without the recommending States in brackets at its end."""
    if "." not in unit.id:
        return unit
    return Unit(unit.id, _STATES.sub("", unit.text).strip() or unit.text, unit.marks, unit.heading, unit.page)
