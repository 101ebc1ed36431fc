"""Books and money: for who belongs to the post alone, and never rewritten."""

from django.db import migrations

from kentongan.ground.access import rls

AMONG_RESIDENTS = (
    "watch_logbook",
    "watch_logbookline",
    "watch_logbookkey",
    "watch_guest",
    "watch_disclosure",
    "watch_house",
    "watch_household",
    "watch_entry",
    "watch_till",
    "watch_housesum",
)
WRITTEN_ONCE = ("watch_logbookline", "watch_disclosure", "watch_entry")


class Migration(migrations.Migration):
    """No office reaches a row but a drill; what is written once stays."""

    dependencies = [("watch", "0007_books")]

    operations = [
        *(
            operation
            for table in AMONG_RESIDENTS
            for operation in rls.enforce(table, place=None, holding="post_id")
        ),
        *rls.enforce("watch_drill", holding="post_id"),
        migrations.RunSQL(
            """
            create function watch_written_once() returns trigger
            language plpgsql as $$
            begin
                raise exception '% is written once; write a new line', tg_table_name;
            end
            $$
            """,
            "drop function watch_written_once()",
        ),
        *(
            migrations.RunSQL(
                f"create trigger {table}_stays before update or delete on {table}"
                " for each row execute function watch_written_once()",
                f"drop trigger {table}_stays on {table}",
            )
            for table in WRITTEN_ONCE
        ),
    ]
