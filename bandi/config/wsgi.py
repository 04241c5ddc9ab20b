"""The web process: `gunicorn bandi.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from bandi.interfaces.desk.settling import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandi.config.settings")
application = get_wsgi_application()
settle()
