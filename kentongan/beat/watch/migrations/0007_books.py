"""Logbook, guest book, disclosures, drills, and the small sums of houses."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
import kentongan.ground.basics.ids
import kentongan.ground.seals.fields
import kentongan.ground.wall.models
from django.db import migrations, models


class Migration(migrations.Migration):
    """The books of a post."""

    dependencies = [
        ('watch', '0006_rosters_second_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='House',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('label', kentongan.ground.seals.fields.SealedField(blank=True, null=True)),
                ('added_at', models.DateTimeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='houses', to='watch.post')),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('house', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='households', to='watch.house')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='household', to='watch.member')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='households', to='watch.post')),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Logbook',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
                ('digest', models.BinaryField()),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='logbook', to='watch.post')),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LogbookLine',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('night', models.DateField()),
                ('kind', models.CharField(choices=[('note', 'note'), ('event', 'event'), ('handover', 'handover')], max_length=20)),
                ('written_by_id', models.UUIDField(null=True)),
                ('happened_at', models.DateTimeField()),
                ('written_at', models.DateTimeField()),
                ('body', models.BinaryField()),
                ('digest', models.BinaryField()),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='watch.logbookline')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logbook_lines', to='watch.post')),
            ],
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LogbookKey',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', kentongan.ground.seals.fields.SealedField(blank=True, null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logbook_keys', to='watch.post')),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opener', to='watch.logbookline')),
            ],
            options={
                'abstract': False,
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Till',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit', models.CharField(choices=[('rp', 'rp'), ('cups', 'cups')], max_length=10)),
                ('cash', models.BigIntegerField(default=0)),
                ('fund', models.BigIntegerField(default=0)),
                ('saved', models.BigIntegerField(default=0)),
                ('owed', models.BigIntegerField(default=0)),
                ('given', models.BigIntegerField(default=0)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tills', to='watch.post')),
            ],
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('guest_id', models.UUIDField()),
                ('asked_by', models.CharField(max_length=120)),
                ('letter', models.CharField(max_length=80)),
                ('letter_key', models.CharField(max_length=80)),
                ('ground', models.CharField(choices=[('court_order', 'court_order'), ('investigation', 'investigation'), ('rescue', 'rescue'), ('subject', 'subject')], max_length=20)),
                ('disclosed_at', models.DateTimeField()),
                ('disclosed_by_id', models.UUIDField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disclosures', to='watch.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'letter_key'), name='watch_letter_asks_once')],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Drill',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place_id', models.UUIDField(db_index=True)),
                ('place', kentongan.ground.wall.models.PathField(db_collation='C', max_length=200)),
                ('held_at', models.DateTimeField()),
                ('meaning', models.CharField(max_length=80)),
                ('strokes', models.CharField(max_length=40)),
                ('answers_s', models.JSONField(default=list)),
                ('written_at', models.DateTimeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drills', to='watch.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'held_at'), name='watch_drill_once')],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', kentongan.ground.seals.fields.SealedField(blank=True, null=True)),
                ('house', kentongan.ground.seals.fields.SealedField(blank=True, null=True)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField()),
                ('written_at', models.DateTimeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='watch.post')),
            ],
            options={
                'indexes': [models.Index(fields=['post', 'from_date'], name='watch_guest_stay'), models.Index(fields=['to_date'], name='watch_guest_forgotten')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__gte', models.F('from_date'))), name='watch_guest_leaves_after_coming')],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('jimpitan', 'jimpitan'), ('saving', 'saving'), ('dues', 'dues'), ('fine', 'fine'), ('fine_paid', 'fine_paid'), ('fine_waived', 'fine_waived'), ('gift', 'gift'), ('spent', 'spent'), ('paid_back', 'paid_back')], max_length=20)),
                ('unit', models.CharField(choices=[('rp', 'rp'), ('cups', 'cups')], max_length=10)),
                ('amount', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('purpose', models.CharField(blank=True, max_length=80)),
                ('written_at', models.DateTimeField()),
                ('written_by_id', models.UUIDField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='watch.post')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='watch.entry')),
                ('house', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='watch.house')),
            ],
            options={
                'indexes': [models.Index(fields=['post', 'on'], name='watch_entry_day'), models.Index(fields=['house', 'on'], name='watch_entry_house')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='watch_entry_is_a_sum'), models.CheckConstraint(condition=models.Q(('reverses', None), models.Q(('reverses', models.F('id')), _negated=True), _connector='OR'), name='watch_entry_reverses_another')],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='HouseSum',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit', models.CharField(choices=[('rp', 'rp'), ('cups', 'cups')], max_length=10)),
                ('given', models.BigIntegerField(default=0)),
                ('saved', models.BigIntegerField(default=0)),
                ('owed', models.BigIntegerField(default=0)),
                ('house', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sums', to='watch.house')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='house_sums', to='watch.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('house', 'unit'), name='watch_house_sum_once'), models.CheckConstraint(condition=models.Q(('given__gte', 0), ('owed__gte', 0), ('saved__gte', 0)), name='watch_house_sum_covered')],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name='logbookline',
            index=models.Index(fields=['post', 'night'], name='watch_logbook_night'),
        ),
        migrations.AddConstraint(
            model_name='logbookline',
            constraint=models.UniqueConstraint(fields=('post', 'number'), name='watch_logbook_number_once'),
        ),
        migrations.AddConstraint(
            model_name='logbookline',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='watch_logbook_counts_from_one'),
        ),
        migrations.AddConstraint(
            model_name='logbookline',
            constraint=models.CheckConstraint(condition=models.Q(('corrects', None), models.Q(('corrects', models.F('id')), _negated=True), _connector='OR'), name='watch_logbook_line_corrects_another'),
        ),
        migrations.AddConstraint(
            model_name='till',
            constraint=models.UniqueConstraint(fields=('post', 'unit'), name='watch_till_once'),
        ),
        migrations.AddConstraint(
            model_name='till',
            constraint=models.CheckConstraint(condition=models.Q(('cash', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('fund'), '+', models.F('saved')), '-', models.F('owed')))), name='watch_till_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='till',
            constraint=models.CheckConstraint(condition=models.Q(('cash__gte', models.F('saved')), ('owed__gte', 0), ('saved__gte', 0)), name='watch_till_covers_savings'),
        ),
    ]
