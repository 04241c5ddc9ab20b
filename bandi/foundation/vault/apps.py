from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "bandi.foundation.vault"
    label = "vault"
