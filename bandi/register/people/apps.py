from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bandi.register.people"
    label = "people"

    def ready(self) -> None:
        from bandi.foundation.records import figures, findings, spellings
        from bandi.foundation.records.intake import register
        from bandi.register.people import blocks, openness, searching
        from bandi.register.people.checks import CHECKS, texts
        from bandi.register.people.figures import FIGURES
        from bandi.register.people.intake import INTAKES

        for intake in INTAKES:
            register(intake)
        blocks.offer()
        searching.offer()
        openness.offer_all()
        figures.contribute(*FIGURES)
        for name, check in CHECKS.items():
            findings.contribute(name, check)
        spellings.offer("people", texts)
