"""Build the demo world: one Polres with invented people and nine months of work."""

import click
from django.utils import timezone

from kentongan.config.commandline import needs_database
from kentongan.config.demo import world


@click.command()
@click.option("--seed", default=world.SEED, show_default=True, help="Another story.")
@needs_database
def command(seed: int) -> None:
    """Build the demo world: one Polres with invented people and nine months of work.

    Only in a world in which nobody has acted yet; run twice, it changes nothing.
    """
    if world.is_built():
        click.echo("This world has a story already. Nothing changed.")
        return
    totals = world.build(at=timezone.now(), say=click.echo, seed=seed)
    click.echo(
        f"Demo: {totals.villages} villages, {totals.officers} seats, "
        f"{totals.posts} posts, {totals.visits} visits; "
        f"{totals.refused} acts were refused by a rule, as in life."
    )
    click.echo("DEMO: orang, kejadian, dan angka karangan")
