"""Run one of the processes that `kentongan up` keeps alive."""

from importlib import import_module

import click

from kentongan.config import logs, schema
from kentongan.config.commandline import database_as_found, set_up_django
from kentongan.config.supervisor import end_with_parent


@click.group()
def command() -> None:
    """Run one of the processes that `kentongan up` keeps alive."""


@command.command()
@click.option("--descriptor", type=int, required=True, help="The listening socket.")
@click.option("--tls-cert", default=None, help="The certificate of an own HTTPS.")
@click.option("--tls-key", default=None, help="Its private key.")
def web(descriptor: int, tls_cert: str | None, tls_key: str | None) -> None:
    """Answer pages and live streams, on a socket that was opened before."""
    end_with_parent()
    logs.configure("web")
    # Loaded here, since its models need Django to be ready; and before the database
    # is, since loading takes longer than all else and people wait for it.
    set_up_django()
    server = import_module("kentongan.config.webserver")
    with database_as_found("app"):
        schema.wait()
        server.serve(descriptor, tls_cert=tls_cert, tls_key=tls_key)


@command.command()
def worker() -> None:
    """Do the jobs that wait in the database."""
    end_with_parent()
    logs.configure("worker")
    with database_as_found("system"):
        set_up_django()
        import_module("kentongan.config.background").work()


@command.command()
def relay() -> None:
    """Seal the ledger's lines, and hand them on to what must follow."""
    end_with_parent()
    logs.configure("relay")
    with database_as_found("system"):
        set_up_django()
        import_module("kentongan.config.background").relay()
