"""Addresses of the desk, composed from one list per area."""

from bandi.interfaces.desk.views.accounts import accounts_patterns
from bandi.interfaces.desk.views.door import door_patterns

app_name = "desk"
urlpatterns = [*door_patterns, *accounts_patterns]
