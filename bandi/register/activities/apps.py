from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "bandi.register.activities"
    label = "activities"
