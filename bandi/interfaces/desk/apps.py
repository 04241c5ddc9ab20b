from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bandi.interfaces.desk"
    label = "desk"

    def ready(self) -> None:
        from bandi.foundation.access.permissions import Permission
        from bandi.foundation.records import jobs
        from bandi.interfaces.desk.own_thread import keep_in_the_thread

        jobs.register(jobs.Kind("list", Permission.RECORDS_EXPORT, "bandi.interfaces.desk.long_lists"))
        keep_in_the_thread()
