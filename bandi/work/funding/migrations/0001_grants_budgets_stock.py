"""Grants with what is owed for them, budgets of activities, and the stock of material."""

import bandi.foundation.reference.dates
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
        ('reference', '0002_retired_terms'),
    ]

    operations = [
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title_en', models.CharField(blank=True, max_length=400, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=400, verbose_name='title in Korean')),
                ('reference', models.CharField(blank=True, max_length=120, verbose_name='reference of the funder')),
                ('state', models.CharField(choices=[('applied', 'applied for'), ('awarded', 'awarded'), ('running', 'running'), ('reported', 'reported'), ('closed', 'closed and settled'), ('refused', 'not granted')], default='applied', max_length=8, verbose_name='state')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='amount')),
                ('currency', models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as its three letters, such as KRW or USD.')], verbose_name='currency')),
                ('when', models.CharField(blank=True, max_length=60, verbose_name='period')),
                ('starts_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('precision', models.CharField(choices=[('day', 'day'), ('range', 'range'), ('within_range', 'within_range'), ('month', 'month'), ('part_of_month', 'part_of_month'), ('year', 'year'), ('inferred', 'inferred'), ('before', 'before'), ('unknown', 'unknown')], default=bandi.foundation.reference.dates.Precision['UNKNOWN'], max_length=14)),
                ('applied_on', models.DateField(blank=True, null=True, verbose_name='applied on')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decided on')),
                ('address', models.URLField(blank=True, max_length=600, verbose_name='web address')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('activities', models.ManyToManyField(blank=True, related_name='grants', to='activities.activity', verbose_name='activities it pays for')),
                ('funder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='people.organisation', verbose_name='funder')),
                ('meetings', models.ManyToManyField(blank=True, related_name='grants_met', to='activities.activity', verbose_name='meetings with the funder')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='people.person', verbose_name='who sees to it')),
            ],
            options={
                'ordering': ['-starts_on', 'title_en'],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='what for, in English')),
                ('text_ko', models.CharField(blank=True, max_length=300, verbose_name='what for, in Korean')),
                ('planned', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='planned')),
                ('spent', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='spent')),
                ('currency', models.CharField(max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as its three letters, such as KRW or USD.')], verbose_name='currency')),
                ('other_currency', models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as its three letters, such as KRW or USD.')], verbose_name='converted currency')),
                ('rate', models.DecimalField(blank=True, decimal_places=8, help_text='How many of the converted currency one of the first is worth: 1350, when one dollar is 1,350 won.', max_digits=18, null=True, validators=[django.core.validators.MinValueValidator(Decimal('1E-8'))], verbose_name='rate')),
                ('rate_on', models.DateField(blank=True, null=True, verbose_name='rate of the day')),
                ('rate_source', models.CharField(blank=True, max_length=200, verbose_name='source of the rate')),
                ('spent_on', models.DateField(blank=True, null=True, verbose_name='spent on')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='activities.activity', verbose_name='activity')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.term', verbose_name='category')),
                ('grant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='funding.grant', verbose_name='paid by the grant')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='ReportingDuty',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(choices=[('narrative', 'narrative report'), ('financial', 'financial report'), ('meeting', 'meeting'), ('audit', 'audit')], default='narrative', max_length=9, verbose_name='kind')),
                ('title_en', models.CharField(blank=True, max_length=400, verbose_name='title in English')),
                ('title_ko', models.CharField(blank=True, max_length=400, verbose_name='title in Korean')),
                ('due_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='due on')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent on')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='accepted on')),
                ('address', models.URLField(blank=True, help_text='A web address. A file can be attached on the page of the report.', max_length=600, verbose_name='where the paper is')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='funding.grant', verbose_name='grant')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reporting_duties', to='people.person', verbose_name='who sees to it')),
            ],
            options={
                'ordering': ['due_on'],
            },
        ),
        migrations.CreateModel(
            name='StockItem',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='title in English')),
                ('name_ko', models.CharField(blank=True, max_length=300, verbose_name='title in Korean')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='unit')),
                ('kept_at', models.CharField(blank=True, max_length=200, verbose_name='where it is kept')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.term', verbose_name='kind')),
            ],
            options={
                'ordering': ['name_en'],
            },
        ),
        migrations.CreateModel(
            name='StockCorrection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('counted_on', models.DateField(verbose_name='counted on')),
                ('difference', models.DecimalField(decimal_places=2, help_text='-20 when twenty are missing, 20 when twenty more were found.', max_digits=12, verbose_name='more or fewer')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='funding.stockitem')),
            ],
            options={
                'ordering': ['-counted_on'],
            },
        ),
        migrations.CreateModel(
            name='HandOut',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('when', models.CharField(blank=True, max_length=60, verbose_name='date')),
                ('starts_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('precision', models.CharField(choices=[('day', 'day'), ('range', 'range'), ('within_range', 'within_range'), ('month', 'month'), ('part_of_month', 'part_of_month'), ('year', 'year'), ('inferred', 'inferred'), ('before', 'before'), ('unknown', 'unknown')], default=bandi.foundation.reference.dates.Precision['UNKNOWN'], max_length=14)),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, help_text='Leave it empty only where nobody counted.', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='quantity')),
                ('to_whom_en', models.CharField(blank=True, max_length=200, verbose_name='to whom as a group, in English')),
                ('to_whom_ko', models.CharField(blank=True, max_length=200, verbose_name='to whom as a group, in Korean')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handouts', to='activities.activity', verbose_name='activity')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handouts', to='funding.stockitem', verbose_name='item')),
            ],
            options={
                'ordering': ['-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='StockReceipt',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='records.record')),
                ('handling', models.CharField(choices=[('open', 'open'), ('internal', 'internal'), ('protected', 'protected')], default='open', max_length=10)),
                ('is_removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('when', models.CharField(blank=True, max_length=60, verbose_name='date')),
                ('starts_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('precision', models.CharField(choices=[('day', 'day'), ('range', 'range'), ('within_range', 'within_range'), ('month', 'month'), ('part_of_month', 'part_of_month'), ('year', 'year'), ('inferred', 'inferred'), ('before', 'before'), ('unknown', 'unknown')], default=bandi.foundation.reference.dates.Precision['UNKNOWN'], max_length=14)),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='quantity')),
                ('how', models.CharField(choices=[('printed', 'printed'), ('bought', 'bought'), ('given', 'given to us'), ('returned', 'came back')], default='printed', max_length=8, verbose_name='how it came')),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='cost')),
                ('currency', models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as its three letters, such as KRW or USD.')], verbose_name='currency')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='funding.stockitem', verbose_name='item')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stock_receipts', to='people.organisation', verbose_name='from whom')),
            ],
            options={
                'ordering': ['-starts_on'],
            },
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), _negated=True), name='grant_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), models.Q(('currency', ''), _negated=True), _connector='OR'), name='grant_has_a_currency'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('applied_on__isnull', True), ('decided_on__isnull', True), ('decided_on__gte', models.F('applied_on')), _connector='OR'), name='grant_decided_after_applied'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(('planned__isnull', False), ('spent__isnull', False), _connector='OR'), name='budget_line_has_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rate__isnull', True), ('other_currency', '')), models.Q(('rate__isnull', False), models.Q(('other_currency', ''), _negated=True)), _connector='OR'), name='budget_line_rate_names_its_currency'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(('other_currency', ''), models.Q(('other_currency', models.F('currency')), _negated=True), _connector='OR'), name='budget_line_converts_to_another'),
        ),
        migrations.AddIndex(
            model_name='reportingduty',
            index=models.Index(fields=['sent_on', 'due_on'], name='reporting_duty_open_by_due'),
        ),
        migrations.AddConstraint(
            model_name='reportingduty',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_ko', ''), _negated=True), name='reporting_duty_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='reportingduty',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_on__isnull', True), models.Q(('sent_on__isnull', False), ('accepted_on__gte', models.F('sent_on'))), _connector='OR'), name='reporting_duty_sent_before_accepted'),
        ),
        migrations.AddConstraint(
            model_name='stockitem',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_ko', ''), _negated=True), name='stock_item_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='stockcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('difference', 0), _negated=True), name='stock_correction_changes_something'),
        ),
        migrations.AddConstraint(
            model_name='stockreceipt',
            constraint=models.CheckConstraint(condition=models.Q(('cost__isnull', True), models.Q(('currency', ''), _negated=True), _connector='OR'), name='stock_cost_has_a_currency'),
        ),
    ]
