"""`kentongan accounts`: the first administrator, and what follows."""

import re

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from kentongan.config.commands.accounts import command
from kentongan.ground.access.actors import principal
from kentongan.ground.access.roles import Role
from kentongan.ground.access.selectors import account_named
from kentongan.ground.access.tests.makers import NOON, officer
from kentongan.ground.basics.errors import Conflicting, NotFound
from kentongan.ground.units.rules.positions import Position

pytestmark = pytest.mark.django_db
NEW = "pos-melati-terang"


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words, catch_exceptions=True)


def test_the_first_administrator_opens_the_printed_link_once(client: Client) -> None:
    said = run("create", "--administrator", "Pengelola", "--address", "https://k.test")
    link = re.search(r"https://k\.test(/masuk/undangan/\S+/)", said.output)
    assert link
    given = {"password": NEW, "again": NEW}
    assert client.post(link[1], given).status_code == 302
    assert client.post(link[1], given).status_code == 404
    client.post("/masuk/", {"login": "pengelola", "password": NEW})
    assert "_auth_user_id" in client.session
    assert "administrator" in run("list").output


def test_twice_makes_one_account_and_a_link_that_replaces_the_first(
    client: Client,
) -> None:
    links = [
        re.search(
            r"(/masuk/undangan/\S+/)", run("create", "--administrator", "p").output
        )
        for _time in range(2)
    ]
    assert [client.get(link[1]).status_code for link in links if link] == [404, 200]
    assert "1 accounts." in run("list").output


def test_an_account_in_use_is_not_made_again(client: Client) -> None:
    link = re.search(r"(/masuk/undangan/\S+/)", run("create", "p").output)
    assert link
    client.post(link[1], {"password": NEW, "again": NEW})
    assert isinstance(run("create", "p").exception, Conflicting)
    assert "/masuk/undangan/" in run("invite", "p").output


def test_an_officers_account_takes_the_offices_of_the_officer() -> None:
    rina = officer("rina", Position.BHABINKAMTIBMAS)
    run("create", "rina", "--officer", str(rina.pk))
    account = account_named("rina")
    assert account
    assert principal(account, at=NOON).roles == {Role.VILLAGE_OFFICER}
    assert isinstance(run("create", "dwi", "--officer", "nobody").exception, NotFound)


def test_roles_are_granted_somewhere_and_accounts_are_closed() -> None:
    run("create", "auditor")
    assert run("grant", "auditor", "auditor").exit_code == 2
    assert run("grant", "auditor", "commander", "--place", "12").exit_code == 2
    assert (
        "auditor from now" in run("grant", "auditor", "auditor", "--place", "").output
    )
    assert "closed" in run("close", "AUDITOR").output
    assert "closed" in run("list").output
    assert isinstance(run("close", "nobody").exception, NotFound)
    assert "0 taken off" in run("drop-second-step", "auditor").output
