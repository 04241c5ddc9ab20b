from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "bandi.publishing"
    label = "publishing"

    def ready(self) -> None:
        from bandi.foundation.records.intake import register
        from bandi.publishing.intake import INTAKES

        for intake in INTAKES:
            register(intake)
