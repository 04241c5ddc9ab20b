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
        "hwp": ("hangul", "read"),
        "hwpx": ("hangul", "read"),
        "html": ("web", "read"),
        "txt": ("plain", "read"),
        "csv": ("tables", "read"),
        "xlsx": ("tables", "read"),
        "ods": ("tables", "read"),
        "feed": ("tables", "read"),
        "eml": ("mail", "read"),
        "zip": ("archive", "read"),
        "png": ("picture", "read"),
        "jpeg": ("picture", "read"),
        "gif": ("picture", "read"),
        "webp": ("picture", "read"),
        "tiff": ("picture", "read"),
        "bmp": ("picture", "read"),
    },
    "rows": {"csv": ("tables", "rows"), "xlsx": ("tables", "rows"), "ods": ("tables", "rows"), "feed": ("tables", "rows")},
    "hidden": {
        "docx": ("unseen", "office"),
        "xlsx": ("unseen", "office"),
        "pptx": ("unseen", "office"),
        "odt": ("unseen", "office"),
        "ods": ("unseen", "office"),
        "odp": ("unseen", "office"),
        "docm": ("unseen", "office"),
        "xlsm": ("unseen", "office"),
        "pptm": ("unseen", "office"),
        "pdf": ("unseen", "pdf"),
        "png": ("unseen", "picture"),
        "jpeg": ("unseen", "picture"),
        "gif": ("unseen", "picture"),
        "webp": ("unseen", "picture"),
        "tiff": ("unseen", "picture"),
        "bmp": ("unseen", "picture"),
        "hwp": ("unseen", "hangul"),
        "hwpx": ("unseen", "hangul"),
        "eml": ("unseen", "mail"),
        "txt": ("unseen", "nothing"),
        "csv": ("unseen", "nothing"),
    },
    "items": {"zip": ("archive", "items"), "eml": ("mail", "items")},
    "item": {"zip": ("archive", "item"), "eml": ("mail", "item")},
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
