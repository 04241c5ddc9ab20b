"""Which kind of file this is: by its first bytes, against a list; its name must agree.

Outside of the jail only the first 64 bytes are looked at. What a container (ZIP, OLE) holds is asked inside.
Against whom: a program named as a letter, a page named as a picture. A file that is on no list is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from bandi.parsing.errors import NamedWrongly, UnknownKind
from bandi.parsing.limits import FIRST_BYTES

ZIP, OLE, TEXT = "a zip container", "an ole container", "text"

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", "rtf"),
    (b"HWP Document File V3", "hwp3"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1aE\xdf\xa3", "matroska"),
)
_BY_NAME: dict[str, str] = {
    "txt": "txt", "md": "txt", "text": "txt", "csv": "csv", "tsv": "csv", "html": "html", "htm": "html", "eml": "eml",
    "rss": "feed", "atom": "feed", "xml": "feed",
}  # fmt: skip
EXTENSIONS: dict[str, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        "pdf": "pdf", "png": "png", "jpeg": "jpg jpeg jpe jfif", "gif": "gif", "tiff": "tif tiff", "bmp": "bmp dib", "webp": "webp",
        "docx": "docx", "xlsx": "xlsx", "pptx": "pptx", "ods": "ods", "odt": "odt", "odp": "odp", "hwp": "hwp", "hwpx": "hwpx",
        "doc": "doc dot", "ppt": "ppt pps", "xls": "xls xlt", "msg": "msg", "hwp3": "hwp", "rtf": "rtf doc", "zip": "zip",
        "docm": "docm dotm", "xlsm": "xlsm xltm", "pptm": "pptm ppsm", "epub": "epub",
        "txt": "txt md text", "csv": "csv tsv", "html": "html htm", "eml": "eml", "feed": "rss atom xml",
        "mp3": "mp3", "ogg": "ogg oga ogv opus", "flac": "flac", "matroska": "mkv webm mka", "wave": "wav", "avi": "avi",
        "mp4": "mp4 m4a m4v mov 3gp", "heif": "heic heif avif",
    }.items()
}  # fmt: skip

PICTURES = frozenset({"png", "jpeg", "gif", "webp", "tiff", "bmp"})
TABLES = frozenset({"csv", "xlsx", "ods", "feed"})
READ = PICTURES | TABLES | {"pdf", "docx", "docm", "pptx", "pptm", "odt", "odp", "hwp", "hwpx", "html", "txt", "eml", "zip"}
LOOKED_INTO = PICTURES | {"docx", "xlsx", "pptx", "odt", "ods", "odp", "docm", "xlsm", "pptm", "pdf", "hwp", "hwpx", "eml", "txt", "csv"}
"""In which hidden content is looked for. A film, a sound or an old binary format is not among them: the gate says so."""

KNOWN = frozenset(EXTENSIONS)

_MARKUP = re.compile(rb"^\s*(<!--|<!doctype\s+html|<html[\s>])", re.I)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True)
class Look:
    """What the first bytes say: a kind, or a family (`ZIP`, `OLE`) that must be looked into inside the jail."""

    family: str
    suffix: str

    @property
    def is_container(self) -> bool:
        """Whether the kind can only be told from inside."""
        return self.family in {ZIP, OLE}


def suffix_of(name: str) -> str:
    """Return the last extension of a name, in small letters, or ''. Only this part of a name is ever used."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".") if name else ""


def first_look(head: bytes, name: str = "") -> Look:
    """Return what the first bytes say. Raises: UnknownKind; NamedWrongly if the name says something else."""
    suffix = suffix_of(name)
    look = Look(_family(head[:FIRST_BYTES], suffix), suffix)
    if not look.is_container:
        agree(look.family, suffix)
    elif suffix in _BY_NAME or any(suffix in EXTENSIONS[kind] for kind in PICTURES | {"pdf"}):
        raise NamedWrongly
    return look


def agree(kind: str, suffix: str) -> None:
    """Check that a name's extension is one of the kind's. Raises: UnknownKind, NamedWrongly."""
    if kind not in KNOWN:
        raise UnknownKind
    if suffix and suffix not in EXTENSIONS[kind]:
        raise NamedWrongly(kind=kind)


def _family(head: bytes, suffix: str) -> str:
    if not head:
        raise UnknownKind("empty")
    for beginning, family in _BEGINNINGS:
        if head.startswith(beginning):
            return family
    if head[:4] == b"RIFF":
        riff = {b"WEBP": "webp", b"WAVE": "wave", b"AVI ": "avi"}.get(head[8:12])
        if riff:
            return riff
    if head[4:8] == b"ftyp":
        return "heif" if head[8:12] in {b"heic", b"heix", b"mif1", b"avif", b"heim", b"hevc"} else "mp4"
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00" and len(head) > 18:
        return "bmp"
    return _text_kind(head, suffix)


def _text_kind(head: bytes, suffix: str) -> str:
    """Text has no beginning of its own: it is what its name says, if nothing in its first bytes speaks against it."""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and _BINARY.search(head):
        raise UnknownKind
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if wide:
        plain = head[2:].replace(b"\x00", b"")
    says_markup = bool(_MARKUP.match(plain))
    is_xml = plain.lstrip()[:5].lower() in (b"<?xml", b"<svg ", b"<!doc") and not says_markup
    if is_xml and _BY_NAME.get(suffix) != "feed":
        raise UnknownKind("xml")
    if not suffix:
        return "html" if says_markup else "txt"
    kind = _BY_NAME.get(suffix)
    if kind is None:
        raise NamedWrongly if any(suffix in one for one in EXTENSIONS.values()) else UnknownKind
    if says_markup and kind != "html" and plain[:4] != b"<!--":
        raise NamedWrongly(kind="html")
    return kind
