"""Files that are being built: long work can be left and come back to, and says when it was interrupted."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_published_note"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Build",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("format", models.CharField(max_length=8)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("step", models.CharField(blank=True, max_length=12)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                ("size", models.PositiveIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("edition", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="builds", to="publishing.edition")),
            ],
            options={"ordering": ["-started_at"]},
        )
    ]
