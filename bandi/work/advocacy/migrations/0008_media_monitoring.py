"""What monitoring tells of an item: reprints, the publication, the topic, the language, whether it names us."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0007_texts_taken_up'),
        ('reference', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='mediaitem',
            name='copy_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='advocacy.mediaitem', verbose_name='reprint of'),
        ),
        migrations.AddField(
            model_name='mediaitem',
            name='excerpt',
            field=models.TextField(blank=True, verbose_name='excerpt'),
        ),
        migrations.AddField(
            model_name='mediaitem',
            name='language',
            field=models.CharField(blank=True, max_length=10, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='mediaitem',
            name='naming',
            field=models.CharField(blank=True, choices=[('names_us', 'names us'), ('topic', 'about our topic')], max_length=10, verbose_name='names us'),
        ),
        migrations.AddField(
            model_name='mediaitem',
            name='publication',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='media_items', to='advocacy.publication', verbose_name='about the publication'),
        ),
        migrations.AddField(
            model_name='mediaitem',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.term', verbose_name='topic'),
        ),
    ]
