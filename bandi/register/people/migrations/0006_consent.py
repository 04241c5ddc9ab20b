"""Consents, the words they were given on, and what is to be done after one was withdrawn."""

import bandi.foundation.vault.fields
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_names'),
        ('records', '0005_receipts'),
        ('vault', '0002_emergencies'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=200, verbose_name='title in Korean')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='version')),
                ('used_from', models.DateField(blank=True, null=True, verbose_name='used from')),
                ('body_en', models.TextField(blank=True, verbose_name='text in English')),
                ('body_ko', models.TextField(blank=True, verbose_name='text in Korean')),
                ('child_en', models.TextField(blank=True, verbose_name='for a child in English')),
                ('child_ko', models.TextField(blank=True, verbose_name='for a child in Korean')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body_en', ''), _negated=True), models.Q(('body_ko', ''), _negated=True), _connector='OR'), name='consent_text_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('code', models.CharField(max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9가-힣][\\w.\\-]*$', 'Letters, digits, hyphens and dots, such as C-2024-017.')], verbose_name='code')),
                ('file', models.UUIDField(blank=True, null=True, verbose_name='file')),
                ('purposes', models.JSONField(blank=True, default=list, verbose_name='for')),
                ('audiences', models.JSONField(blank=True, default=list, verbose_name='may be shown to')),
                ('identity', models.CharField(choices=[('full', 'full name'), ('first_name', 'given name only'), ('surname', 'surname only'), ('masked', 'masked name'), ('pseudonym', 'pseudonym'), ('code', 'code'), ('absent', 'not at all')], default='absent', max_length=20, verbose_name='her or his name')),
                ('alters_voice', models.BooleanField(default=False, verbose_name='only with the voice altered')),
                ('hides_picture', models.BooleanField(default=True, verbose_name='no picture')),
                ('given_on', models.CharField(max_length=60, verbose_name='consented on')),
                ('given_from', models.DateField(blank=True, editable=False, null=True)),
                ('given_until', models.DateField(blank=True, editable=False, null=True)),
                ('period', models.CharField(blank=True, help_text='2024-05-16/2027-05-15; left empty, until it is withdrawn.', max_length=60, verbose_name='valid')),
                ('starts_on', models.DateField(blank=True, editable=False, null=True)),
                ('ends_on', models.DateField(blank=True, editable=False, null=True)),
                ('ask_again_on', models.DateField(blank=True, help_text='For a child at the latest in the year in which she or he comes of age.', null=True, verbose_name='ask again on')),
                ('given', models.CharField(choices=[('signed', 'signed on paper'), ('recorded', 'recorded in sound or picture'), ('spoken', 'spoken before a witness')], default='signed', max_length=10, verbose_name='how it was given')),
                ('language', models.CharField(max_length=40, verbose_name='language of the talk')),
                ('witness', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='witness')),
                ('interpreter', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='interpreter')),
                ('place', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='where')),
                ('conditions', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='conditions in her or his own words')),
                ('is_child', models.BooleanField(default=False, verbose_name='a child at that time')),
                ('guardian_agreed', models.BooleanField(default=False, verbose_name='the guardian agreed')),
                ('guardian', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='guardian: name and relation')),
                ('child_agreed', models.BooleanField(blank=True, null=True, verbose_name='the child agreed in its own words')),
                ('assent', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='what the child said')),
                ('limited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='limited')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('withdraws_all', models.BooleanField(default=False, editable=False)),
                ('withdrawal', bandi.foundation.vault.fields.SealedText(blank=True, verbose_name='what was said when it was withdrawn')),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='records.record', verbose_name='another record')),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.compartment', verbose_name='compartment')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.protectedperson', verbose_name='person')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='people.consent', verbose_name='replaces')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.statement', verbose_name='statement')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.subject', verbose_name='subject')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents_taken', to='people.person', verbose_name='taken by')),
                ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.consenttext', verbose_name='text that was explained')),
            ],
            options={
                'ordering': ['-given_from', 'code'],
            },
        ),
        migrations.CreateModel(
            name='ConsentTask',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('leave_out', 'take it out of the draft'), ('take_down', 'take it down, and the copies on our own pages'), ('ask_to_delete', 'ask who received it to delete it, and to confirm'), ('ask_to_redact', 'ask the UN body to withhold or to redact it'), ('tell_counsel', 'tell counsel; the court decides'), ('leave_out_next', 'leave it out of the next printing and of the file on the web'), ('tell_person', 'tell her or him what was taken back and what could not be')], max_length=20, verbose_name='what is to be done')),
                ('receipt', models.UUIDField(blank=True, editable=False, null=True)),
                ('used_in', models.UUIDField(blank=True, editable=False, null=True)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('outcome', models.CharField(blank=True, choices=[('done', 'done'), ('in_part', 'done in part'), ('refused', 'refused by who has it'), ('impossible', 'not possible')], max_length=12, verbose_name='what came of it')),
                ('order', models.PositiveIntegerField(default=0)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='people.consent')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consent_tasks', to='people.person', verbose_name='who sees to it')),
            ],
            options={
                'ordering': ['order'],
                'indexes': [models.Index(fields=['done_on', 'due_on'], name='consent_task_open')],
            },
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['ends_on'], name='consent_by_end'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['withdrawn_at'], name='consent_by_withdrawal'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['given_from'], name='consent_by_day'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='consent_has_a_code'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), ('statement__isnull', False), ('about__isnull', False), _connector='OR'), name='consent_is_about_something'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', False), ('withdraws_all', False), _connector='OR'), name='consent_withdrawn_before_all'),
        ),
    ]
