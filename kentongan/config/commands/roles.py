"""Print the SQL that makes our three roles on a PostgreSQL of your own."""

import click

from kentongan.config.postgres.addresses import APP, DATABASE, OWNER, SYSTEM
from kentongan.config.postgres.roles import WITHOUT_POWER, default_grants


@click.command()
def command() -> None:
    """Print the SQL that makes our three roles on a PostgreSQL of your own.

    Run it as its superuser, then name one address for each role in
    KENTONGAN_OWNER_DATABASE_URL, KENTONGAN_APP_DATABASE_URL and
    KENTONGAN_SYSTEM_DATABASE_URL beside DATABASE_URL.
    """
    for role in (OWNER, APP, SYSTEM):
        click.echo(f"CREATE ROLE {role} {WITHOUT_POWER};")
    click.echo(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0")
    click.echo("    ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';")
    click.echo(f"\\connect {DATABASE}")
    for statement in default_grants():
        click.echo(f"{statement};")
