"""Addresses of the house: the desk, and the language switch that every page offers."""

from django.urls import include, path
from django.views.i18n import set_language

from bandi.foundation.access.policies import public

urlpatterns = [
    path("language/", public(set_language), name="set_language"),
    path("", include("bandi.interfaces.desk.urls", namespace="desk")),
]
