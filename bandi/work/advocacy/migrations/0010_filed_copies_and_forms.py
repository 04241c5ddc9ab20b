"""What went out is kept as a copy; forms in which mechanisms want their texts; how far a citation is ours.

A text that went out before copies were kept gets a row without a paper: it stays as unchangeable as it was.
"""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


OUT = ("filed", "published", "taken_up")


def keep_what_went_out(apps, schema_editor):
    """Mark the newest text of each language of what went out as kept."""
    Filing, TextVersion = apps.get_model("advocacy", "Filing"), apps.get_model("advocacy", "TextVersion")
    for name, day in (("Letter", "sent_on"), ("Submission", "filed_on")):
        for pk, filed_on, receipt in apps.get_model("advocacy", name).objects.filter(status__in=OUT).values_list("pk", day, "receipt"):
            newest = {}
            for version in TextVersion.objects.filter(record_id=pk).order_by("number"):
                newest[version.language] = version
            for language, version in newest.items():
                if version.body.strip():
                    Filing.objects.create(record_id=pk, number=1, language=language, version=version, filed_on=filed_on, receipt=receipt)


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0009_incoming_files'),
        ('records', '0004_protected_apart'),
        ('reference', '0002_retired_terms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='formrule',
            name='note_ko',
            field=models.CharField(blank=True, max_length=400, verbose_name='note in Korean'),
        ),
        migrations.AddField(
            model_name='uptake',
            name='attribution',
            field=models.CharField(blank=True, choices=[('cites_us', 'cites us'), ('our_words', 'uses our words'), ('same_demand', 'same demand'), ('after_us', 'after us')], max_length=12, verbose_name='how far it is ours'),
        ),
        migrations.CreateModel(
            name='TextForm',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=300, verbose_name='title in Korean')),
                ('form', models.CharField(blank=True, max_length=60, verbose_name='form of the text')),
                ('guidance_en', models.TextField(blank=True, verbose_name='what it asks for, in English')),
                ('guidance_ko', models.TextField(blank=True, verbose_name='what it asks for, in Korean')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('is_confirmed', models.BooleanField(default=False, verbose_name='confirmed at the source')),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.term', verbose_name='kind of mechanism')),
                ('mechanism', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='advocacy.mechanism', verbose_name='mechanism')),
            ],
            options={
                'ordering': ['title_en'],
            },
        ),
        migrations.CreateModel(
            name='FormSection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('heading_en', models.CharField(blank=True, max_length=200, verbose_name='heading in English')),
                ('heading_ko', models.CharField(blank=True, max_length=200, verbose_name='heading in Korean')),
                ('guidance_en', models.TextField(blank=True, verbose_name='what to write, in English')),
                ('guidance_ko', models.TextField(blank=True, verbose_name='what to write, in Korean')),
                ('is_required', models.BooleanField(default=True, verbose_name='must be there')),
                ('is_confidential', models.BooleanField(default=False, verbose_name='confidential')),
                ('text_form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='advocacy.textform')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(default=1, verbose_name='number')),
                ('language', models.CharField(choices=[('en', 'English'), ('ko', 'Korean')], max_length=2, verbose_name='language')),
                ('paper', models.JSONField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='filed on')),
                ('receipt', models.CharField(blank=True, max_length=200, verbose_name='receipt')),
                ('filed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended', models.CharField(blank=True, choices=[('corrected', 'corrected'), ('mistake', 'noted by mistake')], max_length=10)),
                ('ended_because', models.CharField(blank=True, max_length=400, verbose_name='why')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('filed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='filings', to='records.record')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='advocacy.textversion', verbose_name='version')),
            ],
            options={
                'ordering': ['-number', 'language'],
                'constraints': [models.UniqueConstraint(fields=('record', 'number', 'language'), name='one_copy_of_a_filing')],
            },
        ),
        migrations.AddConstraint(
            model_name='textform',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), _negated=True), name='text_form_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='formsection',
            constraint=models.CheckConstraint(condition=models.Q(('heading_en', ''), ('heading_ko', ''), _negated=True), name='form_section_has_a_heading'),
        ),
        migrations.RunPython(keep_what_went_out, migrations.RunPython.noop),
    ]
