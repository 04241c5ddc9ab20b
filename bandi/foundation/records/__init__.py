"""Records: one identity for everything we hold, with handling level, links, revisions, import and search.

Knows that a record has a kind, a label in two languages and a version; not what it is about. Packages above
register their models here, and what they offer: blocks for editions, panels, search documents, files of a year.
"""
