from django.apps import AppConfig

from bandi.foundation.audit import signing


class VaultConfig(AppConfig):
    name = "bandi.foundation.vault"
    label = "vault"

    def ready(self) -> None:
        from bandi.foundation.vault import operational

        signing.provide(operational.signing_key)
