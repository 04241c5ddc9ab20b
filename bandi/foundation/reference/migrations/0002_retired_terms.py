"""A word may be retired: no longer offered for new records, still named in the old ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]

    operations = [migrations.AddField("term", "is_retired", models.BooleanField(default=False))]
