"""What residents agree, whose turn it is, swaps, and addresses of calendars."""

import django.db.models.deletion
import django.db.models.manager
import kentongan.ground.basics.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """Agreements, rosters, turns, swaps and feeds."""

    dependencies = [
        ('watch', '0004_counts_from_the_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=20)),
                ('fairness', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('drafted_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rosters', to='watch.post')),
            ],
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('night', models.DateField()),
                ('kind', models.CharField(choices=[('duty', 'duty'), ('substitute', 'substitute')], default='duty', max_length=20)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='watch.member')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='watch.post')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='watch.roster')),
                ('substituted_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='instead_of', to='watch.turn')),
            ],
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SwapOffer',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('declined', 'declined')], default='open', max_length=20)),
                ('offered_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swap_offers', to='watch.post')),
                ('to_member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='offers_to_me', to='watch.member')),
                ('in_return', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='asked_in_return', to='watch.turn')),
                ('turn', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='watch.turn')),
            ],
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('rules', models.JSONField()),
                ('from_date', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='watch.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'version'), name='watch_agreement_version_once'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='watch_agreement_counts_from_one')],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='watch.member')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='watch.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('post', 'member'), name='watch_feed_once', nulls_distinct=False)],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='roster',
            constraint=models.UniqueConstraint(fields=('post', 'month'), name='watch_roster_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='roster',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='watch_roster_month_begins'),
        ),
        migrations.AddConstraint(
            model_name='roster',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('state', 'draft')), models.Q(('published_at__isnull', False), ('state', 'published')), _connector='OR'), name='watch_roster_published_at'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['post', 'night'], name='watch_turn_night'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['member', 'night'], name='watch_turn_member'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('post', 'night', 'member'), name='watch_turn_once_a_night'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(('substituted_by', None), ('withdrawn_at__isnull', False), _connector='OR'), name='watch_turn_substituted_is_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='swapoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('turn',), name='watch_turn_offered_once'),
        ),
        migrations.AddConstraint(
            model_name='swapoffer',
            constraint=models.CheckConstraint(condition=models.Q(('in_return', None), ('to_member__isnull', False), _connector='OR'), name='watch_return_is_somebodys'),
        ),
        migrations.AddConstraint(
            model_name='swapoffer',
            constraint=models.CheckConstraint(condition=models.Q(('in_return', None), models.Q(('in_return', models.F('turn')), _negated=True), _connector='OR'), name='watch_swap_gives_another_turn'),
        ),
    ]
