"""From here on the database refuses to change or remove entries and checkpoints; see `append_only` for what that stops."""

from django.db import migrations

from bandi.foundation.audit import append_only


def guard(apps, schema_editor):
    append_only.guard(schema_editor.connection)


def unguard(apps, schema_editor):
    append_only.unguard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_checkpoints")]

    operations = [migrations.RunPython(guard, unguard)]
