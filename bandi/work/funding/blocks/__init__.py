"""What this package offers to editions: `grants_table` and `material_table`, each a kind of content of a heading; and to the entries of activities
what was handed out there."""

from bandi.foundation.records.blocks import provide
from bandi.register.activities.blocks import annotate
from bandi.work.funding.blocks.tables import grants_table, handed_out_added, material_table

__all__ = ["offer"]


def offer() -> None:
    """Register the providers; called once from `AppConfig.ready`."""
    provide("grants_table", grants_table)
    provide("material_table", material_table)
    annotate("funding.1-material", handed_out_added)
