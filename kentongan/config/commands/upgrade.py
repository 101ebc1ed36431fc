"""Take the embedded database to the PostgreSQL version of this release."""

import click

from kentongan.config.postgres import binaries, upgrade
from kentongan.config.postgres.addresses import home_of, is_embedded
from kentongan.config.postgres.cluster import Cluster


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def command(*, dry_run: bool) -> None:
    """Take the embedded database to the PostgreSQL version of this release.

    The old data folder stays beside the new one as it was: it is the backup.
    """
    if not is_embedded():
        raise click.UsageError("DATABASE_URL names your own server; upgrade it there.")
    found = Cluster(home_of()).found_major()
    if dry_run:
        click.echo(f"Data of PostgreSQL {found}; this release has {binaries.MAJOR}.")
        return
    kept = upgrade.upgrade(home_of())
    if kept is None:
        click.echo(f"Nothing to do: the data are of PostgreSQL {binaries.MAJOR}.")
        return
    click.echo(f"Upgraded from PostgreSQL {found or '?'} to {binaries.MAJOR}.")
    click.echo(f"The old data are in {kept}; remove them when all is well.")
