"""Lines partitioned by month over their ids; triggers refuse any change."""

import django.db.models.manager
from django.db import migrations, models

import kentongan.ground.basics.ids
import kentongan.ground.wall.models

TABLES = """
create table ledger_line (
    id uuid primary key,
    act varchar(60) not null,
    subject varchar(100) not null,
    actor_id uuid null,
    office varchar(200) not null,
    place varchar(200) collate "C" not null,
    unit varchar(200) collate "C" not null,
    facts jsonb not null,
    at timestamptz not null
) partition by range (id);
create table ledger_line_default partition of ledger_line default;
create index ledger_line_subject on ledger_line (subject, id);
create index ledger_line_actor on ledger_line (actor_id, id);
create index ledger_line_place on ledger_line (place, id);
"""
REFUSE = """
create function ledger_refuse() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_table_name = 'ledger_seal'
       and current_setting('kentongan.expiry', true) = 'on' then
        return old;
    end if;
    raise exception 'the ledger is never changed: % on %', tg_op, tg_table_name;
end $$;
create trigger ledger_line_refuse before update or delete on ledger_line
    for each row execute function ledger_refuse();
create trigger ledger_seal_refuse before update or delete on ledger_seal
    for each row execute function ledger_refuse();
"""
ALLOW = """
drop trigger ledger_line_refuse on ledger_line;
drop trigger ledger_seal_refuse on ledger_seal;
drop function ledger_refuse();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(TABLES, "drop table ledger_line"),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Line",
                    fields=[
                        ("id", models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ("act", models.CharField(max_length=60)),
                        ("subject", models.CharField(max_length=100)),
                        ("actor_id", models.UUIDField(null=True)),
                        ("office", models.CharField(max_length=200)),
                        ("place", kentongan.ground.wall.models.PathField(blank=True, db_collation="C", max_length=200)),
                        ("unit", kentongan.ground.wall.models.PathField(blank=True, db_collation="C", max_length=200)),
                        ("facts", models.JSONField(default=dict)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject", "id"], name="ledger_line_subject"),
                            models.Index(fields=["actor_id", "id"], name="ledger_line_actor"),
                            models.Index(fields=["place", "id"], name="ledger_line_place"),
                        ],
                    },
                ),
            ],
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[("line_id", models.UUIDField(primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("line_id", models.UUIDField(unique=True)),
                ("province", models.CharField(db_collation="C", max_length=2)),
                ("day", models.DateField()),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "indexes": [models.Index(fields=["province", "day", "-number"], name="ledger_seal_head")],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("digest", models.BinaryField(max_length=32)),
                ("until", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Failure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("reaction", models.CharField(max_length=120)),
                ("attempts", models.PositiveSmallIntegerField()),
                ("error", models.CharField(max_length=400)),
                ("next_try_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("number", "reaction"), name="ledger_failure_once")],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.AlterModelManagers(
            name='line',
            managers=[('unwalled', django.db.models.manager.Manager())],
        ),
    ]
