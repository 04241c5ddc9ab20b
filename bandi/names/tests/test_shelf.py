"""People on a shelf: names come and go, any spelling finds, and two who may be one are paired."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from bandi.names.comparing import compare
from bandi.names.growing import Growing
from bandi.names.shelf import SAME, Pair, Shelf, reasons_for
from bandi.names.suggesting import Facts, weigh, years_of
from bandi.names.training.inventing_people import People

ROOM, OTHER_ROOM = uuid4(), uuid4()
ALL = {ROOM: None}


def shelf(*people: tuple[str, Facts]) -> tuple[Shelf, list[UUID]]:
    made, keys = Shelf(), [uuid4() for _ in people]
    for key, (name, facts) in zip(keys, people, strict=True):
        made.put(key, key, [name], room=ROOM, facts=facts)
    return made, keys


def paired(made: Shelf, **asked: object) -> list[Pair]:
    while made.pair(1.0):
        pass
    return made.pairs(rooms=ALL, **asked)[0]  # type: ignore[arg-type]


def likely(names: Growing, query: str) -> set[str]:
    return {hit.text for hit in names.search(query, 8) if hit.probability >= SAME}


def test_growing_finds_the_same_as_a_gallery_that_was_made_at_once():
    crowd = People(3)
    people = [crowd.name() for _ in range(1_500)]
    names = ["".join(name) for name in people]
    grown, whole = Growing(), Growing()
    whole.add(names)
    for begin in range(0, len(names), 100):
        grown.add(names[begin : begin + 100])
        grown.search("홍반디")
    for number in range(0, 1_500, 75):
        query = crowd.written(*people[number])
        assert likely(grown, query) == likely(whole, query) != set()


def test_names_that_came_one_by_one_and_went_are_the_same_when_they_are_gathered():
    crowd = People(5)
    people = [crowd.name() for _ in range(1_200)]
    names = Growing()
    for name in people:
        names.add(["".join(name)])
    for position in range(0, 1_200, 3):
        names.remove(position)
    assert names._parts and names._new
    queries = [crowd.written(*people[at]) for at in range(0, 1_200, 60)]
    before = [[(hit.position, hit.text) for hit in names.search(query, 3) if hit.probability >= SAME] for query in queries]
    names.gather()

    assert len(names._parts) == 1 and not names._new
    assert before == [[(hit.position, hit.text) for hit in names.search(query, 3) if hit.probability >= SAME] for query in queries]
    assert all("".join(people[position]) == text and position % 3 for found in before for position, text in found) and any(before)


def test_reasons_for_many_are_those_for_each():
    crowd = People(7)
    people = [crowd.name() for _ in range(40)]
    texts = [*("".join(name) for name in people), *(crowd.latin(*name) for name in people), "홍반디", "", "?", "김○○", "김 모씨"]
    for query in ("Hong Bandi", crowd.written(*people[0]), "○○○", "Zzyzx", ""):
        told = reasons_for(query, texts)
        assert told == {text: tuple((reason.words("en"), reason.words("ko")) for reason in compare(query, text, kind="person").reasons) for text in texts}


def test_what_was_removed_is_not_found_and_positions_stay():
    names = Growing()
    assert list(names.add(["홍반디", "남지음"])) == [0, 1]
    names.remove(0)
    assert list(names.add(["강시내"])) == [2]
    assert all(hit.position != 0 for hit in names.search("Hong Bandi", 5))
    assert names.search("Kang Sinae", 1)[0].position == 2
    assert len(names) == 2


@pytest.mark.parametrize("query", ["", " ", "?", "👩‍🚒", "x" * 10_000, "\u202e홍반디", "○○○"])
def test_a_strange_question_finds_nobody_or_somebody_and_breaks_nothing(query: str):
    made, _keys = shelf(("홍반디", Facts()))
    assert len(made.find(query, rooms=ALL)) <= 1


def test_a_person_is_found_once_and_only_in_the_rooms_asked():
    made, (key,) = shelf(("홍반디", Facts()))
    made.put(key, uuid4(), ["Hong Bandi"], room=ROOM)
    (match,) = made.find("Hong Bandi", rooms=ALL)
    assert match.owner == key
    assert not made.find("Hong Bandi", rooms={OTHER_ROOM: None})
    assert not made.find("Hong Bandi", rooms={ROOM: [uuid4()]})
    made.put(key, key, ["홍반디"], room=OTHER_ROOM)
    assert made.find("Hong Bandi", rooms={OTHER_ROOM: None})


def test_pairs_follow_names_that_change_and_people_who_go():
    made, (one, other) = shelf(("홍반디", Facts()), ("Hong Pandi", Facts()))
    assert len(paired(made)) == 1
    made.put(one, one, ["남지음"], room=ROOM)
    assert not paired(made)
    made.put(one, one, ["홍반디"], room=ROOM)
    assert len(paired(made)) == 1
    made.drop(other)
    assert not paired(made)


def test_a_pair_that_lost_one_of_its_names_is_kept_by_another():
    made, (one, other) = shelf(("홍반디", Facts()), ("Hong Pandi", Facts()))
    second = uuid4()
    made.put(one, second, ["HONG Bandi"], room=ROOM)
    assert len(paired(made)) == 1
    made.put(one, one, [], room=ROOM)
    assert {(pair.one, pair.other) for pair in paired(made)} == {tuple(sorted((one, other)))}


def test_a_pair_that_somebody_decided_is_passed_over_in_either_order():
    made, (one, other) = shelf(("홍반디", Facts()), ("Hong Pandi", Facts()))
    assert not paired(made, skip=[(one, other)]) and not paired(made, skip=[(other, one)])


@pytest.mark.parametrize(
    ("one", "other", "likelier"),
    [
        (Facts("1985"), Facts("1985-03"), True), (Facts("1985"), Facts("1960"), False), (Facts(sex="female"), Facts(sex="여성"), True),
        (Facts(sex="female"), Facts(sex="남"), False), (Facts(origin="혜산시"), Facts(origin="Hyesan, Ryanggang"), True),
        (Facts(origin="혜산시"), Facts(origin="청진시"), False),
    ],
)  # fmt: skip
def test_evidence_beside_the_name_speaks_for_or_against(one: Facts, other: Facts, likelier: bool):
    bare = weigh(9.0, Facts(), Facts(), people=500).probability
    assert (weigh(9.0, one, other, people=500).probability > bare) is likelier
    assert weigh(9.0, one, other, people=500).probability == weigh(9.0, other, one, people=500).probability


def test_a_rare_name_says_more_than_a_frequent_one_and_a_large_register_less_than_a_small_one():
    assert weigh(15.0, Facts(), Facts(), people=500).probability > weigh(8.0, Facts(), Facts(), people=500).probability
    assert weigh(9.0, Facts(), Facts(), people=50).probability > weigh(9.0, Facts(), Facts(), people=50_000).probability
    assert weigh(99.0, Facts("1985-03-02", "f", "혜산시"), Facts("1985-03-02", "f", "혜산시"), people=50).probability <= 0.991


@pytest.mark.parametrize(("text", "years"), [("1985", (1985, 1985)), ("1984/1986", (1984, 1986)), ("1985~", (1984, 1986)), ("1985년 3월", (1985, 1985)), ("unknown", None)])
def test_years_are_read_as_they_are_written(text: str, years: tuple[int, int] | None):
    assert years_of(text) == years


@pytest.mark.parametrize("among", ["one she is assigned to", "another room"])
def test_many_who_bear_her_name_and_may_not_be_known_do_not_crowd_her_out(among: str):
    made, hers = Shelf(), uuid4()
    for _ in range(120):
        key = uuid4()
        made.put(key, key, ["홍반디"], room=ROOM)
    made.put(hers, hers, ["Hong Pandi"], room=ROOM if among == "one she is assigned to" else OTHER_ROOM)
    rooms = {ROOM: frozenset({hers})} if among == "one she is assigned to" else {OTHER_ROOM: None}
    assert [match.owner for match in made.find("홍반디", rooms=rooms)] == [hers]
    assert len(made.find("홍반디", rooms=ALL)) == 8
