"""Name the text of ours behind each citation that is there already: the letter, submission or publication of its activity."""

from django.db import migrations


def name_texts(apps, schema_editor):
    """Fill the three keys from the activity our text came from; what a person has set is left alone."""
    for uptake in apps.get_model("advocacy", "Uptake").objects.filter(own_activity__isnull=False).iterator():
        for name, model, field in (("letter", "Letter", "activities"), ("submission", "Submission", "activity"), ("publication", "Publication", "activities")):
            if getattr(uptake, f"{name}_id") is None:
                rows = apps.get_model("advocacy", model).objects.filter(is_removed=False, **{field: uptake.own_activity_id})
                setattr(uptake, name, rows.order_by("record_id").first())
        uptake.save(update_fields=["letter", "submission", "publication"])


class Migration(migrations.Migration):

    dependencies = [("advocacy", "0006_library")]

    operations = [migrations.RunPython(name_texts, migrations.RunPython.noop)]
