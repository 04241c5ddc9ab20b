"""Minutes, tasks, who was asked and who sees to it, and how far an outcome may be traced to us."""


import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0003_told_in_public'),
        ('people', '0002_membership_kind'),
    ]

    operations = [
        migrations.AddField(
            model_name='ask',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='own_asks', to='people.person', verbose_name='who sees to it'),
        ),
        migrations.AddField(
            model_name='ask',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='people.person'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='attribution',
            field=models.CharField(blank=True, choices=[('cites_us', 'cites us'), ('our_words', 'uses our words'), ('same_demand', 'same demand'), ('after_us', 'after us')], max_length=12, verbose_name='how far it is ours'),
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(verbose_name='minutes')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed on')),
                ('order', models.PositiveIntegerField(default=0)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='activities.activity')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='people.person', verbose_name='taken by')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=400, verbose_name='what is to be done')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('order', models.PositiveIntegerField(default=0)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='activities.activity')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='people.person', verbose_name='who sees to it')),
            ],
            options={
                'ordering': ['order', 'due_on'],
                'indexes': [models.Index(fields=['done_on', 'due_on'], name='follow_up_open_by_due')],
            },
        ),
    ]
