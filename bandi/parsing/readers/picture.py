"""Pictures, with Pillow: made anew from their pixels, so that nothing else of the file survives."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image, ImageOps, ImageSequence, UnidentifiedImageError

from bandi.parsing.errors import Damaged, OverLimit
from bandi.parsing.inside import Part
from bandi.parsing.limits import FRAMES, PICTURE_PIXELS, SIDE
from bandi.parsing.readers.gathering import Gathering

_FACTS = {"DateTimeOriginal": "taken", "DateTime": "changed", "Make": "maker", "Model": "camera", "Software": "software", "Artist": "author"}


def _opened(document: bytes, kind: str) -> Image.Image:
    """Return the picture, its pixels not yet unpacked; only the reader of its own kind is tried."""
    Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is unpacked
    try:
        picture = Image.open(io.BytesIO(document), formats=[kind.upper()])
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise Damaged from problem
    if picture.width * picture.height > PICTURE_PIXELS:
        raise OverLimit("pixels")
    return picture


def read(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer what the picture carries beside its pixels, as facts; it has no text of its own."""
    found = Gathering(job)
    picture = _opened(document, job["kind"])
    frames = min(getattr(picture, "n_frames", 1), 1_000)
    found.fact("width", picture.width)
    found.fact("height", picture.height)
    found.fact("frames", frames)
    exif = picture.getexif()
    values = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    for number, value in values.items():
        name = _FACTS.get(ExifTags.TAGS.get(number, ""))
        if name and isinstance(value, str):
            found.fact(name, value)
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        found.fact("place", "recorded")
    found.problem("scanned")
    yield found.part(pages=frames)


def pages(document: bytes, job: dict[str, Any]) -> Iterator[Part]:
    """Answer the frames as pixels, turned the way the camera says, on white, no wider than asked."""
    picture = _opened(document, job["kind"])
    frames, begin = min(getattr(picture, "n_frames", 1), FRAMES), job["first"] - 1
    count = max(0, min(frames - begin, job["pages"]))
    yield Part(b"J", {"pages": count})
    if frames == 1 and picture.format == "JPEG":
        picture.draft("RGB", (job["width"], job["width"]))
    for place, frame in enumerate(ImageSequence.Iterator(picture)):
        if place >= begin + count:
            break
        if place < begin:
            continue
        if frame.width * frame.height > PICTURE_PIXELS:
            raise OverLimit("pixels")
        yield _plain(frame, job["width"])


def _plain(frame: Image.Image, width: int) -> Part:
    frame.load()  # before it is asked how it lies: a TIFF turns itself while it is unpacked
    turned = frame.getexif().get(ExifTags.Base.Orientation, 1)
    wide_limit = min(width, SIDE)
    if turned in {5, 6, 7, 8}:
        seen_wide, seen_high = frame.height, frame.width
    else:
        seen_wide, seen_high = frame.width, frame.height
    scale = min(1.0, wide_limit / seen_wide, SIDE / seen_high)
    plain: Image.Image = frame
    times = int(1 / scale)
    if times > 1 and frame.mode in {"L", "LA", "RGB", "RGBA", "RGBX", "CMYK"}:
        plain = frame.reduce(times)  # before anything copies a picture of 50 megapixels
    has_alpha = frame.mode in {"RGBA", "LA", "PA"} or "transparency" in frame.info
    wanted = "RGBA" if has_alpha else "RGB"
    if plain.mode != wanted:
        plain = plain.convert(wanted)
    size = (max(1, round(frame.width * scale)), max(1, round(frame.height * scale)))
    if plain.size != size:
        plain = plain.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    if has_alpha:
        ground = Image.new("RGB", plain.size, "white")
        ground.paste(plain, mask=plain.getchannel("A"))
        plain = ground
    if turned != 1:
        if plain is frame:
            plain = frame.copy()
        plain.getexif()[ExifTags.Base.Orientation] = turned
        plain = ImageOps.exif_transpose(plain)
    return Part(b"P", struct.pack(">HH", *plain.size) + plain.tobytes())
