"""Claims: what we assert and what supports it. Figures are named queries that packages contribute; a claim is bound to
a figure, a citation or a context source and agrees, differs, has no evidence, or is accepted with a note.

Knows no activity and no person: figures bring values and record ids.
"""
