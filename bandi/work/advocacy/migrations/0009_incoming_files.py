"""Files given to the library, with what was read of each; what the finder could not make out of a document."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0008_media_monitoring'),
        ('vault', '0002_emergencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='librarydocument',
            name='remarks',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name='IncomingFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('size', models.BigIntegerField(default=0)),
                ('is_from_folder', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('waiting', 'waits to be read'), ('reading', 'is being read'), ('read', 'read'), ('not_read', 'not read'), ('taken', 'in the library')], default='waiting', max_length=10)),
                ('wanted', models.CharField(choices=[('text', 'its text'), ('letters', 'letters on its pictures')], default='text', max_length=10)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(blank=True, max_length=12)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=20)),
                ('problems', models.JSONField(blank=True, default=list)),
                ('blocks', models.JSONField(blank=True, default=list)),
                ('proposal', models.JSONField(blank=True, default=dict)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('blob', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='vault.blob')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='source_files', to='advocacy.librarydocument')),
            ],
            options={
                'ordering': ['-added_at', 'name'],
            },
        ),
    ]
