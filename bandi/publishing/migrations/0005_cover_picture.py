"""An edition may bear a picture of its own on the cover."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0004_build_receipt"),
        ("records", "0007_list_exports"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="cover",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="records.attachment", verbose_name="cover picture"
            ),
        ),
        migrations.AddField(model_name="edition", name="cover_alt", field=models.CharField(blank=True, max_length=300, verbose_name="what the cover picture shows")),
        migrations.AddField(model_name="edition", name="cover_credit", field=models.CharField(blank=True, max_length=300, verbose_name="caption and credit of the cover picture")),
        migrations.AddField(model_name="edition", name="cover_shows_people", field=models.BooleanField(default=True, verbose_name="the cover picture shows people")),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(condition=models.Q(cover__isnull=True) | ~models.Q(cover_alt=""), name="cover_picture_has_words"),
        ),
    ]
