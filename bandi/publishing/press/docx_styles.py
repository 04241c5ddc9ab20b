"""The styles of the Word edition: all looks live in styles, so that who edits the file changes a look in one place."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from lxml import etree

from bandi.foundation.records.blocks import Language
from bandi.publishing.press import palette

TEXT_WIDTH = Mm(164)
TABLE_STYLE = "Report Table"
CODES = {"en": "en-GB", "ko": "ko-KR"}

_SANS, _SERIF = "Pretendard", "Noto Serif KR"
_SUBSTITUTES = {_SANS: "Malgun Gothic", _SERIF: "Batang"}
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True)
class _Look:
    """A paragraph style: size and spaces in points, `based` on another style."""

    name: str
    size: float
    colour: str = palette.TEXT
    bold: bool = False
    face: str = _SANS
    before: float = 0
    after: float = 6
    line: float = 1.35
    keep: bool = False
    based: str = "Normal"
    indent: float = 0


_LOOKS = (
    _Look("Title", 34, palette.INK, face=_SERIF, before=30, after=10, line=1.15),
    _Look("Subtitle", 13, palette.AMBER_DEEP, bold=True, after=4),
    _Look("Heading 1", 26, palette.INK, face=_SERIF, before=0, after=20, line=1.15, keep=True),
    _Look("Heading 2", 17, palette.INK, face=_SERIF, before=26, after=8, line=1.2, keep=True),
    _Look("Heading 3", 13, palette.INK, bold=True, before=18, after=6, line=1.25, keep=True),
    _Look("Heading 4", 11.5, palette.INK, bold=True, before=16, after=2, line=1.25, keep=True),
    _Look("Heading 5", 10.5, palette.SOFT, bold=True, before=12, after=2, line=1.25, keep=True),
    _Look("Heading 6", 10, palette.SOFT, bold=True, before=10, after=2, line=1.25, keep=True),
    _Look("Body Text", 10.5, after=7, line=1.45),
    _Look("Lead", 13, palette.INK, face=_SERIF, after=12, line=1.4, based="Body Text"),
    _Look("Quote", 11, palette.INK, before=8, after=10, indent=6, based="Body Text"),
    _Look("Small", 9, palette.SOFT, after=6, line=1.3),
    _Look("When and Where", 9.5, palette.SOFT, after=4, line=1.25, keep=True),
    _Look("Fact", 9.5, after=6, line=1.3),
    _Look("List Bullet", 10.5, after=3, line=1.4),
    _Look("List Number", 10.5, after=3, line=1.4),
    _Look("Caption", 10, palette.INK, bold=True, before=16, after=5, line=1.25, keep=True),
    _Look("Table Text", 9, after=0, line=1.25),
    _Look("Table Head", 9, palette.INK, bold=True, after=0, line=1.25, based="Table Text"),
    _Look("Source", 8.5, palette.SOFT, before=4, after=14, line=1.25),
    _Look("Contents Heading", 26, palette.INK, face=_SERIF, after=18, line=1.15, keep=True),
    _Look("TOC 1", 11.5, palette.INK, before=9, after=2, line=1.25),
    _Look("TOC 2", 10, palette.SOFT, after=1, line=1.25, indent=6),
    _Look("Footnote Text", 8.5, palette.SOFT, after=2, line=1.25),
    _Look("Header", 8.5, palette.SOFT, after=0, line=1.2),
    _Look("Footer", 8.5, palette.SOFT, after=0, line=1.2),
)


def dress(word: WordDocument, language: Language) -> None:
    """Give the document its page, faces, language and styles."""
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(23)
    page.top_margin, page.bottom_margin = Mm(26), Mm(24)
    page.header_distance, page.footer_distance = Mm(13), Mm(12)
    page.different_first_page_header_footer = True
    _set_defaults(word, language)
    for look in _LOOKS:
        _apply(word, look)
    _name_marks(word)
    _rule_above(word.styles["Heading 2"])
    for name in ("TOC 1", "TOC 2"):
        word.styles[name].paragraph_format.tab_stops.add_tab_stop(
            TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.SPACES
        )
    fact = word.styles["Fact"].paragraph_format
    fact.left_indent, fact.first_line_indent = Mm(32), Mm(-32)
    fact.tab_stops.add_tab_stop(Mm(32))
    word.styles["Fact"].element.get_or_add_pPr().insert_element_before(
        OxmlElement("w:contextualSpacing"), "w:mirrorIndents", "w:jc", "w:outlineLvl"
    )
    for name in ("Header", "Footer"):
        stops = word.styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    word.styles.element.append(_table_style())
    _offer_substitutes(word)
    _remember_names(word)


def name_built_ins(word: WordDocument) -> None:
    """Write the names of Word's own styles as Word writes them; python-docx knows only some of them. Call it last."""
    for name in word.styles.element.iter(qn("w:name")):
        if name.get(qn("w:val"), "").startswith(("TOC ", "Footnote ")):
            name.set(qn("w:val"), name.get(qn("w:val"), "").lower())


