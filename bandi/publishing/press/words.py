"""The press's own words, in both languages: what stands on a page without being in the document."""

from __future__ import annotations

from dataclasses import dataclass

from bandi.foundation.records.blocks import Language


@dataclass(frozen=True)
class Words:
    """One language's words; the fields with braces are filled by `str.format`.

    tag:           mark before a passage in the other language.
    marked:        what the colophon says about the mark; {tag}, {count}.
    lights:        what the colophon says about the drawn cover; {count}.
    cover:         what it says about a picture there; {credit}.
    """

    contents: str
    mission: str
    figure: str
    table: str
    source: str
    data: str
    data_heading: str
    data_note: str
    total: str
    place: str
    country: str
    records: str
    colophon: str
    notes: str
    back: str
    skip: str
    edition: str
    tag: str
    marked: str
    lights: str
    cover: str
    typefaces: str
    empty: str
    continued: str
    page: str
    untitled: str


_ENGLISH = Words(
    contents="Contents",
    mission="Our mission",
    figure="Figure",
    table="Table",
    source="Source",
    data="Data in numbers",
    data_heading="Figures in numbers",
    data_note="Every chart and map of this report as a table, in the order of their appearance.",
    total="Total",
    place="Place",
    country="Country",
    records="Records",
    colophon="Colophon",
    notes="Notes",
    back="Back to the text",
    skip="Skip to the text",
    edition="English edition",
    tag="KO",
    marked="Passages marked {tag} stand in Korean because no English text exists yet: {count} in this edition.",
    cover="Cover picture: {credit}",
    lights="Each light on the cover stands for one of the {count} activities in this report.",
    typefaces="Set in Noto Serif KR and Pretendard. Map outlines: Natural Earth.",
    empty="This edition has no sections yet.",
    continued="continued",
    page="page {number}",
    untitled="Untitled",
)

_KOREAN = Words(
    contents="차례",
    mission="우리의 사명",
    figure="그림",
    table="표",
    source="출처",
    data="수치 자료",
    data_heading="그림 수치 자료",
    data_note="이 보고서에 실린 모든 그래프와 지도의 수치를 실린 순서대로 표로 정리했습니다.",
    total="합계",
    place="장소",
    country="국가",
    records="건수",
    colophon="판권",
    notes="주",
    back="본문으로 돌아가기",
    skip="본문으로 건너뛰기",
    edition="한국어판",
    tag="EN",
    marked="{tag} 표시가 있는 글은 아직 한국어 원고가 없어 영어로 실었습니다. 이 판에는 모두 {count}건이 있습니다.",
    cover="표지 사진: {credit}",
    lights="표지의 불빛 하나하나는 이 보고서에 실린 활동 {count}건을 뜻합니다.",
    typefaces="글꼴은 Noto Serif KR과 Pretendard를 썼습니다. 지도 윤곽: Natural Earth.",
    empty="이 판에는 아직 실린 내용이 없습니다.",
    continued="이어짐",
    page="{number}쪽",
    untitled="제목 없음",
)


def words_of(language: Language) -> Words:
    """Return the words of `language`."""
    return _KOREAN if language == "ko" else _ENGLISH


def other_language(language: Language) -> Language:
    """Return the language an untranslated passage stands in."""
    return "en" if language == "ko" else "ko"
