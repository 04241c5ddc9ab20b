from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "bandi.publishing"
    label = "publishing"

    def ready(self) -> None:
        from bandi.foundation.records import findings
        from bandi.foundation.records.intake import register
        from bandi.publishing.checks import CHECKS
        from bandi.publishing.intake import INTAKES

        for intake in INTAKES:
            register(intake)
        for name, check in CHECKS.items():
            findings.contribute(name, check)
