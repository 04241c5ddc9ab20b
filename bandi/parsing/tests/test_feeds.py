"""Feeds are read in the jail as one table; those made to harm get nowhere."""

from __future__ import annotations

import pytest

from bandi.parsing import identify, read, rows
from bandi.parsing.errors import Damaged, NamedWrongly, OverLimit, UnknownKind

pytestmark = pytest.mark.usefixtures("jail_works")
RSS = (
    "<?xml version='1.0'?><rss><channel><title>Pond Daily</title><item><title>Lanterns &amp; mills</title><link>https://pond.example/1</link>"
    "<pubDate>Wed, 12 Mar 2031 09:00:00 +0900</pubDate><description>&lt;p&gt;Words &lt;b&gt;of&lt;/b&gt; it&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Mill</title><entry><title type='xhtml'><div xmlns='x'>A <i>mill</i></div></title>"
    "<link rel='self' href='https://mill.example/self'/><link href='https://mill.example/2'/><updated>2031-03-14</updated></entry></feed>"
)


def test_the_items_of_a_feed_are_rows_under_their_heads() -> None:
    (sheet,) = rows(RSS.encode(), name="news.rss")

    assert sheet.name == "Pond Daily"
    assert sheet.rows == (
        ("headline", "outlet", "date", "address", "excerpt"),
        ("Lanterns & mills", "Pond Daily", "Wed, 12 Mar 2031 09:00:00 +0900", "https://pond.example/1", "Words of it"),
    )
    assert rows(ATOM.encode(), name="news.atom")[0].rows[1] == ("A mill", "Mill", "2031-03-14", "https://mill.example/2")


@pytest.mark.parametrize(
    ("feed", "error"),
    [
        ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><rss><channel><item><title>&b;</title></item></channel></rss>", OverLimit),
        ("<?xml version='1.0'?><rss>" + "<a>" * 300 + "</a>" * 300 + "</rss>", OverLimit),
        ("<?xml version='1.0'?><svg/>", Damaged), ("<?xml version='1.0'?><rss><channel>", Damaged),
    ],
)  # fmt: skip
def test_a_feed_made_to_harm_gets_nowhere(feed: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rows(feed.encode(), name="news.rss")


def test_xml_is_a_feed_only_where_its_name_says_so() -> None:
    assert identify(RSS.encode(), name="news.xml") == "feed"
    with pytest.raises(UnknownKind):
        identify(RSS.encode())
    with pytest.raises((NamedWrongly, UnknownKind)):
        read(RSS.encode(), name="news.txt")


def test_a_feed_of_thousands_of_items_is_cut_and_says_so() -> None:
    many = "<rss><channel>" + "<item><title>a</title></item>" * 3_000 + "</channel></rss>"
    (sheet,) = rows(many.encode(), name="news.rss")

    assert len(sheet.rows) == 2_001 and "truncated" in sheet.problems
