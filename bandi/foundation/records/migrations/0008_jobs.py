"""Files made beside the desk are jobs, whatever is in them. What ran or lay ready is asked for once more: it lived for a day, and the sweep takes its file."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0007_list_exports"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("form", models.CharField(max_length=8)),
                ("about", models.UUIDField(null=True)),
                ("sealed_made", models.BinaryField(max_length=16384)),
                ("sealed_key", models.BinaryField(max_length=200, null=True)),
                ("protected", models.BooleanField(default=False)),
                ("step", models.CharField(blank=True, max_length=12)),
                ("at", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("size", models.BigIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("receipt", models.UUIDField(null=True)),
                ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["-started_at"], "indexes": [models.Index(fields=["asked_by", "-started_at"], name="job_by_person")]},
        ),
        migrations.DeleteModel(name="ListExport"),
    ]
