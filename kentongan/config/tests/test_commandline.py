"""The command line: every command is found, and every refusal is a sentence."""

import click
import pytest
from click.testing import CliRunner

from kentongan.config.commandline import UNLISTED, BadInput, cli, refusals_as_sentences
from kentongan.config.postgres import ServerRefused
from kentongan.config.tests.homes import short_home
from kentongan.config.tests.programs import kentongan
from kentongan.ground.basics.errors import Invalid, NotAllowed

COMMANDS = sorted(cli.list_commands(click.Context(cli)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_offers_itself_and_says_what_it_does(name: str) -> None:
    context = click.Context(cli)
    found = cli.get_command(context, name)
    assert found is not None
    assert found.help or (found.callback and found.callback.__doc__)
    listing = CliRunner().invoke(cli, ["--help"]).output
    assert f"\n  {name} " in listing


def test_what_only_up_calls_is_not_listed() -> None:
    assert "run" in UNLISTED
    assert "run" not in COMMANDS


def test_an_unknown_command_is_refused() -> None:
    done = CliRunner().invoke(cli, ["conquer"])
    assert done.exit_code == 2
    assert "No such command 'conquer'" in done.output


def test_listing_the_commands_makes_no_world() -> None:
    with short_home() as home:
        done = kentongan(home, "--help")
        assert done.returncode == 0
        assert not home.exists()


@pytest.mark.parametrize(
    ("refusal", "code", "words"),
    [
        (NotAllowed("Not yours."), 1, "Not yours."),
        (ServerRefused("No room."), 1, "No room."),
        (
            Invalid("Bad file.", {"line 3": "no name"}),
            2,
            "Bad file.\n  line 3: no name",
        ),
    ],
)
def test_a_refusal_becomes_its_sentence_and_an_exit_code(
    refusal: Exception, code: int, words: str
) -> None:
    with pytest.raises(click.ClickException) as raised, refusals_as_sentences():
        raise refusal
    assert (raised.value.exit_code, raised.value.message) == (code, words)


def test_a_mistake_of_our_own_is_not_dressed_up_as_a_refusal() -> None:
    with pytest.raises(ZeroDivisionError), refusals_as_sentences():
        1 / 0  # noqa: B018


def test_bad_input_ends_with_code_two() -> None:
    assert BadInput("no").exit_code == 2


def test_the_sql_for_a_server_of_your_own_gives_nobody_power() -> None:
    printed = CliRunner().invoke(cli, ["roles"]).output
    assert printed.count("NOSUPERUSER NOBYPASSRLS") == 3
    assert "BYPASSRLS" not in printed.replace("NOBYPASSRLS", "")
