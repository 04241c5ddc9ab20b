from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "bandi.foundation.reference"
    label = "reference"
