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
        "docm": ("word", "read"),
        "pptx": ("slides", "read"),
        "pptm": ("slides", "read"),
        "odt": ("flowing", "read"),
        "odp": ("flowing", "read"),
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
        "docx": ("unseen.office", "office"),
        "xlsx": ("unseen.office", "office"),
        "pptx": ("unseen.office", "office"),
        "odt": ("unseen.office", "office"),
        "ods": ("unseen.office", "office"),
        "odp": ("unseen.office", "office"),
        "docm": ("unseen.office", "office"),
        "xlsm": ("unseen.office", "office"),
        "pptm": ("unseen.office", "office"),
        "pdf": ("unseen.pdf", "pdf"),
        "png": ("unseen.picture", "picture"),
        "jpeg": ("unseen.picture", "picture"),
        "gif": ("unseen.picture", "picture"),
        "webp": ("unseen.picture", "picture"),
        "tiff": ("unseen.picture", "picture"),
        "bmp": ("unseen.picture", "picture"),
        "hwp": ("unseen.hangul", "hangul"),
        "hwpx": ("unseen.hangul", "hangul"),
        "eml": ("unseen.mail", "mail"),
        "txt": ("unseen.pieces", "nothing"),
        "csv": ("unseen.pieces", "nothing"),
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
