"""One reader for each kind of file. They run inside the jail and nowhere else: an import contract and a test keep it so.

A reader takes the bytes of one document and the job, and yields the parts of its answer. It knows its format and the
limits; it opens no file, fetches nothing, and believes nothing that the document says about its own size.
"""

from __future__ import annotations

# what is asked → kind of file → (module, function)
ROOMS: dict[str, dict[str, tuple[str, str]]] = {
    "nothing": {"": ("container", "nothing")},
    "identify": {"": ("container", "identify")},
    "read": {
        "pdf": ("pdf", "read"),
        "docx": ("word", "read"),
        "html": ("web", "read"),
        "txt": ("plain", "read"),
        "png": ("picture", "read"),
        "jpeg": ("picture", "read"),
        "gif": ("picture", "read"),
        "webp": ("picture", "read"),
        "tiff": ("picture", "read"),
        "bmp": ("picture", "read"),
    },
    "pages": {
        "pdf": ("pdf", "pages"),
        "png": ("picture", "pages"),
        "jpeg": ("picture", "pages"),
        "gif": ("picture", "pages"),
        "webp": ("picture", "pages"),
        "tiff": ("picture", "pages"),
        "bmp": ("picture", "pages"),
    },
}
