"""What this package loads from the folder of a year: organisations, outlets, people, places, the profile, ways of giving."""

from bandi.register.people.intake.giving import CHANNELS
from bandi.register.people.intake.organisations import ORGANISATIONS, OUTLETS
from bandi.register.people.intake.persons import PEOPLE
from bandi.register.people.intake.places import PLACES
from bandi.register.people.intake.profile import PROFILE

INTAKES = (ORGANISATIONS, OUTLETS, PEOPLE, *PROFILE, CHANNELS, PLACES)
