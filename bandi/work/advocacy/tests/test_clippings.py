"""Items of the media from mails and feeds: read, judged, taken in, counted."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import Workbook

from bandi import parsing
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.records import editing
from bandi.parsing.tests import attacks_archives, attacks_documents
from bandi.register.people.models import Alias, Organisation
from bandi.work.advocacy.actions.media import judged, take_clippings
from bandi.work.advocacy.clippings import Clipping, Unreadable, read_clippings
from bandi.work.advocacy.coverage import coverage_of
from bandi.work.advocacy.models import MediaItem

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Pond Daily</title>
<item><title>Lanterns return to the valley &amp; the mill</title><link>https://pond.example/1</link><pubDate>Wed, 12 Mar 2031 09:00:00 +0900</pubDate><description>&lt;p&gt;The Lantern Society said.&lt;/p&gt;</description></item>
<item><title>등불이 돌아오다 - 연못신문</title><link>javascript:alert(1)</link><pubDate>2031-03-13</pubDate><source>Pond News</source></item>
</channel></rss>""".encode()
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Mill Times</title><entry><title>A mill turns</title>
<link href="https://mill.example/2"/><published>2031-03-14T10:00:00Z</published><summary>Words</summary></entry></feed>"""
MAIL = (
    b"From: press@pond.example\r\nTo: desk@lantern.example\r\nSubject: =?utf-8?b?65Ox67aI7J20IOuPjOyVhOyYpOuLpA==?=\r\n"
    b"Date: Wed, 12 Mar 2031 09:00:00 +0900\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nRead https://pond.example/3 today.\r\n"
)

pytestmark = pytest.mark.usefixtures("jail_works")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def outlet(name: str = "Pond Daily", **values: Any) -> Organisation:
    return editing.create(Organisation, by=None, name_en=name, is_outlet=True, **values)


def test_a_feed_gives_items_with_outlet_day_and_plain_words():
    first, second = read_clippings(RSS)

    assert first == Clipping("Lanterns return to the valley & the mill", "Pond Daily", date(2031, 3, 12), "https://pond.example/1", "The Lantern Society said.")
    assert (second.headline, second.outlet, second.on, second.address) == ("등불이 돌아오다", "연못신문", date(2031, 3, 13), "") or second.outlet == "Pond News"
    assert second.address == "", "an address that is no web address is left out"


def test_an_atom_feed_and_a_mail_are_read():
    assert read_clippings(ATOM) == [Clipping("A mill turns", "Mill Times", date(2031, 3, 14), "https://mill.example/2", "Words")]
    (mail,) = read_clippings(MAIL)
    assert (mail.headline, mail.on, mail.address) == ("등불이 돌아오다", date(2031, 3, 12), "https://pond.example/3")


def test_a_spreadsheet_is_read_by_the_headings_of_its_columns():
    korean = "2031년 언론 보도,,\n일자,매체,제목,링크\n2031. 3. 12.,연못신문,등불이 돌아오다,https://pond.example/4\n2031-03-13,Mill Times,A mill turns,javascript:alert(1)\n,,,\n"
    first, second = read_clippings(korean.encode("cp949"), name="보도.csv")

    assert first == Clipping("등불이 돌아오다", "연못신문", date(2031, 3, 12), "https://pond.example/4", "")
    assert (second.outlet, second.on, second.address) == ("Mill Times", date(2031, 3, 13), "")
    book = Workbook()
    for row in (["Headline", "Outlet", "Date"], ["Lanterns return", "Pond Daily", date(2031, 3, 12)], ["=HYPERLINK(1)", "Pond Daily", None]):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    assert read_clippings(held.getvalue(), name="media.xlsx")[0] == Clipping("Lanterns return", "Pond Daily", date(2031, 3, 12))
    with pytest.raises(Unreadable, match="columns"):
        read_clippings(b"1,2\n3,4\n", name="a.csv")


def test_everything_goes_through_the_jail_and_without_one_nothing_is_read(monkeypatch):
    def none(*_args: Any, **_more: Any) -> Any:
        raise parsing.NoJail

    monkeypatch.setattr(parsing, "read", none)
    monkeypatch.setattr(parsing, "rows", none)
    for data, name in ((RSS, ""), (MAIL, ""), (b"headline,date\nx,2031\n", "a.csv")):
        with pytest.raises(Unreadable, match="no-jail"):
            read_clippings(data, name=name)


def test_hostile_files_get_nowhere():
    for data, name in ((attacks_archives.xlsx_billion_laughs(0), "a.xlsx"), (attacks_documents.mail_that_calls_out(0), "a.eml"), (attacks_documents.csv_field_of_many_megabytes(0), "a.csv")):
        try:
            found = read_clippings(data, name=name)
        except Unreadable:
            continue
        assert all(len(one.excerpt) <= 1_000 and len(one.headline) <= 600 for one in found)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"), (b"   ", "empty"), (b"<?xml version='1.0'?><rss><channel>", "broken"), (b"no mail and no feed", "broken"),
        (b"<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", "nothing"),
        (b"<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'aaaa'>]><rss><channel><item><title>&a;</title></item></channel></rss>", "unsafe"),
        ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE lolz [<!ENTITY a 'aaaa'>]><rss/>".encode("utf-16"), "broken"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data, why):
    with pytest.raises(Unreadable) as problem:
        read_clippings(data)
    assert problem.value.why == why


def test_thousands_of_items_and_long_ones_are_bounded():
    items = "".join(f"<item><title>{'a' * 2000} {number}</title></item>" for number in range(1_000))
    found = read_clippings(f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>".encode())

    assert len(found) == 300 and all(len(one.headline) <= 600 for one in found)


@pytest.mark.django_db
def test_a_spelling_of_an_outlet_is_the_outlet_and_one_that_two_share_is_neither():
    pond = outlet()
    Alias.objects.create(record_id=pond.pk, name="PondDaily")
    outlet("Mill Times", abbreviation="MT")
    outlet("Mountain Times", abbreviation="MT")

    assert judged([Clipping("a", "ponddaily")])[0].outlet == pond
    assert judged([Clipping("a", "MT")])[0].outlet is None


@pytest.mark.django_db
def test_the_same_item_is_noticed_and_a_reprint_named():
    pond, mill = outlet(), outlet("Mill Times")
    first = editing.create(MediaItem, by=None, published_on=date(2031, 3, 12), outlet=pond, headline_en="Lanterns return to the valley")

    same, reprint, late, short = judged(
        [
            Clipping("“Lanterns return to the Valley”", "Pond Daily", date(2031, 3, 12)), Clipping("Lanterns return to the valley", "Mill Times", date(2031, 3, 13)),
            Clipping("Lanterns return to the valley", "Mill Times", date(2031, 5, 13)), Clipping("Lanterns", "Mill Times", date(2031, 3, 13)),
        ]
    )  # fmt: skip
    assert (same.same, same.reprint_of) == (first, None)
    assert (reprint.same, reprint.reprint_of, reprint.outlet) == (None, first, mill)
    assert late.reprint_of is None and short.reprint_of is None


@pytest.mark.django_db
def test_items_are_taken_in_once_with_what_is_known_of_them(ada):
    editing.create(Organisation, by=None, name_en="Lantern Society", is_own=True)
    outlet()
    made = take_clippings(clippings=read_clippings(RSS), by=ada)

    assert len(made) == 2 and take_clippings(clippings=read_clippings(RSS), by=ada) == []
    first = MediaItem.objects.get(published_on=date(2031, 3, 12))
    assert (first.outlet.name_en, first.naming, first.language, first.excerpt) == ("Pond Daily", "names_us", "en", "The Lantern Society said.")
    second = MediaItem.objects.get(published_on=date(2031, 3, 13))
    assert second.headline_ko.startswith("등불이 돌아오다") and second.naming == "" and second.outlet.is_outlet


@pytest.mark.django_db
def test_nothing_is_taken_in_where_one_item_is_incomplete(ada, ben):
    with pytest.raises(ValidationError, match="needs a day"):
        take_clippings(clippings=[Clipping("A whole one", "Pond Daily", date(2031, 3, 12)), Clipping("Half", "", None)], by=ada)
    assert not MediaItem.objects.exists()
    with pytest.raises(NotPermitted):
        take_clippings(clippings=[], by=ben)


@pytest.mark.django_db
def test_a_year_is_counted_by_hand(dan):
    pond, mill = outlet(), outlet("Mill Times")

    def item(on: date, of: Organisation, headline: str, **values: Any) -> MediaItem:
        return editing.create(MediaItem, by=None, published_on=on, outlet=of, headline_en=headline, **values)

    first = item(date(2031, 3, 12), pond, "Lanterns return", naming="names_us")
    item(date(2031, 3, 12), pond, "Lanterns return", duplicate_of=first)
    item(date(2031, 3, 13), mill, "Lanterns return", copy_of=first, naming="topic")
    item(date(2031, 5, 1), mill, "A mill turns", language="fr")
    item(date(2031, 5, 2), mill, "Hidden", handling="protected")
    item(date(2030, 5, 2), mill, "Before")

    found = coverage_of(2031, dan)
    assert (found.items, found.stories, found.listed_twice, found.names_us, found.about_topic, found.unlooked) == (3, 2, 1, 1, 1, 1)
    assert found.outlets == {str(pond.pk): 1, str(mill.pk): 2}
    assert found.months == {3: 2, 5: 1} and found.languages == {"en": 2, "fr": 1}


@pytest.mark.django_db
def test_many_clippings_are_judged_with_as_many_queries_as_few():
    outlet()

    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            judged([Clipping(f"Lanterns return {number}", "Pond Daily", date(2031, 3, 12)) for number in range(count)])
        return len(captured)

    assert queries(30) == queries(2)
