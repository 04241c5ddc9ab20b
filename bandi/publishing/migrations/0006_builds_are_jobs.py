"""A file that is being built is a job like any other (`records.Job`). Builds lived for a day; whoever waited for one asks for it once more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("publishing", "0005_cover_picture")]

    operations = [migrations.DeleteModel(name="Build")]
