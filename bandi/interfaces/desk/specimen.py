"""Invented contents for the specimen page, on which every part of the desk can be looked at.

Everything is made up and looks it: places of fairy tales, people named after trees. The contents stand in
`specimen.json`, each text as {"en", "ko"}; words of the interface come from the parts themselves.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django import forms

CONTENTS = Path(__file__).with_name("specimen.json")
MOMENT = datetime(2031, 3, 14, 5, 26, tzinfo=UTC)


class SpecimenForm(forms.Form):
    """One field of each kind, one of them wrong."""

    title = forms.CharField(help_text="As it should stand in the report. 보고서에 실릴 제목입니다.")
    held_on = forms.CharField(label="Date · 날짜", help_text="2031-03-12, 2031-03, 2031-03-12/2031-03-14")
    kind = forms.ChoiceField(choices=[("b", "Briefing · 브리핑"), ("c", "Concert · 음악회")])
    attendances = forms.IntegerField(required=False)
    online = forms.BooleanField(required=False, label="Online · 온라인으로 열렸습니다")
    role = forms.ChoiceField(widget=forms.RadioSelect, choices=[("h", "Host · 주최"), ("s", "Speaker · 발표")])
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)

    def clean_held_on(self) -> str:
        """Refuse every date, so that the error can be seen."""
        raise forms.ValidationError("February 2031 has 28 days. 2031년 2월은 28일까지입니다.")


def page(language: str) -> dict[str, Any]:
    """Return the context of `desk/specimen.html` with contents in `language` ("en" or "ko")."""
    values = {"title": "Briefing · 브리핑", "held_on": "2031-02-30", "kind": "b", "attendances": "301", "role": "h"}
    return {**_contents(language), "form": SpecimenForm(data=values)}


def palette_groups(language: str) -> list[dict[str, Any]]:
    """Return what the palette of the specimen always finds."""
    groups: list[dict[str, Any]] = _contents(language)["palette"]
    return groups


def _contents(language: str) -> dict[str, Any]:
    contents: dict[str, Any] = _in(language, json.loads(CONTENTS.read_text(encoding="utf-8")))
    return contents


def _in(language: str, piece: Any) -> Any:
    """Return `piece` with every {"en", "ko"} replaced by its text in `language` and "@moment" by a moment."""
    if isinstance(piece, list):
        return [_in(language, part) for part in piece]
    if isinstance(piece, dict):
        return (
            piece[language]
            if piece.keys() == {"en", "ko"}
            else {key: _in(language, part) for key, part in piece.items()}
        )
    return MOMENT if piece == "@moment" else piece
