"""The press: draws a finished `Document` as PDF, Word or HTML.

It knows type, pages, charts and maps, and the few words a book needs of its own (contents, figure, source). It does
not know records, editions or Django: what it draws are the blocks of `bandi.foundation.records.blocks`.
"""
