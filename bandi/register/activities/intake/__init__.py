"""What this package loads from the folder of a year: headings, programmes, activities, tables of sessions, material, money."""

from bandi.register.activities.intake.activities import ACTIVITIES
from bandi.register.activities.intake.headings import HEADINGS
from bandi.register.activities.intake.material import MATERIAL
from bandi.register.activities.intake.programmes import PROGRAMMES
from bandi.register.activities.intake.sessions import discover_table

INTAKES = (HEADINGS, PROGRAMMES, ACTIVITIES, *MATERIAL)
DISCOVERERS = {"sessions": discover_table}
