"""What a camera or a program wrote beside the pixels of a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bandi.parsing.inside import Part
from bandi.parsing.readers.unseen.pieces import Unseen

_CAMERA = {"Artist": "author", "XPAuthor": "author", "Copyright": "author", "CameraOwnerName": "author", "ImageDescription": "property", "XPTitle": "property",
           "XPComment": "comment", "UserComment": "comment", "XPKeywords": "property", "XPSubject": "property", "BodySerialNumber": "device", "LensSerialNumber": "device",
           "HostComputer": "device", "ImageUniqueID": "device"}  # fmt: skip
_XMP = re.compile(rb"<(?:\w+:)?(creator|description|title|subject|City|Location|GPSLatitude|GPSLongitude|OwnerName|SerialNumber|AuthorsPosition)\b[^>]*>(.{1,2000}?)</(?:\w+:)?\1>", re.S)
_XMP_SAID = re.compile(rb"(?:\w+:)(GPSLatitude|GPSLongitude|City|Location|OwnerName|SerialNumber)=[\"']([^\"']{1,200})[\"']")
_MARKUP = re.compile(r"<[^>]*>")


_IPTC = {(2, 80): "author", (2, 85): "author", (2, 110): "author", (2, 122): "author", (2, 90): "place", (2, 92): "place", (2, 95): "place", (2, 26): "place", (2, 27): "place",
         (2, 105): "property", (2, 120): "property", (2, 25): "property", (2, 5): "property", (2, 40): "comment"}  # fmt: skip
_NO_WORDS = frozenset({"dpi", "software", "jfif_version", "date:create", "date:modify", "date:timestamp", "creation time"})


def picture(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer what a camera or a program wrote beside the pixels: places, names, remarks, serial numbers."""
    found = Unseen()
    look_at(document, job["kind"], found)
    yield found.part()


def look_at(document: bytes, kind: str, found: Unseen, name: str = "") -> None:
    """Add what stands beside the pixels of a picture. name: of a picture within a document. Raises: Damaged, OverLimit."""
    from PIL import ExifTags, IptcImagePlugin

    from bandi.parsing.readers.picture import _opened

    before = f"{name} " if name else ""
    one = _opened(document, kind)
    exif = one.getexif()
    for number, value in {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}.items():
        told = _CAMERA.get(ExifTags.TAGS.get(number, ""))
        if told:
            found.add(told, before + ExifTags.TAGS[number].lower(), _told(value))
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if any(key in place for key in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSDestLatitude)):
        found.add("place", f"{before}gps", ", ".join(str(place[key]) for key in (2, 4) if key in place) or "…")
    for key, value in one.info.items():
        if isinstance(value, str) and str(key).lower() not in _NO_WORDS:
            found.add(_said(str(key).lower()), before + str(key).lower(), value[:2_000] if not value.lstrip().startswith("<") else "")
        elif isinstance(value, bytes) and str(key).lower() == "comment":
            found.add("comment", f"{before}comment", value.decode("utf-8", "replace"))
    for number, value in (IptcImagePlugin.getiptcinfo(one) or {}).items():
        for words in value if isinstance(value, list) else [value]:
            if isinstance(words, bytes) and number in _IPTC:
                found.add(_IPTC[number], f"{before}iptc", words.decode("utf-8", "replace"))
    described(document, found, before)


def _said(key: str) -> str:
    return "comment" if "comment" in key else "author" if key in {"author", "artist", "copyright"} else "property"


def _told(value: Any) -> str:
    if isinstance(value, bytes):
        plain = value[8:] if value[:8] in (b"ASCII\x00\x00\x00", b"UNICODE\x00", b"\x00" * 8) else value
        wide = value[:8] == b"UNICODE\x00" or (len(plain) > 3 and plain[1::2].count(0) * 2 >= len(plain[1::2]))
        return plain.decode("utf-16-le" if wide else "utf-8", "replace").strip("\x00 ")
    return _letters(str(value))


def _letters(text: str) -> str:
    """Return a text that Pillow took for Latin letters as what it is: programs write Korean here in UTF-8 or in the letters of old Windows."""
    if text.isascii():
        return text
    try:
        plain = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    for encoding in ("utf-8", "cp949"):
        try:
            return plain.decode(encoding)
        except UnicodeDecodeError:
            continue
    return text


def described(document: bytes, found: Unseen, before: str = "") -> None:
    """Look at the description that programs put beside a picture (XMP), as far as it is plain XML."""
    begin = document.find(b"<x:xmpmeta")
    end = document.find(b"</x:xmpmeta>", begin)
    if begin < 0 or end < 0:
        return
    packet = document[begin : min(end, begin + 1_000_000)]
    for pattern in (_XMP, _XMP_SAID):
        for said in pattern.finditer(packet):
            name = said[1].decode()
            kind = "place" if name.startswith("GPS") or name in {"City", "Location"} else "author" if name in {"creator", "OwnerName", "AuthorsPosition"} else "device" if name == "SerialNumber" else "property"
            found.add(kind, f"{before}xmp {name.lower()}", _MARKUP.sub(" ", said[2].decode("utf-8", "replace")))
