from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bandi.interfaces.desk"
    label = "desk"

    def ready(self) -> None:
        from bandi.foundation.vault import sweeping
        from bandi.interfaces.desk import long_lists

        sweeping.register("exports", long_lists.clear_old)
