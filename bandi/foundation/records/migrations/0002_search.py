"""The search index over open records: the row that is shown, and the tables that the database's engine needs for it.

Beside `SearchRow` the engine has tables of its own (FTS5 or a tsvector), which Django's models cannot describe.
"""

from django.db import migrations, models

from bandi.foundation.records import search


def create(apps, schema_editor):
    search.create_storage(schema_editor.connection)


def drop(apps, schema_editor):
    search.drop_storage(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("record_id", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=400)),
                ("title_other", models.CharField(blank=True, max_length=400)),
                ("subtitle", models.CharField(blank=True, max_length=400)),
                ("on", models.DateField(null=True)),
                ("tokens", models.BinaryField()),
            ],
            options={"db_table": "records_searchrow"},
        ),
        migrations.RunPython(create, drop),
    ]
