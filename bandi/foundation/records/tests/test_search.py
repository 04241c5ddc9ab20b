"""Open records are found in both scripts, ranked without reading all of them, and forgotten without a trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bandi.foundation.records import search
from bandi.foundation.records.search import SearchDocument, find, forget, index
from bandi.foundation.records.search_row import SearchRow, packed, unpacked
from bandi.hangul.query import Why

pytestmark = pytest.mark.django_db

Add = Callable[..., UUID]


@pytest.fixture
def add() -> Add:
    """Index one invented record and return its id."""

    def one(title: str, other: str = "", *, kind: str = "activities.activity", **more: object) -> UUID:
        record = uuid4()
        index([SearchDocument(record, kind, title, other, **more)])  # type: ignore[arg-type]
        return record

    return one


def ids(text: str, **how: object) -> list[UUID]:
    return [hit.record_id for hit in find(text, **how).hits]  # type: ignore[arg-type]


def test_a_record_is_found_by_either_title_its_subtitle_and_its_body(add: Add) -> None:
    record = add("등불 모임", "Lantern Evening", subtitle="바다시 · Sea Town", body="촛불을 켰다. Candles were lit.")

    for text in ["등불", "lantern", "sea town", "바다시", "촛불", "candles"]:
        assert ids(text) == [record]


def test_a_name_is_found_in_the_other_script(add: Add) -> None:
    hangul = add("나래 김영희와 만나다")
    latin = add("Meeting Young-hee KIM of Wing House")

    assert set(ids("김영희")) == {hangul, latin}
    assert set(ids("Kim Yŏnghŭi")) == {hangul, latin}
    assert {hit.record_id: hit.why for hit in find("김영희").hits} == {hangul: Why.AS_WRITTEN, latin: Why.ROMANISED}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("등불모임", Why.SPACING),
        ("ㄷㅂㅁㅇ", Why.CHOSEONG),
        ("등불에서", Why.PARTICLE),
        ("emdqnf", Why.KEYBOARD),
        ("등부", Why.AS_WRITTEN),
    ],
)
def test_an_answer_says_why_it_was_found(add: Add, text: str, why: Why) -> None:
    add("오늘의 등불 모임")

    assert [hit.why for hit in find(text).hits] == [why]


@pytest.mark.parametrize("text", ["lantren", "lanterm", "lntern", "lanntern evening", "Gyohwasa"])
def test_a_slip_of_the_finger_is_forgiven_if_nothing_else_is_found(add: Add, text: str) -> None:
    record = add("교화소 앞의 등불", "Lantern Evening")

    assert [(hit.record_id, hit.why) for hit in find(text + " ").hits] == [(record, Why.NEAR)]


def test_a_slip_is_not_looked_for_where_the_word_exists(add: Add) -> None:
    add("The Lantern")
    lantern = add("The Lanter")

    assert ids("lanter ") == [lantern]


def test_the_whole_title_comes_first_then_beginnings_then_titles_then_texts_and_the_newer_first(add: Add) -> None:
    text = add("저녁", on=date(2030, 1, 1), body="등불")
    old = add("큰 등불", on=date(2010, 1, 1))
    new = add("작은 등불", on=date(2020, 1, 1))
    begins = add("등불 모임", on=date(2009, 1, 1))
    whole = add("등불", on=date(2008, 1, 1))
    undated = add("먼 등불")

    assert ids("등불") == [whole, begins, new, old, undated, text]


def test_an_old_whole_title_is_not_lost_behind_many_newer_ones() -> None:
    day = date(2020, 1, 1)
    index(SearchDocument(uuid4(), "a.b", f"등불 모임 {n}", on=day + timedelta(n)) for n in range(300))
    whole = SearchDocument(uuid4(), "a.b", "등불", on=date(1999, 1, 1))
    index([whole])

    assert ids("등불", limit=5)[0] == whole.record_id


def test_only_the_kinds_asked_for_are_answered(add: Add) -> None:
    person = add("나래 등불", kind="people.person")
    add("등불 모임")

    assert ids("등불", kinds=["people.person"]) == [person]
    assert ids("등불", kinds=["people.organisation"]) == []
    assert len(ids("등불", kinds=["people.person", "activities.activity"])) == 2


def test_pages_follow_one_another_without_gap_or_double() -> None:
    index(
        SearchDocument(uuid4(), "a.b", f"등불 {n}", body="등불", on=date(2020, 1, 1) + timedelta(n)) for n in range(45)
    )

    pages = [ids("등불", limit=20, offset=offset) for offset in (0, 20, 40, 60)]

    assert [len(page) for page in pages] == [20, 20, 5, 0]
    assert len({record for page in pages for record in page}) == 45
    assert find("등불").total_at_most == 45


def test_a_list_gets_the_same_records_in_order_of_time(add: Add) -> None:
    old = add("등불", on=date(2010, 1, 1))
    new = add("모임", body="등불", on=date(2020, 1, 1))
    add("등불", kind="people.person")

    found = search.find_rows("등불", kinds=["activities.activity"])
    rows = SearchRow.objects.filter(record_id__in=found.ids()).order_by("id")
    assert list(rows.values_list("record_id", flat=True)) == [new, old]
    assert len(found) == 2
    assert len(search.find_rows("ㅏㅏ")) == len(search.find_rows("")) == 0
    assert not SearchRow.objects.filter(record_id__in=search.find_rows("").ids()).exists()


def test_counting_stops() -> None:
    index(SearchDocument(uuid4(), "a.b", f"모임 {n}", body="등불") for n in range(search.COUNTED_TO + 30))

    assert find("등불").total_at_most == search.COUNTED_TO


def test_indexing_again_replaces_the_words_and_keeps_one_row(add: Add) -> None:
    record = add("등불 모임", on=date(2024, 5, 2))
    index([SearchDocument(record, "activities.activity", "반딧불 모임", on=date(2024, 5, 3))])

    assert ids("등불") == []
    assert ids("반딧불") == [record]
    assert SearchRow.objects.count() == 1
    index([SearchDocument(record, "activities.activity", "별빛 모임", on=date(2024, 5, 3))])
    assert (ids("반딧불"), ids("별빛")) == ([], [record])


def test_indexing_the_same_again_writes_no_token(add: Add) -> None:
    document = SearchDocument(uuid4(), "a.b", "등불 모임")
    index([document])
    before = SearchRow.objects.get().id

    with CaptureQueriesContext(
        connection,
    ) as queries:
        index([document])

    assert SearchRow.objects.get().id == before
    assert not [query for query in queries if "INSERT INTO records_searchtoken" in query["sql"]]


def test_a_forgotten_record_is_not_found_and_leaves_no_word_in_the_dictionary(add: Add) -> None:
    gone, kept = add("등불 모임 나래"), add("등불 모임 바다")
    forget([gone, uuid4()])

    assert ids("등불") == [kept]
    assert ids("나래") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM records_searchword")
        words = {word for (word,) in cursor.fetchall()}
    assert "바다" in words and "나래" not in words


def test_indexing_is_undone_with_the_transaction_around_it(add: Add) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        add("등불 모임")
        raise RuntimeError

    assert ids("등불") == []
    assert add("등불 모임") in ids("등불")


def test_rows_emptied_by_somebody_else_leave_no_ghost_behind(add: Add) -> None:
    add("등불 모임", on=date(2024, 5, 2))
    SearchRow.objects.all().delete()
    other = add("바다 모임", on=date(2024, 5, 2))

    assert ids("등불") == []
    assert ids("바다") == [other]


def test_clearing_empties_everything(add: Add) -> None:
    add("등불 모임")
    search.clear()

    assert ids("등불") == []
    assert SearchRow.objects.count() == 0


def test_more_records_of_one_day_than_a_block_holds_all_find_a_place() -> None:
    day = date(2024, 1, 1)
    index(SearchDocument(uuid4(), "a.b", f"등불 {n}", on=day) for n in range(1300))

    assert SearchRow.objects.filter(on=day).count() == 1300
    assert len(ids("등불 1299")) == 1


def test_one_search_costs_few_queries_however_many_records_there_are() -> None:
    index(SearchDocument(uuid4(), "a.b", f"등불 모임 {n}", f"Lantern {n}") for n in range(10))
    with CaptureQueriesContext(connection) as few:
        find("등불 모임")
    index(SearchDocument(uuid4(), "a.b", f"등불 모임 {n}", f"Lantern {n}") for n in range(200))
    with CaptureQueriesContext(connection) as many:
        find("등불 모임")

    assert len(few) <= 20
    assert len(many) <= 20


@pytest.mark.parametrize(
    "text", ["", " ", '"', "'", "a' OR 1=1 --", "AND", "NEAR(", "*", "^", "=", "@", "-", "\x00", "%", "ㅏ", "😀", "\\"]
)
def test_no_text_breaks_the_search(add: Add, text: str) -> None:
    add("등불 모임", "Lantern")

    assert find(text).total_at_most in (0, 1)


def test_a_text_typed_letter_by_letter_is_found_at_each_step(add: Add) -> None:
    record = add("등불 사람들", "Lantern People")

    for text in [
        "ㄷ",
        "드",
        "등",
        "등ㅂ",
        "등부",
        "등불",
        "등불ㅅ",
        "등불사",
        "등불살",
        "등불사라",
        "등불사람",
        "등불 사람들",
    ]:
        assert ids(text) == [record], text
    for end in range(2, len("lantern people") + 1):
        assert ids("lantern people"[:end]) == [record], end


def test_a_kind_must_be_a_plain_name() -> None:
    with pytest.raises(ValueError, match="kind"):
        index([SearchDocument(uuid4(), 'a" OR "b', "등불")])


def test_tokens_come_back_as_they_were_stored() -> None:
    tokens = [".등불", "등불", ".ㄷㅂ", "^등", "=00ff", "@a.b", "lantern"]

    assert sorted(unpacked(packed(tokens))) == sorted(tokens)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="looks into the tables of FTS5")
def test_scrubbing_leaves_no_word_of_a_forgotten_record_on_disk(add: Add) -> None:
    record = add("등불 모임 zwitscherling")
    add("바다 모임")

    def pages() -> bytes:
        with transaction.atomic(), connection.cursor() as cursor:  # a savepoint makes FTS5 write what it still holds
            cursor.execute("SELECT block FROM records_searchtoken_data")
            return b"".join(bytes(block) for (block,) in cursor.fetchall())

    assert b"zwitscherling" in pages()
    forget([record], scrub=True)
    assert b"zwitscherling" not in pages()
    assert sqlite3.sqlite_version_info >= (3, 35)
