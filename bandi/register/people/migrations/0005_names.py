"""Names as rows with kind, script and romanisation; facts that tell people apart; relations; decisions about doubles."""

import bandi.foundation.vault.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_membership_fees'),
        ('records', '0004_protected_apart'),
        ('vault', '0002_emergencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PairDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(choices=[('same', 'the same person'), ('other', 'not the same person'), ('unclear', 'cannot be told')], max_length=8, verbose_name='decision')),
                ('why', models.CharField(blank=True, max_length=400, verbose_name='why')),
            ],
            options={
                'ordering': ['-decided_at'],
            },
        ),
        migrations.CreateModel(
            name='PersonRelation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60, verbose_name='relation')),
                ('other_name', models.CharField(blank=True, max_length=200, verbose_name='or her or his name')),
                ('period', models.CharField(blank=True, max_length=60, verbose_name='when')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
            ],
            options={
                'ordering': ['kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SealedName',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('spelling', 'another spelling'), ('birth', 'name at birth'), ('official', 'official name'), ('passport', 'name in the passport'), ('alias', 'alias'), ('nickname', 'nickname'), ('pseudonym', 'pseudonym'), ('former', 'former name')], default='spelling', max_length=12, verbose_name='kind of name')),
                ('script', models.CharField(blank=True, choices=[('hangul', 'Hangul'), ('hanja', 'Hanja'), ('latin', 'Latin letters'), ('other', 'other letters')], max_length=8, verbose_name='script')),
                ('system', models.CharField(blank=True, choices=[('rr', 'Revised Romanisation'), ('mr', 'McCune–Reischauer'), ('nk', 'North Korean spelling'), ('yale', 'Yale'), ('passport', 'as the passport office writes it'), ('habit', 'by habit')], max_length=8, verbose_name='romanisation')),
                ('is_preferred', models.BooleanField(default=False, verbose_name='preferred by the bearer')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('text', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='name')),
                ('period', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='borne in')),
                ('source', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='source')),
            ],
            options={
                'ordering': ['-is_preferred', 'kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SealedPairDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('verdict', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='decision')),
                ('why', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='why')),
            ],
            options={
                'ordering': ['-decided_at'],
            },
        ),
        migrations.CreateModel(
            name='SealedRelation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='relation')),
                ('other', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='the other person: a code, or a name')),
                ('period', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='when')),
                ('source', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='source')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='alias',
            name='is_preferred',
            field=models.BooleanField(default=False, verbose_name='preferred by the bearer'),
        ),
        migrations.AddField(
            model_name='alias',
            name='kind',
            field=models.CharField(choices=[('spelling', 'another spelling'), ('birth', 'name at birth'), ('official', 'official name'), ('passport', 'name in the passport'), ('alias', 'alias'), ('nickname', 'nickname'), ('pseudonym', 'pseudonym'), ('former', 'former name')], default='spelling', max_length=12, verbose_name='kind of name'),
        ),
        migrations.AddField(
            model_name='alias',
            name='period',
            field=models.CharField(blank=True, max_length=60, verbose_name='borne in'),
        ),
        migrations.AddField(
            model_name='alias',
            name='script',
            field=models.CharField(blank=True, choices=[('hangul', 'Hangul'), ('hanja', 'Hanja'), ('latin', 'Latin letters'), ('other', 'other letters')], max_length=8, verbose_name='script'),
        ),
        migrations.AddField(
            model_name='alias',
            name='system',
            field=models.CharField(blank=True, choices=[('rr', 'Revised Romanisation'), ('mr', 'McCune–Reischauer'), ('nk', 'North Korean spelling'), ('yale', 'Yale'), ('passport', 'as the passport office writes it'), ('habit', 'by habit')], max_length=8, verbose_name='romanisation'),
        ),
        migrations.AddField(
            model_name='alias',
            name='updated_at',
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name='person',
            name='birth',
            field=models.CharField(blank=True, max_length=60, verbose_name='birth'),
        ),
        migrations.AddField(
            model_name='person',
            name='languages',
            field=models.CharField(blank=True, max_length=200, verbose_name='languages'),
        ),
        migrations.AddField(
            model_name='person',
            name='origin',
            field=models.CharField(blank=True, max_length=200, verbose_name='place of origin'),
        ),
        migrations.AddField(
            model_name='person',
            name='sex',
            field=models.CharField(blank=True, choices=[('female', 'female'), ('male', 'male'), ('other', 'other')], max_length=8, verbose_name='sex'),
        ),
        migrations.AddField(
            model_name='protectedperson',
            name='is_kept_apart',
            field=models.BooleanField(default=False, verbose_name='linked only with a second person’s approval'),
        ),
        migrations.AddField(
            model_name='protectedperson',
            name='languages',
            field=bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='languages'),
        ),
        migrations.AddField(
            model_name='protectedperson',
            name='origin',
            field=bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='place of origin'),
        ),
        migrations.AddField(
            model_name='protectedperson',
            name='sex',
            field=bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='sex'),
        ),
        migrations.AddIndex(
            model_name='alias',
            index=models.Index(fields=['updated_at', 'id'], name='alias_by_change'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['updated_at', 'record'], name='person_by_change'),
        ),
        migrations.AddIndex(
            model_name='protectedperson',
            index=models.Index(fields=['compartment', 'updated_at', 'record'], name='protected_by_change'),
        ),
        migrations.AddConstraint(
            model_name='alias',
            constraint=models.UniqueConstraint(condition=models.Q(('is_preferred', True)), fields=('record', 'script'), name='one_preferred_alias'),
        ),
        migrations.AddField(
            model_name='pairdecision',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pairdecision',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='pairdecision',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='pairdecision',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='personrelation',
            name='other',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='related_from', to='people.person', verbose_name='the other person'),
        ),
        migrations.AddField(
            model_name='personrelation',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='people.person'),
        ),
        migrations.AddField(
            model_name='sealedname',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='people.protectedperson'),
        ),
        migrations.AddField(
            model_name='sealedname',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.subject', verbose_name='subject'),
        ),
        migrations.AddField(
            model_name='sealedpairdecision',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sealedpairdecision',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.protectedperson'),
        ),
        migrations.AddField(
            model_name='sealedpairdecision',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.protectedperson'),
        ),
        migrations.AddField(
            model_name='sealedpairdecision',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.subject', verbose_name='subject'),
        ),
        migrations.AddField(
            model_name='sealedpairdecision',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sealedrelation',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='people.protectedperson'),
        ),
        migrations.AddField(
            model_name='sealedrelation',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.subject', verbose_name='subject'),
        ),
        migrations.AddConstraint(
            model_name='pairdecision',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='pair_in_order'),
        ),
        migrations.AddConstraint(
            model_name='pairdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('one', 'other'), name='one_decision_on_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='personrelation',
            constraint=models.CheckConstraint(condition=models.Q(('other__isnull', False), models.Q(('other_name', ''), _negated=True), _connector='OR'), name='relation_names_somebody'),
        ),
        migrations.AddConstraint(
            model_name='personrelation',
            constraint=models.CheckConstraint(condition=models.Q(('other__isnull', True), models.Q(('other', models.F('person')), _negated=True), _connector='OR'), name='relation_to_another_person'),
        ),
        migrations.AddIndex(
            model_name='sealedname',
            index=models.Index(fields=['updated_at', 'id'], name='sealed_name_by_change'),
        ),
        migrations.AddConstraint(
            model_name='sealedname',
            constraint=models.UniqueConstraint(condition=models.Q(('is_preferred', True)), fields=('person', 'script'), name='one_preferred_sealed_name'),
        ),
        migrations.AddConstraint(
            model_name='sealedpairdecision',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='sealed_pair_in_order'),
        ),
        migrations.AddConstraint(
            model_name='sealedpairdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('one', 'other'), name='one_sealed_decision_on_a_pair'),
        ),
    ]
