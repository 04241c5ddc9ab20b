from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bandi.register.people"
    label = "people"

    def ready(self) -> None:
        from bandi.foundation.records import figures, findings, spellings
        from bandi.foundation.records.editing import guard_changes
        from bandi.foundation.records.intake import register
        from bandi.foundation.vault import erasure
        from bandi.register.people import blocks, linking, openness, searching  # noqa: F401  linking makes its kind of approval known
        from bandi.register.people.checks import CHECKS, texts
        from bandi.register.people.consents import acting, gate, repeats  # noqa: F401  two register their checkers
        from bandi.register.people.erasing import holds_over, take_what_names
        from bandi.register.people.figures import FIGURES
        from bandi.register.people.intake import INTAKES
        from bandi.register.people.models import Consent, ConsentTask, ConsentText

        erasure.register_cover(holds_over)
        for intake in INTAKES:
            register(intake)
        blocks.offer()
        searching.offer()
        openness.offer_all()
        figures.contribute(*FIGURES)
        for name, check in CHECKS.items():
            findings.contribute(name, check)
        spellings.offer("people", texts)
        erasure.register(take_what_names)
        guard_changes(Consent, acting.may_become)
        guard_changes(ConsentText, acting.text_may_become)
        guard_changes(ConsentTask, acting.task_may_become)
