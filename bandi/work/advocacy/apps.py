from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    name = "bandi.work.advocacy"
    label = "advocacy"
