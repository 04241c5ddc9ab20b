from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bandi.register.people"
    label = "people"

    def ready(self) -> None:
        from bandi.foundation.records import figures
        from bandi.foundation.records.intake import register
        from bandi.register.people import blocks
        from bandi.register.people.figures import FIGURES
        from bandi.register.people.intake import INTAKES

        for intake in INTAKES:
            register(intake)
        blocks.offer()
        figures.contribute(*FIGURES)
