"""The frame of the command line: how commands are found, prepared and refused.

Each command is one module of `kentongan.config.commands` that offers `command`; its
first sentence is its line in `kentongan --help`. Nothing else lists it.
"""

import ast
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import update_wrapper
from importlib import import_module
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import click
import django
from django.apps import apps
from django.conf import settings
from django.db import connections

from kentongan.config import logs, schema
from kentongan.config.postgres import Server, ServerRefused
from kentongan.config.postgres.addresses import home_of, is_embedded
from kentongan.config.postgres.cluster import make_home
from kentongan.ground.basics import keyfiles
from kentongan.ground.basics.errors import Invalid, Refusal
from kentongan.ground.seals import keys

FOLDER: Final = Path(__file__).parent / "commands"
PACKAGE: Final = "kentongan.config.commands"

BEFORE_DJANGO: Final = frozenset(
    {"up", "run", "upgrade", "backup", "restore", "migrate", "roles", "read"}
)
"""Commands that must work before, or without, the models: they are not loaded."""
UNLISTED: Final = frozenset({"run"})
"""Commands that only `up` calls."""

P = ParamSpec("P")
R = TypeVar("R")


class BadInput(click.ClickException):
    """What was given can not be read; nothing was changed."""

    exit_code = 2


class Declined(click.ClickException):
    """It was understood, and is not going to happen."""

    exit_code = 1


class Commands(click.Group):
    """The commands, found by the names of their files and loaded when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command there is, by name."""
        return sorted(name for name in self._files() if name not in UNLISTED)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a name, with the models ready if it needs them."""
        if name not in self._files():
            return None
        if name not in BEFORE_DJANGO:
            set_up_django()
        found = import_module(f"{PACKAGE}.{name.replace('-', '_')}").command
        return found if isinstance(found, click.Command) else None

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands by the first sentences of their files, unloaded."""
        files = self._files()
        rows = [(name, _sentence(files[name])) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        """Run, and turn every refusal into a sentence and an exit code."""
        with refusals_as_sentences():
            return super().invoke(ctx)

    def _files(self) -> dict[str, Path]:
        found = {path.stem: path for path in FOLDER.glob("*.py") if path.stem[0] != "_"}
        for path in FOLDER.glob("*/__init__.py"):
            found[path.parent.name] = path
        return {name.replace("_", "-"): path for name, path in found.items()}


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KENTONGAN_HOME",
    default=Path("var"),
    show_default=True,
    help="The world's folder: database, files, keys. Also KENTONGAN_HOME.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Log one JSON object a line, for machines."
)
@click.version_option(package_name="kentongan", prog_name="kentongan")
def cli(home: Path, *, as_json: bool) -> None:
    """Kentongan: community policing, run together."""
    # By the environment, since settings and child processes read it there.
    os.environ["KENTONGAN_HOME"] = str(home.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    if as_json:
        os.environ["KENTONGAN_LOG"] = "json"
    logs.configure()


def main() -> None:
    """The console script."""
    # So that leases are given back and open transactions closed, as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    cli.main(prog_name="kentongan")


def set_up_django() -> None:
    """Make the models usable; the database is not touched yet."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
        django.setup()


def needs_database(function: Callable[P, R]) -> Callable[P, R]:
    """Have a database, with its tables as this release knows them, for a command.

    The embedded server is started if it is off, and left as it was found. Used below
    click's decorators::

        @click.command()
        @click.argument("files", nargs=-1)
        @needs_database
        def command(files): ...
    """

    def prepared(*args: P.args, **kwargs: P.kwargs) -> R:
        with database():
            return function(*args, **kwargs)

    return update_wrapper(prepared, function)


@contextmanager
def database(role: str = "system") -> Iterator[None]:
    """Have the database ready, with all tables, connected as one of our roles."""
    with database_as_found(role):
        set_up_django()
        try:
            if not _is_under_test():
                schema.ensure()
            yield
        finally:
            if not _is_under_test():
                connections.close_all()


def prepare_home() -> None:
    """Make the world's folder and its keys where they are missing, or refuse it."""
    make_home(home_of())
    if is_embedded():
        Server(home_of()).require_fit()
    keys.ensure(home_of())
    (home_of() / "static").mkdir(exist_ok=True)  # whitenoise warns without it


@contextmanager
def database_as_found(role: str) -> Iterator[None]:
    """Have the database run, whatever is in it; Django is not needed for this."""
    if _is_under_test():
        yield  # pytest holds the server, and its database is another one
        return
    os.environ.setdefault("KENTONGAN_DATABASE_ROLE", role)
    with ExitStack() as stack:
        prepare_home()
        if is_embedded():
            stack.enter_context(Server(home_of()).leased())
        if apps.ready:
            # The settings were read before there was a key.
            secret = keyfiles.read(settings.SECRET_KEY_FILE)["secret"]
            settings.SECRET_KEY = secret
        yield


@contextmanager
def refusals_as_sentences() -> Iterator[None]:
    """Turn what a person can cause into one sentence, without a trace."""
    try:
        yield
    except Invalid as invalid:
        where = [f"  {field}: {why}" for field, why in invalid.problems.items()]
        raise BadInput("\n".join([str(invalid), *where])) from invalid
    except (Refusal, ServerRefused) as refused:
        raise Declined(str(refused)) from refused


def _is_under_test() -> bool:
    # Not by the environment alone, which a test hands on to programs it starts.
    return "pytest" in sys.modules and apps.ready


def _sentence(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]
