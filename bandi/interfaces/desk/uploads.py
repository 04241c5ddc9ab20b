"""Reading a small file that a person chose: as text, in whichever of our encodings it is.

Guards against: a file that is too large or no text at all; it is looked at before it is read whole.
May import: Django.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

LARGEST = 8 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "cp949")


def bytes_of(request: HttpRequest, name: str) -> bytes:
    """Return a chosen file, empty where none was chosen. Raises: ValidationError when it is too large."""
    file = request.FILES.get(name)
    if file is None:
        return b""
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("The file is larger than 8 MB. Choose a part of it."))
    return file.read()


def text_of(request: HttpRequest, name: str) -> str:
    """Return a chosen file as text, empty where none was chosen. Raises: ValidationError when it is no text file."""
    data = bytes_of(request, name)
    if not data:
        return ""
    if b"\x00" in data[:4096] or data[:5] in (b"%PDF-", b"PK\x03\x04\x14"):
        raise ValidationError(_("This is no text file. Open it, copy its words and paste them here."))
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The file’s letters cannot be read. Save it as UTF-8 and choose it again."))
