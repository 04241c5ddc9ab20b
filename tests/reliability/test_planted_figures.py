"""F17 with few secrets, and the scanner by itself: what cannot find cannot clear."""

from __future__ import annotations

import base64
import gzip
import json

import pytest
from django.core import signing

from tests.reliability.figures.canaries import WAYS, Scanner, secrets
from tests.reliability.figures.planted import measure_planted


@pytest.mark.parametrize("way", sorted(WAYS))
def test_the_scanner_finds_every_secret_in_every_way_of_writing(way: str) -> None:
    texts = secrets(6)
    scanner = Scanner(texts)

    scanner.data(b"..".join(WAYS[way](text) for text in texts), "here")

    assert scanner.found == set(range(6))
    assert scanner.fragments == 0


def test_the_scanner_looks_into_what_is_compressed_and_into_sessions() -> None:
    texts = secrets(4)
    scanner = Scanner(texts)

    scanner.data(b"noise" + gzip.compress(f"{texts[0]}{texts[1]}".encode()), "gzip")
    scanner.data(signing.dumps({"said": texts[2] * 40}, compress=True, key="k").encode(), "session")
    scanner.data(json.dumps({"x": base64.b64encode(b"ab" + texts[3].encode()).decode()}).encode(), "revision")

    assert scanner.found == {0, 1, 2, 3}


def test_a_mark_without_a_known_rest_is_counted_too() -> None:
    scanner = Scanner(secrets(2))

    scanner.data(b"...Lanternfly-cut", "here")

    assert (scanner.found, scanner.fragments) == (set(), 1)


@pytest.mark.slow
def test_nothing_planted_is_found_on_the_disk() -> None:
    figure = measure_planted(80)

    assert (figure.failures, figure.is_controlled) == (0, True), figure
