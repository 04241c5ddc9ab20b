from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "bandi.work.programmes"
    label = "programmes"

    def ready(self) -> None:
        from bandi.foundation.records.editing import guard_changes
        from bandi.work.programmes import guarding, searching
        from bandi.work.programmes.models import Member, Question, Round, Volunteer

        searching.offer()
        for model in (Volunteer, Member):
            guard_changes(model, guarding.keep_code)
        guard_changes(Question, guarding.keep_answers)
        guard_changes(Round, guarding.keep_set)
