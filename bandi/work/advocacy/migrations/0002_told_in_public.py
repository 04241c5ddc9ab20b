"""How many demands a letter makes: the year folder says it, and the report prints it beside the signatories."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='demands',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='demands'),
        ),
    ]
