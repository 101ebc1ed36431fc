"""Make accounts and links that open them, grant roles, list, close."""

import click
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kentongan.config.commandline import needs_database
from kentongan.ground.access.actors import operator, principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.roles import POST_ROLES, Role
from kentongan.ground.access.selectors import (
    account_named,
    accounts_listed,
    grants_at,
)
from kentongan.ground.access.services import accounts, tickets
from kentongan.ground.access.services.grants import GRANTABLE, Where, grant_role
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.units.models import Officer

ROLES = sorted(str(role) for role in GRANTABLE - POST_ROLES)
ADDRESS = click.option(
    "--address",
    help="Where this world answers, for the link.  [default: the first of "
    "KENTONGAN_ORIGINS, or http://localhost:8000]",
)


@click.group()
def command() -> None:
    """Make accounts and links that open them, grant roles, list, close."""


@command.command()
@click.argument("name")
@click.option("--administrator", is_flag=True, help="Keeps units and accounts.")
@click.option("--officer", default="", help="Reference or id of an officer.")
@click.option("--display-name", default="", help="As people write it.")
@click.option("--language", type=click.Choice(["id", "en"]), default="id")
@ADDRESS
@needs_database
def create(
    name: str,
    *,
    administrator: bool,
    officer: str,
    display_name: str,
    language: str,
    address: str | None,
) -> None:
    """Make the account NAME and print a link, good for one hour, that opens it.

    Run twice, it makes one account and another link, until a password is set.
    """
    now = timezone.now()
    with transaction.atomic():
        account = account_named(name)
        if account is None or account.has_usable_password():
            account = accounts.create_account(
                name,
                display_name=display_name,
                by=operator(),
                at=now,
                officer_id=_officer(officer).pk if officer else None,
                language=language,
            )
        if administrator and not _is(account, Role.ADMINISTRATOR):
            everywhere = Where(place="", unit="")
            grant_role(account, Role.ADMINISTRATOR, everywhere, by=operator(), at=now)
        link = _link(account, address)
    click.echo(f"Account “{account.sign_in_name}”. Open within one hour, once:")
    click.echo(link)


@command.command()
@click.argument("name")
@ADDRESS
@needs_database
def invite(name: str, *, address: str | None) -> None:
    """Print a new link, good for one hour, that sets a password for NAME."""
    account = _named(name)
    click.echo(f"Account “{account.sign_in_name}”. Open within one hour, once:")
    click.echo(_link(account, address))


@command.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--place", help="Place path; empty text for everywhere.")
@click.option("--unit", help="Unit path; empty text for everywhere.")
@needs_database
def grant(name: str, role: str, *, place: str | None, unit: str | None) -> None:
    """Let NAME play ROLE in a place, at a unit, or both."""
    if place is None and unit is None:
        raise click.UsageError("Say where: --place, --unit, or both.")
    account = _named(name)
    where = Where(place=place, unit=unit)
    grant_role(account, Role(role), where, by=operator(), at=timezone.now())
    click.echo(f"“{account.sign_in_name}” is {role} from now on.")


@command.command()
@click.argument("name")
@needs_database
def close(name: str) -> None:
    """Close NAME: sessions, cards and links end with it. Safe to run twice."""
    account = _named(name)
    accounts.deactivate(account, by=operator(), at=timezone.now())
    click.echo(f"“{account.sign_in_name}” is closed.")


@command.command(name="drop-second-step")
@click.argument("name")
@needs_database
def drop_second_step(name: str) -> None:
    """Take authenticator, passkeys and spare codes off NAME, who lost them."""
    account = _named(name)
    removed = accounts.drop_second_step(account, by=operator(), at=timezone.now())
    click.echo(f"{removed} taken off “{account.sign_in_name}”.")


@command.command(name="list")
@needs_database
def list_accounts() -> None:
    """List accounts with what they are today."""
    now, count = timezone.now(), 0
    for account in accounts_listed():
        count += 1
        state = "open" if account.is_active else "closed"
        if account.is_active and not account.has_usable_password():
            state = "no password"
        actor = principal(account, at=now)
        roles = ", ".join(sorted(actor.roles)) or "-"
        click.echo(f"{account.sign_in_name:30}  {state:11}  {actor.office:50}  {roles}")
    click.echo(f"{count} accounts.")


def _named(name: str) -> Account:
    account = account_named(name)
    if account is None:
        raise NotFound(f"There is no account “{name}”.")
    return account


def _officer(named: str) -> Officer:
    condition = Q(reference=named)
    if len(named.replace("-", "")) == 32:
        condition |= Q(pk=named)
    officer = Officer.objects.filter(condition).first()
    if officer is None:
        raise NotFound(f"There is no officer “{named}”.")
    return officer


def _is(account: Account, role: Role) -> bool:
    return grants_at(account.id, timezone.now()).filter(role=role).exists()


def _link(account: Account, address: str | None) -> str:
    token = tickets.invite(account, by=operator(), at=timezone.now())
    origins = [address, *settings.KENTONGAN_ORIGINS, "http://localhost:8000"]
    base = next(filter(None, origins)).rstrip("/")
    return base + reverse("console:account:invitation", args=[token])
