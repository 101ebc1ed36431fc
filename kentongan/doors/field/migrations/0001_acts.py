"""Devices, acts, acts that wait, photos on their way."""

import kentongan.ground.basics.ids
import kentongan.ground.seals.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of the sync."""

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('account_id', models.UUIDField(db_index=True)),
                ('device_id', models.UUIDField(null=True)),
                ('kind', models.CharField(max_length=40)),
                ('outcome', models.CharField(max_length=10)),
                ('subject', models.CharField(blank=True, max_length=100)),
                ('version', models.PositiveIntegerField(null=True)),
                ('done_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('account_id', models.UUIDField(db_index=True)),
                ('label', models.CharField(max_length=80)),
                ('public_key', models.JSONField(default=dict)),
                ('enrolled_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='HeldAct',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('account_id', models.UUIDField(db_index=True)),
                ('reason', models.CharField(max_length=20)),
                ('after', models.JSONField(default=list)),
                ('body', kentongan.ground.seals.fields.SealedField(blank=True, null=True)),
                ('held_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=kentongan.ground.basics.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('account_id', models.UUIDField(db_index=True)),
                ('visit_id', models.UUIDField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('offset', models.PositiveIntegerField(default=0)),
                ('data', models.BinaryField(default=bytes)),
                ('photo_id', models.UUIDField(null=True)),
                ('begun_at', models.DateTimeField(db_index=True)),
            ],
        ),
    ]
