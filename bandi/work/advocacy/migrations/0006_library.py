"""Documents of others, findings in them, recommendations; and which text of ours and which document a citation is about."""


import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0004_engagements'),
        ('advocacy', '0005_days_of_filing'),
        ('people', '0002_membership_kind'),
        ('records', '0002_search'),
        ('reference', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='uptake',
            name='letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uptakes', to='advocacy.letter', verbose_name='letter'),
        ),
        migrations.AddField(
            model_name='uptake',
            name='publication',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uptakes', to='advocacy.publication', verbose_name='publication'),
        ),
        migrations.AddField(
            model_name='uptake',
            name='submission',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uptakes', to='advocacy.submission', verbose_name='submission'),
        ),
        migrations.CreateModel(
            name='LibraryDocument',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('symbol', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='symbol')),
                ('title_en', models.CharField(blank=True, max_length=400, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=400, verbose_name='title in Korean')),
                ('body_en', models.CharField(blank=True, max_length=300, verbose_name='whose, in English')),
                ('body_ko', models.CharField(blank=True, max_length=300, verbose_name='whose, in Korean')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('issued', models.CharField(blank=True, max_length=60, verbose_name='date')),
                ('issued_on', models.DateField(blank=True, db_index=True, null=True)),
                ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='pages')),
                ('address', models.URLField(blank=True, max_length=600, verbose_name='web address')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where it is from')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.term', verbose_name='kind')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='advocacy.mechanismsession', verbose_name='for the session')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='people.organisation', verbose_name='whose')),
            ],
            options={
                'ordering': ['-issued_on'],
            },
        ),
        migrations.AddField(
            model_name='footnote',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='footnotes', to='advocacy.librarydocument', verbose_name='document'),
        ),
        migrations.AddField(
            model_name='uptake',
            name='found_document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uptakes', to='advocacy.librarydocument', verbose_name='document of the library'),
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('is_own', models.BooleanField(default=True, verbose_name='ours')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='number')),
                ('text_en', models.TextField(blank=True, verbose_name='words in English')),
                ('text_ko', models.TextField(blank=True, verbose_name='words in Korean')),
                ('made_by', models.CharField(blank=True, max_length=300, verbose_name='made by')),
                ('addressee_en', models.CharField(blank=True, max_length=300, verbose_name='to whom, in English')),
                ('addressee_ko', models.CharField(blank=True, max_length=300, verbose_name='to whom, in Korean')),
                ('position', models.CharField(blank=True, choices=[('supported', 'supported'), ('noted', 'noted')], max_length=10, verbose_name='position')),
                ('position_words', models.CharField(blank=True, max_length=300, verbose_name='in the State’s own words')),
                ('progress', models.CharField(blank=True, choices=[('nothing', 'nothing seen'), ('begun', 'begun'), ('done', 'carried out'), ('against', 'the opposite was done')], max_length=10, verbose_name='done since')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='advocacy.librarydocument', verbose_name='document')),
                ('echoes', models.ManyToManyField(blank=True, related_name='echoed_in', to='advocacy.recommendation', verbose_name='takes up ours')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='advocacy.mechanismsession', verbose_name='session')),
                ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='advocacy.publication', verbose_name='publication')),
                ('submission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='advocacy.submission', verbose_name='submission')),
            ],
            options={
                'ordering': ['order', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ProgressStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text_en', models.TextField(blank=True, verbose_name='what was seen, in English')),
                ('text_ko', models.TextField(blank=True, verbose_name='what was seen, in Korean')),
                ('on', models.CharField(blank=True, max_length=60, verbose_name='date')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('order', models.PositiveIntegerField(default=0)),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='advocacy.recommendation')),
            ],
            options={
                'ordering': ['order', 'on'],
            },
        ),
        migrations.CreateModel(
            name='HandedTo',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=300, verbose_name='to whom, as printed')),
                ('on', models.CharField(blank=True, max_length=60, verbose_name='date')),
                ('order', models.PositiveIntegerField(default=0)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handed', to='activities.activity', verbose_name='activity')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handed', to='advocacy.recommendation')),
            ],
            options={
                'ordering': ['order', 'on'],
            },
        ),
        migrations.CreateModel(
            name='TextFinding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('named', 'names us'), ('echo', 'echoes us')], max_length=10, verbose_name='kind')),
                ('paragraph', models.CharField(blank=True, max_length=40, verbose_name='paragraph')),
                ('note_number', models.PositiveIntegerField(blank=True, null=True)),
                ('our_passage', models.TextField(blank=True, verbose_name='our words')),
                ('our_marks', models.JSONField(blank=True, default=list)),
                ('their_passage', models.TextField(blank=True, verbose_name='their words')),
                ('their_marks', models.JSONField(blank=True, default=list)),
                ('confidence', models.FloatField(default=0, verbose_name='how sure')),
                ('reason_en', models.TextField(blank=True)),
                ('reason_ko', models.TextField(blank=True)),
                ('organisation', models.CharField(blank=True, max_length=80)),
                ('how', models.JSONField(blank=True, default=list)),
                ('measures', models.JSONField(blank=True, default=list)),
                ('is_joint', models.BooleanField(default=False)),
                ('verdict', models.CharField(choices=[('open', 'to be decided'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='open', max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('order', models.PositiveIntegerField(default=0)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='advocacy.librarydocument')),
                ('ours', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='found_in', to='records.record')),
            ],
            options={
                'ordering': ['order', '-confidence'],
            },
        ),
        migrations.AddConstraint(
            model_name='librarydocument',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), ('symbol', ''), _negated=True), name='document_has_a_title_or_symbol'),
        ),
        migrations.AddConstraint(
            model_name='librarydocument',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('symbol', ''), _negated=True), ('is_removed', False)), fields=('symbol',), name='one_document_of_a_symbol'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_ko', ''), _negated=True), name='recommendation_has_words'),
        ),
        migrations.AddConstraint(
            model_name='progressstep',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_ko', ''), _negated=True), name='step_has_words'),
        ),
        migrations.AddConstraint(
            model_name='handedto',
            constraint=models.CheckConstraint(condition=models.Q(('organisation__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='handed_to_somebody'),
        ),
        migrations.AddConstraint(
            model_name='textfinding',
            constraint=models.UniqueConstraint(fields=('document', 'key'), name='one_finding_of_a_key'),
        ),
    ]
