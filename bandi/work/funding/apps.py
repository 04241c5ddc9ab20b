from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "bandi.work.funding"
    label = "funding"

    def ready(self) -> None:
        from bandi.foundation.records import blocks, figures, findings, intake
        from bandi.foundation.records.editing import guard_changes
        from bandi.work.funding import due, searching  # noqa: F401  due registers what it offers
        from bandi.work.funding.balance import refuse_shortage
        from bandi.work.funding.models import HandOut, StockCorrection, StockReceipt

        intake.held_in(f"{self.name}.intake")
        blocks.held_in(f"{self.name}.blocks")
        searching.offer()
        figures.held_in(f"{self.name}.figures")
        findings.held_in(f"{self.name}.checks")
        for model in (StockReceipt, HandOut, StockCorrection):
            guard_changes(model, refuse_shortage)
