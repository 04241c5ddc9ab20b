"""What a text is written with, and its way from plan to paper. Letters that are there already were sent: they begin as filed."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0003_mechanisms'),
        ('claims', '0001_initial'),
        ('people', '0002_membership_kind'),
        ('records', '0002_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='addressed_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='advocacy.mechanism', verbose_name='addressed to'),
        ),
        migrations.AddField(
            model_name='letter',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='people.person', verbose_name='who sees to it'),
        ),
        migrations.AddField(
            model_name='letter',
            name='receipt',
            field=models.CharField(blank=True, max_length=200, verbose_name='receipt'),
        ),
        migrations.AddField(
            model_name='letter',
            name='status',
            field=models.CharField(choices=[('planned', 'planned'), ('drafted', 'drafted'), ('cleared', 'cleared'), ('filed', 'filed'), ('published', 'published'), ('taken_up', 'taken up')], default='filed', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='status',
            field=models.CharField(choices=[('planned', 'planned'), ('drafted', 'drafted'), ('cleared', 'cleared'), ('filed', 'filed'), ('published', 'published'), ('taken_up', 'taken up')], default='planned', max_length=10, verbose_name='status'),
        ),
        migrations.AddField(
            model_name='letter',
            name='subject_en',
            field=models.CharField(blank=True, max_length=400, verbose_name='subject in English'),
        ),
        migrations.AddField(
            model_name='letter',
            name='subject_ko',
            field=models.CharField(blank=True, max_length=400, verbose_name='subject in Korean'),
        ),
        migrations.AddField(
            model_name='submission',
            name='addressed_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='advocacy.mechanism', verbose_name='addressed to'),
        ),
        migrations.AddField(
            model_name='submission',
            name='deadline',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='advocacy.deadline', verbose_name='deadline'),
        ),
        migrations.AddField(
            model_name='submission',
            name='filed_on',
            field=models.DateField(blank=True, db_index=True, null=True),
        ),
        migrations.AddField(
            model_name='submission',
            name='form',
            field=models.CharField(blank=True, max_length=60, verbose_name='form of the text'),
        ),
        migrations.AddField(
            model_name='submission',
            name='is_joint',
            field=models.BooleanField(default=False, verbose_name='joint'),
        ),
        migrations.AddField(
            model_name='submission',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='advocacy.mechanismsession', verbose_name='for the session'),
        ),
        migrations.AddField(
            model_name='submission',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='people.person', verbose_name='who sees to it'),
        ),
        migrations.AddField(
            model_name='submission',
            name='published_on',
            field=models.DateField(blank=True, null=True, verbose_name='published on'),
        ),
        migrations.AddField(
            model_name='submission',
            name='receipt',
            field=models.CharField(blank=True, max_length=200, verbose_name='receipt'),
        ),
        migrations.AddField(
            model_name='submission',
            name='symbol',
            field=models.CharField(blank=True, max_length=60, verbose_name='symbol'),
        ),
        migrations.AlterField(
            model_name='submission',
            name='status',
            field=models.CharField(choices=[('planned', 'planned'), ('drafted', 'drafted'), ('cleared', 'cleared'), ('filed', 'filed'), ('published', 'published'), ('taken_up', 'taken up')], default='planned', max_length=10, verbose_name='status'),
        ),
        migrations.CreateModel(
            name='Annex',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title_en', models.CharField(blank=True, max_length=400, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=400, verbose_name='title in Korean')),
                ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='pages')),
                ('is_confidential', models.BooleanField(default=False, verbose_name='confidential')),
                ('kept_at', models.CharField(blank=True, max_length=200, verbose_name='where it is kept')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annexes', to='records.record')),
            ],
            options={
                'ordering': ['order', 'title_en'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), _negated=True), name='annex_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Footnote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=12, verbose_name='mark')),
                ('statement_en', models.TextField(blank=True, verbose_name='what is claimed, in English')),
                ('statement_ko', models.TextField(blank=True, verbose_name='what is claimed, in Korean')),
                ('source_en', models.CharField(blank=True, max_length=600, verbose_name='source in English')),
                ('source_ko', models.CharField(blank=True, max_length=600, verbose_name='source in Korean')),
                ('pinpoint', models.CharField(blank=True, max_length=80, verbose_name='paragraph or page')),
                ('order', models.PositiveIntegerField(default=0)),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='footnotes', to='claims.claim', verbose_name='number of ours')),
                ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='footnotes', to='advocacy.publication', verbose_name='publication')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='footnotes', to='records.record')),
            ],
            options={
                'ordering': ['order', 'mark'],
                'constraints': [models.UniqueConstraint(fields=('record', 'mark'), name='one_footnote_of_a_mark')],
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name in English')),
                ('name_ko', models.CharField(blank=True, max_length=300, verbose_name='name in Korean')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='office in English')),
                ('title_ko', models.CharField(blank=True, max_length=200, verbose_name='office in Korean')),
                ('role', models.CharField(choices=[('initiator', 'initiator'), ('signatory', 'co-signatory'), ('supporter', 'supporter')], default='signatory', max_length=10, verbose_name='role')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='asked on')),
                ('answer_by', models.DateField(blank=True, db_index=True, null=True, verbose_name='answer by')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('declined_on', models.DateField(blank=True, null=True, verbose_name='declined on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('order', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='people.person', verbose_name='person')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='records.record')),
            ],
            options={
                'ordering': ['order', 'name_en'],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation__isnull', False), ('person__isnull', False), models.Q(('name_en', ''), _negated=True), models.Q(('name_ko', ''), _negated=True), _connector='OR'), name='signatory_names_somebody'), models.CheckConstraint(condition=models.Q(('signed_on__isnull', True), ('declined_on__isnull', True), _connector='OR'), name='signatory_signed_or_declined')],
            },
        ),
        migrations.CreateModel(
            name='TextVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(choices=[('en', 'English'), ('ko', 'Korean')], max_length=2, verbose_name='language')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='text_versions', to='records.record')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['language', '-number'],
                'constraints': [models.UniqueConstraint(fields=('record', 'language', 'number'), name='one_text_of_a_number')],
            },
        ),
    ]
