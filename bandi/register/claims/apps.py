from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "bandi.register.claims"
    label = "claims"

    def ready(self) -> None:
        from bandi.foundation.records import editing, figures, findings, intake, spellings
        from bandi.register.claims import blocks
        from bandi.register.claims.checks import CHECKS, texts
        from bandi.register.claims.figures import FIGURES
        from bandi.register.claims.intake import INTAKES, discover_series
        from bandi.register.claims.models import Claim
        from bandi.register.claims.policies import check_undo

        for each in INTAKES:
            intake.register(each)
        intake.discover("series", discover_series)
        blocks.offer()
        figures.contribute(*FIGURES)
        for name, check in CHECKS.items():
            findings.contribute(name, check)
        spellings.offer("claims", texts)
        editing.guard_undo(Claim, check_undo)
