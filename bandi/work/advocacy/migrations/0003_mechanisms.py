"""Mechanisms with their rules, people in office, sessions and deadlines; keys of the calendar feed."""


import bandi.foundation.reference.dates
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0002_told_in_public'),
        ('people', '0002_membership_kind'),
        ('records', '0002_search'),
        ('reference', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='for which program')),
                ('language', models.CharField(default='ko', max_length=2)),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('read_on', models.DateField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_keys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='Mechanism',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name in English')),
                ('name_ko', models.CharField(blank=True, max_length=300, verbose_name='name in Korean')),
                ('abbreviation', models.CharField(blank=True, max_length=40, verbose_name='abbreviation')),
                ('mandate_en', models.TextField(blank=True, verbose_name='what it does, in English')),
                ('mandate_ko', models.TextField(blank=True, verbose_name='what it does, in Korean')),
                ('how_en', models.TextField(blank=True, verbose_name='how to address it, in English')),
                ('how_ko', models.TextField(blank=True, verbose_name='how to address it, in Korean')),
                ('response_days', models.PositiveIntegerField(blank=True, null=True, verbose_name='days for an answer')),
                ('since', models.CharField(blank=True, max_length=30, verbose_name='since')),
                ('until', models.CharField(blank=True, max_length=30, verbose_name='until')),
                ('address', models.URLField(blank=True, max_length=600, verbose_name='web address')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('is_confirmed', models.BooleanField(default=False, verbose_name='confirmed at the source')),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.term', verbose_name='kind')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mechanisms', to='people.organisation', verbose_name='body')),
            ],
            options={
                'ordering': ['name_en'],
            },
        ),
        migrations.CreateModel(
            name='FormRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form', models.CharField(blank=True, max_length=60, verbose_name='form of the text')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('ko', 'Korean')], max_length=2, verbose_name='language')),
                ('words', models.PositiveIntegerField(blank=True, null=True, verbose_name='most words')),
                ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='most pages')),
                ('counts_notes', models.BooleanField(default=False, verbose_name='notes are counted')),
                ('file_format', models.CharField(blank=True, max_length=60, verbose_name='file')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('is_confirmed', models.BooleanField(default=False, verbose_name='confirmed at the source')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('order', models.PositiveIntegerField(default=0)),
                ('mechanism', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='advocacy.mechanism')),
            ],
            options={
                'ordering': ['form', 'language', '-valid_from', 'order'],
            },
        ),
        migrations.CreateModel(
            name='MechanismSession',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='number')),
                ('cycle', models.PositiveIntegerField(blank=True, null=True, verbose_name='cycle')),
                ('subject_en', models.CharField(blank=True, max_length=300, verbose_name='about, in English')),
                ('subject_ko', models.CharField(blank=True, max_length=300, verbose_name='about, in Korean')),
                ('when', models.CharField(blank=True, max_length=60, verbose_name='date')),
                ('starts_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('precision', models.CharField(choices=[('day', 'day'), ('range', 'range'), ('within_range', 'within_range'), ('month', 'month'), ('part_of_month', 'part_of_month'), ('year', 'year'), ('inferred', 'inferred'), ('before', 'before'), ('unknown', 'unknown')], default=bandi.foundation.reference.dates.Precision['UNKNOWN'], max_length=14)),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('is_confirmed', models.BooleanField(default=False, verbose_name='confirmed at the source')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('mechanism', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='advocacy.mechanism', verbose_name='mechanism')),
            ],
            options={
                'ordering': ['-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title_en', models.CharField(blank=True, max_length=400, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=400, verbose_name='title in Korean')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='kind')),
                ('due_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='due on')),
                ('days_before', models.PositiveIntegerField(blank=True, null=True, verbose_name='days before the session')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('address', models.URLField(blank=True, max_length=600, verbose_name='web address')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='people.person', verbose_name='who sees to it')),
                ('mechanism', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='advocacy.mechanism', verbose_name='mechanism')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='advocacy.mechanismsession', verbose_name='session')),
            ],
            options={
                'ordering': ['due_on'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role_en', models.CharField(blank=True, max_length=300, verbose_name='office in English')),
                ('role_ko', models.CharField(blank=True, max_length=300, verbose_name='office in Korean')),
                ('since', models.CharField(blank=True, max_length=30, verbose_name='since')),
                ('until', models.CharField(blank=True, max_length=30, verbose_name='until')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('order', models.PositiveIntegerField(default=0)),
                ('mechanism', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='advocacy.mechanism')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.person', verbose_name='person')),
            ],
            options={
                'ordering': ['order', 'since'],
            },
        ),
        migrations.AddConstraint(
            model_name='mechanism',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_ko', ''), _negated=True), name='mechanism_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), _negated=True), name='deadline_has_a_title'),
        ),
    ]
