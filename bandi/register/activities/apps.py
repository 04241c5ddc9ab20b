from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "bandi.register.activities"
    label = "activities"

    def ready(self) -> None:
        from bandi.register.activities.models import HeldText
        from bandi.register.people.consents.asking import needs_consent

        needs_consent(HeldText._meta.label_lower, lambda keys: HeldText.objects.filter(pk__in=keys, needs_consent=True).values_list("pk", flat=True))
        from bandi.foundation.records import figures, findings, intake, outline, spellings
        from bandi.register.activities import blocks, searching, using  # noqa: F401  `using` offers its source
        from bandi.register.activities.checks import CHECKS, texts
        from bandi.register.activities.figures import FIGURES
        from bandi.register.activities.intake import INTAKES
        from bandi.register.activities.intake.headings import outline_of
        from bandi.register.activities.intake.sessions import discover_table

        for each in INTAKES:
            intake.register(each)
        intake.discover("sessions", discover_table)
        outline.provide("activities", outline_of)
        blocks.offer()
        searching.offer()
        figures.contribute(*FIGURES)
        for name, check in CHECKS.items():
            findings.contribute(name, check)
        spellings.offer("activities", texts)
