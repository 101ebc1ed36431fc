"""The tables of the organisation, and the overlaps that they exclude.

`textrange` makes equality of text indexable by GiST without an extension; the
package that migrates first creates it, the last one to go drops it.
"""

import django.db.models.deletion
import kentongan.ground.basics.ids
import kentongan.ground.wall.models
from django.db import migrations, models

MAKE_TEXTRANGE = """
do $$ begin
    if to_regtype('textrange') is null then
        create type textrange as range (subtype = text, collation = "C");
    end if;
exception when duplicate_object then null;
end $$
"""
DROP_TEXTRANGE = """
do $$ begin
    drop type if exists textrange;
exception when dependent_objects_still_exist then null;
end $$
"""
HELD = "tstzrange(held_from, held_until) with &&"


def same(column: str) -> str:
    """An exclusion operand: the same value in `column`."""
    return f"textrange({column}::text, {column}::text, '[]') with &&"


def excluded(
    table: str, name: str, columns: list[str], where: str = ""
) -> migrations.RunSQL:
    """Dated rows of `table` that agree in `columns` never overlap in time."""
    operands = ", ".join([*map(same, columns), HELD])
    condition = f" where ({where})" if where else ""
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} "
        f"exclude using gist ({operands}){condition}",
        f"alter table {table} drop constraint {name}",
    )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', kentongan.ground.wall.models.PathField(db_collation='C', db_index=True, max_length=200)),
                ('position', models.CharField(choices=[('bhabinkamtibmas', 'Bhabinkamtibmas'), ('polisi_rw', 'Polisi RW'), ('kanit_binmas', 'Kanit Binmas'), ('kanit_bhabinkamtibmas', 'Kanit Bhabinkamtibmas'), ('kapolsek', 'Kapolsek'), ('kasat_binmas', 'Kasat Binmas'), ('kbo_binmas', 'KBO Binmas'), ('kasi_humas', 'Kasi Humas'), ('kapolres', 'Kapolres'), ('dirbinmas', 'Dirbinmas'), ('kapolda', 'Kapolda'), ('anggota', 'Anggota')], max_length=32)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('turn', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('name_key', models.CharField(db_index=True, max_length=120)),
                ('degrees', models.JSONField(blank=True, default=list)),
                ('service', models.CharField(default='polri', max_length=8)),
                ('lineage', kentongan.ground.wall.models.PathField(blank=True, db_collation='C', max_length=200)),
                ('corps', models.CharField(blank=True, max_length=120)),
                ('reference', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('reference',), name='officer_reference')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('places', models.JSONField(blank=True, default=list)),
                ('note', models.TextField(blank=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='units.office')),
                ('from_officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.officer')),
                ('to_officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.officer')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('path', kentongan.ground.wall.models.PathField(db_collation='C', max_length=200, unique=True)),
                ('kind', models.CharField(choices=[('mabes', 'mabes'), ('polda', 'polda'), ('polrestabes', 'polrestabes'), ('polresta', 'polresta'), ('polres_metro', 'polres_metro'), ('polres', 'polres'), ('polsek', 'polsek')], max_length=16)),
                ('name', models.CharField(max_length=120)),
                ('confirmed', models.BooleanField(default=True)),
                ('established_at', models.DateTimeField()),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='units.unit')),
            ],
            options={
                'ordering': ['path'],
            },
        ),
        migrations.AddField(
            model_name='office',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='units.unit'),
        ),
        migrations.CreateModel(
            name='Jurisdiction',
            fields=[
                ('held_from', models.DateTimeField()),
                ('held_until', models.DateTimeField(blank=True, null=True)),
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_path', kentongan.ground.wall.models.PathField(db_collation='C', db_index=True, max_length=200)),
                ('place_id', models.UUIDField(db_index=True)),
                ('place', kentongan.ground.wall.models.PathField(db_collation='C', db_index=True, max_length=200)),
                ('confidence', models.CharField(default='high', max_length=16)),
                ('evidence', models.TextField(blank=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jurisdictions', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('held_from', models.DateTimeField()),
                ('held_until', models.DateTimeField(blank=True, null=True)),
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place_id', models.UUIDField(db_index=True)),
                ('place', kentongan.ground.wall.models.PathField(db_collation='C', db_index=True, max_length=200)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='units.office')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('held_until__isnull', True), ('held_until__gt', models.F('held_from')), _connector='OR'), name='assignment_order')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('held_from', models.DateTimeField()),
                ('held_until', models.DateTimeField(blank=True, null=True)),
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('acting', models.CharField(blank=True, choices=[('ps', 'Ps.'), ('plt', 'Plt.'), ('plh', 'Plh.'), ('pj', 'Pj.')], max_length=4)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='units.office')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='units.officer')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('held_until__isnull', True), ('held_until__gt', models.F('held_from')), _connector='OR'), name='appointment_order')],
            },
        ),
        migrations.CreateModel(
            name='RankHeld',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('rank', models.CharField(max_length=24)),
                ('held_from', models.DateTimeField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ranks', to='units.officer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('officer', 'held_from'), name='one_rank_at_a_time')],
            },
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.UniqueConstraint(fields=('unit', 'position', 'label'), name='office_once'),
        ),
        migrations.AddConstraint(
            model_name='jurisdiction',
            constraint=models.CheckConstraint(condition=models.Q(('held_until__isnull', True), ('held_until__gt', models.F('held_from')), _connector='OR'), name='jurisdiction_order'),
        ),
        migrations.RunSQL(MAKE_TEXTRANGE, DROP_TEXTRANGE),
        excluded("units_jurisdiction", "jurisdiction_once", ["unit_id", "place_id"]),
        excluded("units_assignment", "assignment_once", ["office_id", "place_id"]),
        excluded(
            "units_appointment", "one_holder_per_seat", ["office_id"],
            "acting in ('', 'ps', 'pj')",
        ),
        excluded("units_appointment", "seated_once", ["office_id", "officer_id"]),
    ]
