"""A count may bear the number that was hoped for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("activities", "0006_either_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="headcount",
            name="target",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="target"),
        ),
    ]
