"""Write database and files into one file, and the keys into another."""

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from kentongan.config import backups
from kentongan.config.commandline import BadInput, database_as_found
from kentongan.config.postgres import Server, database_url
from kentongan.config.postgres.addresses import home_of, is_embedded
from kentongan.config.postgres.configuration import SUPERUSER


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the keys go.  [default: FILE.keys]",
)
@click.option("--without-keys", is_flag=True, help="Write no keys.")
def command(file: Path, keys: Path | None, *, without_keys: bool) -> None:
    """Write database and files into FILE, and the keys into another file.

    Is FILE a folder, a file with the date in its name is written there, and files of
    this kind older than 30 days are removed. Safe beside a running `kentongan up`.
    """
    at = datetime.now(UTC)
    target = file / f"kentongan-{at:%Y%m%dT%H%M%SZ}.backup" if file.is_dir() else file
    if target.exists():
        raise BadInput(f"{target} is there already; nothing was written.")
    if not target.absolute().parent.is_dir():
        raise BadInput(f"There is no folder {target.absolute().parent}.")
    home = home_of()
    manifest = backups.Manifest(
        backups.FORMAT, at.isoformat(), _release(), (home / "demo").exists()
    )
    with database_as_found("owner"), backups.room_for(home) as room:
        dump = Path(room) / backups.DUMP
        arguments = ["--format=custom"]
        if not is_embedded():
            # The owner of walled tables has a policy that shows it every row.
            arguments.append("--enable-row-security")
        backups.run("pg_dump", *arguments, url=source_url(home), output=dump)
        count = backups.write(target, manifest, dump, home / "files")
    size_mb = target.stat().st_size / 1e6
    click.echo(f"Wrote {target}: the database and {count} files, {size_mb:.1f} MB.")
    if not without_keys:
        place = keys or target.with_name(f"{target.name}.keys")
        number = backups.write_keys(place, home / "keys")
        click.echo(f"Wrote {place}: {number} keys. Keep it apart from the backup.")
    if file.is_dir():
        click.echo(f"Removed {backups.prune(file, at=at)} older than 30 days.")


def source_url(home: Path) -> str:
    """Where to read everything: our own server as its superuser, else as the owner."""
    if is_embedded():
        return Server(home).url(role=SUPERUSER)
    return database_url(home, "owner")


def _release() -> str:
    try:
        return version("kentongan")
    except PackageNotFoundError:
        return "source"
