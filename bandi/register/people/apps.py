from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bandi.register.people"
    label = "people"

    def ready(self) -> None:
        from bandi.foundation.records import blocks, figures, findings, intake, spellings
        from bandi.foundation.records.editing import guard_changes
        from bandi.foundation.vault import erasure
        from bandi.register.people import linking, openness, searching  # noqa: F401  linking makes its kind of approval known
        from bandi.register.people.consents import acting, gate, repeats  # noqa: F401  two register their checkers
        from bandi.register.people.erasing import holds_over, take_what_names
        from bandi.register.people.models import Consent, ConsentTask, ConsentText

        erasure.register_cover(holds_over)
        intake.held_in(f"{self.name}.intake")
        blocks.held_in(f"{self.name}.blocks")
        searching.offer()
        openness.offer_all()
        figures.held_in(f"{self.name}.figures")
        findings.held_in(f"{self.name}.checks")
        spellings.held_in(f"{self.name}.checks")
        erasure.register(take_what_names)
        guard_changes(Consent, acting.may_become)
        guard_changes(ConsentText, acting.text_may_become)
        guard_changes(ConsentTask, acting.task_may_become)
