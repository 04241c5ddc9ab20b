"""What the pages show that are not lists or records: the year, the calendar, the claims, the report, the journal.

One module per area: it reads with few queries and gives a frozen, typed context, so that a template's vocabulary can
be read in one place. May import: every package below the interfaces.
"""
