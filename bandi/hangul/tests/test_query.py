import pytest

from bandi.hangul.index import explain, formula, tiers
from bandi.hangul.query import Alternative, Term, Why, Word, query
from bandi.hangul.tokens import document_tokens


def answers(text: str, *, title: str = "", body: str = "") -> Why | None:
    """Return why a document answers a search text, or None if it does not: the index on one document, in memory."""
    tokens = set(document_tokens(titles=(title,), text=body))

    def expand(term: Term) -> dict[str, int]:
        if term.title_only:
            return {"." + term.token: 1}
        return {token: 1 for token in tokens if term.fits(token)}

    asked = query(text)
    for tier in tiers(asked, expand):
        if all(any(all(any(t in tokens for t in slot) for slot in r) for r in readings) for readings in tier.formula):
            if tier.rank >= 2:
                return explain(asked, tokens, (title,))
            if not tier.needs_proof:
                return Why.AS_WRITTEN
    return None


@pytest.mark.parametrize(
    ("text", "title", "why"),
    [
        ("인권", "북한 인권 보고서", Why.AS_WRITTEN),
        ("강제송환", "탈북민 강제 송환 반대", Why.SPACING),
        ("강제 송 환", "탈북민 강제송환 반대", Why.SPACING),
        ("북한인권보고서", "보고서: 2024 북한의 인권", Why.SPACING),
        ("특별보고관에게", "유엔 특별보고관 면담", Why.PARTICLE),
        ("대전에서", "대전 세미나", Why.PARTICLE),
        ("대전", "올해 대전에서 열린 모임", Why.AS_WRITTEN),
        ("ㄱㅈㅅㅎ", "탈북민 강제송환 반대", Why.CHOSEONG),
        ("ㅌㅂㅁ", "탈북민 강제송환 반대", Why.CHOSEONG),
        ("강제ㅅㅎ", "탈북민 강제송환 반대", Why.CHOSEONG),
        ("Kim Young-hee", "새 이사 김영희", Why.ROMANISED),
        ("kim young hee", "새 이사 김영희", Why.ROMANISED),
        ("Yŏnghŭi", "새 이사 김영희", Why.ROMANISED),
        ("Younghee Kim", "새 이사 김영희를 만나다", Why.ROMANISED),
        ("김영희", "Meeting with Kim Yong Hui", Why.ROMANISED),
        ("김영희", "Meeting with Young-hee KIM", Why.ROMANISED),
        ("영희", "Meeting with Younghee Kim", Why.ROMANISED),
        ("윤홍렬", "A visit by Hong-Yeol Yoon", Why.ROMANISED),
        ("Yun Hong-ryol", "A visit by Hong-Yeol Yoon", Why.ROMANISED),
        ("교화소", "Released from the kyohwaso", Why.ROMANISED),
        ("Chongori", "회령의 전거리교화소", Why.ROMANISED),
        ("kyowaso", "회령의 전거리교화소", Why.ROMANISED),
        ("Hamgyong", "지도: 함경북도", Why.ROMANISED),
        ("량강도", "지도: 양강도", Why.SOUND),
        ("rkdwpthdghks", "탈북민 강제송환 반대", Why.KEYBOARD),
        ("ㅗㅕㅡ무", "On human rights", Why.KEYBOARD),
        ("letters", "A joint letter", Why.AS_WRITTEN),
        ("city", "Two cities", Why.AS_WRITTEN),
        ("SALMON", "With Ms Salmón", Why.AS_WRITTEN),
        ("repat", "Forced repatriation", Why.AS_WRITTEN),
        ("강제소", "탈북민 강제송환 반대", Why.AS_WRITTEN),
        ("강제송ㅎ", "탈북민 강제송환 반대", Why.AS_WRITTEN),
        ("사랏", "작은 사라사", Why.AS_WRITTEN),
        ("제6호 교화소", "교화소 6", Why.AS_WRITTEN),
        ("인권 human", "인권 Human Rights", Why.AS_WRITTEN),
    ],
)  # fmt: skip
def test_a_title_is_found_and_says_why(text, title, why):
    assert answers(text, title=title) is why


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("송환", "이송과 환영"),
        ("ㄱㅈㅅㅎ", "강제 집회"),
        ("Kim Chol-su", "새 이사 김영희"),
        ("김영희", "Meeting with Chul-soo Kim"),
        ("인권 일본", "북한 인권 보고서"),
        ("repats", "Forced labour"),
        ("!!!", "탈북민 강제송환 반대"),
    ],
)
def test_what_is_not_there_is_not_found(text, title):
    assert answers(text, title=title) is None


def test_a_finished_word_is_not_completed():
    assert answers("repat", title="Forced repatriation") is not None
    assert answers("repat ", title="Forced repatriation") is None


def test_initials_are_looked_for_in_titles_only():
    assert answers("ㄱㅈㅅㅎ", title="모임", body="강제송환 반대") is None


def test_the_word_as_written_is_always_the_first_reading():
    for text in ["교화소를", "younghee", "강제송환", "letters"]:
        assert query(text).words[0].alternatives[0].why is Why.AS_WRITTEN


def test_a_long_text_is_cut_and_still_answers():
    asked = query("인권 " * 500)
    assert 0 < len(asked.words) <= 12


def test_a_formula_with_an_impossible_word_is_empty():
    assert formula(query("인권 human").words, lambda term: {}) == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "'; DROP TABLE x; --", '"', "AND OR NOT NEAR", "*", "a*", "ㅏ", "(", "😀", "-", "''"]
)
def test_any_text_can_be_asked(text):
    query(text)
    answers(text, title="Anything")


def test_the_rarest_stands_first_and_a_reading_within_another_is_dropped():
    documents = {"인권": 900, "북한": 50, "한인": 7, "권을": 3, "bukhan": 5}

    def expand(term: Term) -> dict[str, int]:
        return {term.token: documents[term.token]} if term.token in documents else {}

    built = formula(query("인권을 북한 ").words, expand)

    assert built == (((("북한",),), (("bukhan",),)), ((("인권",),),))


def test_of_two_readings_that_mean_the_same_one_is_kept():
    found = {"강제": {"강제": 3}, "강제+": {"강제": 3, "강조": 2}}

    def expand(term: Term) -> dict[str, int]:
        return found.get(term.token + "+" if term.until else term.token, {})

    same = Word("강제", (Alternative((Term("강제"), Term("강제", "강좌"))), Alternative((Term("강제"),))))

    assert formula([same], expand) == (((("강제",),),),)
