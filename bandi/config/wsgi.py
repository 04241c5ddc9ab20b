"""The web process: `gunicorn bandi.config.wsgi`."""

import os

from bandi.interfaces.desk import settling

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandi.config.settings")
settling.load_quietly()

from bandi.interfaces.desk.serving import loaded_application  # noqa: E402  after the loading became quiet

application = loaded_application()
