"""Question sets and answers, volunteers with calls and shifts, groups with members, meetings and pairs."""

import django.core.validators
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('activities', '0005_answers_in_korean'),
        ('people', '0006_consent'),
        ('records', '0005_receipts'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberGroup',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name in English')),
                ('name_ko', models.CharField(blank=True, max_length=300, verbose_name='name in Korean')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='kind')),
                ('since', models.CharField(blank=True, max_length=60, verbose_name='since')),
                ('until', models.CharField(blank=True, max_length=60, verbose_name='until')),
                ('about_en', models.TextField(blank=True, verbose_name='about it, in English')),
                ('about_ko', models.TextField(blank=True, verbose_name='about it, in Korean')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='activities.programme', verbose_name='programme')),
            ],
            options={
                'ordering': ['name_en', 'name_ko'],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('code', models.CharField(help_text='Never a name. It stays as it is: the sealed name is found by it.', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9가-힣][\\w.\\-]*$', 'Letters, digits, hyphens and dots, such as V-2024-003.')], verbose_name='code')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='internal', max_length=10)),
                ('is_minor', models.BooleanField(default=False, verbose_name='under age')),
                ('guardian_agreed', models.BooleanField(default=False, verbose_name='the guardian agreed')),
                ('role', models.CharField(blank=True, max_length=60, verbose_name='role')),
                ('joined_on', models.DateField(blank=True, null=True, verbose_name='joined on')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left on')),
                ('note', models.CharField(blank=True, help_text='Nothing that tells who it is.', max_length=400, verbose_name='note')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.place', verbose_name='country of origin')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='programmes.membergroup', verbose_name='group of members')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('held_on', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='from')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='to')),
                ('subject_en', models.CharField(blank=True, max_length=300, verbose_name='subject in English')),
                ('subject_ko', models.CharField(blank=True, max_length=300, verbose_name='subject in Korean')),
                ('others', models.PositiveIntegerField(default=0, verbose_name='came without a record of their own')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='group_meetings', to='activities.activity', verbose_name='activity')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='programmes.membergroup', verbose_name='group of members')),
            ],
            options={
                'ordering': ['-held_on', '-record_id'],
            },
        ),
        migrations.CreateModel(
            name='GroupCount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('counted_on', models.CharField(help_text='2024-05-16, 2024-05 or 2024', max_length=60, verbose_name='counted')),
                ('counted_from', models.DateField(blank=True, editable=False, null=True)),
                ('counted_until', models.DateField(blank=True, editable=False, null=True)),
                ('count', models.PositiveIntegerField(verbose_name='number')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.place', verbose_name='country')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='programmes.membergroup')),
            ],
            options={
                'ordering': ['-counted_from', 'country'],
            },
        ),
        migrations.CreateModel(
            name='Pair',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='programmes.membergroup', verbose_name='group of members')),
                ('mentee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='programmes.member', verbose_name='mentee')),
            ],
            options={
                'ordering': ['group', 'mentor'],
            },
        ),
        migrations.CreateModel(
            name='PairSession',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('held_on', models.DateField(verbose_name='day')),
                ('hours', models.DecimalField(decimal_places=2, default=Decimal('2'), max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0.25'))], verbose_name='hours')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('trouble', models.CharField(blank=True, help_text='Nothing that tells who it is.', max_length=400, verbose_name='what went wrong')),
                ('pair', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='programmes.pair')),
            ],
            options={
                'ordering': ['-held_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='QuestionSet',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('purpose', models.CharField(choices=[('quiz', 'quiz'), ('feedback', 'feedback'), ('survey', 'survey'), ('test', 'test before and after')], default='quiz', max_length=8, verbose_name='purpose')),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=300, verbose_name='title in Korean')),
                ('intro_en', models.TextField(blank=True, verbose_name='introduction in English')),
                ('intro_ko', models.TextField(blank=True, verbose_name='introduction in Korean')),
            ],
            options={
                'ordering': ['title_en', 'title_ko'],
                'indexes': [models.Index(fields=['is_removed', 'title_en', 'record'], name='question_set_by_title')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), _negated=True), name='question_set_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveIntegerField(default=1, verbose_name='number of the question')),
                ('kind', models.CharField(choices=[('true_false', 'right or wrong (O/X)'), ('single', 'one choice'), ('multiple', 'several choices'), ('scale', 'scale'), ('text', 'free text')], default='true_false', max_length=12, verbose_name='kind')),
                ('text_en', models.CharField(blank=True, max_length=600, verbose_name='question in English')),
                ('text_ko', models.CharField(blank=True, max_length=600, verbose_name='question in Korean')),
                ('options_en', models.JSONField(blank=True, default=list, verbose_name='options in English')),
                ('options_ko', models.JSONField(blank=True, default=list, verbose_name='options in Korean')),
                ('right', models.CharField(blank=True, help_text='O or X; of choices the number of the option, several with a space between. Empty where nothing is right or wrong.', max_length=40, verbose_name='right answer')),
                ('lowest', models.PositiveSmallIntegerField(default=1, verbose_name='scale from')),
                ('highest', models.PositiveSmallIntegerField(default=5, verbose_name='scale to')),
                ('question_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='programmes.questionset')),
            ],
            options={
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='used on')),
                ('occasion_en', models.CharField(blank=True, max_length=200, verbose_name='occasion in English')),
                ('occasion_ko', models.CharField(blank=True, max_length=200, verbose_name='occasion in Korean')),
                ('given_out', models.PositiveIntegerField(blank=True, null=True, verbose_name='sheets given out')),
                ('is_identifiable', models.BooleanField(default=False, help_text='A class, a delegation, people who know each other: answers of fewer than five are marked.', verbose_name='those who answered can be recognised')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='question_rounds', to='activities.activity', verbose_name='activity')),
                ('question_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='programmes.questionset', verbose_name='question set')),
            ],
            options={
                'ordering': ['-held_on', '-record_id'],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='number of the sheet')),
                ('visitor', models.CharField(blank=True, max_length=60, verbose_name='type of visitor')),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='answers')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='programmes.round')),
            ],
            options={
                'verbose_name': 'sheet',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='task in English')),
                ('title_ko', models.CharField(blank=True, max_length=300, verbose_name='task in Korean')),
                ('held_on', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='from')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='to')),
                ('break_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='break in minutes')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('wanted', models.PositiveIntegerField(blank=True, null=True, verbose_name='places wanted')),
                ('others', models.PositiveIntegerField(default=0, verbose_name='came without a record of their own')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='activities.activity', verbose_name='activity')),
            ],
            options={
                'ordering': ['-held_on', 'starts_at', '-record_id'],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answer', models.CharField(max_length=8, verbose_name='answer')),
                ('count', models.PositiveIntegerField(verbose_name='number')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='programmes.question', verbose_name='question')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='programmes.round')),
            ],
            options={
                'verbose_name': 'count by hand',
                'ordering': ['question__order', 'answer'],
            },
        ),
        migrations.CreateModel(
            name='Volunteer',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('code', models.CharField(help_text='Never a name. It stays as it is: the sealed name is found by it.', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9가-힣][\\w.\\-]*$', 'Letters, digits, hyphens and dots, such as V-2024-003.')], verbose_name='code')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='internal', max_length=10)),
                ('is_minor', models.BooleanField(default=False, verbose_name='under age')),
                ('guardian_agreed', models.BooleanField(default=False, verbose_name='the guardian agreed')),
                ('group', models.CharField(blank=True, max_length=60, verbose_name='group of volunteers')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('languages', models.CharField(blank=True, max_length=200, verbose_name='languages')),
                ('note', models.CharField(blank=True, help_text='Nothing that tells who it is.', max_length=400, verbose_name='note')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='volunteer_leaves_after_coming')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('presence', models.CharField(choices=[('planned', 'expected'), ('came', 'came'), ('excused', 'excused'), ('absent', 'did not come')], default='planned', max_length=8, verbose_name='attendance')),
                ('stayed', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.25'))], verbose_name='hours, if others than the shift’s')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='programmes.shift')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='programmes.volunteer', verbose_name='volunteer')),
            ],
            options={
                'ordering': ['volunteer__code'],
            },
        ),
        migrations.AddField(
            model_name='pair',
            name='mentor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='programmes.volunteer', verbose_name='mentor'),
        ),
        migrations.CreateModel(
            name='VolunteerCall',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=300, verbose_name='title in Korean')),
                ('wanted', models.PositiveIntegerField(blank=True, null=True, verbose_name='places wanted')),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='open from')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='open until')),
                ('text_en', models.TextField(blank=True, verbose_name='call in English')),
                ('text_ko', models.TextField(blank=True, verbose_name='call in Korean')),
                ('briefing_en', models.TextField(blank=True, verbose_name='briefing in English')),
                ('briefing_ko', models.TextField(blank=True, verbose_name='briefing in Korean')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='volunteer_calls', to='activities.activity', verbose_name='activity')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='volunteer_calls', to='activities.programme', verbose_name='programme')),
            ],
            options={
                'ordering': ['-opens_on', '-record_id'],
            },
        ),
        migrations.AddField(
            model_name='shift',
            name='call',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='programmes.volunteercall', verbose_name='call'),
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('state', models.CharField(choices=[('applied', 'applied'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrew', 'withdrew')], default='applied', max_length=10, verbose_name='state')),
                ('applied_on', models.DateField(blank=True, null=True, verbose_name='applied on')),
                ('briefed_on', models.DateField(blank=True, null=True, verbose_name='briefed on')),
                ('thanked_on', models.DateField(blank=True, null=True, verbose_name='thanked on')),
                ('certified_on', models.DateField(blank=True, null=True, verbose_name='certificate given on')),
                ('note', models.CharField(blank=True, help_text='Nothing that tells who it is.', max_length=400, verbose_name='note')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='programmes.volunteer', verbose_name='volunteer')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='programmes.volunteercall', verbose_name='call')),
            ],
            options={
                'ordering': ['call', 'volunteer'],
            },
        ),
        migrations.CreateModel(
            name='MeetingPresence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('presence', models.CharField(choices=[('planned', 'expected'), ('came', 'came'), ('excused', 'excused'), ('absent', 'did not come')], default='came', max_length=8, verbose_name='attendance')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='programmes.meeting')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='programmes.member', verbose_name='member')),
            ],
            options={
                'ordering': ['member__code'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'member'), name='one_presence_at_a_meeting')],
            },
        ),
        migrations.AddConstraint(
            model_name='membergroup',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_ko', ''), _negated=True), name='group_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('joined_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='member_leaves_after_joining'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['is_removed', '-held_on', '-record'], name='meeting_by_day'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('starts_at__isnull', True)), models.Q(('ends_at__gt', models.F('starts_at')), ('ends_at__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='meeting_has_both_times'),
        ),
        migrations.AddConstraint(
            model_name='pairsession',
            constraint=models.CheckConstraint(condition=models.Q(('hours__lte', 24)), name='pair_session_within_a_day'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('question_set', 'order'), name='one_question_of_a_number'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_ko', ''), _negated=True), name='question_has_words'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('highest__gt', models.F('lowest'))), name='scale_goes_up'),
        ),
        migrations.AddIndex(
            model_name='round',
            index=models.Index(fields=['is_removed', '-held_on', '-record'], name='round_by_day'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='one_sheet_of_a_number'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('round', 'question', 'answer'), name='one_tally_of_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(fields=('shift', 'volunteer'), name='one_turn_in_a_shift'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(('stayed__isnull', True), ('stayed__lte', 24), _connector='OR'), name='turn_within_a_day'),
        ),
        migrations.AddConstraint(
            model_name='pair',
            constraint=models.UniqueConstraint(condition=models.Q(('is_removed', False)), fields=('group', 'mentor', 'mentee'), name='one_pair_of_two'),
        ),
        migrations.AddConstraint(
            model_name='pair',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='pair_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='volunteercall',
            index=models.Index(fields=['is_removed', '-opens_on', '-record'], name='call_by_day'),
        ),
        migrations.AddConstraint(
            model_name='volunteercall',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), _negated=True), name='call_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='volunteercall',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__isnull', True), ('opens_on__isnull', True), ('closes_on__gte', models.F('opens_on')), _connector='OR'), name='call_closes_after_it_opens'),
        ),
        migrations.AddIndex(
            model_name='shift',
            index=models.Index(fields=['is_removed', '-held_on', '-record'], name='shift_by_day'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), _negated=True), name='shift_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('starts_at__isnull', True)), models.Q(('ends_at__gt', models.F('starts_at')), ('ends_at__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='shift_has_both_times'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('is_removed', False)), fields=('call', 'volunteer'), name='one_enrolment_in_a_call'),
        ),
    ]
