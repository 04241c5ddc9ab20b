"""What is found in a text and what is not; all people and numbers are invented."""

from __future__ import annotations

import random
import time

import pytest

from bandi.disclosure import Known, find
from bandi.disclosure import known as known_module
from bandi.disclosure.leaks import Leak, without_overlaps
from bandi.disclosure.numbers import chinese_check, iban_check, luhn, resident_check


def kinds(text: str, known: Known | None = None) -> list[str]:
    return [leak.kind for leak in find(text, known=known)]


@pytest.mark.parametrize("written", ["김영희", "Kim Young-hee", "Kim Yong Hui", "KIM Yŏnghŭi", "Yonghui Kim"])
def test_a_protected_name_is_found_in_every_spelling_and_surely(written: str) -> None:
    known = Known.of(protected=["김영희"])

    found = [leak for leak in find(f"At dawn {written} left the house.", known=known) if leak.kind == "name"]

    assert found
    assert found[0].is_sure


def test_the_fraction_of_a_number_is_no_resident_number_and_a_numbered_line_is() -> None:
    assert kinds("Share 0.6607275118969 of all.") == []
    assert kinds("660727-5118969") == kinds("10.6607275118969") == kinds("6607275118969") == ["identity_number"]


def test_a_protected_name_is_found_though_a_public_person_bears_it_too() -> None:
    known = Known.of(protected=["윤달래"], open_names=["윤달래"])

    assert kinds("그날 윤달래는 떠났다.", known) == ["name"]


def test_a_given_name_alone_is_found_only_of_protected_people() -> None:
    assert kinds("달래는 그날 떠났다.", Known.of(protected=["윤달래"])) == ["name"]
    assert kinds("달래는 그날 떠났다.") == []


def test_names_in_a_public_role_are_no_leak_in_any_order_or_spelling() -> None:
    known = Known.of(open_names=["Suk-Woo Kim", "김석우"])

    assert kinds("Kim Suk-woo and Ban Ki-moon opened the evening. 김석우 이사장이 인사했다.", known) == []


def test_masked_names_are_no_leak_unless_they_fit_a_protected_one() -> None:
    text = "Lee OO and Kim O-suk spoke; 김○희 학생이 답했다."

    assert kinds(text) == []
    found = find(text, known=Known.of(protected=["김영희"]))
    assert [(leak.detail, leak.is_sure) for leak in found] == [("masked", False)]


def test_published_contacts_are_no_leak() -> None:
    known = Known.of(open_contacts=["02-555-0100", "office@acorn.example", "110-555-014277"])

    assert kinds("Call 02-555-0100, write to office@acorn.example, or give to Shinhan Bank 110-555-014277.", known) == []
    assert kinds("Call 02-555-0101 or write to ada@acorn.example.", known) == ["phone", "online"]


def test_full_width_digits_and_invisible_signs_hide_nothing_and_places_are_those_of_the_original() -> None:
    text = "연락처 ０１０-55\u200b50-０１４２ 입니다"

    (leak,) = find(text)

    assert leak.kind == "phone"
    assert text[leak.start : leak.end].endswith("０１４２")


def test_check_digits_are_reckoned() -> None:
    assert resident_check("9001011234568")
    assert not resident_check("9001011234567")
    assert chinese_check("11010519491231002X")  # the example of GB 11643-1999
    assert iban_check("DE89 3704 0044 0532 0130 00")  # the example of ISO 13616
    assert luhn("79927398713")  # the example of the patent
    assert not (chinese_check("110105194912310021") or iban_check("DE88 3704 0044 0532 0130 00") or luhn("79927398710"))


def test_a_whole_age_group_is_no_person() -> None:
    assert kinds("We invited 12 women from Musan, aged 19 to 30, on 12 March 2019.") == []
    assert "combination" in kinds("A 34-year-old woman from Musan, once a nurse, told us.")


def test_a_mother_is_nobody_and_a_nurse_in_a_town_is_one_woman() -> None:
    assert kinds("Her mother taught her to read.") == []
    assert kinds("Her mother works as a nurse in Hoeryong.") == ["relative"]


@pytest.mark.parametrize(
    "text",
    ["", "가", "\ud7a3" * 3000, "1-" * 3000, "서울시 " * 2000, "Kim-a-" * 2000, "@a" * 3000, "\u202e\u200b" * 2000, "🙂" * 2000, "((((" * 1500, "ㅎㅏㄴ" * 900, "O O " * 2000, "\x00\x01"],
)
def test_strange_texts_neither_crash_nor_take_long(text: str) -> None:
    since = time.process_time()

    find(text, known=Known.of(protected=["김영희"]))

    assert time.process_time() - since < 5  # a runaway takes minutes; ordinarily well under a second


