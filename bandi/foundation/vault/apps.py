from django.apps import AppConfig

from bandi.foundation.audit import signing


class VaultConfig(AppConfig):
    name = "bandi.foundation.vault"
    label = "vault"

    def ready(self) -> None:
        from django.core.checks import register

        from bandi.foundation.vault import operational
        from bandi.foundation.vault.checks import FOR_OFFICES, database_is_encrypted

        signing.provide(operational.signing_key)
        register(database_is_encrypted, FOR_OFFICES)
