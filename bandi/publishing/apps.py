from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "bandi.publishing"
    label = "publishing"

    def ready(self) -> None:
        from bandi.foundation.access.permissions import Permission
        from bandi.foundation.records import editing, findings, jobs
        from bandi.foundation.records.intake import register
        from bandi.publishing import leaving, using  # noqa: F401  offer where texts name somebody, and ask about covers
        from bandi.publishing.checks import CHECKS
        from bandi.publishing.intake import INTAKES
        from bandi.publishing.models import Edition, EditionSection
        from bandi.publishing.policies import check_undo

        jobs.register(jobs.Kind("report", Permission.EDITION_WRITE, "bandi.publishing.reports"))
        for intake in INTAKES:
            register(intake)
        for name, check in CHECKS.items():
            findings.contribute(name, check)
        editing.guard_undo(Edition, check_undo)
        editing.guard_undo(EditionSection, check_undo)
