from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bandi.register.people"
    label = "people"
