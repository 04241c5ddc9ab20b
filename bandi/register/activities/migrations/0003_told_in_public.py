"""A home for three things the year folder says and the printed report shows: who speaks, who funded a list, its Korean heading.

They were read past before. A folder that was loaded already fills them when its rows change, or when it is loaded anew.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0002_heading_year'),
    ]

    operations = [
        migrations.AddField(
            model_name='rollentry',
            name='funders_en',
            field=models.CharField(blank=True, max_length=300, verbose_name='funded by, in English'),
        ),
        migrations.AddField(
            model_name='rollentry',
            name='funders_ko',
            field=models.CharField(blank=True, max_length=300, verbose_name='funded by, in Korean'),
        ),
        migrations.AddField(
            model_name='rollentry',
            name='heading_ko',
            field=models.CharField(blank=True, max_length=300, verbose_name='heading of the list in Korean'),
        ),
        migrations.AddField(
            model_name='session',
            name='speaker_type_en',
            field=models.CharField(blank=True, max_length=120, verbose_name='who speaks, in English'),
        ),
        migrations.AddField(
            model_name='session',
            name='speaker_type_ko',
            field=models.CharField(blank=True, max_length=120, verbose_name='who speaks, in Korean'),
        ),
    ]
