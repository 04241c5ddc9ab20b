"""Facts about claims and their support. May import: the foundation."""

from bandi.register.claims.models.claim import Claim, Counted, Measurement, Origin, State
from bandi.register.claims.models.context import ContextFact, OpeningBalance, ReferenceSeries, SeriesPoint

__all__ = [
    "Claim", "ContextFact", "Counted", "Measurement", "OpeningBalance", "Origin", "ReferenceSeries", "SeriesPoint", "State",
]  # fmt: skip
