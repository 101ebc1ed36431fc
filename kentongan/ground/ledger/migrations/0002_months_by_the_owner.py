"""Who turns the months need not own the table: two functions of the owner's do it.

The months ahead are opened here as well, before the first line is written, so that
none of them falls into the default partition, where it could never be dropped alone.
"""

from datetime import UTC, datetime

from django.db import migrations

from kentongan.ground.ledger.services import open_months

AHEAD = 3

FUNCTIONS = """
create function ledger_open_month(month text, low uuid, high uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if month !~ '^ledger_line_[0-9]{4}_[0-9]{2}$' then
        raise exception 'not a month of the ledger: %', month;
    end if;
    if to_regclass('public.' || month) is not null then
        return false;
    end if;
    -- A month that began without a partition stays where its lines already are.
    if exists (select from public.ledger_line_default where id >= low and id < high)
    then
        return false;
    end if;
    execute format(
        'create table public.%I partition of public.ledger_line '
        'for values from (%L) to (%L)', month, low, high
    );
    return true;
end $$;
create function ledger_drop_month(month text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if month !~ '^ledger_line_[0-9]{4}_[0-9]{2}$' then
        raise exception 'not a month of the ledger: %', month;
    end if;
    execute format('drop table public.%I', month);
end $$;
revoke execute on function ledger_open_month(text, uuid, uuid)
    from public, kentongan_app;
revoke execute on function ledger_drop_month(text) from public, kentongan_app;
grant execute on function ledger_open_month(text, uuid, uuid) to kentongan_system;
grant execute on function ledger_drop_month(text) to kentongan_system;
"""
NO_FUNCTIONS = """
drop function ledger_open_month(text, uuid, uuid);
drop function ledger_drop_month(text);
"""


def open_first_months(apps, schema_editor):
    """This month and those that follow, until the nightly duty takes over."""
    open_months(datetime.now(UTC), ahead=AHEAD)


class Migration(migrations.Migration):
    """Functions of the owner's, and the first months."""

    dependencies = [("ledger", "0001_the_ledger")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunPython(open_first_months, migrations.RunPython.noop),
    ]
