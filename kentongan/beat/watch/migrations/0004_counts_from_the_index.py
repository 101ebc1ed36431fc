"""The index of an area's posts carries what counting reads."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A province is counted without a look at its rows."""

    dependencies = [("watch", "0003_poster_opens_its_post")]

    operations = [
        migrations.RemoveIndex(model_name="post", name="watch_post_near"),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["place", "quiet_since"],
                include=["id", "last_visited_at", "verified"],
                name="watch_post_near",
                condition=models.Q(closed_at=None),
            ),
        ),
    ]
