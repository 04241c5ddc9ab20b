from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "bandi.register.claims"
    label = "claims"
