"""A file that is built knows its receipt of the release gate."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0003_builds"),
    ]

    operations = [
        migrations.AddField(
            model_name="build",
            name="receipt",
            field=models.UUIDField(null=True),
        ),
    ]
