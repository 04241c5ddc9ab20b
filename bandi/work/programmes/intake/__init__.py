"""What this package loads from the folder of a year, codes and numbers only: question sets, calls and shifts, groups.

Nobody is named in these files. A code that looks like a name (a blank in it) is refused by its form.
"""

from bandi.work.programmes.intake.answers import ANSWERS
from bandi.work.programmes.intake.groups import GROUPS
from bandi.work.programmes.intake.volunteers import VOLUNTEERS

INTAKES = (*ANSWERS, *VOLUNTEERS, *GROUPS)
