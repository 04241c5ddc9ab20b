"""Invented contents for the specimen page, on which every part of the desk can be looked at.

Everything here is made up and looks it: places of fairy tales, people named after trees. Texts stand in Korean and English so that
both scripts are seen; words of the interface come from the parts themselves.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms

Piece = dict[str, Any]
MOMENT = datetime(2031, 3, 14, 5, 26, tzinfo=UTC)

AREAS: tuple[tuple[str, str, str, str, str], ...] = (
    ("year", "Year", "한 해", "", ""),
    ("activities", "Activities", "활동", "Work", "일"),
    ("advocacy", "Advocacy", "옹호", "Work", "일"),
    ("programmes", "Programmes", "프로그램", "Work", "일"),
    ("calendar", "Calendar", "일정", "Work", "일"),
    ("people", "People", "사람과 단체", "Register", "명부"),
    ("places", "Places", "장소", "Register", "명부"),
    ("money", "Money", "재정", "Register", "명부"),
    ("publications", "Publications", "간행물", "In public", "공개"),
    ("media", "Media", "언론", "In public", "공개"),
    ("figures", "Figures", "수치", "In public", "공개"),
    ("claims", "Claims", "주장", "In public", "공개"),
    ("report", "Report", "보고서", "In public", "공개"),
)

ACTIVITIES: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    ("2031-03-12", "Briefing on the lost lanterns before the Moon Commission", "달 위원회에서 잃어버린 등불에 관한 브리핑", "Briefing", "브리핑", "Silver Bay", "은빛만", "agrees"),
    ("2031-03-04", "Reading evening with the Acorn School", "도토리학교와 함께한 독서의 밤", "Reading", "독서 모임", "Acorn Village", "도토리마을", "differs"),
    ("2031-02-27", "Joint letter to the Keeper of the Tides", "조수지기에게 보내는 공동 서한", "Joint letter", "공동 서한", "", "", "no_evidence"),
    ("2031-02 (day unknown)", "Mentoring, third cohort: first meeting", "3기 멘토링 첫 만남", "Mentoring", "멘토링", "Cloud Hall", "구름회관", "accepted"),
    ("2031-01-30", "Concert for the night ferries", "밤배를 위한 음악회", "Concert", "음악회", "Silver Bay", "은빛만", "unbound"),
)


class SpecimenForm(forms.Form):
    """One field of each kind, some of them wrong."""

    title = forms.CharField(help_text="As it should stand in the report. 보고서에 실릴 제목입니다.")
    held_on = forms.CharField(label="Date", help_text="2031-03-12, 2031-03, 2031-03-12/2031-03-14", initial="2031-02-30")
    kind = forms.ChoiceField(choices=[("b", "Briefing · 브리핑"), ("c", "Concert · 음악회")])
    attendances = forms.IntegerField(required=False, initial=301)
    online = forms.BooleanField(required=False, label="Online · 온라인으로 열렸습니다")
    role = forms.ChoiceField(widget=forms.RadioSelect, choices=[("h", "Host · 주최"), ("s", "Speaker · 발표"), ("p", "Participant · 참가")], initial="h")
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)

    def clean_held_on(self) -> str:
        """Refuse every date, so that the error can be seen."""
        raise forms.ValidationError("February 2031 has 28 days. 2031년 2월은 28일까지입니다.")


def page(language: str) -> Piece:
    """Return the context of `desk/specimen.html` with contents in `language` ("en" or "ko")."""

    def say(english: str, korean: str) -> str:
        return korean if language == "ko" else english

    form = SpecimenForm(data={"title": say("Briefing before the Moon Commission", "달 위원회 브리핑"), "held_on": "2031-02-30", "kind": "b", "attendances": "301", "role": "h"})
    return {
        "organisation": say("Society of the Lanterns (invented)", "등불모임 (지어낸 이름)"),
        "home_url": "?", "search_url": "?search", "palette_url": "palette/", "sign_out_url": "?",
        "rail": [_area(area, language) for area in AREAS],
        "crumbs": [{"label": say("Year 2031", "2031년"), "url": "?"}, {"label": say("Specimen", "견본")}],
        "visibility": {"level": "team", "label": say("Team: records", "기록팀"), "detail": say("Six people", "여섯 명")},
        "tabs": [
            {"label": say("Overview", "개요"), "url": "?", "is_current": True},
            {"label": say("Participants", "참가자"), "url": "?", "count": 14},
            {"label": say("History", "이력"), "url": "?", "count": 3},
        ],
        "tiles": [
            {"label": say("Activities", "활동"), "value": "179", "url": "?", "state": "agrees", "note": say("counted from records", "기록에서 셈")},
            {"label": say("Attendances", "연인원"), "value": "1,204", "qualifier": say("about", "약"), "url": "?", "state": "differs", "note": say("report: 1,300", "보고서 1,300")},
            {"label": say("Lanterns returned to date", "지금까지 돌려준 등불"), "value": "34,314", "url": "?", "state": "accepted", "note": say("opening balance", "이월 누계")},
            {"label": say("Given for the ferries", "밤배 후원"), "value": say("43 m", "4,300"), "unit": say("KRW", "만 원"), "url": "?", "is_lit": True, "note": say("2 new today", "오늘 2건")},
        ],
        "states": ["agrees", "differs", "no_evidence", "accepted", "unbound"],
        "numbers": [
            {"text": "34,314", "state": "agrees", "url": "?", "note": "34,314"}, {"text": "14", "state": "differs", "url": "?", "note": say("18 names in the list", "명단에는 18명")},
            {"text": "550,000", "state": "no_evidence", "url": "?"}, {"text": say("twice", "두 번"), "state": "unbound", "url": "?"}, {"text": "1,183", "state": "accepted", "url": "?"},
        ],
        "filters": {
            "url": "?", "target": "specimen-table", "query": "", "placeholder": say("Filter by title, place or person", "제목, 장소, 사람으로 거르기"),
            "selects": [
                {"name": "kind", "label": say("Kind", "종류"), "value": "", "options": [{"value": "", "label": say("All kinds", "모든 종류")}, {"value": "b", "label": say("Briefing", "브리핑")}]},
                {"name": "month", "label": say("Month", "월"), "value": "", "options": [{"value": "", "label": say("Whole year", "한 해 전체")}, {"value": "3", "label": say("March", "3월")}]},
            ],
        },
        "table": _table(language, say),
        "none": {"id": "none-table", "caption": say("Letters", "서한"), "rows": [], "empty": {"icon": "advocacy", "title": say("No letters yet", "아직 서한이 없습니다"), "text": say("A letter has an addressee, the day it was sent, and those who signed it. Write the first one, or paste rows from a spreadsheet.", "서한에는 받는 이, 보낸 날, 서명한 단체를 적습니다. 첫 서한을 쓰거나 표 계산 파일에서 행을 붙여 넣으십시오."), "actions": [{"label": say("New letter", "새 서한"), "url": "?", "icon": "add", "is_primary": True}, {"label": say("Paste rows", "행 붙여넣기"), "url": "?", "icon": "paste"}]}},
        "cell": {"label": say("Place", "장소"), "save_url": "?", "cancel_url": "?", "version": 7, "is_still": True, "name": "place", "value": say("Silver Bay", "은빛만"), "error": say("No such place yet. Add it, or choose another.", "아직 없는 장소입니다. 새로 추가하거나 다른 장소를 고르십시오.")},
        "facts": [
            {"label": say("When", "일시"), "text": say("12 March 2031", "2031년 3월 12일"), "edit_url": "?"}, {"label": say("Where", "장소"), "text": say("Silver Bay", "은빛만"), "url": "?"},
            {"label": say("Host", "주최"), "links": [{"label": say("Society of the Lanterns", "등불모임"), "url": "?"}, {"label": say("Acorn School", "도토리학교"), "url": "?"}]},
            {"label": say("Themes", "주제"), "tags": [{"label": say("Lanterns", "등불")}, {"label": say("Night ferries", "밤배")}]},
            {"label": say("Attendances", "연인원"), "text": "301", "note": say("not people", "사람 수가 아닙니다"), "edit_url": "?"}, {"label": say("Follow-up", "후속 조치"), "text": ""},
        ],
        "due": [
            {"label": say("Answer of the Keeper of the Tides", "조수지기의 답변"), "url": "?", "sub": say("Promised in the meeting of 27 February", "2월 27일 면담에서 약속"), "icon": "due", "at": say("in 3 days", "3일 남음")},
            {"label": say("14 in the text, 18 names in the list", "본문에는 14명, 명단에는 18명"), "url": "?", "sub": say("Report 2031, Scholarships", "2031년 보고서, 장학"), "state": "differs"},
            {"label": say("“twice a month” is bound to nothing", "“한 달에 두 번”에 근거가 연결되지 않았습니다"), "url": "?", "sub": say("Report 2031, Reading evenings", "2031년 보고서, 독서의 밤"), "state": "unbound"},
        ],
        "entries": [
            {"summary": say("Attendances changed", "연인원을 고쳤습니다"), "by": say("Ada Birch", "자작나무"), "at": MOMENT, "undo_url": "?", "changes": [{"label": say("Attendances", "연인원"), "before": "318", "after": "301"}]},
            {"summary": say("Place removed", "장소를 지웠습니다"), "by": say("Ben Alder", "오리나무"), "at": MOMENT, "is_undone": True, "changes": [{"label": say("Place", "장소"), "before": say("Silver Bay", "은빛만"), "after": ""}]},
            {"summary": say("Record begun", "기록을 만들었습니다"), "by": say("Ada Birch", "자작나무"), "at": MOMENT},
        ],
        "conflict": {
            "action_url": "?", "cancel_url": "?", "version": 8, "their_name": say("Ben Alder", "오리나무"), "their_time": MOMENT,
            "fields": [{"name": "title", "label": say("Title", "제목"), "base": say("Briefing on lanterns", "등불 브리핑"), "theirs": say("Briefing on the lost lanterns", "잃어버린 등불에 관한 브리핑"), "yours": say("Briefing before the Moon Commission", "달 위원회 브리핑"), "choice": "yours"}],
        },
        "work": {"id": "work", "label": say("Building the report as PDF", "보고서 PDF를 만드는 중"), "value": 128, "maximum": 179, "note": say("You may leave this page; the work goes on.", "이 화면을 떠나셔도 작업은 계속됩니다.")},
        "comments": [{"by": say("Cho Willow", "버드나무"), "at": MOMENT, "text": say("The ferry company confirmed the number by telephone. Is there a paper?", "배 회사가 전화로 수를 확인해 주었습니다. 문서가 있습니까?")}],
        "calendar": _calendar(say),
        "form": form,
    }


def palette_groups(language: str) -> list[Piece]:
    """Return what the palette of the specimen always finds."""
    korean = language == "ko"
    titles = [row[2] if korean else row[1] for row in ACTIVITIES[:3]]
    return [
        {"label": "활동" if korean else "Activities", "results": [{"label": title, "url": "?", "icon": "activities", "kind": "활동" if korean else "Activity"} for title in titles]},
        {"label": "명령" if korean else "Commands", "results": [{"label": "새 활동" if korean else "New activity", "url": "?", "icon": "add"}]},
    ]


def _area(area: tuple[str, str, str, str, str], language: str) -> Piece:
    name, english, korean, group, group_ko = area
    return {"icon": name, "label": korean if language == "ko" else english, "group": group_ko if language == "ko" else group, "url": "?", "current": name == "activities", "count": 6 if name == "claims" else None}


def _table(language: str, say: Any) -> Piece:
    labels = [say("Date", "날짜"), say("Title", "제목"), say("Kind", "종류"), say("Place", "장소"), say("Attendances", "연인원"), say("State", "상태")]
    columns = [
        {"key": "date", "label": labels[0], "kind": "date", "sort_url": "?", "sorted": "descending"}, {"key": "title", "label": labels[1], "sort_url": "?"}, {"key": "kind", "label": labels[2], "sort_url": "?"},
        {"key": "place", "label": labels[3], "sort_url": "?"}, {"key": "people", "label": labels[4], "kind": "number", "sort_url": "?"}, {"key": "state", "label": labels[5], "kind": "tight"},
    ]
    words = {"agrees": say("Agrees", "일치"), "differs": say("Differs", "불일치"), "no_evidence": say("No evidence", "근거 없음"), "accepted": say("Accepted", "사유 인정"), "unbound": say("Unbound", "미연결")}
    rows = []
    for number, (date, english, korean, kind, kind_ko, place, place_ko, state) in enumerate(ACTIVITIES):
        title = say(english, korean)
        rows.append({"id": f"a{number}", "label": title, "cells": [
            {"text": date, "kind": "date", "label": labels[0]},
            {"text": title, "url": "?", "label": labels[1], "sub": say("", "") if number else say("with the Acorn School", "도토리학교와 함께")},
            {"tags": [{"label": say(kind, kind_ko)}], "kind": "bare", "label": labels[2]},
            {"text": say(place, place_ko), "edit_url": "?", "label": labels[3]},
            {"text": str((number * 137) % 400) if number != 2 else "", "kind": "number", "label": labels[4]},
            {"text": words[state], "state": state, "kind": "state", "label": labels[5]},
        ]})
    return {
        "id": "specimen-table", "caption": say("Activities", "활동"), "columns": columns, "rows": rows, "selectable": True, "bulk_url": "?", "paste_url": "?paste",
        "bulk_actions": [{"label": say("Set the theme", "주제 지정"), "value": "theme", "icon": "star"}, {"label": say("Export", "내보내기"), "value": "export", "icon": "download"}],
        "count_label": say("5 of 179 activities", "활동 179건 가운데 5건"), "clear_url": "?",
        "chips": [{"label": say("Year", "연도"), "value": "2031", "remove_url": "?"}, {"label": say("Role", "역할"), "value": say("Host", "주최"), "remove_url": "?"}],
        "exports": [{"label": "Excel", "url": "?", "note": ".xlsx"}, {"label": "CSV", "url": "?", "note": ".csv"}, {"label": "JSON", "url": "?", "note": ".json"}],
        "pages": {"label": say("1–5 of 179", "179건 가운데 1–5"), "next_url": "?", "links": [{"number": 1, "is_current": True}, {"number": 2, "url": "?"}, {"number": 3, "url": "?"}, {"is_gap": True}, {"number": 36, "url": "?"}]},
    }


def _calendar(say: Any) -> Piece:
    names = [say("Mon", "월"), say("Tue", "화"), say("Wed", "수"), say("Thu", "목"), say("Fri", "금"), say("Sat", "토"), say("Sun", "일")]
    kept = {4: [{"label": say("Reading evening", "독서의 밤"), "url": "?", "series": 2}], 12: [{"label": say("Briefing", "브리핑"), "url": "?", "series": 1}, {"label": say("Mentoring", "멘토링"), "url": "?", "series": 3}]}
    days = [{"day": 24 + n, "is_other": True} for n in range(5)] + [{"day": day, "is_today": day == 14, "url": "?", "entries": kept.get(day, []), "more": 2 if day == 12 else 0, "more_url": "?"} for day in range(1, 31)]
    return {"title": say("March 2031", "2031년 3월"), "previous_url": "?", "next_url": "?", "today_url": "?", "weekdays": [{"short": name, "name": name} for name in names], "weeks": [days[n : n + 7] for n in range(0, 35, 7)]}
