"""Korean text for searching and sorting: letters, romanisation, particles, and the words a search index stores.

Knows the writing system and nothing else: no Django, no database, no record. What it returns are plain strings and
small frozen dataclasses; where they are kept is the business of `bandi.foundation.records.search`.
It does not decide whether two names are the same person, and it does not analyse grammar: every rule here only offers
one more way to find a text, never removes one.
"""
