"""What this package offers to editions: activities as entries, sessions and rolls as tables, charts and the map.

Names, each a kind of content of a heading: entries, unplaced_entries (what no heading of the edition holds), sessions_table (all sessions of a heading), lectures_table,
reading_table, talk_table, college_table, scholarships_table, activity_charts, assistance_chart, map.
"""

from bandi.foundation.records.blocks import provide
from bandi.register.activities.blocks.annotations import Annotation, annotate
from bandi.register.activities.blocks.charts import activity_charts, assistance_chart
from bandi.register.activities.blocks.entries import entries, unplaced_entries
from bandi.register.activities.blocks.places import where_we_work
from bandi.register.activities.blocks.rolls import scholarships_table
from bandi.register.activities.blocks.sessions import TABLES, sessions_table, table_provider

__all__ = ["Annotation", "annotate", "offer"]


def offer() -> None:
    """Register the providers; called once from `AppConfig.ready`."""
    provide("entries", entries)
    provide("unplaced_entries", unplaced_entries)
    provide("sessions_table", sessions_table)
    for name in TABLES:
        provide(name, table_provider(name))
    provide("scholarships_table", scholarships_table)
    provide("activity_charts", activity_charts)
    provide("assistance_chart", assistance_chart)
    provide("map", where_we_work)
