"""Loading terms.csv: the words of vocabularies in both languages.

Reference lies below records and knows no folder; so its intake stands here.
May import: reference and the other modules of this package.
"""

from __future__ import annotations

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.rows import Row
from bandi.foundation.reference.models import Term


def _rows_by_word(folder: Folder, rows: list[Row]) -> list[Row]:
    """Name each row by its vocabulary and key."""
    return [Row(row.file, row.number, f"{row.text('vocabulary')}:{row.text('key')}"[:160], row.values) for row in rows]


def load_term(folder: Folder, row: Row) -> None:
    """Make or change one word of a vocabulary."""
    vocabulary, key = row.needed("vocabulary", limit=40), row.needed("key", limit=120)
    label_en, label_ko = row.text("label", limit=200), row.text("label_ko", limit=200)
    wanted = {
        "label_en": label_en or ("" if label_ko else key.replace("_", " ")),
        "label_ko": label_ko,
        "order": row.count_of("order") or 0,
    }
    term, made = Term.objects.get_or_create(vocabulary=vocabulary, key=key, defaults=wanted)
    if not made and any(getattr(term, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(term, name, value)
        term.save(update_fields=list(wanted))
        made = True
    folder.writes += made


TERMS = Intake(
    file="terms.csv", order=0, apply=load_term, required=("vocabulary", "key"), prepare=_rows_by_word
)
