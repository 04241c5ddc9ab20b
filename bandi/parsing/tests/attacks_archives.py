"""Hostile containers and what is in them: ZIP, OLE, Word, Hangul, spreadsheets. Built here, never stored.

Each attack is a name, a file name, its bytes, and what may come of it: errors by class, or "read" when a harmless answer
is right. `{port}` in a text stands for a listener that must never be called.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from bandi.parsing.errors import Damaged, Locked, NamedWrongly, NotRead, OverLimit, Stopped, UnknownKind
from bandi.parsing.tests import files
from bandi.parsing.tests.files import unzipped, zipped

READ = "read"
Outcome = type | str


@dataclass(frozen=True)
class Attack:
    """One hostile file and what may come of it."""

    id: str
    name: str
    make: Callable[[int], bytes]
    allowed: tuple[Outcome, ...]


ATTACKS: list[Attack] = []


def attack(name: str, *allowed: Outcome) -> Callable[[Callable[[int], bytes]], Callable[[int], bytes]]:
    def keep(make: Callable[[int], bytes]) -> Callable[[int], bytes]:
        ATTACKS.append(Attack(make.__name__, name, make, allowed))
        return make

    return keep


ZEROS = 64 << 20
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><x>&j;</x>"
)


def xxe(target: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{target}">]><x>&e;</x>'


def replaced(document: bytes, **parts: str | bytes) -> bytes:
    """A container with some of its parts replaced; `__` in a name stands for `/`, the last `_` for a point."""
    content: dict[str, bytes | str] = dict(unzipped(document))
    for key, part in parts.items():
        path = key.replace("__", "/")
        at = path.rfind("_")
        content[path[:at] + "." + path[at + 1 :]] = part
    return zipped(content)


# --- archives ---------------------------------------------------------------------------------------------------------


@attack("bomb.zip", OverLimit)
def zip_bomb(_port: int) -> bytes:
    return zipped({"zeros.txt": bytes(ZEROS)})


@attack("nested.zip", OverLimit)
def zip_nested_bombs(_port: int) -> bytes:
    inner = zipped({f"{n}.bin": bytes(ZEROS // 8) for n in range(4)})
    return zipped({f"{n}.zip": inner for n in range(16)})


@attack("deep.zip", OverLimit)
def zip_many_levels(_port: int) -> bytes:
    inner = zipped({"a.txt": "bottom"})
    for _ in range(6):
        inner = zipped({"next.zip": inner})
    return inner


@attack("deep.zip", OverLimit)
def zip_many_levels_under_other_names(_port: int) -> bytes:
    inner = zipped({"a.txt": "bottom"})
    for _ in range(6):
        inner = zipped({"letter.hwp": inner})
    return inner


@attack("many.zip", OverLimit)
def zip_too_many_entries(_port: int) -> bytes:
    return zipped({f"{n}.txt": "" for n in range(1_001)})


@attack("overlap.zip", OverLimit, Damaged)
def zip_entries_over_one_another(_port: int) -> bytes:
    """All entries of the directory point to the same packed bytes."""
    body, check = zlib.compress(bytes(4 << 20), 9)[2:-4], zlib.crc32(bytes(4 << 20))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, check, len(body), 4 << 20, 5, 0) + b"a.txt" + body
    directory = b""
    for number in range(900):
        name = b"%03d.t" % number
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, check, len(body), 4 << 20, len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 900, 900, len(directory), len(local), 0)
    return local + directory + end


@attack("lies.zip", READ, Damaged)
def zip_lying_about_sizes(_port: int) -> bytes:
    """The directory says ten bytes, the packed data unfold to 64 MiB."""
    document = zipped({"a.txt": bytes(ZEROS)})
    return document.replace(struct.pack("<I", ZEROS), struct.pack("<I", 10))


@attack("links.zip", READ)
def zip_symlink(_port: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        device = zipfile.ZipInfo("device.txt")
        device.external_attr = 0o020666 << 16
        archive.writestr(device, "")
        archive.writestr("kept.txt", "harmless")
    return held.getvalue()


@attack("slip.zip", READ)
def zip_slip(_port: int) -> bytes:
    names = ["../../etc/cron.d/x.txt", "/etc/passwd.txt", "C:\\x.txt", "\\\\server\\x.txt", "a/../../x.txt", "~/x.txt", "..\\..\\x.txt", "kept.txt"]
    return zipped(dict.fromkeys(names, "x"))


@attack("names.zip", READ)
def zip_strange_names(_port: int) -> bytes:
    return zipped({"a\u202etxt.exe": "x", "b\x00c.txt": "x", "n" * 5_000 + ".txt": "x", "d\n\x1b[2J.txt": "x", " . .. ": "x"})


@attack("twice.zip", Damaged)
def zip_one_name_twice(_port: int) -> bytes:
    document = zipped({"a.txt": "one", "b.txt": "two"})
    return document.replace(b"b.txt", b"a.txt")


@attack("locked.zip", Locked)
def zip_with_a_password(_port: int) -> bytes:
    document = bytearray(zipped({"a.txt": "one"}))
    document[6] |= 1
    document[document.index(b"PK\x01\x02") + 8] |= 1
    return bytes(document)


@attack("short.zip", Damaged)
def zip_cut_short(_port: int) -> bytes:
    return zipped({"a.txt": "x" * 1000})[:-30]


# --- Word -------------------------------------------------------------------------------------------------------------


@attack("laughs.docx", OverLimit)
def docx_billion_laughs(_port: int) -> bytes:
    return replaced(files.docx(), word__document_xml=LAUGHS)


@attack("laughs.docx", OverLimit)
def docx_laughs_in_another_encoding(_port: int) -> bytes:
    return replaced(files.docx(), word__styles_xml=LAUGHS.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"))


@attack("laughs.docx", OverLimit)
def docx_quadratic(_port: int) -> bytes:
    return replaced(files.docx(), word__document_xml=f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x>{"&a;" * 50_000}</x>')


@attack("late.docx", OverLimit)
def docx_document_type_far_behind(_port: int) -> bytes:
    return replaced(files.docx(), word__document_xml=f"<!--{' ' * 10_000}-->" + xxe("file:///etc/passwd").partition("?>")[2])


@attack("xxe.docx", OverLimit)
def docx_external_entity(_port: int) -> bytes:
    return replaced(files.docx(), word__document_xml=xxe("file:///etc/passwd"))


@attack("xxe.docx", OverLimit)
def docx_external_entity_in_properties(_port: int) -> bytes:
    return replaced(files.docx(), docProps__core_xml=xxe("file:///etc/passwd"))


@attack("ssrf.docx", OverLimit)
def docx_external_document_type(port: int) -> bytes:
    return replaced(files.docx(), word__document_xml=f'<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/x.dtd"><x/>')


@attack("ssrf.docx", READ)
def docx_remote_template_and_picture(port: int) -> bytes:
    kinds = ["attachedTemplate", "image", "oleObject", "frame", "subDocument"]
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    each = [f'<Relationship Id="r{kind}" Type="http://x/{kind}" Target="http://127.0.0.1:{port}/{kind}" TargetMode="External"/>' for kind in kinds]
    relations = f'<Relationships xmlns="{space}">{"".join(each)}</Relationships>'
    return zipped(unzipped(files.docx()) | {"word/_rels/document.xml.rels": relations})


@attack("deep.docx", OverLimit, Damaged)
def docx_ten_thousand_levels(_port: int) -> bytes:
    return replaced(files.docx(), word__document_xml="<x>" * 10_000 + "</x>" * 10_000)


@attack("bomb.docx", OverLimit)
def docx_bomb(_port: int) -> bytes:
    return replaced(files.docx(), word__document_xml=b"<x>" + b" " * ZEROS + b"</x>")


@attack("climb.docx", Damaged)
def docx_main_part_outside(_port: int) -> bytes:
    parts = unzipped(files.docx())
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b'"word/document.xml"', b'"../../../../etc/passwd"')
    return zipped(parts)


@attack("macro.docx", READ)
def docx_with_a_macro(_port: int) -> bytes:
    return zipped(unzipped(files.docx()) | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


# --- spreadsheets -----------------------------------------------------------------------------------------------------


def sheet(rows: str, dimension: str = "A1:B2") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    page = f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    return zipped(unzipped(files.xlsx()) | {"xl/worksheets/sheet1.xml": page})


@attack("laughs.xlsx", OverLimit)
def xlsx_billion_laughs(_port: int) -> bytes:
    return zipped(unzipped(files.xlsx()) | {"xl/sharedStrings.xml": LAUGHS})


@attack("xxe.xlsx", OverLimit)
def xlsx_external_entity(_port: int) -> bytes:
    return zipped(unzipped(files.xlsx()) | {"xl/worksheets/sheet1.xml": xxe("file:///etc/passwd")})


@attack("xxe.xlsx", OverLimit)
def xlsx_external_entity_in_wide_letters(port: int) -> bytes:
    return zipped(unzipped(files.xlsx()) | {"xl/workbook.xml": xxe(f"http://127.0.0.1:{port}/").encode("utf-16")})


@attack("lies.xlsx", READ)
def xlsx_lying_about_its_size(_port: int) -> bytes:
    return sheet('<row r="1"><c r="A1"><v>1</v></c></row>', "A1:XFD1048576")


@attack("far.xlsx", READ)
def xlsx_one_cell_at_the_far_end(_port: int) -> bytes:
    return sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@attack("formulas.xlsx", READ)
def xlsx_formulas_that_call_out(port: int) -> bytes:
    address = f"http://127.0.0.1:{port}/"
    return sheet(f'<row r="1"><c r="A1"><f>WEBSERVICE("{address}")</f></c><c r="B1"><f>cmd|\' /C calc\'!A0</f></c></row>')


@attack("many.xlsx", READ, Stopped)
def xlsx_more_rows_than_allowed(_port: int) -> bytes:
    return sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 60_001)))


@attack("wide.xlsx", READ, OverLimit, Stopped)
def xlsx_a_cell_of_many_megabytes(_port: int) -> bytes:
    words = "".join(chr(97 + (n * n) % 26) for n in range(100_000)) * 40
    return sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row>')


@attack("repeat.ods", READ)
def ods_a_thousand_million_times_repeated(_port: int) -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="1000000000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    return files.ods(f'<table:table table:name="t"><table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row></table:table>')


@attack("laughs.ods", OverLimit)
def ods_billion_laughs(_port: int) -> bytes:
    return replaced(files.ods(), content_xml=LAUGHS)


# --- Hangul and OLE ---------------------------------------------------------------------------------------------------


@attack("xxe.hwpx", OverLimit)
def hwpx_external_entity(_port: int) -> bytes:
    return replaced(files.hwpx(), Contents__section0_xml=xxe("file:///etc/passwd"))


@attack("laughs.hwpx", OverLimit)
def hwpx_billion_laughs(_port: int) -> bytes:
    return replaced(files.hwpx(), Contents__header_xml=LAUGHS)


@attack("lost.hwpx", READ)
def hwpx_that_shows_less_than_it_says(_port: int) -> bytes:
    return replaced(files.hwpx(), Preview__PrvText_txt="처음부터 끝까지 다른 말이 여기 있었다고 한다")


@attack("bomb.hwp", OverLimit, Stopped, Damaged)
def hwp_stream_bomb(_port: int) -> bytes:
    return _with_section(files.hwp(), bytes(300 << 20))


@attack("bomb.hwp", Damaged, OverLimit, Stopped, READ)
def hwp_record_bomb(_port: int) -> bytes:
    """Millions of records, each one level below the one before."""
    return _with_section(files.hwp(), b"".join(struct.pack("<I", 0x42 | (level % 1_000) << 10) for level in range(1_000_000)))


def _with_section(document: bytes, records: bytes) -> bytes:
    """An HWP 5 whose text is replaced by other records."""
    from hwpx.hwp5.cfb import CompoundFile, build_compound_file

    old = CompoundFile(document)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(records) + packer.flush()
    return build_compound_file([(path, body if path == "BodyText/Section0" else old.read(path)) for path in old.stream_paths()])


@attack("loop.hwp", Damaged, UnknownKind, Stopped)
def ole_directory_in_a_circle(_port: int) -> bytes:
    document = bytearray(files.hwp())
    fat, directory = struct.unpack_from("<I", document, 76)[0], struct.unpack_from("<I", document, 48)[0]
    struct.pack_into("<I", document, (fat + 1) * 512 + directory * 4, directory)
    return bytes(document)


@attack("loop.hwp", Damaged, UnknownKind, Stopped, READ)
def ole_every_sector_leads_to_itself(_port: int) -> bytes:
    document = bytearray(files.hwp())
    fat = struct.unpack_from("<I", document, 76)[0]
    for number in range(128):
        struct.pack_into("<I", document, (fat + 1) * 512 + number * 4, number)
    return bytes(document)


@attack("shift.hwp", Damaged)
def ole_with_sectors_of_any_size(_port: int) -> bytes:
    document = bytearray(files.hwp())
    struct.pack_into("<H", document, 30, 0xFFFF)
    return bytes(document)


@attack("short.hwp", Damaged, UnknownKind)
def ole_cut_short(_port: int) -> bytes:
    return files.hwp()[:700]


@attack("locked.hwp", Locked)
def hwp_with_a_password(_port: int) -> bytes:
    document = files.hwp()
    at = document.index(b"HWP Document File") + 36
    return document[:at] + bytes([document[at] | 2]) + document[at + 1 :]


@attack("old.doc", NotRead)
def doc_is_not_read(_port: int) -> bytes:
    from hwpx.hwp5.cfb import build_compound_file

    return build_compound_file([("WordDocument", bytes(5_000)), ("Macros/VBA/dir", bytes(100))])


# --- two things at once -----------------------------------------------------------------------------------------------


@attack("both.docx", UnknownKind)
def container_that_claims_to_be_two(_port: int) -> bytes:
    return zipped(unzipped(files.docx()) | {"mimetype": "application/hwp+zip"})


@attack("picture.zip", NamedWrongly)
def gif_with_an_archive_behind(_port: int) -> bytes:
    return files.picture("GIF") + zipped({"a.class": "x"})


@attack("letter.docx", NamedWrongly)
def pdf_with_an_archive_behind(_port: int) -> bytes:
    return files.pdf() + files.docx()
