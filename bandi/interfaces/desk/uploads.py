"""Taking a small file that a person chose into memory, to be handed to the jail.

Guards against: a file that is too large; it is looked at before it is read whole.
May import: Django.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

LARGEST = 8 * 1024 * 1024


def bytes_of(request: HttpRequest, name: str) -> bytes:
    """Return a chosen file, empty where none was chosen. Raises: ValidationError when it is too large."""
    file = request.FILES.get(name)
    if file is None:
        return b""
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("The file is larger than 8 MB. Choose a part of it."))
    return file.read()
