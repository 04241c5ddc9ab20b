from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "bandi.foundation.records"
    label = "records"