def _remember_names(word: WordDocument) -> None:
    """Look each style up once. python-docx reads all of them for each paragraph that names one, which took three quarters of the time of a report."""
    part = word.part
    look_up = part.get_style_id
    known: dict[tuple[str, WD_STYLE_TYPE], str | None] = {}

    def remembered(style: BaseStyle | str | None, kind: WD_STYLE_TYPE) -> str | None:
        if not isinstance(style, str):
            return look_up(style, kind)
        if (style, kind) not in known:
            known[style, kind] = look_up(style, kind)
        return known[style, kind]

    part.get_style_id = remembered  # type: ignore[method-assign]


def _set_defaults(word: WordDocument, language: Language) -> None:
    """Take the template's theme fonts away, which would win over ours, and state the language of the text."""
    for fonts in word.styles.element.iter(qn("w:rFonts")):
        for name in _THEMED:
            fonts.attrib.pop(qn(f"w:{name}"), None)
    for tag in list(word.styles.element.iter(qn("w:lang"))):
        tag.set(qn("w:val"), CODES[language])
        tag.set(qn("w:eastAsia"), CODES["ko"])
    normal = word.styles["Normal"]
    _set_face(normal, _SANS)
    normal.font.size = Pt(10.5)
    layout = normal.element.get_or_add_pPr()
    layout.insert(0, OxmlElement("w:widowControl"))
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        # Word would put a space between a number and its Korean counter.
        spaced = OxmlElement(name)
        spaced.set(qn("w:val"), "0")
        layout.insert_element_before(spaced, "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
    themed = word.settings.element.find(qn("w:themeFontLang"))
    if themed is not None:
        themed.set(qn("w:val"), CODES[language])
        themed.set(qn("w:eastAsia"), CODES["ko"])


def _apply(word: WordDocument, look: _Look) -> None:
    styles = word.styles
    if look.name in styles:
        style = styles[look.name]
    else:
        built_in = look.name.startswith(("TOC", "Footnote"))
        style = styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    if look.based in styles and look.name != look.based:
        style.base_style = styles[look.based]
    _set_face(style, look.face)
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(look.colour.lstrip("#"))
    style.quick_style = True
    style.hidden = False
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing = look.line
    layout.keep_with_next = look.keep
    if look.indent:
        layout.left_indent = Mm(look.indent)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    if look.name in ("Title", "Heading 1"):
        for spacing in style.element.iter(qn("w:spacing")):
            if spacing.getparent().tag == qn("w:rPr"):
                spacing.getparent().remove(spacing)


def _set_face(style: ParagraphStyle, face: str) -> None:
    style.font.name = face
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), face)


def _name_marks(word: WordDocument) -> None:
    """Add the character styles: the mark of a footnote, and of a passage without translation."""
    mark = word.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
    tag = word.styles.add_style("Untranslated Mark", WD_STYLE_TYPE.CHARACTER)
    tag.font.superscript = True
    tag.font.color.rgb = RGBColor.from_string(palette.AMBER_DEEP.lstrip("#"))
    label = word.styles.add_style("Label", WD_STYLE_TYPE.CHARACTER)
    label.font.color.rgb = RGBColor.from_string(palette.AMBER_DEEP.lstrip("#"))
    quiet = word.styles.add_style("Quiet", WD_STYLE_TYPE.CHARACTER)
    quiet.font.color.rgb = RGBColor.from_string(palette.SOFT.lstrip("#"))


def _rule_above(style: ParagraphStyle) -> None:
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="8" w:color="{palette.INK[1:]}"/></w:pBdr>'
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _table_style() -> etree._Element:
    ink, rule = palette.INK[1:], palette.RULE[1:]
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="{TABLE_STYLE}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{ink}"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{ink}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>'
        f'<w:top w:val="single" w:sz="6" w:space="0" w:color="{ink}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
    )


def _offer_substitutes(word: WordDocument) -> None:
    """Name, for machines without our faces, the face of theirs that comes nearest (`w:altName`)."""
    part = next((part for part in word.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml"), None)
    if part is None:
        return
    table = parse_xml(part.blob)
    for face, substitute in _SUBSTITUTES.items():
        table.append(parse_xml(f'<w:font {nsdecls("w")} w:name="{face}"><w:altName w:val="{substitute}"/></w:font>'))
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
