from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    name = "bandi.work.advocacy"
    label = "advocacy"

    def ready(self) -> None:
        from bandi.foundation.access.permissions import Permission
        from bandi.foundation.records import figures, findings, jobs, spellings
        from bandi.foundation.records.blocks import held_in as blocks_held_in
        from bandi.foundation.records.editing import guard_changes, guard_undo
        from bandi.foundation.records.intake import held_in as intakes_held_in
        from bandi.work.advocacy import due, due_consents, searching, using  # noqa: F401  three of them register what they offer
        from bandi.work.advocacy.actions import holdings, keeping, stages
        from bandi.work.advocacy.models import (
            Annex,
            Filing,
            Footnote,
            Letter,
            LibraryDocument,
            Signatory,
            Submission,
            TextVersion,
        )

        jobs.register(jobs.Kind("check", Permission.RECORDS_EDIT, "bandi.work.advocacy.jobs", has_file=False))
        intakes_held_in(f"{self.name}.intake")
        blocks_held_in(f"{self.name}.blocks")
        searching.offer()
        figures.held_in(f"{self.name}.figures")
        findings.held_in(f"{self.name}.checks")
        spellings.held_in(f"{self.name}.checks")
        for model in (Letter, Submission):
            guard_undo(model, stages.check_undo)
            guard_changes(model, keeping.check_row)
        for part in (Footnote, Signatory, Annex):
            guard_changes(part, keeping.check_part)
        for part in (TextVersion, Footnote, Signatory, Annex, Filing):
            guard_undo(part, keeping.check_undo)
        guard_undo(LibraryDocument, holdings.check_undo)
