"""What this package loads from the folder of a year: grants and reports to their funders, budget lines, the stock."""

from bandi.work.funding.intake.grants import GRANTS
from bandi.work.funding.intake.stock import STOCK

INTAKES = (*GRANTS, *STOCK)
