"""Loading captions.csv, personal_texts.csv, scholarships.csv and spending.csv.

A caption that may show somebody who needs protection is not read, nor is any personal text: only their places are held.
Their words are cut off before a row is even compared, so that not so much as their digest is kept.
May import: records, this package's models.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from bandi.foundation.records.intake import Folder, Intake
from bandi.foundation.records.models import Handling
from bandi.foundation.records.rows import Row, RowProblem
from bandi.register.activities.models import Activity, Amount, HeldText, Picture, RollEntry

_SHOWS = ("no", "likely", "yes")
_WORDS = ("gist", "gist_ko", "credit")


def without_words(folder: Folder, rows: list[Row]) -> list[Row]:
    """Cut the words off every caption that is not said to show nobody who needs protection."""
    return [row if row.text("shows_beneficiaries_or_minors").lower() == "no" else row.without(*_WORDS) for row in rows]


def without_text(folder: Folder, rows: list[Row]) -> list[Row]:
    """Cut off who wrote a personal text and what it says."""
    return [row.only("id", "kind", "activity_id", "needs_consent") for row in rows]


def load_caption(folder: Folder, row: Row) -> Picture:
    """Make or change one caption; its words are read only when it is said to show nobody who needs protection."""
    shows = row.needed("shows_beneficiaries_or_minors").lower()
    if shows not in _SHOWS:
        raise RowProblem(_("“%(value)s” should be no, likely or yes") % {"value": shows[:40]})
    free = shows == "no"
    if not free:
        folder.hold()
    return folder.put(
        Picture,
        row.needed("id"),
        {
            "activity": folder.ask(Activity, row.text("activity_id"), _("the activity")),
            "caption_en": row.text("gist", limit=400) if free else "",
            "caption_ko": row.text("gist_ko", limit=400) if free else "",
            "shows_people": shows,
            "credit": row.text("credit", limit=200) if free else "",
            "order": row.number,
        },
        handling=Handling.OPEN if free else Handling.INTERNAL,
        of_year=True,
    )


def load_personal_text(folder: Folder, row: Row) -> HeldText:
    """Hold the place of a personal text; neither who wrote it nor what it says is read."""
    folder.hold()
    kind = folder.term("personal_text_kind", row.needed("kind", limit=60))
    assert kind is not None
    return folder.put(
        HeldText,
        row.needed("id"),
        {
            "activity": folder.ask(Activity, row.text("activity_id"), _("the activity")),
            "kind": kind.key,
            "needs_consent": row.flag("needs_consent", default=True),
            "order": row.number,
        },
        handling=Handling.INTERNAL,
        of_year=True,
    )


def load_roll_entry(folder: Folder, row: Row) -> RollEntry:
    """Make or change one line of a published roll of masked names."""
    activity = folder.need(Activity, row.needed("activity_id"), _("the activity"))
    channel, position = row.needed("channel", limit=60), row.count_of("position")
    if position is None:
        raise RowProblem(_("“%(name)s” is empty") % {"name": "position"})
    folder.term("scholarship_channel", channel)
    values = {
        "heading": row.text("heading", limit=300),
        "heading_ko": row.text("heading_ko", limit=300),
        "funders_en": row.text("funders", limit=300),
        "funders_ko": row.text("funders_ko", limit=300),
        "masked_name": row.needed("masked_name", limit=120),
        "note": row.text("note", limit=400),
        "ref": row.ref[:60],
    }
    return folder.part(RollEntry, {"activity": activity, "channel": channel, "position": position}, values)


def load_amount(folder: Folder, row: Row) -> Amount:
    """Make or change an amount of money. Where it is converted, the rate follows from the two amounts."""
    amount, other = row.number_of("amount"), row.number_of("amount_other")
    currency, other_currency = row.text("currency", limit=3).upper(), row.text("currency_other", limit=3).upper()
    if (amount is not None and not currency) or (other is not None and not other_currency):
        raise RowProblem(_("an amount needs its currency"))
    purpose, purpose_ko = row.text("purpose", limit=300), row.text("purpose_ko", limit=300)
    if not purpose_ko:
        row.needed("purpose")
    direction = row.text("direction", limit=60)
    folder.term("spending_direction", direction)
    rate = (amount / other).quantize(Decimal("0.0001")) if amount is not None and other else None
    return folder.put(
        Amount,
        row.needed("id"),
        {
            "activity": folder.ask(Activity, row.text("activity_id"), _("the activity")),
            "amount": amount,
            "currency": currency,
            "other_amount": other,
            "other_currency": other_currency,
            "rate": rate,
            "rate_source": "amount / amount_other" if rate else "",
            "qualifier": row.text("qualifier", limit=60),
            "direction": direction,
            "purpose_en": purpose,
            "purpose_ko": purpose_ko,
            "beneficiaries": row.text("beneficiaries", limit=100),
            "funders": row.text("funders"),
            "period": row.text("period", limit=60),
            "is_external": direction.lower().startswith("external"),
            "note": row.text("note", limit=400),
        },
        of_year=True,
    )


MATERIAL = [
    Intake(
        file="captions.csv", order=62, apply=load_caption, required=("id", "shows_beneficiaries_or_minors"),
        prepare=without_words, aside=_WORDS,
    ),
    Intake(
        file="personal_texts.csv", order=62, apply=load_personal_text, required=("id", "kind"),
        prepare=without_text, aside=("attribution", "gist"),
    ),
    Intake(
        file="scholarships.csv", order=62, apply=load_roll_entry,
        required=("id", "channel", "position", "masked_name", "activity_id"),
    ),
    Intake(file="spending.csv", order=62, apply=load_amount, required=("id", "purpose")),
]  # fmt: skip
