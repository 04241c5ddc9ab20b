"""A name to which the gate objects may be masked by a rule; the receipt keeps which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0005_receipts")]

    operations = [
        migrations.AddField(model_name="receiptobjection", name="rule", field=models.CharField(blank=True, max_length=20)),
    ]
