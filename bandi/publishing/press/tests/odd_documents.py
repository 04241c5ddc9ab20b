"""Documents that break careless printers: hostile text, nothing at all, too much of everything."""

from __future__ import annotations

from decimal import Decimal

from bandi.foundation.records.blocks import (
    Bullets,
    Chart,
    ChartSeries,
    Colophon,
    Column,
    Document,
    Entry,
    Fact,
    Map,
    Paragraph,
    Point,
    Run,
    Section,
    Table,
    plain,
)

HOSTILE = (
    '#panic("typst") ] [ ) } #import "/etc/passwd" $x$ @ref <label> \\u{41} `raw` // */ = * _ ~ '
    "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; ]]> <![CDATA[ --> \" ' </title></style> {{ x }} {% y %} "
    "=HYPERLINK(1) ${jndi} %s {0} \x00\x0b\x1f\ufffe\ud800 https://example.org/track.png 😀 ﷽ 龘 \u202e\u200b\u200d \ue000"
)
EMPTY_COLOPHON = Colophon(())


def empty() -> Document:
    """Return an edition in which nothing stands yet."""
    return Document("", "", "", "", "en", (), EMPTY_COLOPHON)


def hostile() -> Document:
    """Return an edition with hostile text in every place where a person can write."""
    runs = (Run(HOSTILE, bold=True, note=HOSTILE, untranslated=True), Run(HOSTILE, italic=True))
    blocks = (
        Paragraph(runs, "lead"),
        Paragraph(runs),
        Paragraph(runs, "quote"),
        Paragraph(runs, "small"),
        Bullets((runs,)),
        Bullets((runs,), numbered=True),
        Entry(runs, HOSTILE, HOSTILE, HOSTILE, (Fact(HOSTILE, runs),), (Paragraph(runs),)),
        Entry(plain(HOSTILE), level=1),
        Table(
            HOSTILE,
            (Column(HOSTILE), Column(HOSTILE, 2, "end")),
            ((runs, runs), (runs,), (runs, runs, runs)),
            (runs,),
            HOSTILE,
        ),
        Chart(HOSTILE, HOSTILE, "bars", (HOSTILE,), (ChartSeries(HOSTILE, (Decimal(3),)),), HOSTILE, HOSTILE),
        Map(HOSTILE, HOSTILE, (Point(HOSTILE, 37.5, 127.0, 3, HOSTILE),), HOSTILE),
    )
    inner = Section('k" onclick="x', HOSTILE, 2, blocks[1:3])
    sections = (Section(HOSTILE, HOSTILE, 1, blocks, (inner,)),)
    colophon = Colophon((Fact(HOSTILE, runs),), HOSTILE)
    return Document(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "en", sections, colophon, (HOSTILE,), HOSTILE)


def with_blocks(*blocks: object, language: str = "en", title: str = "Report") -> Document:
    """Return an edition of one chapter that holds `blocks`."""
    section = Section("one", "One", 1, tuple(blocks))  # type: ignore[arg-type]
    return Document(title, "Lantern Street", "LS", "2031", language, (section,), EMPTY_COLOPHON)  # type: ignore[arg-type]


def long_table(rows: int) -> Table:
    columns = (Column("Number", 1, "end"), Column("Name", 3))
    return Table("Many", columns, tuple((plain(str(number)), plain(f"row-{number}")) for number in range(rows)))
