"""What this package offers to editions: letters, submissions, requests, recommendations, uptakes, publications and the media
list; and what it adds to activities.

Names, each a kind of content of a heading: letters_table, citations_table, submissions_table, recommendations_table, asks_table,
outcomes_table, publications_table, media_list, media_chart.
"""

from bandi.foundation.records.blocks import provide
from bandi.register.activities.blocks import annotate
from bandi.work.advocacy.blocks.adding import letters_added, media_added, uptakes_added
from bandi.work.advocacy.blocks.asking import asks_table, outcomes_table, recommendations_table, submissions_table
from bandi.work.advocacy.blocks.documents import citations_table, letters_table
from bandi.work.advocacy.blocks.media import media_chart, media_list
from bandi.work.advocacy.blocks.publications import publications_table

__all__ = ["offer"]


def offer() -> None:
    """Register the providers; called once from `AppConfig.ready`."""
    provide("letters_table", letters_table)
    provide("citations_table", citations_table)
    provide("submissions_table", submissions_table)
    provide("recommendations_table", recommendations_table)
    provide("asks_table", asks_table)
    provide("outcomes_table", outcomes_table)
    provide("publications_table", publications_table)
    provide("media_list", media_list)
    provide("media_chart", media_chart)
    annotate("advocacy.1-letters", letters_added)
    annotate("advocacy.2-uptakes", uptakes_added)
    annotate("advocacy.3-media", media_added)
