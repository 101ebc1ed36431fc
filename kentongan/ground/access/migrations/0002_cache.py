"""A cache that all processes share: tries to sign in, codes already used."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_accounts")]

    operations = [
        migrations.RunSQL(
            """
            create unlogged table access_cache (
                cache_key varchar(255) primary key,
                value text not null,
                expires timestamp with time zone not null
            );
            create index access_cache_expires on access_cache (expires)
            """,
            "drop table access_cache",
        )
    ]
