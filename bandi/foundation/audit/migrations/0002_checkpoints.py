"""Signed checkpoints over the journal, and the roots of its tiles, so that proofs need not read all of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                ("signer", models.CharField(max_length=200)),
            ],
            options={"ordering": ["size"]},
        ),
        migrations.CreateModel(
            name="Tile",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
            ],
            options={"ordering": ["number"]},
        ),
    ]
