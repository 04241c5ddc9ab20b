from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "bandi.register.claims"
    label = "claims"

    def ready(self) -> None:
        from bandi.foundation.records import blocks, editing, figures, findings, intake, spellings
        from bandi.register.claims.models import Claim
        from bandi.register.claims.policies import check_undo

        intake.held_in(f"{self.name}.intake")
        blocks.held_in(f"{self.name}.blocks")
        figures.held_in(f"{self.name}.figures")
        findings.held_in(f"{self.name}.checks")
        spellings.held_in(f"{self.name}.checks")
        editing.guard_undo(Claim, check_undo)
