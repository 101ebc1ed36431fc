"""Which post a poster names: the one question that nobody needs to sign in for."""

from django.db import migrations


class Migration(migrations.Migration):
    """A function of the owner's, who stands before the second wall."""

    dependencies = [("watch", "0002_second_wall")]

    operations = [
        migrations.RunSQL(
            """
            create function watch_post_of_token(token text) returns uuid
            language sql stable security definer
            set search_path = pg_catalog, public as $$
                select id from public.watch_post
                where qr_token = token and closed_at is null
            $$
            """,
            "drop function watch_post_of_token(text)",
        )
    ]
