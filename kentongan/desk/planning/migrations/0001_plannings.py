"""What heads ask of the planner, for their own post alone."""

import django.db.models.deletion
import django.db.models.manager
import kentongan.ground.basics.ids
from django.db import migrations, models

from kentongan.ground.access import rls


class Migration(migrations.Migration):
    """No office reaches a row."""

    initial = True

    dependencies = [
        ('watch', '0013_absences_and_wishes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Planning',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('kind', models.CharField(choices=[('make', 'make'), ('mend', 'mend')], max_length=20)),
                ('state', models.CharField(choices=[('asked', 'asked'), ('found', 'found'), ('refused', 'refused'), ('taken', 'taken')], default='asked', max_length=20)),
                ('asked_at', models.DateTimeField()),
                ('asked_by_id', models.UUIDField()),
                ('language', models.CharField(max_length=10)),
                ('sentence', models.TextField(blank=True)),
                ('changes', models.JSONField(default=list)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plannings', to='watch.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('post', 'month'), name='planning_one_at_a_time')],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        *rls.enforce('planning_planning', place=None, holding='post_id'),
    ]
