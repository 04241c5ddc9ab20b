"""Why an edition went out although contradictions were open: asked for when it is published, shown with it afterwards."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="published_note",
            field=models.TextField(blank=True, verbose_name="why it went out with open contradictions"),
        ),
    ]
