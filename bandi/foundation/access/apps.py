from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "bandi.foundation.access"
    label = "access"

    def ready(self) -> None:
        import_module("bandi.foundation.access.visits")  # listens to every login, so that each has a visit
