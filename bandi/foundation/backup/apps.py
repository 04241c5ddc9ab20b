from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "bandi.foundation.backup"
    label = "backup"

    def ready(self) -> None:
        from bandi.foundation.backup.ledger import after_erasure
        from bandi.foundation.vault import erasure

        erasure.register(after_erasure)
