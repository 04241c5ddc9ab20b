"""A personal text has words to print, once its author consents."""

from django.db import migrations, models

HELP = {
    "text_en": "Only with consent for the annual report. Without names; the original is kept sealed, as a statement.",
    "byline_en": "As far as the consent goes: “a mentor in her second year”.",
}


class Migration(migrations.Migration):

    dependencies = [
        ("activities", "0007_headcount_target"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name="heldtext",
                name=name,
                field=models.TextField(blank=True, default="", verbose_name=words, help_text=HELP.get(name, "")),
                preserve_default=False,
            )
            for name, words in (("text_en", "words to print, in English"), ("text_ko", "words to print, in Korean"))
        ),
        *(
            migrations.AddField(
                model_name="heldtext",
                name=name,
                field=models.CharField(blank=True, default="", max_length=200, verbose_name=words, help_text=HELP.get(name, "")),
                preserve_default=False,
            )
            for name, words in (("byline_en", "its author in print, in English"), ("byline_ko", "its author in print, in Korean"))
        ),
    ]
