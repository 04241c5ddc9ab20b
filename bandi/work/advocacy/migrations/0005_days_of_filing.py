"""Days of filing as a column. On its own, because PostgreSQL changes no table whose rows were changed in the same transaction."""

from datetime import date

from django.db import migrations


def days_of_filing(apps, schema_editor):
    """Give each submission whose date of filing is one day that day as a column to sort and filter by."""
    rows = apps.get_model("advocacy", "Submission").objects.filter(filed__regex=r"^\d{4}-\d{2}-\d{2}$")
    for row in rows.iterator():
        try:
            row.filed_on = date.fromisoformat(row.filed)
        except ValueError:
            continue
        row.save(update_fields=["filed_on"])


class Migration(migrations.Migration):

    dependencies = [("advocacy", "0004_drafting")]

    operations = [migrations.RunPython(days_of_filing, migrations.RunPython.noop)]
