"""What the server is told: who may come in, and how it works."""

from collections.abc import Iterable
from pathlib import Path

from kentongan.config.postgres import addresses, files

SUPERUSER = "postgres"

SETTINGS = """\
# Written by Kentongan at each start; your own settings belong in local.conf.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# The log must not repeat what people wrote: no statements, no values.
log_line_prefix = '%m [%p] '
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
"""
LOCAL = "include = 'local.conf'\n"
CARELESS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


def write_rules_of_entry(data: Path, users: Iterable[str]) -> None:
    """Let these users of the machine in, by the socket, as any of our roles."""
    roles = [SUPERUSER, *addresses.ROLES.values()]
    lines = [
        f'ours "{user}" {role}\n' for user in dict.fromkeys(users) for role in roles
    ]
    files.write(data / "pg_ident.conf", "".join(lines))
    files.write(data / "pg_hba.conf", "local all all peer map=ours\n")


def write_settings(data: Path, socket_folder: Path, *, is_durable: bool) -> None:
    """Write the settings anew: nothing in them is of somebody else's making."""
    place = str(socket_folder).replace("'", "''")
    if "," in place:
        place = '"' + place.replace('"', '""') + '"'
    files.write(
        data / "postgresql.conf",
        SETTINGS.format(socket=place)
        + ("" if is_durable else CARELESS)
        + (LOCAL if (data / "local.conf").exists() else ""),
    )
