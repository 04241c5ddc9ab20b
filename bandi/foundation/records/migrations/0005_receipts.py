"""What left the house: receipts, the records used in them, and what was objected and answered."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_protected_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("about", models.UUIDField(null=True)),
                ("key", models.BinaryField(max_length=32, null=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("un_submission", "submission to the UN"),
                            ("court", "court or prosecutor"),
                            ("advocacy", "advocacy"),
                            ("press", "press"),
                            ("web", "website"),
                            ("annual_report", "annual report"),
                            ("training", "training and education"),
                            ("research", "research"),
                            ("office", "work within the office"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "the public"),
                            ("government", "a government"),
                            ("un_body", "a UN body"),
                            ("court", "a court or prosecutor"),
                            ("partners", "partner organisations"),
                            ("named_recipients", "recipients named one by one"),
                            ("internal", "the office itself"),
                        ],
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=8)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waits for answers"), ("left", "has left"), ("dropped", "was given up")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, null=True)),
                ("sealed_made", models.BinaryField(max_length=16384, null=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "first_reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="ReceiptObjection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=60)),
                ("severity", models.CharField(choices=[("blocks", "blocks"), ("ask", "asks")], max_length=10)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("record", models.UUIDField(null=True)),
                ("mark", models.BinaryField(max_length=32)),
                ("sealed_answer", models.BinaryField(max_length=8192, null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="objections", to="records.receipt"
                    ),
                ),
            ],
            options={
                "ordering": ["severity", "code", "where"],
            },
        ),
        migrations.CreateModel(
            name="ReceiptUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.UUIDField()),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="records.receipt"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["state", "-asked_at"], name="receipt_by_state"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["key"], name="receipt_by_key"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_reader__isnull", True),
                    ("first_reader__isnull", True),
                    models.Q(("first_reader", models.F("second_reader")), _negated=True),
                    _connector="OR",
                ),
                name="receipt_signed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "left"), _negated=True), ("left_at__isnull", False), _connector="OR"
                ),
                name="receipt_left_at",
            ),
        ),
        migrations.AddIndex(
            model_name="receiptuse",
            index=models.Index(fields=["record"], name="receipt_use_by_record"),
        ),
        migrations.AddConstraint(
            model_name="receiptuse",
            constraint=models.UniqueConstraint(fields=("receipt", "record"), name="one_use_in_a_receipt"),
        ),
    ]
