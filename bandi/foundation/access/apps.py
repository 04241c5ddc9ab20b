from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "bandi.foundation.access"
    label = "access"
