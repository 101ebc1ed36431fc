"""The life of a report, its receipt, and the words said about it."""

import django.db.models.deletion
import django.db.models.manager
import kentongan.ground.basics.ids
import kentongan.ground.seals.fields
import kentongan.ground.wall.models
from django.db import migrations, models

from kentongan.ground.access import rls


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_second_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place_id', models.UUIDField(db_index=True)),
                ('place', kentongan.ground.wall.models.PathField(db_collation='C', max_length=200)),
                ('said', models.CharField(choices=[('asked', 'asked'), ('answered', 'answered'), ('closed', 'closed'), ('added', 'added'), ('agreed', 'agreed'), ('contested', 'contested')], max_length=20)),
                ('text', models.TextField(blank=True)),
                ('sealed_text', kentongan.ground.seals.fields.SealedField(blank=True, null=True)),
                ('closing', models.CharField(blank=True, max_length=20)),
                ('by_teller', models.BooleanField(default=False)),
                ('by_account', models.UUIDField(null=True)),
                ('by_office', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
            },
            managers=[
                ('unwalled', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='report',
            name='agreed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='report',
            name='answer_by',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='closed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='closing',
            field=models.CharField(blank=True, choices=[('done', 'done'), ('not_possible', 'not_possible'), ('passed_on', 'passed_on'), ('duplicate', 'duplicate'), ('unfounded', 'unfounded')], max_length=20),
        ),
        migrations.AddField(
            model_name='report',
            name='first_answer_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='level',
            field=models.CharField(blank=True, choices=[('anonymous', 'anonymous'), ('confidential', 'confidential'), ('named', 'named')], max_length=20),
        ),
        migrations.AddField(
            model_name='report',
            name='merged_into',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='receipt',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='report',
            name='reopened',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='report',
            name='sealed_teller',
            field=kentongan.ground.seals.fields.SealedField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='shared',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='report',
            name='state',
            field=models.CharField(choices=[('received', 'received'), ('in_hand', 'in_hand'), ('closed', 'closed')], default='received', max_length=20),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['place', 'received_at'], name='reports_open_by_place'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('receipt', ''), _negated=True), fields=('receipt',), name='reports_receipt_names_one'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed'), models.Q(('closing', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None), ('closing', '')), _connector='OR'), name='reports_closed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('sensitive', False), ('shared', False), _connector='OR'), name='reports_sensitive_is_not_shared'),
        ),
        migrations.AddField(
            model_name='remark',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='reports.report'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(('by_teller', False), models.Q(('by_account', None), ('by_office', '')), _connector='OR'), name='reports_remark_teller_is_nobody'),
        ),
        *rls.enforce("reports_remark"),
        # Whoever holds a receipt is nobody to the second wall: a function of the
        # owner's says which report the digest names and where, and nothing else of it.
        migrations.RunSQL(
            """
            create function reports_of_receipt(digest text)
            returns table (id uuid, place text)
            language sql stable security definer
            set search_path = pg_catalog, public as $$
                select r.id, r.place from public.reports_report r
                where r.receipt = digest and digest <> ''
            $$
            """,
            "drop function reports_of_receipt(text)",
        ),
    ]
