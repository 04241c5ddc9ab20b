"""An invented edition with every kind of block, for the tests of the press and for looking at pages.

Lantern Street (등불거리), its people, partners and numbers are made up. Texts are chosen for what they do to a page:
long and short titles, both scripts in a line, notes, tables that break, passages without a translation.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bandi.foundation.records.blocks import (
    Block,
    Bullets,
    Chart,
    ChartSeries,
    Colophon,
    Column,
    Document,
    Entry,
    Fact,
    Inline,
    Language,
    Map,
    Paragraph,
    Point,
    Run,
    Section,
    Table,
    plain,
)
from bandi.publishing.press.tests import specimen_texts as texts

Pair = tuple[str, str]


def specimen(language: Language) -> Document:
    """Return the invented edition in one language."""
    return _Writer(language).document()


class _Writer:
    """Writes the edition in one language; `say` picks from an (English, Korean) pair."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, pair: Pair) -> str:
        return pair[1] if self.language == "ko" else pair[0]

    def runs(self, pair: Pair) -> Inline:
        return plain(self.say(pair))

    def text(self, pair: Pair, style: str = "body") -> Paragraph:
        return Paragraph(self.runs(pair), style)  # type: ignore[arg-type]

    def document(self) -> Document:
        return Document(
            title=self.say(("Annual Activity Report 2031", "2031년 연간 활동보고서")),
            organisation=self.say(("Lantern Street Alliance for the Missing", "사단법인 등불거리")),
            abbreviation=self.say(("Lantern Street", "등불거리")),
            period="2031",
            language=self.language,
            sections=(self.foreword(), self.advocacy(), self.learning(), self.support(), self.reach(), self.money()),
            colophon=Colophon(
                lines=tuple(Fact(self.say(label), self.runs(value)) for label, value in texts.COLOPHON),
                note=self.say(texts.COLOPHON_NOTE),
            ),
            mission=tuple(self.say(point) for point in texts.MISSION),
            statement=self.say(texts.STATEMENT),
            dated_on=date(2032, 2, 20),
            untranslated=3,
        )

    def foreword(self) -> Section:
        first, *rest = texts.FOREWORD
        blocks: list[Block] = [self.text(first, "lead"), *(self.text(pair) for pair in rest)]
        blocks.append(self.text(texts.SIGNED, "quote"))
        return Section("foreword", self.say(("Foreword", "머리말")), 1, tuple(blocks))

    def entries(self, start: int, count: int) -> tuple[Entry, ...]:
        """Return activities made from the stock of titles, places and sentences, in turn."""
        made: list[Entry] = []
        for number in range(start, start + count):
            title = texts.TITLES[number % len(texts.TITLES)]
            when = (
                f"{number % 28 + 1} {texts.MONTHS[number % 12]} 2031",
                f"2031년 {number % 12 + 1}월 {number % 28 + 1}일",
            )
            body = [
                self.text(texts.SENTENCES[(number + step) % len(texts.SENTENCES)]) for step in range(number % 3 + 1)
            ]
            facts = tuple(
                Fact(self.say(label), self.runs(value)) for label, value in texts.FACTS[number % 4 :][: number % 3]
            )
            made.append(
                Entry(
                    title=self.runs(title),
                    when=self.say(when),
                    where=self.say(texts.PLACES[number % len(texts.PLACES)]),
                    kind=self.say(texts.KINDS[number % len(texts.KINDS)]),
                    facts=facts,
                    body=tuple(body),
                    records=(f"activity-{number}",),
                )
            )
        return tuple(made)

    def advocacy(self) -> Section:
        noted = Paragraph(
            (
                Run(self.say(("In 2031 we filed ", "2031년에는 유엔 특별절차와 조약기구에 의견서 "))),
                Run(self.say(("seven submissions", "7건")), bold=True, claim="F001"),
                Run(
                    self.say((" with United Nations mechanisms", "을 제출했고")),
                    note=self.say(texts.NOTE),
                ),
                Run(self.say((", and four of them were quoted in ", ", 그중 4건은 "))),
                Run(
                    self.say(("Empty Chairs: a Study of Absence", "『빈 의자: 부재에 관한 연구』")),
                    italic=self.language == "en",
                ),
                Run(
                    self.say(
                        (" and in two reports of the Working Group.", "와 실무그룹 보고서 두 편에 인용되었습니다.")
                    ),
                    note="A/HRC/99/99, para. 12–14; https://example.org/documents/a-hrc-99-99-very-long-address-that-must-break-somewhere.pdf",
                ),
            )
        )
        trip = Entry(
            title=self.runs(
                (
                    "A week of meetings in Geneva on the twelfth review of the Convention",
                    "협약 제12차 심의를 위한 제네바 방문 주간",
                )
            ),
            when=self.say(("3–7 March 2031", "2031년 3월 3일~7일")),
            where=self.say(("Palais des Nations, Geneva, Switzerland", "스위스 제네바 팔레 데 나시옹")),
            kind=self.say(("Mission", "출장")),
            facts=tuple(Fact(self.say(label), self.runs(value)) for label, value in texts.FACTS[:3]),
            body=(self.text(texts.SENTENCES[0]), Bullets(tuple(self.runs(pair) for pair in texts.POINTS))),
        )
        meetings = tuple(
            Entry(
                title=self.runs(title),
                when=self.say(when),
                where=self.say(("Room XII", "제12회의실")) if index == 1 else "",
                level=1,
                body=(self.text(texts.SENTENCES[index + 1]),),
            )
            for index, (title, when) in enumerate(texts.MEETINGS)
        )
        other: Pair = (texts.SENTENCES[3][1], texts.SENTENCES[3][0])
        marked = Entry(
            title=self.runs(("A letter that has no translation yet", "아직 번역되지 않은 서한")),
            when=self.say(("12 May 2031", "2031년 5월 12일")),
            where=self.say(("Online", "온라인")),
            kind=self.say(("Joint letter", "공동서한")),
            body=(
                Paragraph((Run(self.say(other), untranslated=True),)),
                Paragraph((Run(self.say((texts.SENTENCES[1][1], texts.SENTENCES[1][0])), untranslated=True),)),
            ),
        )
        letters = Table(
            caption=self.say(("Joint letters", "공동서한 목록")),
            columns=(
                Column(self.say(("Date", "일자")), 1.1),
                Column(self.say(("Addressed to", "수신")), 2),
                Column(self.say(("Message", "내용")), 3.4),
                Column(self.say(("Signatories", "참여 단체")), 0.9, "end"),
            ),
            rows=tuple(
                (
                    plain(f"2031-{number % 12 + 1:02}-{number * 3 % 27 + 1:02}"),
                    self.runs(texts.ADDRESSEES[number % len(texts.ADDRESSEES)]),
                    self.runs(
                        texts.SENTENCES[number % len(texts.SENTENCES)]
                        if number % 4 == 0
                        else texts.TITLES[number % len(texts.TITLES)]
                    ),
                    plain(str(4 + number * 7 % 40)),
                )
                for number in range(14)
            ),
            source=self.say(("Register of letters, 31 December 2031.", "공동서한 대장, 2031년 12월 31일.")),
        )
        themes = (
            Section(
                "advocacy.missing",
                self.say(("Those who did not come home", "돌아오지 못한 사람들")),
                2,
                (self.text(texts.SENTENCES[2]), trip, *meetings, *self.entries(0, 7)),
            ),
            Section(
                "advocacy.letters",
                self.say(("Letters and what was answered", "서한과 회신")),
                2,
                (self.text(texts.SENTENCES[4]), marked, letters, *self.entries(7, 5)),
            ),
            Section(
                "advocacy.law",
                self.say(("Law", "법률")),
                2,
                (self.text(texts.SENTENCES[5]),),
                (
                    Section(
                        "advocacy.law.draft",
                        self.say(("The draft statute on absence", "부재선고에 관한 법률안")),
                        3,
                        (self.text(texts.SENTENCES[6]), *self.entries(12, 3)),
                    ),
                ),
            ),
        )
        return Section(
            "advocacy",
            self.say(("Advocacy and campaigns", "옹호와 캠페인")),
            1,
            (self.text(texts.LEAD, "lead"), noted),
            themes,
        )

    def learning(self) -> Section:
        months = tuple(self.say((name, f"{number + 1}월")) for number, name in enumerate(texts.MONTHS))
        chart = Chart(
            caption=self.say(("Activities by month and kind", "월별·종류별 활동")),
            alt=self.say(
                (
                    "Stacked columns for twelve months. Most activities fell in May and November.",
                    "열두 달의 누적 막대그래프. 5월과 11월에 활동이 가장 많았다.",
                )
            ),
            kind="columns",
            categories=months,
            series=tuple(
                ChartSeries(self.say(kind), tuple(Decimal((month * step + 3) % (7 - step)) for month in range(12)))
                for step, kind in enumerate(texts.KINDS[:4], 1)
            ),
            unit=self.say(("activities", "건")),
            source=self.say(("Register of activities, 31 December 2031.", "활동 대장, 2031년 12월 31일.")),
        )
        programme = Table(
            caption=self.say(("Evening reading circle: programme", "저녁 독서모임 일정")),
            columns=(
                Column(self.say(("Evening", "회차")), 0.6, "end"),
                Column(self.say(("Book", "책")), 2.4),
                Column(self.say(("Question", "질문")), 3),
                Column(self.say(("Present", "참석")), 0.7, "end"),
            ),
            rows=tuple(
                (
                    plain(str(number + 1)),
                    self.runs(texts.BOOKS[number % 4]),
                    self.runs(texts.QUESTIONS[number % 4]),
                    plain(str(11 + number % 5)),
                )
                for number in range(8)
            ),
            total=(plain(""), self.runs(("Attendances", "연인원")), plain(""), plain("102")),
        )
        steps = Bullets(tuple(self.runs(pair) for pair in texts.POINTS), numbered=True)
        return Section(
            "learning",
            self.say(("Learning together", "함께 배우기")),
            1,
            (self.text(texts.SENTENCES[6], "lead"), chart),
            (
                Section(
                    "learning.circle",
                    self.say(("The evening reading circle", "저녁 독서모임")),
                    2,
                    (self.text(texts.SENTENCES[5]), programme, self.text(texts.QUOTE, "quote"), *self.entries(15, 4)),
                ),
                Section(
                    "learning.school",
                    self.say(("Saturday school", "토요학교")),
                    2,
                    (self.text(texts.SENTENCES[1]), steps, *self.entries(19, 8)),
                ),
            ),
        )

    def support(self) -> Section:
        years = tuple(str(year) for year in range(2005, 2032))
        values = (
            112,
            148,
            312,
            583,
            1138,
            1281,
            1894,
            1383,
            2018,
            2544,
            2803,
            2914,
            2402,
            2706,
            1502,
            1514,
            1397,
            1275,
            1418,
            1127,
            1137,
            1047,
            229,
            63,
            67,
            196,
            236,
        )
        arrivals = Chart(
            caption=self.say(("People who came back, by year", "연도별 귀환 인원")),
            alt=self.say(
                (
                    "Columns for 27 years, rising to 2,914 in 2016 and falling to 236 in 2031.",
                    "27년의 막대그래프. 2016년 2,914명까지 늘었다가 2031년 236명으로 줄었다.",
                )
            ),
            kind="columns",
            categories=years,
            series=(ChartSeries(self.say(("People", "인원")), tuple(Decimal(value) for value in values)),),
            unit=self.say(("people", "명")),
            source=self.say(("Invented Ministry of Returns, January 2032.", "가상의 귀환부, 2032년 1월.")),
        )
        return Section(
            "support",
            self.say(("Support for families", "가족 지원")),
            1,
            (self.text(texts.LEAD, "lead"), arrivals, *self.entries(27, 10), self.text(texts.SMALL, "small")),
        )

    def reach(self) -> Section:
        where = Map(
            caption=self.say(("Where we work", "활동 지역")),
            alt=self.say(
                (
                    "Most activities were in Seoul and its surroundings, others in nine cities abroad.",
                    "활동의 대부분은 서울과 수도권에서, 나머지는 해외 아홉 도시에서 이루어졌다.",
                )
            ),
            points=tuple(
                Point(self.say(label), latitude, longitude, count, self.say(country))
                for label, latitude, longitude, count, country in texts.POINTS_ON_MAP
            ),
            source=self.say(("Register of activities.", "활동 대장.")),
        )
        media = Table(
            caption=self.say(("In the media", "언론 보도")),
            columns=(
                Column(self.say(("Date", "일자")), 1),
                Column(self.say(("Outlet", "매체")), 1.6),
                Column(self.say(("Headline", "제목")), 4),
            ),
            rows=tuple(
                (
                    plain(f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}"),
                    self.runs(texts.OUTLETS[number % len(texts.OUTLETS)]),
                    (
                        Run(
                            (texts.TITLES[number % len(texts.TITLES)])[number % 2],
                            untranslated=(number % 2 == 1) != (self.language == "ko"),
                        ),
                    ),
                )
                for number in range(48)
            ),
        )
        return Section(
            "reach",
            self.say(("Where we were and who wrote about it", "활동 지역과 언론 보도")),
            1,
            (self.text(texts.SENTENCES[0]), where, media),
        )

    def money(self) -> Section:
        rows = texts.MONEY
        spent = Chart(
            caption=self.say(("Spending by purpose", "목적별 지출")),
            alt=self.say(
                (
                    "Bars for five purposes; family support is the longest.",
                    "다섯 가지 목적의 막대그래프. 가족 지원이 가장 길다.",
                )
            ),
            kind="bars",
            categories=tuple(self.say(name) for name, _ in rows),
            series=(ChartSeries(self.say(("Spent", "지출")), tuple(Decimal(value) for _, value in rows)),),
            unit=self.say(("million won", "백만 원")),
        )
        table = Table(
            caption=self.say(("Spending by purpose, in won", "목적별 지출 (원)")),
            columns=(Column(self.say(("Purpose", "목적")), 3), Column(self.say(("Spent", "지출")), 1, "end")),
            rows=tuple((self.runs(name), plain(f"{value * 1_000_000:,}")) for name, value in rows),
            total=(self.runs(("Total", "합계")), plain(f"{sum(value for _, value in rows) * 1_000_000:,}")),
        )
        return Section("money", self.say(("Money", "재정")), 1, (self.text(texts.SENTENCES[4]), spent, table))
