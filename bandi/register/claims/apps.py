from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "bandi.register.claims"
    label = "claims"

    def ready(self) -> None:
        from bandi.foundation.records import figures, intake
        from bandi.register.claims import blocks
        from bandi.register.claims.figures import FIGURES
        from bandi.register.claims.intake import INTAKES, discover_series

        for each in INTAKES:
            intake.register(each)
        intake.discover("series", discover_series)
        blocks.offer()
        figures.contribute(*FIGURES)
