"""The web application with everything it answers with: loaded once, before the process divides or opens its door."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from bandi.interfaces.desk import settling


def loaded_application() -> WSGIHandler:
    """Return the application. Pages are loaded here and not by the first who asks, so that workers share them."""
    settling.load_quietly()
    application = get_wsgi_application()
    _ = get_resolver().url_patterns  # loads every page
    settling.settle()
    return application
