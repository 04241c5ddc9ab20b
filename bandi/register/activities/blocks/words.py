"""The words of this package's blocks in both languages.

They belong to the edition, whose language is not that of the person who builds it; so they are not gettext messages.
"""

from __future__ import annotations

from bandi.foundation.reference.texts import Language

_WORDS: dict[str, tuple[str, str]] = {
    "our_people": ("Our people", "우리 측"),
    "our_role": ("Our role", "우리 역할"),
    "partners": ("Partners", "협력"),
    "counterparts": ("Counterparts", "상대측"),
    "how_many": ("How many", "인원·규모"),
    "rhythm": ("How often", "횟수"),
    "gifts": ("In kind", "현물"),
    "money": ("Money", "금액"),
    "pictures": ("Photographed", "사진 기록"),
    "roll_funders": ("Funded by", "후원"),
    "part_of": ("Part of", "소속 일정"),
    "next_year": ("Next year", "다음 해"),
    "to_be_continued": ("to be continued", "계속할 예정"),
    "online": ("online", "온라인"),
    "before_year": ("before {year}", "{year}년 이전"),
    "after_year": ("after {year}", "{year}년 이후"),
    "before_period": ("before the period of this report", "보고 기간 이전"),
    "after_period": ("after the period of this report", "보고 기간 이후"),
    "asked": ("Request to {who}: ", "{who}에 요청: "),
    "asked_nobody": ("Request: ", "요청: "),
    "promised": ("Promise of {who}: ", "{who}의 약속: "),
    "promised_nobody": ("Promise: ", "약속: "),
    "answer": ("Answer: ", "답변: "),
    "due": ("answer awaited until {day}", "{day}까지 답변 대기"),
    "held": (
        "Records under this heading are protected. Nothing of single persons is printed.",
        "이 항목의 기록은 보호 대상이며, 개인에 관한 내용은 싣지 않습니다.",
    ),
    "text_held": ("The place of one personal text is held: it is printed once its author consents.", "글 1편의 자리를 비워 둡니다. 쓴 사람이 동의하면 싣습니다."),
    "texts_held": ("The places of {count} personal texts are held: they are printed once their authors consent.", "글 {count}편의 자리를 비워 둡니다. 쓴 사람이 동의하면 싣습니다."),
    "times": ("{count} times", "{count}회"),
    "number_times": ("{count} times", "{count}회"),
    "date": ("Date", "일자"),
    "theme": ("Theme", "주제"),
    "type": ("Kind", "구분"),
    "book": ("Book", "도서"),
    "questions": ("Questions", "질문"),
    "speaker": ("Speaker", "강사"),
    "venue": ("Place", "장소"),
    "audience": ("Audience", "대상"),
    "sessions": ("Sessions", "횟수"),
    "roll": ("Scholarship or list", "장학금·명단"),
    "roll_names": ("Names as published", "공개 명단"),
    "roll_count": ("Names", "인원"),
    "roll_level": ("Level", "구분"),
    "roll_caption": ("Recipients", "장학생 명단"),
    "roll_codes": ("Recipients {codes}", "장학생 {codes}"),
    "roll_note": (
        "Names are masked as published; one mask may stand for more than one person.",
        "이름은 공개된 방식대로 가렸으며, 같은 표기가 두 사람 이상을 가리킬 수 있습니다.",
    ),
    "total": ("Total", "합계"),
    "sessions_caption": ("Programme", "프로그램"),
    "counted_from": ("counted from the records of this report", "이 보고서의 기록에서 집계"),
}


def word(key: str, language: Language, **values: object) -> str:
    """Return a word or sentence in `language` with its braces filled. Raises: KeyError for an unknown key."""
    return _WORDS[key][1 if language == "ko" else 0].format(**values)
