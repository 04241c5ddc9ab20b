from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bandi.interfaces.desk"
    label = "desk"

    def ready(self) -> None:
        from bandi.foundation.vault import sweeping

        sweeping.register("exports", _clear_exports)


def _clear_exports(only_say: bool) -> int:
    from bandi.interfaces.desk import long_lists  # here, so that no command waits for the desk's tables

    return long_lists.clear_old(only_say)