def test_time_grows_with_length_and_no_faster() -> None:
    text = "On 3 March the Board met in Seoul. 이사회는 서울에서 열렸다. Her aunt sent 12 letters to Geneva. "

    def taken(times: int) -> float:
        since = time.process_time()
        find(text * times)
        return time.process_time() - since

    taken(50)
    assert taken(2000) / (taken(250) + 0.01) < 30


def test_an_abbreviation_or_a_neighbour_in_spelling_opens_no_name() -> None:
    known = Known.of(open_names=["윤달로", "Daily 365"], open_terms=["DRL", "Dal River League"])

    assert kinds("그날 윤달래 씨가 왔다.", known) == ["name"]
    assert kinds("Yun Dal-rae came that day.", known) == ["name"]


def test_a_published_address_opens_no_other_in_the_same_city() -> None:
    known = Known.of(open_contacts=["53 Chestnut-ro, Seoul", "Seoul"])

    assert kinds("The office is at 53 Chestnut-ro.", known) == []
    assert set(kinds("She lives at 48 Squirrel Lane, Flat 3, Seoul", known)) == {"whereabouts"}


@pytest.mark.parametrize("name", ["Hong Dal-mu", "Min Young-hee", "Jin Seo-yeon", "Song Ha-eun", "Ha-eun Song", "Song Dalmu"])
def test_surnames_that_are_words_too_are_surnames(name: str) -> None:
    text = f"We met with {name} at the river."

    assert [text[one.start : one.end] for one in find(text) if one.kind == "name"] == [name]


@pytest.mark.parametrize("text", ["The Song Festival opened in Hong Kong.", "a Hong Kong-based group", "The Chin Peace Forum met.", "Jin Song sang."])
def test_words_that_look_like_surnames_alone_are_no_names(text: str) -> None:
    assert not [one for one in find(text) if one.kind == "name"]


def _held_against_all(found: list[Leak]) -> list[Leak]:
    """The rule as it is said: of two of one kind on the same letters the surer and longer stays."""
    kept: list[Leak] = []
    for leak in sorted(found, key=lambda one: (not one.is_sure, one.start - one.end)):
        if not any(other.kind == leak.kind and other.overlaps(leak.start, leak.end) for other in kept):
            kept.append(leak)
    return sorted(kept, key=lambda one: (one.start, one.end))


def test_what_overlaps_is_left_out_as_if_each_were_held_against_each() -> None:
    chance = random.Random(7)
    for _time in range(300):
        starts = [chance.randrange(60) for _one in range(25)]
        found = [Leak(chance.choice(["phone", "account", "name"]), start, start + chance.choice([1, 2, 5, 9, 20]), "any", chance.random() < 0.4) for start in starts]
        assert sorted(map(repr, without_overlaps(found))) == sorted(map(repr, _held_against_all(found)))


@pytest.mark.parametrize("text", ["가" * 100_000, "홍길동" * 30_000, "공일" * 25_000, "서울시 강남구 " * 6_000])
def test_a_text_without_end_is_looked_through_in_seconds(text: str) -> None:
    """Somebody may paste a million letters without a blank. Read each against each, these would take minutes; the room left is for slow machines."""
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 20


def test_open_names_are_put_together_once_and_a_name_that_is_open_no_more_is_found() -> None:
    text = "The report was read by Kim Haneul."
    before = Known.of(open_names=["Kim Haneul", "Moss Heron"], open_terms=["Lantern Circle"])
    again = Known.of(open_names=["Kim Haneul", " Moss Heron"], open_terms=["Lantern Circle", ""])
    assert not find(text, known=before, kinds=["name"]) and before._open is again._open

    after = Known.of(open_names=["Moss Heron"], open_terms=["Lantern Circle"])
    assert [leak.kind for leak in find(text, known=after, kinds=["name"])] == ["name"]
    assert not find(text, known=Known.of(open_names=["Kim Haneul", "Moss Heron"]), kinds=["name"])


def test_more_open_names_than_memory_is_given_for_are_put_together_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_module, "_MOST_KEPT", 1)
    one, other = (Known.of(open_names=["Kim Haneul", "Fern Heron"]) for _ in range(2))

    assert one._open is not other._open and one.is_open_name("Kim Haneul") and other.is_open_name("Fern Heron")
