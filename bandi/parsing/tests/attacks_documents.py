"""Hostile PDF, pictures, pages, mail, text and things under a wrong name. As `attacks_archives`."""

from __future__ import annotations

import io
import struct
import zlib
from email.message import EmailMessage

from bandi.parsing.errors import Crashed, Damaged, Locked, NamedWrongly, NotRead, OverLimit, Stopped, UnknownKind
from bandi.parsing.tests import files
from bandi.parsing.tests.attacks_archives import READ, attack
from bandi.parsing.tests.files import pdf, raw_pdf, stream

# --- PDF --------------------------------------------------------------------------------------------------------------

CATALOGUE, PAGES_1 = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"


def one_page(content: bytes, resources: bytes = b"", *more: bytes, box: bytes = b"0 0 300 400") -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> >>" % (box, resources)
    return raw_pdf([CATALOGUE, PAGES_1, page, content, *more])


def packed(content: bytes, times: int = 1, words: bytes = b"") -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [%s] %s" % (b"/FlateDecode " * times, words))


@attack("bomb.pdf", READ, Stopped, Crashed, Damaged)
def pdf_flate_bomb(_port: int) -> bytes:
    return one_page(packed(b" " * (400 << 20)))


@attack("bomb.pdf", READ, Stopped, Crashed, Damaged)
def pdf_flate_within_flate(_port: int) -> bytes:
    return one_page(packed(b"q " * (100 << 20), 3))


@attack("bomb.pdf", READ, Stopped, Crashed, Damaged)
def pdf_hundred_filters(_port: int) -> bytes:
    return one_page(packed(b"q Q ", 100))


@attack("loop.pdf", READ, Damaged, Stopped, Crashed)
def pdf_pages_in_a_circle(_port: int) -> bytes:
    return raw_pdf([CATALOGUE, b"<< /Type /Pages /Count 900 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"])


@attack("loop.pdf", READ, Damaged, Stopped, Crashed)
def pdf_form_within_itself(_port: int) -> bytes:
    form = stream(b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << /XObject << /F 5 0 R >> >>")
    return one_page(stream(b"/F Do"), b"/XObject << /F 5 0 R >>", form)


@attack("loop.pdf", READ, Damaged, Stopped, Crashed)
def pdf_forms_that_double(_port: int) -> bytes:
    forms = [
        stream(b"/F Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << /XObject << /F %d 0 R >> >>" % (number + 6))
        for number in range(12)
    ]
    last = stream(b"0 0 10 10 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 300 400]")
    return one_page(stream(b"/F Do"), b"/XObject << /F 5 0 R >>", *forms, last)


@attack("loop.pdf", READ, Damaged, Stopped, Crashed)
def pdf_table_in_a_circle(_port: int) -> bytes:
    document = pdf(1)
    return document.replace(b"/Info 4 0 R", b"/Prev %d /XRefStm %d" % (document.index(b"xref\n"), document.index(b"xref\n")))


@attack("many.pdf", READ, Stopped)
def pdf_of_ten_thousand_pages(_port: int) -> bytes:
    return raw_pdf([CATALOGUE, b"<< /Type /Pages /Count 10000 /Kids [%s] >>" % (b"3 0 R " * 10_000), b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"])


@attack("wide.pdf", READ, Damaged)
def pdf_page_wide_as_a_country(_port: int) -> bytes:
    return one_page(stream(b"BT ET"), box=b"0 0 99999999 99999999")


@attack("thin.pdf", READ, Damaged)
def pdf_page_without_width(_port: int) -> bytes:
    return one_page(stream(b"BT ET"), box=b"0 0 0 1e30")


@attack("flood.pdf", READ, Damaged, Stopped, Crashed)
def pdf_picture_of_four_thousand_megapixels(_port: int) -> bytes:
    image = packed(bytes(1 << 20), 1, b"/Type /XObject /Subtype /Image /Width 65000 /Height 65000 /ColorSpace /DeviceRGB /BitsPerComponent 8")
    return one_page(stream(b"300 0 0 400 0 0 cm /I Do"), b"/XObject << /I 5 0 R >>", image)


@attack("spin.pdf", READ, Damaged, Stopped, Crashed)
def pdf_pattern_that_never_ends(_port: int) -> bytes:
    tile = stream(b"0 0 1 1 re f", b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 /Resources << >>")
    return one_page(stream(b"/Pattern cs /P scn 0 0 300 400 re f"), b"/Pattern << /P 5 0 R >>", tile)


@attack("script.pdf", READ)
def pdf_that_acts_when_opened(port: int) -> bytes:
    action = b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:%d/'\\)) >>" % port
    return pdf(1, catalogue=action + b" /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>")


@attack("ssrf.pdf", READ)
def pdf_that_calls_out(port: int) -> bytes:
    address = b"(http://127.0.0.1:%d/)" % port
    acts = b" ".join(b"<< /Type /Annot /Subtype /Link /Rect [0 0 300 400] /A << /S /%s /F %s /URI %s >> >>" % (kind, address, address) for kind in (b"URI", b"Launch", b"SubmitForm", b"GoToR", b"ImportData"))
    return pdf(1, catalogue=b"/OpenAction << /S /URI /URI %s >>" % address, page=b"/Annots [%s] /AA << /O << /S /URI /URI %s >> >>" % (acts, address))


@attack("file.pdf", READ, Damaged)
def pdf_stream_from_a_file(_port: int) -> bytes:
    return one_page(stream(b"", b"/F (/etc/passwd) /FFilter /FlateDecode"))


@attack("locked.pdf", Locked, Damaged)
def pdf_with_a_password(_port: int) -> bytes:
    import pikepdf

    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(1))) as document:
        document.save(held, encryption=pikepdf.Encryption(owner="invented", user="invented"))
    return held.getvalue()


@attack("noise.pdf", Damaged)
def pdf_of_noise(_port: int) -> bytes:
    return b"%PDF-1.7\n" + bytes((n * n * 31) % 251 for n in range(100_000))


# --- pictures ---------------------------------------------------------------------------------------------------------


def png_of(width: int, height: int, body: bytes, *more: tuple[bytes, bytes]) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*one) for one in more) + chunk(b"IDAT", zlib.compress(body, 9)) + chunk(b"IEND", b"")


