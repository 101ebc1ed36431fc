"""Digits for the code on the wall, rounds, and what kind of silence it is."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import kentongan.ground.basics.ids
from kentongan.ground.access import rls

KINDS = [("never_started", "never_started"), ("stopped_midway", "stopped_midway")]
WAYS = [("own", "own"), ("leader", "leader"), ("paper", "paper"), ("code", "code")]


def _id() -> models.UUIDField:
    return models.UUIDField(
        default=kentongan.ground.basics.ids.new_id,
        editable=False,
        primary_key=True,
        serialize=False,
    )


def _of_post(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name=name,
        to="watch.post",
    )


class Migration(migrations.Migration):
    """No office reaches a round or a code; a silence is listed when its time has come."""

    dependencies = [("watch", "0013_absences_and_wishes")]

    operations = [
        migrations.AlterField(
            "checkin", "way", models.CharField(choices=WAYS, max_length=10)
        ),
        migrations.AddField(
            "silence",
            "kind",
            models.CharField(choices=KINDS, default="never_started", max_length=20),
        ),
        migrations.AddField("silence", "listed_from", models.DateTimeField(null=True)),
        migrations.RunSQL(
            "update watch_silence set listed_from = opened_at",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AlterField("silence", "listed_from", models.DateTimeField()),
        migrations.RemoveConstraint("silence", "watch_silence_once"),
        migrations.AddConstraint(
            "silence",
            models.UniqueConstraint(
                fields=["post", "night", "kind"], name="watch_silence_once"
            ),
        ),
        migrations.CreateModel(
            name="NightCode",
            fields=[
                ("id", _id()),
                ("digest", models.CharField(max_length=64)),
                ("issued_at", models.DateTimeField()),
                ("issued_by_id", models.UUIDField(null=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="night_code",
                        to="watch.member",
                    ),
                ),
                ("post", _of_post("night_codes")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["post", "digest"], name="watch_night_code_names_one"
                    )
                ]
            },
            managers=[("unwalled", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", _id()),
                ("night", models.DateField()),
                ("done_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("checkpoints", models.CharField(blank=True, max_length=200)),
                ("noted_by_id", models.UUIDField(null=True)),
                ("post", _of_post("rounds")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["post", "night"], name="watch_round_of_night")
                ]
            },
            managers=[("unwalled", django.db.models.manager.Manager())],
        ),
        *rls.enforce("watch_nightcode", place=None, holding="post_id"),
        *rls.enforce("watch_round", place=None, holding="post_id"),
    ]
