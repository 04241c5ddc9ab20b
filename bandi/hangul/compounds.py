"""Heads of Korean compounds, also looked for apart: 전거리교화소 by Chongori or kyohwaso, 함경북도 by Hamgyong.

Generic words of places, offices and facilities, no proper names; extend it freely, an entry costs almost nothing.
"""

_HEADS = """
교화소 관리소 수용소 구류장 집결소 단련대 노동단련대 로동단련대 보위부 보위성 안전부 안전성 안전원 보안서 검찰소
재판소 위원회 인민위원회 이사회 총회 협회 학회 연합 연맹 재단 센터 연구소 연구원 대학교 대학 고등학교 중학교
초등학교 학교 대사관 영사관 의회 국회 법원 병원 교회 보고서 세미나 포럼 회의 간담회 토론회 좌담회 강연회 집회
행사 북도 남도 특별시 광역시 직할시 광산 탄광 농장 공장 마을 로동자구 노동자구 도 시 군 구 읍 면 리 동 역 강 산
대표 국장 이사 의원 기자 교수 작가 감독 대사 장관 위원장
"""
_ADMINISTRATIVE = "북도 남도 특별시 광역시 직할시 도 시 군 구 읍 면 리 동 로동자구 노동자구"
_ADMINISTRATIVE_LATIN = "do to si shi gun kun gu ku up eup myeon myon ri ni li dong tong nodongjagu rodongjagu"
ADMINISTRATIVE = frozenset(_ADMINISTRATIVE.split())
ADMINISTRATIVE_LATIN = frozenset(_ADMINISTRATIVE_LATIN.split())
HEADS = frozenset(_HEADS.split())
_LENGTHS = sorted({len(head) for head in HEADS}, reverse=True)


def split_compound(word: str) -> tuple[str, str] | None:
    """Return (rest, head) with the longest known head that leaves at least two syllables, else None."""
    for length in _LENGTHS:
        if len(word) - length >= 2 and word[-length:] in HEADS:
            return word[:-length], word[-length:]
    return None
