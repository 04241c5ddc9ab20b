"""Finding where a document takes up a text of ours: it names us, or it says the same without naming us.

A pure library: knows no Django, no records and no database.
"""
