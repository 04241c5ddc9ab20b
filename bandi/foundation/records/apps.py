from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "bandi.foundation.records"
    label = "records"

    def ready(self) -> None:
        from bandi.foundation.records import findings
        from bandi.foundation.records.intake import register
        from bandi.foundation.records.intake_terms import TERMS
        from bandi.foundation.records.spellings import check_spellings

        register(TERMS)
        findings.contribute("records.spellings", check_spellings)
