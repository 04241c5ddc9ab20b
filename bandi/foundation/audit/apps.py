from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "bandi.foundation.audit"
    label = "audit"
