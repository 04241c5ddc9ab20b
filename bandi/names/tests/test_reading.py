"""How names are read: surname and given name, order, hyphens, masks, titles, marks."""

from __future__ import annotations

import pytest

from bandi.names.inventory import inventory, number_of
from bandi.names.parsing import HIDDEN, read
from bandi.names.spelling import weights
from bandi.names.writing import MASK, words


def best(name: str) -> tuple[str, tuple[str, ...]]:
    reading = read(name).readings[0]
    return reading.surname, tuple(chunk.strip("~+") for chunk in reading.given)


@pytest.mark.parametrize("name", ["Kim Yong Hui", "KIM, Yong-hui", "Yonghui KIM", "Yong-Hui Kim", "kim yong hui", "Kim Yonghui", "Mr. Kim Yong Hui"])
def test_order_hyphens_and_capitals_do_not_matter(name: str) -> None:
    assert best(name) == ("kim", ("yong", "hui"))


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("김○○", (HIDDEN,)), ("김모 씨", (HIDDEN,)), ("Kim OO", (HIDDEN,)), ("Kim XX", (HIDDEN,)), ("김**", (HIDDEN,)),
        ("김O희", (MASK, "희")), ("김*희", (MASK, "희")), ("Kim O-hui", (MASK, "hui")), ("Kim Y. H.", ("y.", "h.")), ("Kim Y.H.", ("y.", "h.")),
    ],
)  # fmt: skip
def test_masks_and_initials_are_seen_and_never_filled_in(name: str, given: tuple[str, ...]) -> None:
    surname, found = best(name)
    assert surname in ("김", "kim")
    assert found == given


def test_a_lone_o_may_also_be_a_syllable() -> None:
    assert {reading.given for reading in read("Kim O-hui").readings} >= {(MASK, "hui"), ("o", "hui")}


def test_o_as_a_surname_is_no_mask() -> None:
    assert best("O Sejin") == ("o", ("se", "jin"))
    assert best("Sejin O") == ("o", ("se", "jin"))


def test_a_surname_of_two_syllables_is_one_reading() -> None:
    assert ("남궁", ("민", "수")) in [(r.surname, tuple(c.strip("+") for c in r.given)) for r in read("남궁민수").readings]
    assert best("Namgung Minsu") == ("namgung", ("min", "su"))


@pytest.mark.parametrize(("apostrophe", "plain"), [("Ch'o'l", "ch'ŏl"), ("Cho'ng", "chŏng"), ("Ky’ong", "kyŏng"), ("Ŭn", "ŭn")])
def test_apostrophes_for_breves_are_breves(apostrophe: str, plain: str) -> None:
    assert words(f"Kim {apostrophe}")[1].text == plain


def test_compatibility_ideographs_are_the_ideographs_they_stand_for() -> None:
    assert best("\uf9e1英姬") == best("李英姬")


def test_titles_and_particles_are_no_part_of_the_name() -> None:
    assert best("김영희 선생님") == ("김", ("영", "희"))
    assert ("김", ("영", "희")) in [(r.surname, tuple(c.strip("+") for c in r.given)) for r in read("김영희에게").readings]


@pytest.mark.parametrize("name", ["", "   ", "😀", "123", "!!!", "---", "العربية", "·"])
def test_what_is_no_name_has_no_readings(name: str) -> None:
    assert read(name).readings == ()


def test_mixed_scripts_are_one_name() -> None:
    assert best("김 Young-hee") == ("김", ("young", "hee"))
    assert best("Kim 영희") == ("kim", ("영", "희"))


def test_the_usual_spellings_are_what_their_tables_say() -> None:
    from bandi.names.inventory import DATA
    from bandi.names.training.usual import table

    assert (DATA / "usual_spellings.tsv").read_text("utf-8") == table()


def test_a_surname_filed_as_a_syllable_is_read_at_a_price() -> None:
    readings = read("Jinpark Su").readings

    assert ("park", ("su", "jin")) in {(reading.surname, reading.given) for reading in readings}
    assert all(reading.surname == "kim" for reading in read("Kim Yong-chol").readings if reading.likelihood > -3)


def test_an_ideograph_without_a_korean_reading_is_guessed_by_what_sounds_like_it() -> None:
    """梪 has no Korean reading in Unihan; 豆 and others are read like it in Mandarin and Cantonese."""
    assert "梪" not in inventory().hanja
    found = weights("梪", as_surname=False)
    assert max(found, key=lambda number: found[number]) == number_of("두")
    assert min(found.values()) > 0
