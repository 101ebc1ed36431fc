"""What residents agree and whose turn it is: for who belongs to the post alone."""

from django.db import migrations

from kentongan.ground.access import rls

TABLES = (
    "watch_agreement",
    "watch_roster",
    "watch_turn",
    "watch_swapoffer",
    "watch_calendarfeed",
)


class Migration(migrations.Migration):
    """No office reaches a row; of its owner's functions one counts and one opens."""

    dependencies = [("watch", "0005_agreements_and_rosters")]

    operations = [
        *(
            operation
            for table in TABLES
            for operation in rls.enforce(table, place=None, holding="post_id")
        ),
        # Whoever changed an agreement would change what was agreed then.
        migrations.RunSQL(
            """
            create function watch_agreement_stays() returns trigger
            language plpgsql as $$
            begin
                raise exception 'an agreement is never changed; make a new version';
            end
            $$;
            create trigger watch_agreement_stays before update on watch_agreement
            for each row execute function watch_agreement_stays()
            """,
            """
            drop trigger watch_agreement_stays on watch_agreement;
            drop function watch_agreement_stays()
            """,
        ),
        # How many are on duty, and never who: all that anybody outside may know.
        migrations.RunSQL(
            """
            create function watch_head_counts(posts uuid[], first date, last date)
            returns table (post_id uuid, night date, heads bigint)
            language sql stable security definer
            set search_path = pg_catalog, public as $$
                select turn.post_id, turn.night, count(*)
                from public.watch_turn as turn
                join public.watch_roster as roster on roster.id = turn.roster_id
                join public.watch_member as member on member.id = turn.member_id
                where turn.post_id = any(posts)
                    and turn.night between first and last
                    and turn.withdrawn_at is null and member.left_at is null
                    and roster.state = 'published'
                group by turn.post_id, turn.night
            $$
            """,
            "drop function watch_head_counts(uuid[], date, date)",
        ),
        migrations.RunSQL(
            """
            create function watch_post_of_feed(told text) returns uuid
            language sql stable security definer
            set search_path = pg_catalog, public as $$
                select post_id from public.watch_calendarfeed
                where digest = told and ended_at is null
            $$
            """,
            "drop function watch_post_of_feed(text)",
        ),
    ]
