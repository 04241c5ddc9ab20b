from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bandi.interfaces.desk"
    label = "desk"
