from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "bandi.foundation.records"
    label = "records"

    def ready(self) -> None:
        from bandi.foundation.records.intake import register
        from bandi.foundation.records.intake_terms import TERMS

        register(TERMS)
