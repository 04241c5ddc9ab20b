from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "bandi.work.programmes"
    label = "programmes"

    def ready(self) -> None:
        from bandi.foundation.records import blocks, figures, intake
        from bandi.foundation.records.editing import guard_changes
        from bandi.work.programmes import due, guarding, searching  # noqa: F401  `due` registers its sources
        from bandi.work.programmes.models import (
            Member,
            MemberGroup,
            Question,
            QuestionSet,
            Round,
            Volunteer,
            VolunteerCall,
        )

        intake.held_in(f"{self.name}.intake")
        searching.offer()
        blocks.held_in(f"{self.name}.blocks")
        figures.held_in(f"{self.name}.figures")
        for model in (Volunteer, Member):
            guard_changes(model, guarding.keep_person)
        for model in (QuestionSet, VolunteerCall, MemberGroup):
            guard_changes(model, guarding.keep_hidden)
        guard_changes(Question, guarding.keep_answers)
        guard_changes(Round, guarding.keep_set)