@attack("flood.png", OverLimit)
def png_pixel_flood(_port: int) -> bytes:
    return png_of(60_000, 60_000, bytes(1 << 20))


@attack("flood.png", READ, Stopped)
def png_just_below_the_limit(_port: int) -> bytes:
    return png_of(7_000, 7_000, (b"\x00" + bytes(21_000)) * 7_000)


@attack("words.png", READ, Damaged)
def png_text_bomb(_port: int) -> bytes:
    return png_of(2, 2, (b"\x00" + bytes(6)) * 2, (b"zTXt", b"a\x00\x00" + zlib.compress(bytes(100 << 20), 9)))


@attack("flood.jpg", OverLimit, Damaged)
def jpeg_pixel_flood(_port: int) -> bytes:
    document = files.picture()
    at = document.index(b"\xff\xc0")
    return document[: at + 5] + struct.pack(">HH", 65_500, 65_500) + document[at + 9 :]


@attack("film.gif", READ)
def gif_of_ten_thousand_frames(_port: int) -> bytes:
    frame = b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    return b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame * 10_000 + b"\x3b"


@attack("flood.gif", OverLimit, Damaged)
def gif_pixel_flood(_port: int) -> bytes:
    return b"GIF89a\xff\xff\xff\xff\x80\x00\x00\x00\x00\x00\xff\xff\xff\x2c\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02\x44\x01\x00\x3b"


@attack("loop.tif", READ, Damaged, OverLimit, Stopped)
def tiff_directory_in_a_circle(_port: int) -> bytes:
    tags = [(256, 4, 1, 1), (257, 4, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 1)]
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + struct.pack("<I", 8)


@attack("flood.tif", OverLimit, Damaged)
def tiff_pixel_flood(_port: int) -> bytes:
    tags = [(256, 4, 1, 0x7FFFFFF), (257, 4, 1, 0x7FFFFFF), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 1)]
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + struct.pack("<I", 0)


@attack("short.png", READ, Damaged)
def png_cut_short(_port: int) -> bytes:
    return png_of(500, 500, (b"\x00" + bytes(1500)) * 500)[:-40]


@attack("picture.png", UnknownKind, NamedWrongly)
def svg_named_as_picture(port: int) -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:%d/"/><script>1</script></svg>' % port


# --- pages, mail, text ------------------------------------------------------------------------------------------------


