from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "bandi.publishing"
    label = "publishing"
