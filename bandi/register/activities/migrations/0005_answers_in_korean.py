"""The answer to a request in Korean beside the one in English."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0004_engagements'),
    ]

    operations = [
        migrations.AddField(
            model_name='ask',
            name='answer_ko',
            field=models.TextField(blank=True, verbose_name='answer in Korean'),
        ),
    ]
