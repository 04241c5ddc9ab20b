"""Shares on paper: every triple, pair and single; every way to go wrong; and the reference implementation both ways."""

from __future__ import annotations

import hashlib
import secrets
from itertools import combinations, permutations

import pytest
from shamir_mnemonic import combine_mnemonics, generate_mnemonics

from bandi.locks import shares
from bandi.locks.errors import DoubleShare, ForeignShare, MiswrittenShare, ShareError, TooFewShares, UnknownWord

SECRETS = [bytes(32), b"\xff" * 32, bytes(31) + b"\x01", secrets.token_bytes(32)]


@pytest.fixture(params=SECRETS, ids=["zeros", "ones", "one", "random"])
def secret(request: pytest.FixtureRequest) -> bytes:
    return request.param


def test_every_three_of_five_recover(secret):
    five = shares.split(secret)

    assert len(five) == len(set(five)) == 5
    assert [shares.recover(three) for three in combinations(five, 3)] == [secret] * 10
    assert all(shares.recover(order) == secret for order in permutations(five[1:4]))
    assert shares.recover(five) == secret


def test_every_two_and_every_one_fail(secret):
    five = shares.split(secret)

    for few in [*combinations(five, 2), *combinations(five, 1), ()]:
        with pytest.raises(TooFewShares) as caught:
            shares.recover(few)
        assert (caught.value.needed, caught.value.given) == (3, len(few))


def test_two_shares_that_claim_to_be_enough_do_not_pass_the_digest(secret):
    five = [shares.read(words) for words in shares.split(secret)]

    for pair in combinations(five, 2):
        lying = [shares.written(shares.Share(*(share.set_id, True, 1, (0, 0, 0), share.number, 2, share.value))) for share in pair]
        with pytest.raises(MiswrittenShare):
            shares.recover(lying)


def test_a_share_given_twice_is_named():
    five = shares.split(secrets.token_bytes(32))

    for first, second in permutations(range(5), 2):
        with pytest.raises(DoubleShare) as caught:
            shares.recover([five[first], five[second], five[first]])
        assert (caught.value.place, caught.value.other) == (3, 1)


def test_a_share_of_another_set_is_named():
    five, other = shares.split(secrets.token_bytes(32)), shares.split(secrets.token_bytes(32))

    for place in range(3):
        three = five[:3]
        three[place] = other[place]
        with pytest.raises(ForeignShare) as caught:
            shares.recover(three)
        assert caught.value.place == place + 1


def test_every_single_wrong_word_is_found_and_its_share_named():
    five = shares.split(secrets.token_bytes(32))
    for place in range(3):
        for at in range(shares.WORDS):
            words = five[place].split()
            words[at] = secrets.choice([word for word in shares.word_list() if word != words[at]])
            three = five[:3]
            three[place] = " ".join(words)
            with pytest.raises(ShareError) as caught:
                shares.recover(three)
            assert caught.value.place == place + 1


def test_one_wrong_word_is_pointed_at():
    words = shares.split(secrets.token_bytes(32))[0].split()
    words[20] = "academic" if words[20] != "academic" else "acid"

    with pytest.raises(MiswrittenShare) as caught:
        shares.read(" ".join(words), place=2)

    assert (caught.value.place, caught.value.word) == (2, 21)


def test_words_that_change_places_are_found():
    words = shares.split(secrets.token_bytes(32))[0].split()
    for at in range(4, shares.WORDS - 1):
        if words[at] != words[at + 1]:
            changed = [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
            with pytest.raises(MiswrittenShare):
                shares.read(" ".join(changed))


def test_a_word_that_is_none_and_a_word_too_many_are_named():
    words = shares.split(secrets.token_bytes(32))[0].split()

    with pytest.raises(UnknownWord) as caught:
        shares.read(" ".join([*words[:6], "glowworm", *words[7:]]), place=3)
    assert (caught.value.place, caught.value.word) == (3, 7)
    for wrong in (words[:-1], [*words, "acid"]):
        with pytest.raises(MiswrittenShare) as miswritten:
            shares.read(" ".join(wrong))
        assert miswritten.value.words == len(wrong)


def test_four_letters_capitals_and_lines_are_enough():
    secret = secrets.token_bytes(32)
    five = shares.split(secret)
    short = ["\n".join(word[:4].upper() for word in words.split()) for words in five]

    assert shares.recover(short[2:]) == secret


def test_more_shares_than_needed_are_checked_too():
    five = [shares.read(words) for words in shares.split(secrets.token_bytes(32))]
    wrong = shares.Share(five[4].set_id, True, 1, (0, 0, 0), 4, 3, secrets.token_bytes(32))

    with pytest.raises(MiswrittenShare) as caught:
        shares.recover([*map(shares.written, five[:4]), shares.written(wrong)])
    assert caught.value.place == 5


def test_the_reference_reads_what_we_write(secret):
    for three in combinations(shares.split(secret), 3):
        assert combine_mnemonics(three) == secret


@pytest.mark.parametrize("extendable", [True, False])
def test_we_read_what_the_reference_writes(secret, extendable):
    (five,) = generate_mnemonics(1, [(3, 5)], secret, extendable=extendable, iteration_exponent=0)

    assert [shares.recover(three) for three in combinations(five, 3)] == [secret] * 10


def test_a_set_of_groups_is_refused():
    groups = generate_mnemonics(2, [(3, 5), (3, 5)], secrets.token_bytes(32), iteration_exponent=0)

    with pytest.raises(ForeignShare):
        shares.recover(groups[0][:3])


def test_the_word_list_is_the_standard_one():
    words = shares.word_list()

    assert len(words) == len({word[:4] for word in words}) == 1024 and list(words) == sorted(words)
    assert hashlib.sha256(shares._WORDS_FILE.read_bytes()).hexdigest() in (
        shares._WORDS_FILE.with_name("PROVENANCE.md").read_text()
    )