@attack("ssrf.html", READ)
def html_that_calls_out(port: int) -> bytes:
    at = f"http://127.0.0.1:{port}/"
    inner = "".join(f'<{tag} src="{at}" href="{at}" data="{at}"></{tag}>' for tag in ("img", "iframe", "link", "object", "embed", "script", "base", "video"))
    return files.html(inner + f'<meta http-equiv="refresh" content="0;url={at}"><style>@import url({at});</style><p style="background:url({at})">x')


@attack("xxe.html", READ, Damaged)
def html_with_an_entity(_port: int) -> bytes:
    return b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><p>&e;</p></html>'


@attack("deep.html", READ, Damaged, OverLimit, Stopped)
def html_of_three_hundred_thousand_levels(_port: int) -> bytes:
    return b"<html>" + b"<div>" * 300_000 + b"bottom"


@attack("wide.html", READ, Damaged, OverLimit, Stopped)
def html_with_a_million_attributes(_port: int) -> bytes:
    return b"<html><p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">words</p></html>"


@attack("deep.eml", READ, Damaged, OverLimit, Stopped)
def mail_within_mail(_port: int) -> bytes:
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    return f"From: a@example.org\nSubject: x\n{heads}Content-Type: text/plain\n\nbottom\n".encode()


@attack("many.eml", READ, Stopped)
def mail_with_thousands_of_parts(_port: int) -> bytes:
    part = b"--b\nContent-Type: application/x\nContent-Disposition: attachment; filename=\"../../../etc/%d\"\n\nx\n"
    return b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + b"".join(part % n for n in range(5_000)) + b"--b--\n"


@attack("remote.eml", READ)
def mail_that_calls_out(port: int) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "x"
    message.set_content(f'<p>hello<img src="http://127.0.0.1:{port}/seen">', subtype="html")
    return message.as_bytes()


@attack("heads.eml", READ, Damaged, OverLimit, Stopped)
def mail_with_endless_heads(_port: int) -> bytes:
    return b"From: " + b"(" * 50_000 + b"a@example.org\nSubject: " + b"=?utf-8?q?" * 50_000 + b"\nTo: " + b"<a@b>," * 20_000 + b"\n\nx"


@attack("field.csv", READ)
def csv_field_of_many_megabytes(_port: int) -> bytes:
    return b'a,"' + b"x" * (12 << 20) + b'",c\n'


@attack("open.csv", READ, Damaged)
def csv_quote_that_never_closes(_port: int) -> bytes:
    return b'a,"' + b"x,y\n" * 1_000_000


@attack("wide.csv", READ)
def csv_of_many_columns_and_rows(_port: int) -> bytes:
    return (b",".join(b"%d" % n for n in range(300)) + b"\n") * 1_000 + b"x\n" * 60_000


@attack("turned.txt", READ)
def text_with_turned_writing(_port: int) -> bytes:
    return ("harmless \u202egpj.exe\u202c " * 9 + "\x1b[2J\x07 end").encode()


@attack("old.rtf", NotRead)
def rtf_is_not_read(port: int) -> bytes:
    return b"{\\rtf1{\\object\\objautlink\\objupdate{\\*\\objdata 0105}}{\\field{\\*\\fldinst INCLUDEPICTURE http://127.0.0.1:%d/}}}" % port


# --- under a wrong name -----------------------------------------------------------------------------------------------

_WRONG = {
    "program.pdf": b"MZ\x90\x00\x03\x00\x00\x00", "program.txt": b"\x7fELF\x02\x01\x01\x00", "link.hwp": b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00",
    "page.txt": b"<html><script>1</script></html>", "page.jpg": b"<!doctype html><p>x", "mail.pdf": b"From: a@example.org\n\nx",
    "letter.hwp": files.pdf(1), "photo.png": b"\xff\xd8\xff\xe0\x00\x10JFIF", "cabinet.docx": b"MSCF\x00\x00\x00\x00", "help.pdf": b"ITSF\x03\x00\x00\x00",
    "empty.pdf": b"", "class.zip": b"\xca\xfe\xba\xbe\x00\x00\x00\x34", "late.pdf": b"\n" * 200 + files.pdf(1), "script.exe": b"echo hello\n",
}  # fmt: skip

for _name, _bytes in _WRONG.items():
    _make = (lambda content: lambda _port: content)(_bytes)
    _make.__name__ = "named_" + _name.replace(".", "_")
    attack(_name, NamedWrongly, UnknownKind)(_make)
