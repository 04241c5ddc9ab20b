from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "bandi.work.funding"
    label = "funding"

    def ready(self) -> None:
        from bandi.foundation.records import figures, findings
        from bandi.foundation.records.editing import guard_changes
        from bandi.foundation.records.intake import register
        from bandi.work.funding import blocks, due, searching  # noqa: F401  due registers what it offers
        from bandi.work.funding.balance import refuse_shortage
        from bandi.work.funding.checks import CHECKS
        from bandi.work.funding.figures import FIGURES
        from bandi.work.funding.intake import INTAKES
        from bandi.work.funding.models import HandOut, StockCorrection, StockReceipt

        for intake in INTAKES:
            register(intake)
        blocks.offer()
        searching.offer()
        figures.contribute(*FIGURES)
        for name, check in CHECKS.items():
            findings.contribute(name, check)
        for model in (StockReceipt, HandOut, StockCorrection):
            guard_changes(model, refuse_shortage)
