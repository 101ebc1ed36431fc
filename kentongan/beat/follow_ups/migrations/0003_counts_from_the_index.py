"""The index of an area's open promises carries what counting reads."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A province is counted without a look at its rows."""

    dependencies = [("follow_ups", "0002_second_wall")]

    operations = [
        migrations.RemoveIndex(model_name="followup", name="follow_ups_open_by_place"),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                fields=["place", "due"],
                include=["id", "state", "post_id"],
                name="follow_ups_open_by_place",
                condition=models.Q(state__in=["declared_done", "open"]),
            ),
        ),
    ]
