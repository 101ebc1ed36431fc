"""Nights that members keep free, for the residents of their post alone."""

import django.db.models.deletion
import django.db.models.manager
import kentongan.ground.basics.ids
from django.db import migrations, models

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """No office reaches a row."""

    dependencies = [
        ('watch', '0012_silences_second_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('is_firm', models.BooleanField()),
                ('told_at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='watch.member')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='watch.post')),
            ],
            options={
                'indexes': [models.Index(fields=['post', 'last'], name='watch_absence_to_come'), models.Index(fields=['last'], name='watch_absence_forgotten')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='watch_absence_ends_after_beginning'), models.UniqueConstraint(fields=('member', 'first', 'last', 'is_firm'), name='watch_absence_told_once')],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        *rls.enforce('watch_absence', place=None, holding='post_id'),
    ]
