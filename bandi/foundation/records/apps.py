from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "bandi.foundation.records"
    label = "records"

    def ready(self) -> None:
        from bandi.foundation.backup import derived
        from bandi.foundation.records import disclosing, findings, indexing, jobs, releasing, releasing_erasure  # noqa: F401  the gate’s first checkers register themselves
        from bandi.foundation.records.intake import register
        from bandi.foundation.records.intake_terms import TERMS
        from bandi.foundation.records.spellings import check_spellings
        from bandi.foundation.vault import erasure, sweeping

        register(TERMS)
        erasure.register(releasing_erasure.forget_subject)
        derived.register(tables=("records_searchrow",), rebuild=indexing.rebuild_all)
        sweeping.register("made", jobs.clear_old)
        findings.contribute("records.spellings", check_spellings)
