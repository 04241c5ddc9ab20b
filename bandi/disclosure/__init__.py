"""Disclosure: what in a text, a table or a file would tell who somebody is, in Korean and English; and masking of names by rule.

A pure library: knows no Django, no records and no consent. It is told what is known (protected names, codes, names and addresses that are
open) and says what it found, where, and how sure it is. Whether something may leave is decided above it, by the release gate. It finds
what can be seen by rule; a story that only insiders recognise it does not see: a person reads before anything leaves.
"""

from bandi.disclosure.candidates import Candidates, candidates
from bandi.disclosure.cells import find_in_cells
from bandi.disclosure.files import find_in_file, unseen_detail
from bandi.disclosure.finding import find
from bandi.disclosure.known import Known
from bandi.disclosure.leaks import KINDS, Kind, Leak
from bandi.disclosure.masking import Rule, collisions, masked

__all__ = ["KINDS", "Candidates", "Kind", "Known", "Leak", "Rule", "candidates", "collisions", "find", "find_in_cells", "find_in_file", "masked", "unseen_detail"]
